"""What a portal's page loads keeps its budgets; `make sizes` prints the whole table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .sizes import ELEMENTS, Size, alone, goals, gzipped, loaded, of_portals, table


def test_what_a_portal_loads_keeps_its_budgets(
    root: Path, hosts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads((root / "widgets/version.json").read_text(encoding="utf-8"))
    sizes = [*of_portals(hosts / told["version"])]
    with capsys.disabled():
        print(f"\n{table(sizes)}")
    assert [size for size in sizes if not size.fits] == []


def test_one_alone_is_what_it_has_and_what_all_share(root: Path, hosts: Path) -> None:
    told = json.loads((root / "widgets/version.json").read_text(encoding="utf-8"))
    version = hosts / told["version"]
    parts = {size.name: size.bytes for size in of_portals(version)}
    whole = [*alone(version)]
    assert [size.bytes for size in whole] == [
        parts[size.name] + parts[f"shared {size.name.partition(' ')[2]}"] for size in whole
    ]
    assert goals([Size("a", 1536, 1.5)]).endswith("1536 B, aimed at 1536")
    assert goals([Size("a", 1540, 1.5)]).endswith("1540 B, aimed at 1536: 4 over")


def test_every_element_that_fills_a_host_has_its_budget(root: Path, hosts: Path) -> None:
    told = json.loads((root / "widgets/version.json").read_text(encoding="utf-8"))
    elements = {path.parent.name for path in root.glob("widgets/*/element.json")}
    for language in (path for path in (hosts / told["version"]).iterdir() if path.is_dir()):
        names = {path.stem.rpartition("-")[0] for path in language.glob("*-*.js")}
        assert names & elements == ELEMENTS.keys()


def test_too_much_is_seen_and_counts_what_is_imported(tmp_path: Path) -> None:
    (tmp_path / "a-ABCDEFG2.js").write_text('import{b}from"./chunk-ABCDEFG3.js";import("./later.js")')
    (tmp_path / "chunk-ABCDEFG3.js").write_text("x" * 5000)
    (tmp_path / "later.js").write_text("x")
    found = loaded(tmp_path, "a")
    assert {path.name for path in found} == {"a-ABCDEFG2.js", "chunk-ABCDEFG3.js"}
    assert gzipped(found) > gzipped([tmp_path / "a-ABCDEFG2.js"])
    assert [Size("a", count, 1.5).fits for count in (1536, 1537)] == [True, False]
    assert "TOO MUCH" in table([Size("a", 1537, 1.5)])
