"""The recipes: what they name is there, and the province that they print loads, is judged and shown."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.books import rulebooks
from zikao.judge.rules import judge
from zikao.rulebook.library import Library
from zikao.rulebook.lint import lint
from zikao.rulebook.store import load_library
from zikao.site.render import render

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "developers" / "recipes.md").read_text("utf-8")
NAMED = set(re.findall(r"`((?:src|tests|widgets|docs|benchmarks|provinces)/[\w./-]+)`", PAGE))
FILES = sorted(name for name in NAMED if "NAME" not in name)
"""Without those that whoever follows a recipe has to make."""
BLOCKS = dict(re.findall(r"```yaml\n# provinces/NAME/(\S+)\n(.*?)```", PAGE, re.DOTALL))


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_a_recipe_names_is_there(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.fixture(scope="module", params=["among the others", "in a folder of its own"])
def provinces(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The province of the page, filled in under a name, among those that come with zikao or without them."""
    folder = tmp_path_factory.mktemp("recipe") / "provinces"
    if request.param == "among the others":
        shutil.copytree(ROOT / "provinces", folder)
    for name, text in BLOCKS.items():
        path = folder / "somewhere" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("NAME", "somewhere"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def library(provinces: Path) -> Library:
    return load_library(provinces)


def test_the_province_of_the_page_has_no_fault(provinces: Path) -> None:
    assert set(BLOCKS) == {"province.yaml", "procedures/graduation.yaml", "photos.yaml"}
    assert [str(fault) for fault in lint(provinces) if fault.file.startswith("somewhere")] == []


def test_the_province_of_the_page_is_judged_and_shown(library: Library) -> None:
    document = library.compiled("procedure", "somewhere/graduation")
    assert judge(document, {"all_passed": False}).as_json()["verdict"] == "fail"
    assert "somewhere/graduation.md" in {page.path for page in render(library)}


def test_the_province_of_the_page_judges_portraits_by_the_base(library: Library) -> None:
    theirs = {rule.id: rule for rule in rulebooks().compiled("photo", "cn/diploma-photo").rules}
    rules = {rule.id: rule for rule in library.compiled("photo", "somewhere/graduation").rules}
    assert rules.keys() == theirs.keys()
    assert {name for name in rules if rules[name] != theirs[name]} == {"pixels", "eyes-open"}
    eyes = rules["eyes-open"]
    assert (eyes.severity, eyes.cites[0].title, eyes.require, eyes.mend) == (
        "must",
        "毕业申请办理指南",
        theirs["eyes-open"].require,
        theirs["eyes-open"].mend,
    )
