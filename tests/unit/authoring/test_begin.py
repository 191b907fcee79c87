"""The skeleton of a province: whole, marked, and never taken for finished."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.unit.authoring.filling import fill, fill_all, with_examples
from zikao.authoring.begin import CannotBeginError, begin, rulebooks_folder
from zikao.rulebook.authorities import Authorities, load_authorities
from zikao.rulebook.faults import RulebookFaults, errors
from zikao.rulebook.folders import rulebooks_in
from zikao.rulebook.lint import lint
from zikao.rulebook.model import Province
from zikao.rulebook.reader import read
from zikao.rulebook.store import load_library
from zikao.rulebook.tree import plain
from zikao.rulebook.unfilled import MARK, Unfilled
from zikao.rulebook.validate import validate

DAY = date(2027, 3, 1)
ROOT = Path(__file__).resolve().parents[3]


def register() -> Authorities:
    found = load_authorities()
    assert found is not None
    return found


def begun(folder: Path, province: str = "hunan", name: str | None = None) -> Path:
    return begin(folder, province, name=name, today=DAY)[0].parent


@pytest.mark.parametrize("province", ["hunan", "heilongjiang", "liaoning"])
def test_a_skeleton_lints_with_nothing_but_what_is_to_be_filled_in(tmp_path: Path, province: str) -> None:
    folder = begun(tmp_path / "provinces", province)
    faults = lint(tmp_path / "provinces", today=DAY)
    assert [fault.sentence for fault in faults if not isinstance(fault, Unfilled)] == []
    marked = {
        (path.relative_to(folder.parent).as_posix(), number)
        for path in folder.rglob("*.yaml")
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        if MARK in line.split("#")[0]
    }
    assert {(fault.file, fault.line) for fault in faults} == marked
    assert len(marked) > 8


def test_every_province_of_the_register_can_be_begun_with_what_the_register_knows(tmp_path: Path) -> None:
    for province, place in register().places.items():
        main = begun(tmp_path, province) / "province.yaml"
        fill(main)
        tree, faults = read(main, main.name)
        assert tree is not None and faults == []
        own, faults = validate(Province, tree)
        assert own is not None and faults == []
        assert (own.id, own.name, own.code) == (province, place.name, place.code)
        assert (own.authority, own.reviewed_on, own.changes[0].on) == (place.authority, *2 * ["2027-03-01"])
        assert [host.host for host in own.hosts.values()] == [site.host for site in place.sites]


def test_a_skeleton_filled_in_is_whole_and_takes_the_rules_of_portraits_from_cn(tmp_path: Path) -> None:
    fill_all(begun(tmp_path, "heilongjiang"))
    assert [fault.sentence for fault in lint(tmp_path, today=DAY)] == []
    library = load_library(tmp_path)
    assert list(library.provinces) == ["heilongjiang"], "cn is lent, and gets no pages"
    rules = {rule.id: rule for rule in library.compiled("photo", "heilongjiang/graduation").rules}
    assert len(rules) > 20
    assert (rules["eyes-open"].severity, rules["sharp"].severity) == ("must", "should")


def test_a_skeleton_does_not_pass_as_finished(tmp_path: Path) -> None:
    begun(tmp_path)
    with pytest.raises(RulebookFaults, match=r"hunan/province\.yaml:\d+:\d+ sources\.guide\.title：还没填"):
        load_library(tmp_path)


def test_what_stands_in_comments_and_text_files_can_be_used_as_it_is(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    lines = [with_examples(path) for path in sorted(folder.rglob("*.yaml"))]
    assert sum(lines) > 20
    for path in list(folder.rglob("*.txt")):
        path.rename(path.with_suffix(""))
    city = folder / "cities" / "city.yaml"
    city.write_text(re.sub("^id: .*", "id: city", city.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    fill_all(folder)
    assert [fault.sentence for fault in errors(lint(tmp_path, today=date(2026, 4, 1)))] == []
    book = load_library(tmp_path).book("hunan")
    assert book.province.windows and book.province.contacts and book.packages and book.cities


def test_a_province_that_the_register_does_not_know_wants_its_name(tmp_path: Path) -> None:
    with pytest.raises(CannotBeginError, match=r"没有 sample.*--name"):
        begun(tmp_path, "sample")
    folder = begun(tmp_path, "sample", "样例省")
    paths = {fault.path for fault in lint(tmp_path, today=DAY)}
    assert {"code", "authority"} <= paths
    assert [fault for fault in lint(tmp_path, today=DAY) if not isinstance(fault, Unfilled)] == []
    fill_all(folder)
    assert load_library(tmp_path).book("sample").province.name == "样例省"


@pytest.mark.parametrize(
    ("province", "name", "said"),
    [
        ("hunnan", None, "是不是 hunan（湖南省）"),
        ("../evil", None, "没有 ../evil"),
        ("../evil", "邪", "不能当文件夹名"),
        ("sample", "a: b", "名称要写在一行里"),
        ("sample", "\n", "名称要写在一行里"),
    ],
)
def test_what_cannot_be_begun_is_said_in_a_sentence_and_leaves_nothing(
    tmp_path: Path, province: str, name: str | None, said: str
) -> None:
    with pytest.raises(CannotBeginError, match=re.escape(said)):
        begun(tmp_path / "provinces", province, name)
    assert list(tmp_path.iterdir()) == []


def test_a_province_may_be_named_in_chinese(tmp_path: Path) -> None:
    assert begun(tmp_path, "湖南").name == "hunan"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    main = begun(tmp_path) / "province.yaml"
    main.write_text("id: hunan\n", "utf-8")
    with pytest.raises(CannotBeginError, match="已经有了，没有改动它"):
        begun(tmp_path)
    assert main.read_text("utf-8") == "id: hunan\n"


def test_the_folder_meant_is_found(tmp_path: Path) -> None:
    site, rulebooks, empty = tmp_path / "site", tmp_path / "books", tmp_path / "empty"
    for folder in (site, rulebooks / "anhui", empty):
        folder.mkdir(parents=True)
    (site / "mkdocs.yml").touch()
    (rulebooks / "anhui" / "province.yaml").touch()
    assert rulebooks_folder(site) == site / "provinces"
    assert rulebooks_folder(site / "provinces") == site / "provinces"
    assert rulebooks_folder(rulebooks) == rulebooks
    assert rulebooks_folder(empty) == empty / "provinces"
    assert rulebooks_folder(ROOT) == ROOT / "provinces"
    # Where both could be meant, it is the one that is read from then on.
    (rulebooks / "provinces").mkdir()
    assert rulebooks_folder(rulebooks) == rulebooks_in(rulebooks) == rulebooks


@pytest.mark.parametrize("where", ["provinces", "books", "checkout"])
def test_the_schema_of_the_first_line_exists_and_takes_the_file(tmp_path: Path, where: str) -> None:
    rulebooks = tmp_path / ("books" if where == "books" else "provinces")
    if where == "checkout":
        (tmp_path / "schemas").symlink_to(ROOT / "schemas")
    folder = begun(rulebooks)
    written = sorted((*folder.rglob("*.yaml"), *folder.rglob("*.txt")))
    assert len(written) == 5
    for path in written:
        fill(path)
        text = path.read_text("utf-8")
        line = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert line is not None
        schema = json.loads((path.parent / line[1]).read_text("utf-8"))
        tree, faults = read(path, path.name)
        assert faults == []
        data = plain(tree)
        if path.parent.name == "cities":
            data["id"] = "city"
        assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []
        assert list(Draft202012Validator(schema).iter_errors({**data, "no-such-key": 1}))
    assert (where == "checkout") != (tmp_path / ".zikao").exists() or where == "books"
