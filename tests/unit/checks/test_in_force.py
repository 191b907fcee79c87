"""A spec that follows another: each check goes by the one in force on its day."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.unit.rulebook.laid import laid
from tests.unit.rulebook.places import DAY
from tests.unit.rulebook.test_docs import NAMED
from tests.unit.site.reading import words
from zikao.checks.circumstances import Circumstances
from zikao.checks.photo import check_photo
from zikao.clock import BEIJING
from zikao.rulebook.authorities import load_authorities
from zikao.rulebook.in_force import holding, line
from zikao.rulebook.library import Library
from zikao.rulebook.lint import lint
from zikao.rulebook.store import load_library
from zikao.site.nav import provinces
from zikao.site.places import page_of_missing
from zikao.site.render import render

from .conftest import of

[BLOCK] = (block for block in NAMED if "follows:" in block)
OLD, NEW = "demo/registration-2019", "demo/registration"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_library(laid([BLOCK], tmp_path_factory.mktemp("follows") / "provinces"))


@pytest.mark.parametrize("asked", [OLD, NEW])
@pytest.mark.parametrize(
    ("moment", "by", "outcome"),
    [
        (datetime(2022, 8, 2, 23, 59, tzinfo=BEIJING), "registration-2019", "yes"),
        (datetime(2022, 8, 3, tzinfo=BEIJING), "registration", "no"),
        (datetime(2023, 1, 13, tzinfo=BEIJING), "registration", "no"),
        # 16:00 in London is the next day in Beijing.
        (datetime.fromisoformat("2022-08-02T16:00+00:00"), "registration", "no"),
    ],
)
def test_the_day_decides_by_which_of_them_a_file_is_checked(
    library: Library, asked: str, moment: datetime, by: str, outcome: str
) -> None:
    report = check_photo(library, asked, b"x" * 50_000, "a.jpg", Circumstances(now=moment))
    assert (report.target.item, of(report, "bytes").outcome) == (by, outcome)


def test_the_line_of_a_spec_is_told_from_either_end(library: Library) -> None:
    shelf = library.provinces["demo"].photos
    names = ["registration-2019", "registration"]
    assert [line(shelf, name) for name in names] == [names, names]
    assert line(shelf, "graduation") == ["graduation"]
    assert holding(shelf, "registration", "2019-01-01") == "registration-2019"


def test_pages_list_the_one_in_force_and_lead_to_the_other(library: Library) -> None:
    pages = {page.path: page.markdown for page in render(library, today=DAY)}
    listed = pages["demo/index.md"]
    assert "photos/registration/" in listed
    assert "registration-2019" not in listed
    new, old = pages["demo/photos/registration.md"], pages["demo/photos/registration-2019.md"]
    assert "报名照片（旧要求）：已经不用了，知道有效的最后一天是 2022年8月2日" in words(new)
    assert "换的那一天没有查到" in words(new)
    assert "已经不用了，知道有效的最后一天是 2022年8月2日。现在按报名照片检查。" in words(old)
    assert ("<zikao-photo" in new, "<zikao-photo" in old) == (True, False)


def test_before_the_change_the_coming_one_says_from_when(library: Library) -> None:
    pages = {page.path: page.markdown for page in render(library, today=date(2022, 8, 1))}
    assert "从 2023年1月13日起。现在按报名照片（旧要求）检查。" in words(pages["demo/photos/registration.md"])
    assert "<zikao-photo" in pages["demo/photos/registration-2019.md"]


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2022, 8, 2), {"registration-2019", "registration"}),
        (date(2022, 8, 3), {"registration"}),
        (date(2023, 1, 13), {"registration"}),
    ],
)
def test_the_menu_has_what_holds_and_what_comes(library: Library, day: date, names: set[str]) -> None:
    photos = set(re.findall(r"demo/photos/(registration[\w-]*)\.md", str(provinces(library, day))))
    assert photos == names


def test_what_is_over_and_followed_by_nothing_stays_in_the_menu(tmp_path: Path) -> None:
    old = BLOCK[: BLOCK.index("  registration:")]
    contents = str(provinces(load_library(laid([old], tmp_path / "provinces")), DAY))
    assert "demo/photos/registration-2019.md" in contents


def test_what_can_be_used_elsewhere_is_counted_without_what_is_over(tmp_path: Path) -> None:
    national = '# province.yaml\ncode: "00"\n'
    library = load_library(laid([BLOCK, national], tmp_path / "provinces"))
    register = load_authorities()
    assert register
    for day in (date(2022, 8, 2), date(2023, 1, 13)):
        assert "3 种照片和文件的检查" in words(page_of_missing(library, register, day).markdown)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"2023-01-13"',
            '"2022-08-02"',
            "valid_from：2022-08-02 到 2022-08-02 两个规格都有效，检查时不知道按哪一个。",
        ),
        (
            "      between: 换的那一天没有查到；2022 年 8 月还是旧的，2023 年 1 月已经是新的。\n",
            "",
            "valid_from：2022-08-03 到 2023-01-12 哪一个规格都不算有效；来源没有说清楚的，",
        ),
        (
            "spec: registration-2019",
            "spec: registration-2018",
            "follows.spec：没有文件规格 registration-2018，是不是 registration-2019？",
        ),
        (
            "spec: registration-2019",
            "spec: registration",
            "follows.spec：follows 绕成了一圈：registration 接替的规格，又接替 registration。",
        ),
        (
            '    valid_from: "2023-01-13"\n',
            "",
            "follows：还要写 registration 的 valid_from，否则不知道哪一天按哪一个检查。",
        ),
    ],
)
def test_days_that_two_claim_or_none_are_faults(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in BLOCK
    [fault] = lint(laid([BLOCK.replace(old, new)], tmp_path / "provinces"), today=DAY)
    assert said in str(fault)


def test_a_change_from_one_day_to_the_next_has_nothing_to_tell(tmp_path: Path) -> None:
    block = BLOCK.replace('"2023-01-13"', '"2022-08-03"')
    assert lint(laid([block], tmp_path / "provinces"), today=DAY) == []
