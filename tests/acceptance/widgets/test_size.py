"""What a browser fetches for each widget, and that nothing of it evaluates text or names another origin."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

BUDGET = {
    "zikao": 1,
    "checklist": 5,
    "eligibility": 18,
    "result": 7,
    "way": 8,
    "share": 5,
    "until": 1,
    "upload": 9,
    "drawing": 4,
    "fit": 7,
}
"""KiB: the loader alone, each widget, and what widgets load later, each with all chunks that it shares."""
NEVER_FETCHED = "https://github.com/cfworker"
"""Where the validator counts relative references from on a page without an address. It fetches none."""
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


def test_no_trace_of_eval_or_other_origins(bundle: Path) -> None:
    for path in bundle.glob("*.js"):
        text = path.read_text(encoding="utf-8").replace(NEVER_FETCHED, "")
        assert not re.search(r"\beval\(|new Function\b|https?://", text), path.name
