"""The compiled document: what the judges and the reports stand on."""

from __future__ import annotations

import pytest

from zikao.report import Citation
from zikao.rulebook.books import NotInRulebookError
from zikao.rulebook.document import Document, DocumentFact, DocumentRule, DocumentValue, DocumentWindow
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

from .conftest import Changed


def rule(document: Document, name: str) -> DocumentRule:
    return next(each for each in document.rules if each.id == name)


def test_it_is_built_once(library: Library) -> None:
    assert library.compiled("photo", "demo/graduation") is library.compiled("photo", "demo/graduation")


def test_facts_keep_their_order_and_the_clock_comes_last(library: Library) -> None:
    facts = library.compiled("procedure", "demo/graduation").facts
    assert list(facts)[:3] == ["apply_year", "half", "both_levels"]
    assert list(facts)[-2:] == ["today", "now"]
    assert facts["today"].ask is None
    assert facts["apply_year"] == DocumentFact(
        type="integer", ask="申请哪一年的毕业？", minimum=2020, maximum=2100
    )


def test_a_spec_knows_the_measured_facts(library: Library) -> None:
    facts = library.compiled("package", "demo/evidence").facts
    assert facts["files"].type == "integer"
    assert (facts["contents"].items or {})["encrypted"].type == "boolean"


def test_spec_values_are_lowered_into_conditions(library: Library) -> None:
    document = library.compiled("photo", "demo/graduation")
    assert rule(document, "size").require == {"all": [{"is": {"width": 480}}, {"is": {"height": 640}}]}
    assert rule(document, "background").require == {"in": {"background_nearest": ["white", "light_blue"]}}
    assert document.values["bytes_max"] == DocumentValue(value=40000, unit="字节", label="最大")


def test_cites_are_resolved(library: Library) -> None:
    (cite,) = rule(library.compiled("procedure", "demo/graduation"), "cert-date").cites
    assert cite == Citation(
        source="guide",
        title="毕业申请指南（示例）",
        clause="三",
        authority="official",
        publisher="示例省教育考试院",
        address="https://exam.example.cn/guide",
        issued="2026-01-02",
    )


def test_a_source_of_the_extended_province_is_visible(library: Library) -> None:
    (cite,) = rule(library.compiled("photo", "demo/graduation"), "size").cites
    assert cite.title == "照片标准（示例）"


def test_an_own_source_wins_over_a_lent_one(changed: Changed) -> None:
    own = "  standard:\n    title: 本省照片标准\n    publisher: 示例\n    authority: official\n"
    root = changed(
        "demo/province.yaml",
        ("  repost:\n", own + '    issued: undated\n    read: "2026-01-12"\n  repost:\n'),
    )
    (cite,) = rule(load_library(root).compiled("photo", "demo/graduation"), "size").cites
    assert cite.title == "本省照片标准"


def test_a_value_from_a_mirror_lowers_the_rules_that_stand_on_it(library: Library) -> None:
    assert rule(library.compiled("photo", "base/portrait"), "bytes").severity == "must"
    assert rule(library.compiled("photo", "demo/graduation"), "bytes").severity == "should"
    assert rule(library.compiled("photo", "demo/graduation"), "size").severity == "must"


def test_one_official_cite_among_several_carries_a_must(changed: Changed) -> None:
    both = "cite: [{source: repost, clause: 三}, {source: guide, clause: 三}]"
    root = changed("demo/photos.yaml", ("cite: {source: repost, clause: 三}", both))
    assert rule(load_library(root).compiled("photo", "demo/graduation"), "bytes").severity == "must"


def test_windows_say_until_when_their_dates_are_current(library: Library) -> None:
    windows = library.compiled("procedure", "demo/graduation").windows
    assert windows["application"] == DocumentWindow(
        title="毕业申请",
        start="2026-05-20T08:30",
        end="2026-05-27T16:30",
        until="2026-06-30",
        authority="official",
        look_up="看示例考试网的当次通知",
    )
    assert windows["reposted"].authority == "mirror"


def test_without_a_cycle_a_window_is_good_until_its_end(changed: Changed) -> None:
    root = changed("demo/province.yaml", ("    cycle: 2026h1\n    start", "    start"))
    assert (
        load_library(root).compiled("procedure", "demo/graduation").windows["application"].until
        == "2026-05-27"
    )


def test_a_contradiction_is_one_paragraph(library: Library) -> None:
    text = rule(library.compiled("procedure", "demo/graduation"), "cert-date").contradiction
    assert text == (
        "截止日的写法不一：6月30日前完成；7月1日之前完成。稳妥的做法：在6月30日当天结束以前办完。"
    )


def test_a_city_is_laid_over_its_province(library: Library) -> None:
    photo = library.compiled("photo", "demo/graduation", "river")
    assert photo.city == "river"
    assert photo.values["backgrounds"].value == ["white"]
    assert photo.values["bytes_max"].value == 40000
    procedure = library.compiled("procedure", "demo/graduation", "river")
    assert [each.id for each in procedure.rules][-1] == "bring-original"
    assert procedure.windows["application"].end == "2026-05-25T12:00"
    assert procedure.windows["application"].start is None
    assert library.compiled("photo", "demo/graduation").values["backgrounds"].value == [
        "white",
        "light_blue",
    ]


def test_stamps_tell_books_and_cities_apart(library: Library) -> None:
    book = library.provinces["demo"]
    assert (book.stamp.id, book.stamp.version, book.stamp.reviewed_on) == ("demo", "1.2.0", "2026-01-12")
    city = book.cities["river"].stamp
    assert (city.id, city.version, city.reviewed_on) == ("demo/river", "1.2.0+0.3.0", "2026-01-11")
    assert len({book.stamp.sha256, city.sha256, library.provinces["base"].stamp.sha256}) == 3


def test_the_digest_sees_content_and_not_comments(changed: Changed, library: Library) -> None:
    before = library.provinces["demo"].stamp.sha256
    root = changed("demo/province.yaml", ("id: demo\n", "# 注释\nid:   demo\n"))
    assert load_library(root).provinces["demo"].stamp.sha256 == before
    root = changed("base/photos.yaml", ("value: 480", "value: 481"), ("width: 480", "width: 481"))
    assert load_library(root).provinces["demo"].stamp.sha256 != before


def test_the_digest_sees_the_order_of_questions(changed: Changed, library: Library) -> None:
    both = "  both_levels: {type: boolean, ask: 是否同时申请专科和本科？}\n"
    last = "tables:\n"
    root = changed("demo/procedures/graduation.yaml", (both, ""), (last, both + last))
    assert load_library(root).provinces["demo"].stamp.sha256 != library.provinces["demo"].stamp.sha256


@pytest.mark.parametrize(
    ("item", "city", "said"),
    [
        ("dmo/graduation", None, "规则中没有这个省份，是不是 demo？"),
        ("demo/graduaton", None, "规则中没有这个事项或文件规格，是不是 graduation？"),
        ("demo/graduation", "rivers", "规则中没有这个城市，是不是 river？"),
        ("demo", None, "规则中没有这个事项或文件规格，可用的有：certificate、graduation。"),
    ],
)
def test_an_unknown_target_names_the_nearest(
    library: Library, item: str, city: str | None, said: str
) -> None:
    with pytest.raises(NotInRulebookError, match=said):
        library.compiled("procedure", item, city)
