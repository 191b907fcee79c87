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
