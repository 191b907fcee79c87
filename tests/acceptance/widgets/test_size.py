"""What a browser fetches for each widget, and that nothing of it evaluates text or names another origin."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ..embed.sizes import gzipped, loaded

LOADER = {"zikao": 1.5}
"""KiB of the loader alone."""
NEVER_FETCHED = ("https://github.com/cfworker", "http://ns.adobe.com/xap/1.0/")
"""Where the validator counts relative references from on a page without an address, and how XMP begins in a
picture."""


def test_sizes(root: Path, bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    budget = LOADER | _weights(root)
    sizes = {name: gzipped(loaded(bundle, name)) for name in budget}
    with capsys.disabled():
        print("\n" + ", ".join(f"{name} {size} B of {budget[name] * 1024}" for name, size in sizes.items()))
    assert {name: size for name, size in sizes.items() if size > budget[name] * 1024} == {}


def _weights(root: Path) -> dict[str, float]:
    """KiB of each element and of what it loads later, each with all chunks that it shares."""
    found = [json.loads(path.read_bytes())["weight"] for path in root.glob("widgets/*/element.json")]
    assert found
    return {name: size for weight in found for name, size in weight.items()}


def test_every_file_that_is_loaded_by_itself_has_its_budget(root: Path, bundle: Path) -> None:
    loaded = {path.stem.rpartition("-")[0] for path in bundle.glob("*-*.js")} - {"chunk"}
    assert loaded == set(_weights(root))


def test_no_trace_of_eval_or_other_origins(bundle: Path) -> None:
    for path in bundle.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        for name in NEVER_FETCHED:
            text = text.replace(name, "")
        assert not re.search(r"\beval\(|new Function\b|https?://", text), path.name
