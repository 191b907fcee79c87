"""What the developers' pages say of facts, and that a test asserts something of each photo fact."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.package.archives import ROWS
from zikao.documentation import facts
from zikao.facts import NEVER, Facts, absent_where
from zikao.package.facts import EntryFacts, PackageFacts, PageFacts
from zikao.package.measuring import measure as measure_package
from zikao.photo.facts import PhotoFacts
from zikao.photo.measuring import measure as measure_photo

UNIT = Path(__file__).resolve().parents[1]
# There names stand in lists of the vocabulary: nothing is said of a value.
ABOUT_NAMES = "test_facts.py"


def named(folder: Path) -> Iterator[str]:
    """Texts in the tests of a folder that assert something, and in what they are parametrised with."""
    for path in sorted(folder.glob("test_*.py")):
        if path.name == ABOUT_NAMES:
            continue
        for node in ast.parse(path.read_bytes()).body:
            if isinstance(node, ast.FunctionDef) and any(isinstance(e, ast.Assert) for e in ast.walk(node)):
                for each in ast.walk(node):
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield each.value
                    elif isinstance(each, ast.keyword) and each.arg is not None:
                        yield each.arg


def test_a_test_asserts_something_of_every_photo_fact() -> None:
    assert sorted(PhotoFacts.model_fields.keys() - set(named(UNIT / "photo"))) == []


def test_the_tables_hold_every_fact_once() -> None:
    both = f"{facts.photo_file()}\n{facts.photo_picture()}"
    assert re.findall(r"^\| `(\w+)` ", both, re.MULTILINE) == list(PhotoFacts.model_fields)
    for made, model in (
        (facts.archive, PackageFacts),
        (facts.entries, EntryFacts),
        (facts.pages, PageFacts),
    ):
        assert re.findall(r"^\| `(\w+)` ", made(), re.MULTILINE) == list(model.model_fields)


def never(model: type[Facts]) -> set[str]:
    return {name for name, text in absent_where(model).items() if text == NEVER}


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"nothing", b"PK\x03\x04"])
def test_a_portrait_lacks_nothing_that_is_never_absent(data: bytes) -> None:
    assert never(PhotoFacts)
    assert never(PhotoFacts) & measure_photo(data).absent.keys() == set()


@pytest.mark.parametrize("name", ROWS)
def test_an_archive_lacks_nothing_that_is_never_absent(name: str) -> None:
    found = measure_package(ROWS[name].make(), f"{name}.zip")
    assert never(PackageFacts) & found.absent.keys() == set()
    for model, items in ((EntryFacts, found.facts.contents), (PageFacts, found.facts.pages)):
        for item in items or ():
            assert never(model) <= item.model_dump(exclude_none=True).keys()
