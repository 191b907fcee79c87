"""The functions' packages: the same to the byte, complete or not at all, and told in a list and a bill."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from infra.zips import gather as subject
from infra.zips.archive import listing, sha256, write_zip
from infra.zips.functions import FUNCTIONS, PLATFORMS, SUFFIXES, Architecture
from infra.zips.gather import GatherError
from infra.zips.rulebooks import rulebooks_of
from infra.zips.sbom import bill
from tests.unit.rulebook.places import GOOD
from zikao.api.routes import Group
from zikao.rulebook.resolved import library_of
from zikao.rulebook.store import load_library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A package of three files."""
    made = tmp_path / "made"
    (made / "zikao").mkdir(parents=True)
    (made / "app.py").write_text("app = 1\n", "utf-8")
    (made / "zikao" / "fast.cpython-312-x86_64-linux-gnu.so").write_bytes(b"\x7fELF")
    info = made / "pydantic-2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: pydantic\nVersion: 2\nLicense-Expression: MIT\n\nText\n", "utf-8")
    return made


def test_every_function_has_a_package() -> None:
    assert set(FUNCTIONS) == set(get_args(Group))
    assert set(PLATFORMS) == set(SUFFIXES) == set(get_args(Architecture))


def test_the_same_files_make_the_same_zip(folder: Path, tmp_path: Path) -> None:
    first = write_zip(folder, tmp_path / "first.zip")
    for path in folder.rglob("*"):
        path.touch()
    (folder / "app.py").chmod(0o600)
    second = write_zip(folder, tmp_path / "second.zip")
    assert first == second
    assert sha256(tmp_path / "first.zip") == sha256(tmp_path / "second.zip")
    with zipfile.ZipFile(tmp_path / "first.zip") as made:
        rights = {each.filename: oct(each.external_attr >> 16) for each in made.infolist()}
    assert rights["app.py"] == "0o644"
    assert rights["zikao/fast.cpython-312-x86_64-linux-gnu.so"] == "0o755"


def test_the_list_and_the_bill_name_what_is_inside(folder: Path, tmp_path: Path) -> None:
    photo = FUNCTIONS["photo"]
    lines = listing(write_zip(folder, tmp_path / "a.zip")).splitlines()
    assert [line.split()[-1] for line in lines] == sorted(line.split()[-1] for line in lines)
    assert len(lines) == 3
    text = bill(photo, folder, "x86_64", "0" * 64)
    assert text == bill(photo, folder, "x86_64", "0" * 64)
    made = json.loads(text)
    assert made["specVersion"] == "1.6"
    found = {each["name"]: each for each in made["components"]}
    assert found["pydantic"]["licenses"] == [{"license": {"id": "MIT"}}]
    for weights in photo.weights:
        assert found[weights.file]["hashes"] == [{"alg": "SHA-256", "content": weights.sha256}]


def test_missing_weights_end_the_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))
    with pytest.raises(GatherError, match=r"photo: the weights .* are missing: run zikao models"):
        subject._weigh(FUNCTIONS["photo"], tmp_path / "out")


def test_damaged_weights_end_the_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))
    for each in FUNCTIONS["package"].weights:
        (tmp_path / each.file).write_bytes(b"half")
    with pytest.raises(GatherError, match="are damaged"):
        subject._weigh(FUNCTIONS["package"], tmp_path / "out")


def test_a_module_of_another_processor_ends_the_build(folder: Path) -> None:
    subject._of_one_platform(folder, "x86_64")
    with pytest.raises(GatherError, match="is not for arm64"):
        subject._of_one_platform(folder, "arm64")


def test_a_module_that_is_not_there_cannot_be_compiled(folder: Path) -> None:
    import sys

    with pytest.raises(GatherError, match="photo: numpi is not in the package"):
        subject.compile_bytecode(replace(FUNCTIONS["photo"], compiled=("numpi",)), folder, sys.executable)


def test_what_no_route_needs_is_taken_out(folder: Path) -> None:
    for name in ("zikao/cli/check.py", "numpy/tests/test_a.py", "pydantic-2.dist-info/RECORD", "a.pyi"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", "utf-8")
    subject._leave_out(folder)
    left = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert left == {"app.py", "zikao/fast.cpython-312-x86_64-linux-gnu.so", "pydantic-2.dist-info/METADATA"}
    assert not (folder / "numpy").exists()


def test_a_folder_that_is_to_be_carried_must_be_there_and_small_enough(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject, "TOP", tmp_path)
    site = replace(FUNCTIONS["eligibility"], carried=("site",))
    with pytest.raises(GatherError, match="site/ is not there"):
        subject._carry(site, folder)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("x", "utf-8")
    subject._carry(site, folder)
    assert (folder / "site" / "index.html").read_text("utf-8") == "x"
    (tmp_path / "site" / "film.mp4").write_bytes(bytes(subject.LARGEST + 1))
    with pytest.raises(GatherError, match=r"film\.mp4"):
        subject._carry(replace(site, name="other"), tmp_path / "other")


OFFICE = """
site_name: Office
plugins:
  - zikao:
      provinces: {rulebooks}
      only: [{only}]
"""


def office(folder: Path, only: str) -> Path:
    """The folder of a site that shows some of its provinces."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(OFFICE.format(rulebooks=GOOD, only=only), "utf-8")
    return folder


def test_a_function_answers_for_what_its_site_shows(tmp_path: Path) -> None:
    whole = load_library(GOOD)
    shown, *others = whole.provinces
    library = library_of(rulebooks_of(office(tmp_path / "office", shown)))
    assert others
    assert list(library.provinces) == [shown]
    assert library.book(shown).stamp == whole.book(shown).stamp
    assert list(library_of(rulebooks_of(office(tmp_path / "whole", ""))).provinces) == [shown, *others]


def test_a_site_whose_rulebooks_cannot_be_taken_ends_the_build(tmp_path: Path) -> None:
    with pytest.raises(GatherError, match=r"has no mkdocs\.yml"):
        rulebooks_of(tmp_path)
    with pytest.raises(GatherError, match="没有这个省份"):
        rulebooks_of(office(tmp_path / "office", "nowhere"))
