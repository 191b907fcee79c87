"""What a function loads until it has answered: a cold start pays for each of its own modules, and no other's.

Each app runs in an interpreter of its own, on resolved rulebooks as in its package.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.acceptance.api.runtime_api import event
from tests.unit.rulebook.places import GOOD, ROOT
from zikao.rulebook.resolved import resolved_text
from zikao.rulebook.store import load_library

READERS = ["zikao.formats.jpeg", "PIL", "numpy"]
OF_PORTRAITS = ["zikao.photo", "ai_edge_litert"]
OF_PACKAGES = [
    *("zikao.package.facts", "zikao.package.measuring", "zikao.package.archive", "zikao.package.text"),
    *("onnxruntime", "pypdfium2", "pyclipper"),
]
ELSEWHERE = [
    *("zikao.cli", "zikao.site", "zikao.schemas", "zikao.serve.rsgi", "zikao.judge.explain"),
    *("zikao.rulebook.assemble", "ruamel", "mkdocs", "granian", "boto3", "opencc", "unittest"),
]
"""No function needs these."""

RUN = """
import json, sys
event = json.load(sys.stdin)
sys.path.insert(0, event.pop("folder"))
from app import app
before = set(sys.modules)
answer = app(event, None)
print(json.dumps([answer["statusCode"], sorted(sys.modules), sorted(set(sys.modules) - before)]))
"""


@pytest.fixture(scope="module")
def rulebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("rulebooks") / "rulebooks.json"
    made.write_text(resolved_text(load_library(GOOD)), "utf-8")
    return made


def loaded(
    function: str, item: str, body: bytes, rulebooks: Path, *, late: bool = False, **environment: str
) -> list[str]:
    """The modules of a function that has answered one request; `late`: those loaded only then."""
    answers = function == "eligibility"
    kind, name = ("application/json", "procedure") if answers else ("application/octet-stream", "spec")
    headers = {"content-type": kind, "x-zikao-consent": "yes"}
    path = f"/v1/{function}/{{province}}/{{{name}}}"
    sent = event(path, headers, body, binary=not answers, province="demo", **{name: item})
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps({**sent, "folder": str(ROOT / "functions" / function)}),
        capture_output=True,
        text=True,
        env={**os.environ, "ZIKAO_PROVINCES": str(rulebooks), **environment},
        check=True,
    )
    status, *modules = json.loads(done.stdout.splitlines()[-1])
    assert status == 200
    found: list[str] = modules[late]
    return found


def among(modules: list[str], unwanted: list[str]) -> list[str]:
    """Those of the unwanted of which anything was loaded."""
    return [each for each in unwanted if any(f"{name}.".startswith(f"{each}.") for name in modules)]


def test_eligibility_reads_no_file(rulebooks: Path) -> None:
    modules = loaded("eligibility", "graduation", b'{"prior_degree": true}', rulebooks)
    assert among(modules, ["zikao.judge", "zikao.checks.eligibility"]) != []
    assert among(modules, [*READERS, *OF_PORTRAITS, *OF_PACKAGES, *ELSEWHERE]) == []


def test_in_the_cloud_nothing_is_left_for_the_first_answer(rulebooks: Path) -> None:
    """A start has a whole processor there, an answer a third of one."""
    sent = ("eligibility", "graduation", b'{"prior_degree": true}', rulebooks)
    assert among(loaded(*sent, late=True), ["zikao", "jsonschema"]) == ["zikao", "jsonschema"]
    assert among(loaded(*sent, late=True, AWS_LAMBDA_FUNCTION_NAME="x"), ["zikao", "jsonschema"]) == []


def test_a_portrait_is_read_without_what_reads_text(rulebooks: Path) -> None:
    out = BytesIO()
    Image.new("RGB", (300, 400), "white").save(out, "JPEG")
    modules = loaded("photo", "graduation", out.getvalue(), rulebooks)
    assert among(modules, ["zikao.photo"]) != []
    assert among(modules, [*OF_PACKAGES, *ELSEWHERE]) == []


def test_a_package_is_read_without_what_finds_faces(rulebooks: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        picture = BytesIO()
        Image.new("RGB", (300, 400), "white").save(picture, "JPEG")
        made.writestr("1.jpg", picture.getvalue())
    modules = loaded("package", "evidence", out.getvalue(), rulebooks)
    assert among(modules, ["zikao.package"]) != []
    assert among(modules, [*OF_PORTRAITS, *ELSEWHERE]) == []
