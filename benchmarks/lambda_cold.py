"""What a cold start of each function's package costs, in parts, beside an empty function.

The folders are those of `make lambda`, built for this machine's processor and run under Python 3.12 by the
real runtime client against a small Runtime API on loopback. CPU times of the function's process: on a busy
machine they swell, all of them alike, so what counts is the ratio to the empty function.

    python benchmarks/lambda_cold.py
"""

from __future__ import annotations

import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.acceptance.api.runtime_api import event, started
from tests.unit.package.documents import Page, fonts, jpeg

from infra.zips.functions import FUNCTIONS
from infra.zips.gather import TOP, GatherError, build_wheel, compile_bytecode, find_python, gather
from infra.zips.rulebooks import rulebooks_of

STARTS = 5
WARM = 10
TICKS = os.sysconf("SC_CLK_TCK")
PARTS = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
event = json.load(sys.stdin)
before, parts = 0.0, {}
def part(name):
    global before
    now = time.process_time()
    parts[name], before = (now - before) * 1000, now
part("interpreter")
import pydantic
class Model(pydantic.BaseModel):
    name: str
part("pydantic")
import chalice.app
part("chalice")
import app
part("own modules")
import zikao.rulebook.store
part("rulebooks' models")
zikao.rulebook.store.load_library()
part("rulebooks")
assert app.app(event, None)["statusCode"] == 200
part("first answer")
assert app.app(event, None)["statusCode"] == 200
part("later answer")
print(json.dumps(parts))
"""
IN_THE_CLOUD = {"AWS_LAMBDA_FUNCTION_NAME": "zikao", "HOME": "/nonexistent"}
EMPTY = "def app(event, context):\n    return {}\n"
FILE = {"x-zikao-consent": "yes", "content-type": "application/octet-stream"}


@dataclass
class Start:
    """CPU ms until it asks for an event, of the first answer, of a later one; MB at its most."""

    loading: float
    first: float
    warm: float
    memory: float


def main() -> int:
    """Print the table; 0 also where it cannot be run here, with the reason."""
    try:
        python = find_python()
    except GatherError as error:
        print(error)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runtime = client(python, folder / "venv")
        (folder / "empty").mkdir()
        (folder / "empty" / "app.py").write_text(EMPTY, "utf-8")
        empty = least(runtime, folder / "empty", folder, asked())
        wheel, rulebooks = build_wheel(folder / "wheel"), rulebooks_of(TOP)
        print(
            f"cold starts under Python 3.12, CPU ms, least of {STARTS}; 'x' beside an empty function's start"
        )
        print("                     loading   first answer   together      warm   memory")
        print(row("empty", empty, empty))
        for each, sent in requests():
            gather(FUNCTIONS[each], folder / each, wheel, "x86_64", rulebooks)
            print(row(f"{each}, no .pyc", least(runtime, folder / each, folder, sent), empty))
            compile_bytecode(FUNCTIONS[each], folder / each, runtime)
            print(row(each, least(runtime, folder / each, folder, sent), empty))
            print(f"  {'':20} {parts(runtime, folder / each, sent)}")
    return 0


def client(python: str, venv: Path) -> str:
    """An environment with what Lambda brings; its Python."""
    uv, lock = str(TOP / "scripts" / "uv"), str(TOP / "requirements" / "lambda-runtime.txt")
    subprocess.run([uv, "venv", "--quiet", "--python", python, str(venv)], check=True)
    made = str(venv / "bin" / "python")
    install = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", made]
    subprocess.run([*install, "--require-hashes", "-r", lock], check=True)
    return made


def requests() -> list[tuple[str, Any]]:
    """Each function with what a candidate sends it: answers, a portrait, one photographed page."""
    answers = event(
        "/v1/eligibility/{province}/{procedure}",
        {"content-type": "application/json"},
        b"{}",
        binary=False,
        province="anhui",
        procedure="graduation",
    )
    photo = {"province": "anhui", "spec": "graduation"}
    package = {"province": "cn", "spec": "evidence-pages"}
    found = [("eligibility", answers)]
    portraits = sorted((TOP.parent / "shared" / "photos" / "portraits").glob("*.jpg"))
    if portraits:
        data = portraits[0].read_bytes()
        found.append(("photo", event("/v1/photo/{province}/{spec}", FILE, data, binary=True, **photo)))
    if fonts():
        page = archive()
        found.append(("package", event("/v1/package/{province}/{spec}", FILE, page, binary=True, **package)))
    return found


def archive() -> bytes:
    """One admission ticket as a JPEG in a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("1.jpg", jpeg(Page.of("admission_ticket", 7).draw(200)))
    return out.getvalue()


def asked() -> Any:
    """Anything: the empty function looks at nothing."""
    return {"httpMethod": "GET"}


def least(runtime: str, app: Path, folder: Path, sent: Any) -> Start:
    """The least of several starts, part by part."""
    starts = [start(runtime, app, folder, sent) for _ in range(STARTS)]
    return Start(
        min(each.loading for each in starts),
        min(each.first for each in starts),
        min(each.warm for each in starts),
        max(each.memory for each in starts),
    )


def start(runtime: str, app: Path, folder: Path, sent: Any) -> Start:
    """One cold start and some warm answers."""
    environment = {**IN_THE_CLOUD, "PATH": os.environ["PATH"]}
    with started(runtime, app, folder, environment) as (api, _):
        api.ready.wait(60)
        loading = used(api.process)
        api.invoke(sent)
        first = used(api.process)
        warm = []
        for _ in range(WARM):
            before = used(api.process)
            api.invoke(sent)
            warm.append(used(api.process) - before)
        return Start(loading, first - loading, statistics.mean(warm), peak(api.process))


def parts(runtime: str, app: Path, sent: Any) -> str:
    """Where the time of a start goes, without the runtime client: the least of several, part by part."""
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
    starts = []
    for _ in range(STARTS):
        command = [runtime, "-c", PARTS, str(app)]
        done = subprocess.run(
            command, input=json.dumps(sent), env=environment, capture_output=True, text=True, check=True
        )
        starts.append(json.loads(done.stdout.splitlines()[-1]))
    return ", ".join(f"{name} {min(each[name] for each in starts):.0f}" for name in starts[0])


def used(process: int) -> float:
    """CPU time of a process so far, in ms; the clock ticks every 10."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS * 1000


def peak(process: int) -> float:
    """Memory of a process at its most, in MB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1000


def row(name: str, each: Start, empty: Start) -> str:
    """One line of the table."""
    together = each.loading + each.first
    ratio = together / (empty.loading + empty.first)
    return (
        f"  {name:20} {each.loading:5.0f}   {each.first:12.0f}   {together:5.0f} {ratio:4.1f}x"
        f"   {each.warm:5.0f}   {each.memory:4.0f} MB"
    )


if __name__ == "__main__":
    sys.exit(main())
