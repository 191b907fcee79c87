"""What a file is called, judged wherever it is checked: by function, by server, on the command line."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest

from tests.unit.rulebook.laid import laid
from zikao.api import handlers
from zikao.api.http import Request
from zikao.api.problems import ProblemError
from zikao.checks.circumstances import Circumstances
from zikao.checks.package import check_package
from zikao.checks.photo import check_photo
from zikao.cli import run
from zikao.numbers import TICKET
from zikao.report import Finding, Report
from zikao.rulebook.file_names import NAME
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

from .conftest import of

PHOTO = """# photos.yaml
specs:
  graduation:
    file_name:
      pattern: "{admission_ticket_number}{name}.jpg"
      severity: must
      cite: {source: guide, clause: 五}
"""
PACKAGE = """# packages.yaml
specs:
  evidence:
    file_name: {pattern: "{admission_ticket_number}{name}.zip", cite: {source: guide, clause: 五}}
"""
FORMS = """# province.yaml
numbers:
  admission_ticket_number: {forms: [{digits: 13, first: letter}], cite: {source: guide, clause: 八}}
"""
NUMBER, PERSON = "G010112345678", "张三"
TYPED = {TICKET: NUMBER, NAME: PERSON}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid([PHOTO, PACKAGE, FORMS], tmp_path_factory.mktemp("named") / "provinces")


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return load_library(root)


def of_photo(library: Library, name: str | None, declared: Mapping[str, str]) -> Finding:
    report = check_photo(library, "demo/graduation", b"no picture", name, Circumstances(declared=declared))
    return of(report, "file-name")


def test_a_right_name_is_right_once_all_was_typed(library: Library) -> None:
    found = of_photo(library, f"{NUMBER}{PERSON}.jpg", TYPED)
    assert (found.outcome, found.severity, found.title) == ("yes", "must", "文件名是“准考证号＋姓名.jpg”")
    assert found.cites[0].clause == "五"


@pytest.mark.parametrize(
    ("name", "measured"),
    [
        ("照片.jpg", "写法不同"),
        ("010112345678张三.jpg", "写法不同"),
        (f"{NUMBER}{PERSON}.png", "扩展名不同"),
        (f"G010112345679{PERSON}.jpg", "准考证号和填的不一样"),
        (f"{NUMBER}张山.jpg", "姓名和填的不一样"),
    ],
)
def test_another_name_is_told_with_the_wanted_one_as_an_example(
    library: Library, name: str, measured: str
) -> None:
    found = of_photo(library, name, TYPED)
    assert (found.outcome, found.measured) == ("no", measured)
    assert found.sentence == "文件名不对，应当是“准考证号＋姓名.jpg”，例如 A010112345678张三.jpg。"
    assert NUMBER not in found.model_dump_json()


@pytest.mark.parametrize(
    ("name", "declared", "why"),
    [
        (None, TYPED, "没有给出文件名"),
        (f"{NUMBER}{PERSON}.jpg", {TICKET: NUMBER}, "文件名的样子对；姓名没有填，没有和文件名里的核对"),
        (f"{NUMBER}{PERSON}.jpg", {}, "文件名的样子对；准考证号、姓名没有填，没有和文件名里的核对"),
    ],
)
def test_what_cannot_be_compared_is_not_checked(
    library: Library, name: str | None, declared: Mapping[str, str], why: str
) -> None:
    found = of_photo(library, name, declared)
    assert (found.outcome, found.why) == ("not checked", why)


def test_a_shape_is_judged_with_nothing_typed(library: Library) -> None:
    assert of_photo(library, "IMG_0001.jpg", {}).outcome == "no"


def test_a_package_is_judged_alike_and_its_own_severity_counts(library: Library) -> None:
    def finding(name: str) -> Finding:
        report = check_package(library, "demo/evidence", b"none", name, Circumstances(declared=TYPED))
        return of(report, "file-name")

    assert (finding(f"{NUMBER}{PERSON}.zip").outcome, finding("材料.zip").outcome) == ("yes", "no")
    assert finding("材料.zip").severity == "should"


def test_a_spec_without_a_pattern_says_nothing_of_names(library: Library) -> None:
    report = check_photo(library, "base/portrait", b"no picture", "IMG_0001.jpg")
    assert "photo.file-name" not in {each.id for each in report.findings}


def posted(library: Library, kind: str, item: str, headers: Mapping[str, str]) -> Report:
    services: Any = SimpleNamespace(library=lambda: library, page_seconds=None)
    province, _, spec = item.partition("/")
    request = Request({"province": province, "spec": spec}, headers=headers, body=b"nothing")
    made = getattr(handlers, kind)(request, services)
    assert isinstance(made, Report)
    return made


@pytest.mark.parametrize(
    ("kind", "item", "extension"), [("photo", "demo/graduation", "jpg"), ("package", "demo/evidence", "zip")]
)
def test_the_server_takes_number_and_name_by_header(
    library: Library, kind: str, item: str, extension: str
) -> None:
    headers = {
        "x-zikao-name": quote(f"{NUMBER}{PERSON}.{extension}"),
        "x-zikao-ticket-number": "g0101-1234-5678",
        "x-zikao-person": quote(f" {PERSON} "),
    }
    assert of(posted(library, kind, item, headers), "file-name").outcome == "yes"
    other = {**headers, "x-zikao-person": quote("李四")}
    assert of(posted(library, kind, item, other), "file-name").measured == "姓名和填的不一样"


def test_a_name_that_is_none_is_refused_and_not_repeated(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(ProblemError) as refused:
        posted(library, "photo", "demo/graduation", {"x-zikao-person": quote("../CANARY")})
    told = str(refused.value.problem())
    assert "X-Zikao-Person" in told
    assert "CANARY" not in told + caplog.text


@pytest.mark.parametrize(
    ("kind", "item", "extension"), [("photo", "demo/graduation", "jpg"), ("package", "demo/evidence", "zip")]
)
def test_the_command_line_judges_the_name_of_the_path(
    root: Path,
    library: Library,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    kind: str,
    item: str,
    extension: str,
) -> None:
    path = tmp_path / f"{NUMBER}{PERSON}.{extension}"
    path.write_bytes(b"nothing")

    def measured(*typed: str) -> tuple[str, str | None]:
        run(["check", kind, item, str(path), "--rulebooks", str(root), "--format", "jsonl", *typed])
        report = json.loads(capfd.readouterr().out)
        found = next(each for each in report["findings"] if each["id"] == f"{kind}.file-name")
        return found["outcome"], found["measured"]

    assert measured("--ticket-number", NUMBER, "--name", PERSON) == ("yes", "没有不同")
    assert measured("--ticket-number", NUMBER, "--name", "李四") == ("no", "姓名和填的不一样")
    assert measured()[0] == "not checked"


def test_a_city_that_wants_another_name_gets_another_rule(tmp_path: Path) -> None:
    city = PHOTO.replace("# photos.yaml\nspecs:", "# cities/river.yaml\nphotos:").replace(
        "{admission_ticket_number}", ""
    )
    found = load_library(laid([PHOTO, city], tmp_path / "provinces"))
    towns = (None, "river")
    documents = [found.compiled("photo", "demo/graduation", town) for town in towns]
    titles = [[rule.title for rule in each.rules if rule.id == "file-name"] for each in documents]
    assert titles == [["文件名是“准考证号＋姓名.jpg”"], ["文件名是“姓名.jpg”"]]
