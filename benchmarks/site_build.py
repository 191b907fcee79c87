"""CPU seconds of a site build: the real provinces and 31, beside bare mkdocs-material over the same pages.

Each build runs in a process of its own, so that imports are counted every time, and into a folder of its own:
for some seconds after many files were deleted ext4 takes a second and a half longer to make as many, which is
the file system's time (`recently_deleted`) and as long for any program.
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROVINCES = 31
GOALS = {"real": 8.0, "31 small": 12.0, "31 large": None}
"""CPU seconds; the last has no goal and shows how the time grows (a minute or two)."""
RUNS = {"real": 3, "31 small": 1, "31 large": 1}

BARE = """\
site_name: bare
theme: {name: material, language: zh, font: false, features: [navigation.indexes, navigation.prune]}
markdown_extensions: [attr_list, tables]
plugins: [search]
"""

OURS = """\
import sys
from pathlib import Path
from zikao.site.build import build
build(
    Path(sys.argv[1]),
    provinces=Path(sys.argv[2]),
    elements=False,
    strict=False,
    last=True,
    traditional=sys.argv[3] == "both",
)
"""
"""Without the elements: esbuild's time is Go's, and the pages do not need it."""


def small(folder: Path) -> Path:
    """31 provinces of the size of the tests' sample."""
    spec = importlib.util.spec_from_file_location("sample", ROOT / "tests/unit/site/sample.py")
    assert spec and spec.loader
    sample = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sample)
    for number in range(PROVINCES):
        sample.write(folder, name=f"p{number}", code=str(number + 11))
    return folder


def large(folder: Path) -> Path:
    """The real provinces and as many copies of the largest as make 31."""
    shutil.copytree(ROOT / "provinces", folder)
    for number in range(PROVINCES - 2):
        made = folder / f"p{number}"
        shutil.copytree(ROOT / "provinces" / "anhui", made)
        for path in made.rglob("*.yaml"):
            text = path.read_text(encoding="utf-8").replace("anhui/", f"p{number}/")
            text = text.replace("id: anhui\n", f"id: p{number}\n").replace(
                "name: 安徽省\n", f"name: 某省{number}\n"
            )
            path.write_text(text, encoding="utf-8")
    return folder


def cpu(command: list[str]) -> float:
    """CPU seconds, user and system, of a command and its children.

    Raises:
        SystemExit: it failed; what it printed is shown.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def median(runs: int, run: Callable[[], float]) -> float:
    return statistics.median(run() for _ in range(runs))


def compare(name: str, provinces: Path, folder: Path) -> dict[str, object]:
    """Our build and the bare one over the same pages."""
    from zikao.rulebook.store import load_library
    from zikao.site.render import write_markdown

    docs = folder / f"{name}-docs"
    runs = count()
    started = time.process_time()
    library = load_library(provinces)
    loading = time.process_time() - started
    pages = write_markdown(library, docs)
    shutil.rmtree(docs / "data")
    config = folder / f"{name}.yml"
    config.write_text(f"{BARE}docs_dir: {docs}\nsite_dir: {folder / f'{name}-bare'}\n", encoding="utf-8")

    def built(scripts: str) -> float:
        def run() -> float:
            out = folder / f"{name}-site-{next(runs)}"
            return cpu([sys.executable, "-c", OURS, str(out), str(provinces), scripts])

        return median(RUNS[name], run)

    ours, simplified = built("both"), built("one")
    bare = median(RUNS[name], lambda: cpu([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config)]))
    goal = GOALS[name]
    return {
        "provinces": name,
        "pages": pages,
        "cpu_s": round(ours, 2),
        "goal_s": goal,
        "within": None if goal is None else ours <= goal,
        "of_which_loading_yaml_s": round(loading, 2),
        "of_which_traditional_s": round(ours - simplified, 2),
        "bare_material_cpu_s": round(bare, 2),
        "ratio": round(ours / bare, 2),
    }


def main() -> None:
    """Print one line of JSON for the real provinces and for 31 small ones; with --large for 31 large ones."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(json.dumps(compare("real", ROOT / "provinces", folder)), flush=True)
        print(json.dumps(compare("31 small", small(folder / "small"), folder)), flush=True)
        if "--large" in sys.argv:
            print(json.dumps(compare("31 large", large(folder / "large"), folder)), flush=True)


if __name__ == "__main__":
    main()
