"""What a browser fetches for each widget, and that the bundled validator still knows what schemas use."""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from zikao.checks import facts_schema
from zikao.rulebook.store import load_library

from .made import made_library

BUDGET = {
    "zikao": 1,
    "checklist": 5,
    "eligibility": 10,
    "result": 7,
    "way": 8,
    "share": 5,
    "until": 1,
    "upload": 9,
    "drawing": 4,
    "fit": 7,
}
"""KiB: the loader alone, each widget, and what widgets load later, each with all chunks that it shares."""
IMPORT = re.compile(r"""(?:from|import)\s*["']\./([\w-]+\.js)["']""")


def test_sizes(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sizes = {name: _fetched(bundle, name) for name in BUDGET}
    with capsys.disabled():
        print("\n" + ", ".join(f"{name} {size} B of {BUDGET[name] * 1024}" for name, size in sizes.items()))
    assert {name: size for name, size in sizes.items() if size > BUDGET[name] * 1024} == {}


def _fetched(bundle: Path, name: str) -> int:
    """Bytes of an entry and of everything that it imports at once."""
    [entry] = [path for path in bundle.glob("*.js") if path.stem == name or path.stem.startswith(f"{name}-")]
    todo, seen = [entry.name], set[str]()
    while todo:
        file = todo.pop()
        seen.add(file)
        imported = IMPORT.findall((bundle / file).read_text(encoding="utf-8"))
        todo += [each for each in imported if each not in seen]
    return sum(len(gzip.compress((bundle / file).read_bytes(), 9, mtime=0)) for file in seen)


def test_schemas_use_no_keyword_that_the_bundle_leaves_out(root: Path, tmp_path: Path) -> None:
    text = (root / "widgets" / "build.mjs").read_text(encoding="utf-8")
    kept = set(re.findall(r'"(\w+)"', text[text.index("KEYWORDS = ") : text.index("];")]))
    assert "pattern" in kept
    told = {"title", "description", "x-type", "x-none", "x-unsure"}
    for library in (load_library(), made_library(tmp_path)):
        for province, book in library.provinces.items():
            for procedure in book.procedures:
                schema = facts_schema(library.compiled("procedure", f"{province}/{procedure}"))
                for name, ask in schema["properties"].items():
                    assert _keywords(ask) <= kept | told, f"{province}/{procedure}: {name}"


def _keywords(schema: Any) -> set[str]:
    inner = [*schema.get("oneOf", []), *([schema["items"]] if "items" in schema else [])]
    return set(schema).union(*map(_keywords, inner))


def test_no_trace_of_eval_or_other_origins(bundle: Path) -> None:
    for path in bundle.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function\b|https?://", text), path.name


def test_the_bundled_validator_agrees_with_the_whole_one(root: Path) -> None:
    script = Path(__file__).with_name("validator_parity.mjs")
    done = subprocess.run([root / "scripts" / "node", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
