"""What lint must not complain of, and what depends on the day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from zikao.rulebook.lint import lint

from .conftest import Changed
from .places import BAD, DAY, GOOD

GRADUATION = "demo/procedures/graduation.yaml"


def said(root: Path, today: date = DAY) -> list[str]:
    return [f"{fault.severity} {fault}" for fault in lint(root, today=today)]


def test_options_told_apart_by_a_table_alone_are_fine(changed: Changed) -> None:
    third = ("{first: 上半年, second: 下半年}", "{first: 上半年, second: 下半年, third: 其他}")
    root = changed(GRADUATION, third, ('second: "12-30"}', 'second: "12-30", third: "03-31"}'))
    assert said(root) == []


def test_options_with_the_same_entry_in_a_table_are_not(changed: Changed) -> None:
    third = ("{first: 上半年, second: 下半年}", "{first: 上半年, second: 下半年, third: 其他}")
    root = changed(GRADUATION, third, ('second: "12-30"}', 'second: "12-30", third: "12-30"}'))
    assert said(root) == [
        f"info {GRADUATION}:17:80 facts.half.options.third：没有条件区分这些选项：second、third。"
    ]


def test_a_question_shown_in_a_text_only_is_used(changed: Changed) -> None:
    fact = ("facts:\n", "facts:\n  name: {type: text, ask: 怎么称呼？}\n")
    root = changed(
        GRADUATION,
        fact,
        ("if_no: 材料还没有备齐", 'if_no: "{name}，材料还没有备齐'),
        ("{papers}。", '{papers}。"'),
    )
    assert said(root) == []


def test_a_source_that_only_an_extending_province_cites_is_not_dead(changed: Changed) -> None:
    only = (
        "  lent:\n    title: 只给别省用\n    publisher: 示例\n    authority: official\n    issued: undated\n"
    )
    changed("base/province.yaml", ("sources:\n", f'sources:\n{only}    read: "2026-01-10"\n'))
    root = changed(
        GRADUATION,
        ("clause: 全文}", "clause: 全文, note: 见另一份}"),
        ("basis: {source: guide", "basis: {source: lent"),
    )
    assert said(root) == []


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, []),
        (400, []),
        (401, ["warning demo/province.yaml:5:14 reviewed_on：上次核对在 401 天前，请对照来源重新核对。"]),
        (-1, ["warning demo/province.yaml:5:14 reviewed_on：核对日期在今天之后。"]),
    ],
)
def test_how_fresh_a_review_is(days: int, told: list[str]) -> None:
    reviewed = date(2026, 1, 12)
    found = [line for line in said(GOOD, reviewed + timedelta(days)) if "demo/province.yaml" in line]
    assert [line for line in found if "reviewed_on" in line] == told


def test_a_round_that_is_over_is_told(changed: Changed) -> None:
    over = [line for line in said(GOOD, date(2026, 7, 1)) if "已经结束" in line]
    assert over == [
        "info demo/cities/river.yaml:13:3 windows.application：周期 2026h1 已经结束，日期不会再用。",
        "info demo/province.yaml:41:3 windows.application：周期 2026h1 已经结束，日期不会再用。",
        "info demo/province.yaml:48:3 windows.reposted：周期 2026h1 已经结束，日期不会再用。",
    ]
    assert not [line for line in said(GOOD, date(2026, 6, 30)) if "已经结束" in line]


def test_whole_books_are_looked_at_only_once_their_files_are_right(changed: Changed) -> None:
    root = changed(
        GRADUATION,
        ("severity: must\n    when", "severity: musst\n    when"),
        ("by: {cert-date: require}", "by: {cert-date: both}"),
    )
    assert [line.split("：")[0] for line in said(root)] == [
        f"error {GRADUATION}:38:15 rules[cert-date].severity"
    ]


def test_exceptions_that_never_meet_may_demand_opposite_things(changed: Changed) -> None:
    root = changed("demo/province.yaml", ("id: demo", "id: demo"))
    text = (BAD / "exceptions-at-odds" / "demo/procedures/wrong.yaml").read_text(encoding="utf-8")
    (root / "demo/procedures/wrong.yaml").write_text(
        text.replace("when: {in: {kind: [a, b]}}", "when: {is: {kind: b}}"), encoding="utf-8"
    )
    assert said(root) == []


def test_a_list_to_tick_wants_an_answer_for_nothing_of_it(changed: Changed) -> None:
    root = changed(GRADUATION, ("photo: 照片}, none: 都还没有}", "photo: 照片}}"))
    assert said(root) == [
        f"info {GRADUATION}:23:3 facts.papers：一项也不选等于没有回答，请用 none 写上“以上都没有”之类的选项。"
    ]
