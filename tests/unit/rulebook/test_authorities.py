"""The register of the exam authorities: what it holds, and what is said of one that is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.books import rulebooks
from zikao.rulebook.authorities import FILE, check, load_authorities, short
from zikao.rulebook.faults import RulebookFaults
from zikao.rulebook.library import Library
from zikao.rulebook.lint import lint

ROOT = Path(__file__).resolve().parents[3]
PROVINCES = ROOT / "provinces"


@pytest.fixture(scope="module")
def library() -> Library:
    return rulebooks()


def test_all_provinces_are_there_once_by_parts_of_the_country() -> None:
    register = load_authorities(PROVINCES)
    assert register
    parts = dict(register.by_region())
    assert list(parts) == ["华北", "东北", "华东", "中南", "西南", "西北"]
    assert sum(map(len, parts.values())) == len(register.places) == 31
    assert len({place.short for place in register.places.values()}) == 31
    assert {"内蒙古", "广西", "西藏", "宁夏", "新疆", "重庆", "安徽"} <= {
        place.short for place in register.places.values()
    }


def test_a_site_is_there_only_where_something_official_names_it() -> None:
    register = load_authorities(PROVINCES)
    assert register
    bare = {key for key, place in register.places.items() if not place.sites}
    assert bare == {"shanxi", "hunan", "shaanxi", "ningxia"}, "known from copies alone"
    assert {key for key, place in register.places.items() if not place.authority_seen} == {
        "shanxi",
        "liaoning",
    }
    for place in register.places.values():
        for site in place.sites:
            assert site.seen
            assert all(seen.address or seen.how == "document" for seen in site.seen)


def test_the_committed_register_fits_the_rulebooks(library: Library) -> None:
    assert check(library, PROVINCES) == []


def test_a_folder_without_a_register_has_none(tmp_path: Path, library: Library) -> None:
    assert load_authorities(tmp_path) is None
    assert check(library, tmp_path) == []


WRONG = {
    "codes": ('code: "12"', 'code: "11"', "tianjin.code", "和 beijing 的代码一样"),
    "order": ('code: "13"', 'code: "10"', "hebei.code", "从小到大"),
    "region": ('code: "65"', 'code: "75"', "xinjiang.code", "没有以 75 开头"),
    "host": ("www.zhaokao.net\n", "www.bjeea.cn\n", "tianjin.sites[1].host", "beijing 已经写了"),
    "book": ("authority: 浙江省", "authority: 浙江", "zhejiang.authority", "浙江省教育考试院"),
    "books-host": ("zk.ahzsks.cn", "zk2.ahzsks.cn", "anhui.sites[2].host", "hosts 里没有"),
    "nothing-seen": ("how: article", "how: document", "yunnan.sites[2].seen[1]", "删去"),
}
"""What is written, what instead, where that is a fault, and words of its sentence."""


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_is_told_at_its_place(kind: str, tmp_path: Path, library: Library) -> None:
    right, wrong, path, words = WRONG[kind]
    text = (PROVINCES / FILE).read_text(encoding="utf-8")
    assert text.count(right) == 1
    (tmp_path / FILE).write_text(text.replace(right, wrong), encoding="utf-8")
    [fault] = check(library, tmp_path)
    assert (fault.file, fault.path) == (FILE, f"places.{path}")
    assert words in fault.message
    assert text.replace(right, wrong).splitlines()[fault.line - 1].strip()


def test_a_province_with_a_rulebook_must_be_listed(tmp_path: Path, library: Library) -> None:
    text = (PROVINCES / FILE).read_text(encoding="utf-8")
    head, _, rest = text.partition("  anhui:\n")
    tail = rest[rest.index("  fujian:") :]
    (tmp_path / FILE).write_text(head + tail, encoding="utf-8")
    [fault] = check(library, tmp_path)
    assert "缺少 anhui" in fault.message


def test_lint_looks_at_it_and_loading_refuses_what_is_no_register(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/fixtures/rulebooks/good", tmp_path / "provinces")
    (tmp_path / "provinces" / FILE).write_text('read: "2026-02-30"\nplaces: {}\n', encoding="utf-8")
    assert [fault.message for fault in lint(tmp_path / "provinces") if fault.file == FILE] == [
        "2026 年 2 月只有 28 天，没有 30 日"
    ]
    with pytest.raises(RulebookFaults, match=r"authorities\.yaml:1"):
        load_authorities(tmp_path / "provinces")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("安徽省", "安徽"),
        ("北京市", "北京"),
        ("广西壮族自治区", "广西"),
        ("西藏自治区", "西藏"),
        ("全国", "全国"),
    ],
)
def test_a_name_as_people_say_it(name: str, said: str) -> None:
    assert short(name) == said
