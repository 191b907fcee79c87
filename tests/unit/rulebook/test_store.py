"""Finding and loading rulebooks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from zikao.rulebook import store
from zikao.rulebook.faults import RulebookFaults
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library, rulebooks_root

from .conftest import Changed
from .places import GOOD


def test_provinces_come_in_the_order_of_their_codes(library: Library) -> None:
    assert list(library.provinces) == ["base", "demo"]


def test_packaged_rulebooks_are_found_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = tmp_path / "_data" / "provinces"
    packaged.mkdir(parents=True)
    monkeypatch.setattr(store, "files", lambda package: tmp_path)
    assert rulebooks_root() == packaged


def test_else_those_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "files", lambda package: tmp_path)
    assert rulebooks_root() == Path(__file__).resolve().parents[3] / "provinces"


def test_no_rulebooks_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "files", lambda package: tmp_path)
    monkeypatch.setattr(store, "__file__", str(tmp_path / "a" / "b" / "c" / "store.py"))
    with pytest.raises(RulebookFaults, match="找不到规则文件夹"):
        load_library()


@pytest.mark.parametrize(("name", "said"), [("gone", "没有这个规则文件夹"), ("", "没有任何省份的规则")])
def test_a_folder_that_holds_none(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(RulebookFaults, match=said):
        load_library(tmp_path / name)


def test_what_was_read_stays_the_same_for_good(library: Library) -> None:
    with pytest.raises(Exception, match="frozen"):
        setattr(library.provinces["demo"].province, "name", "其他")  # noqa: B010 - its type forbids the plain way


def test_a_fault_shared_by_several_books_is_told_once(changed: Changed) -> None:
    head = "        severity: {}\n        require: {{at_most"
    root = changed("base/photos.yaml", (head.format("must"), head.format("musst")))
    with pytest.raises(RulebookFaults) as raised:
        load_library(root)
    (fault,) = raised.value.faults
    assert (fault.file, fault.line, fault.column) == ("base/photos.yaml", 24, 19)
    assert (fault.path, fault.nearest) == ("specs.portrait.rules[bytes].severity", "must")


def test_many_faults_are_counted_beyond_fifty(changed: Changed) -> None:
    step = "  - {{id: s{}, title: 步骤, after: [none], cite: {{source: guide, clause: 一}}}}\n"
    many = "".join(step.format(number) for number in range(60))
    root = changed("demo/procedures/graduation.yaml", ("steps:\n", f"steps:\n{many}"))
    with pytest.raises(RulebookFaults) as raised:
        load_library(root)
    assert len(raised.value.faults) == 60
    assert str(raised.value).splitlines()[-1] == "……另有 10 处。"


def test_loading_brings_in_nothing_that_only_some_uses_need() -> None:
    code = (
        "import sys; from pathlib import Path; import zikao.checks;"
        "from zikao.rulebook.store import load_library;"
        f"load_library(Path({str(GOOD)!r}));"
        "print(sorted({'jsonschema', 'rich', 'click', 'jinja2', 'PIL', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def written(folder: Path, name: str, extends: str = "cn") -> Path:
    """A folder of one province that extends another, its portraits too."""
    (folder / name).mkdir(parents=True)
    (folder / name / "province.yaml").write_text(
        f'id: {name}\nname: 某省\nversion: 1.0.0\nreviewed_on: "2026-11-29"\ncode: "46"\n'
        f"authority: 某省教育考试院\nextends: {extends}\n",
        "utf-8",
    )
    (folder / name / "photos.yaml").write_text(
        "specs:\n  own: {title: 照片, extends: cn/diploma-photo}\n", "utf-8"
    )
    return folder


def test_a_folder_elsewhere_extends_what_comes_with_the_program(tmp_path: Path) -> None:
    library = load_library(written(tmp_path, "somewhere"))
    assert list(library.provinces) == ["somewhere"]
    rules = {rule.id for rule in library.compiled("photo", "somewhere/own").rules}
    assert rules == {rule.id for rule in load_library().compiled("photo", "cn/diploma-photo").rules}


def test_a_folder_elsewhere_may_hold_a_link_to_a_province(tmp_path: Path) -> None:
    folder = written(tmp_path, "somewhere")
    (folder / "cn").symlink_to(rulebooks_root() / "cn", target_is_directory=True)
    assert list(load_library(folder).provinces) == ["cn", "somewhere"]


@pytest.mark.parametrize("name", ["nc", "../provinces/cn", "", "."])
def test_what_is_nowhere_can_t_be_extended(tmp_path: Path, name: str) -> None:
    with pytest.raises(RulebookFaults, match="extends："):
        load_library(written(tmp_path, "somewhere", f'"{name}"'))
