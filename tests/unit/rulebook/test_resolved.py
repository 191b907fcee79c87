"""Rulebooks as one resolved file: the same library without YAML, and a clear word for any other file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from zikao.api.assembly import services_for
from zikao.rulebook.books import SHELF
from zikao.rulebook.faults import RulebookFaults
from zikao.rulebook.library import Library
from zikao.rulebook.resolved import library_of, resolved_text
from zikao.rulebook.store import load_library
from zikao.site.data import documents
from zikao.site.render import render

from .places import GOOD, ROOT


@pytest.fixture(scope="module", params=["provinces", "made"])
def written(request: pytest.FixtureRequest) -> Library:
    return load_library(ROOT / "provinces" if request.param == "provinces" else GOOD)


@pytest.fixture(scope="module")
def again(written: Library) -> Library:
    return library_of(resolved_text(written))


def test_the_same_books_in_the_same_order(written: Library, again: Library) -> None:
    assert again.provinces == written.provinces
    assert list(again.provinces) == list(written.provinces)
    for name, book in written.provinces.items():
        assert list(again.provinces[name].procedures) == list(book.procedures)


def test_the_same_documents(written: Library, again: Library) -> None:
    count = 0
    for province, book in written.provinces.items():
        for city in (None, *book.cities):
            for kind, shelf in SHELF.items():
                for name in getattr(written.book(province, city), shelf):
                    item = f"{province}/{name}"
                    assert (
                        again.compiled(kind, item, city).text() == written.compiled(kind, item, city).text()
                    )
                    count += 1
    assert count > len(written.provinces)


def test_the_same_pages_and_files(written: Library, again: Library) -> None:
    made = {page.path: page.source for page in render(again)}
    assert made == {page.path: page.source for page in render(written)}
    assert dict(documents(again)) == dict(documents(written))


def test_a_service_reads_it_and_loads_no_parser(tmp_path: Path) -> None:
    file = tmp_path / "rules.json"
    file.write_text(resolved_text(load_library(GOOD)), "utf-8")
    assert list(services_for(file).library().provinces) == ["base", "demo"]
    code = (
        "import sys; from pathlib import Path; from zikao.rulebook.store import load_library;"
        f"load_library(Path({str(file)!r})).compiled('photo', 'demo/graduation');"
        "print(*(name for name in sys.modules if 'yaml' in name or name.startswith('zikao.rulebook.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert not [name for name in loaded if "yaml" in name]
    assert "zikao.rulebook.resolved" in loaded
    assert "zikao.rulebook.assemble" not in loaded


@pytest.mark.parametrize(
    "text", ["", "[]", '{"form": 0, "books": []}', '{"form": 1}', '{"form": 1, "books": [{}]}']
)
def test_another_file_is_named_and_what_makes_it_right(tmp_path: Path, text: str) -> None:
    file = tmp_path / "old.json"
    file.write_text(text, "utf-8")
    with pytest.raises(RulebookFaults, match=r"old\.json.*请用 zikao compile 重新生成"):
        load_library(file)


def test_it_has_no_places_to_point_at(again: Library) -> None:
    book = again.provinces["demo" if "demo" in again.provinces else "anhui"]
    with pytest.raises(LookupError, match="no places"):
        _ = book.trees
    with pytest.raises(LookupError, match="no places"):
        resolved_text(again)


def test_a_model_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    data = json.loads(resolved_text(load_library(GOOD)))
    data["books"][0]["province"]["code"] = 7
    with pytest.raises(RulebookFaults, match="zikao compile"):
        library_of(json.dumps(data))
