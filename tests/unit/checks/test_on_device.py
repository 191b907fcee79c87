"""What a site gives a device to judge files by."""

from __future__ import annotations

import json

import pytest

from tests.books import rulebooks
from zikao.checks.on_device import whole
from zikao.rulebook.books import NotInRulebookError
from zikao.site.data import documents


def test_a_spec_comes_with_those_that_follow_it_the_oldest_first() -> None:
    library = rulebooks()
    old, new = whole(library, "jiangsu/registration-2019")["line"]
    assert (old["until"], "until" in new) == (
        library.provinces["jiangsu"].photos["registration-2019"].valid_until,
        False,
    )
    assert [each["document"]["id"] for each in (old, new)] == ["registration-2019", "registration"]
    assert whole(library, "jiangsu/registration")["line"] == [old, new]
    assert old["document"] == library.compiled("photo", "jiangsu/registration-2019").as_json()


def test_a_spec_that_nothing_follows_stands_alone() -> None:
    (only,) = whole(rulebooks(), "anhui/graduation")["line"]
    assert only.keys() == {"document"}
    with pytest.raises(NotInRulebookError):
        whole(rulebooks(), "anhui/nothing")


def test_a_site_has_them_where_it_checks_on_the_device() -> None:
    path = "data/anhui/photos/graduation.whole.json"
    made = dict(documents(rulebooks(), on_device={"photo"}))
    assert json.loads(made[path]) == whole(rulebooks(), "anhui/graduation")
    assert path not in dict(documents(rulebooks(), on_device={"package"}))


def test_so_do_specs_of_evidence() -> None:
    library = rulebooks()
    (only,) = whole(library, "zhejiang/score-merge", kind="package")["line"]
    assert only == {
        "document": library.compiled("package", "zhejiang/score-merge").as_json(),
        "together": library.compiled("together", "zhejiang/score-merge").as_json(),
    }
    assert whole(library, "anhui/attachment", kind="package")["line"][0].keys() == {"document"}
    with pytest.raises(NotInRulebookError):
        whole(library, "anhui/graduation", kind="package")
    path = "data/zhejiang/packages/score-merge.whole.json"
    made = dict(documents(library, on_device={"package"}))
    assert json.loads(made[path]) == {"line": [only]}
    assert path not in dict(documents(library, on_device={"photo"}))
