"""What a change changes: what is written, who gets another verdict, which version follows, and its draft."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from zikao.authoring.difference.draft import draft
from zikao.authoring.difference.made_up import Side
from zikao.authoring.difference.page import as_page
from zikao.authoring.difference.rendered import as_json, as_markdown, as_text, rows
from zikao.authoring.difference.report import Difference, Part, difference
from zikao.authoring.difference.unraised import unraised
from zikao.authoring.difference.versions import NoSuchVersionError, version_of
from zikao.authoring.difference.weight import next_version
from zikao.cli import run
from zikao.errors import ExitCode
from zikao.rulebook.lint import lint
from zikao.rulebook.reader import parse

from .small import Replacement, made

NOW = datetime(2026, 12, 1, 8)  # noqa: DTZ001 - Beijing time, as the judge reads it
DAY = date(2026, 12, 1)
MOVED = ("2026年12月10日 16:30", "2026年12月11日 16:30")

GRADUATION, PROVINCE, PHOTOS, CITY = (
    "procedures/graduation.yaml",
    "province.yaml",
    "photos.yaml",
    "cities/some-city.yaml",
)
LATER: Replacement = (GRADUATION, 'second: "12-30"', 'second: "12-31"')

Compared = Callable[..., Difference]


@pytest.fixture
def compared(tmp_path: Path) -> Compared:
    """The small province against itself with some text replaced."""

    def compare(*replacements: Replacement) -> Difference:
        old, new = made(tmp_path / "old"), made(tmp_path / "new", *replacements)
        return difference(version_of(str(old)), version_of(str(new)), NOW)

    return compare


def part(found: Difference, kind: str, name: str = "graduation") -> Part:
    return next(each for each in found.provinces[0].parts if (each.kind, each.id) == (kind, name))


def verdicts(part: Part) -> dict[tuple[str, str], list[dict[str, object]]]:
    return {
        (group.before, group.now): [each.reason for each in group.candidates]
        for effect in part.effects
        if effect.city is None
        for group in effect.found.verdicts
    }


def test_the_small_province_is_sound(tmp_path: Path) -> None:
    assert lint(made(tmp_path), today=DAY) == []


def test_what_only_the_keepers_read_is_no_difference(compared: Compared) -> None:
    found = compared(
        (PROVINCE, 'reviewed_on: "2026-11-01"', 'reviewed_on: "2026-11-30"'),
        (PROVINCE, "# 这一段每一轮都有", "# 别的话"),
        (PROVINCE, 'read: "2026-11-01"', 'read: "2026-11-30"'),
        (PROVINCE, "text: 第一版。", "text: 第一版，改了一个字。"),
        (GRADUATION, "cite: {source: guide, clause: 一}", "cite: {clause: 一, source: guide}"),
        (GRADUATION, "  - {given: {all_passed: true}, expect", "  - {given: {all_passed: false}, expect"),
    )
    assert found.provinces == []
    assert "内容没有变" in as_text(found, DAY)


def test_a_later_cutoff_turns_a_no_into_a_yes_on_that_very_day(compared: Compared) -> None:
    found = verdicts(part(compared(LATER), "procedure"))
    assert found == {("fail", "pass"): [{"half": "second", "cert_date": "2026-12-31"}]}


def test_a_city_is_told_apart_only_where_its_candidates_are_told_something_else(compared: Compared) -> None:
    """The city has a cutoff of its own: what the province changes of it changes nothing there."""
    effects = part(compared(LATER), "procedure").effects
    assert [effect.city for effect in effects] == [None]
    both = compared(
        (GRADUATION, "severity: must\n    require: {is: {all", "severity: should\n    require: {is: {all")
    )
    assert [effect.city for effect in part(both, "procedure").effects] == [None]


def test_a_window_moves_who_comes_too_late(compared: Compared) -> None:
    found = compared((PROVINCE, "12-10T16:30", "12-11T16:30"))
    # The day is over in one version and not in the other; nobody answers what the window answers.
    assert verdicts(part(found, "procedure")) == {
        ("fail", "pass"): [
            {"now": "2026-12-10T16:31"},
            {"now": "2026-12-11T16:29"},
            {"now": "2026-12-11T16:30"},
        ]
    }


def test_nobody_answers_what_a_window_answers(tmp_path: Path) -> None:
    document = version_of(str(made(tmp_path))).library.compiled("procedure", "nowhere/graduation")
    late = Side(document, NOW).completed({"now": "2026-12-10T16:31"})
    assert Side(document, NOW).told(late).verdict == "fail"
    assert "published_deadline" not in late


def test_a_weaker_rule_leaves_a_warning(compared: Compared) -> None:
    found = compared((GRADUATION, "severity: must\n    require: {is", "severity: should\n    require: {is"))
    assert verdicts(part(found, "procedure")) == {("fail", "attention"): [{"all_passed": False}]}


def test_a_new_option_is_an_answer_that_nobody_could_give_before(compared: Compared) -> None:
    found = compared(
        (GRADUATION, "{first: 上半年, second: 下半年}", "{first: 上半年, second: 下半年, extra: 补报}"),
        (GRADUATION, 'second: "12-30"', 'second: "12-30", extra: "12-15"'),
    )
    told = verdicts(part(found, "procedure"))
    assert {"half": "extra", "cert_date": "2026-12-15"} in told["unknown", "pass"]
    assert {"half": "extra", "cert_date": "2026-12-16"} in told["unknown", "fail"]


def test_two_rules_that_changed_are_tried_together(compared: Compared) -> None:
    """Either change alone leaves the other rule's no; who meets both is told only by a case of both."""
    found = compared(
        LATER,
        (GRADUATION, "require: {is: {all_passed: true}}", "require: {in: {all_passed: [true, false]}}"),
    )
    parts = {
        group.parts: [each.reason for each in group.candidates]
        for effect in part(found, "procedure").effects
        if effect.city is None
        for group in effect.found.verdicts
    }
    assert parts["all-passed", "cert-date"] == [
        {"all_passed": False, "half": "second", "cert_date": "2026-12-31"}
    ]


def test_a_spec_is_tried_on_made_up_files(compared: Compared) -> None:
    spec = part(compared((PHOTOS, "value: 40960", "value: 30000")), "photo", "portrait")
    assert verdicts(spec) == {("pass", "fail"): [{"bytes": 30001}, {"bytes": 40959}, {"bytes": 40960}]}
    assert spec.used == ("毕业申请",)
    assert [(each.about, each.before, each.now) for each in spec.lines] == [
        ("“文件最大” · 数值", "40960", "30000")
    ]


def test_the_same_twice(compared: Compared, tmp_path: Path) -> None:
    found = compared(LATER, (PHOTOS, "value: 40960", "value: 30000"))
    again = difference(found.old, version_of(str(tmp_path / "new")), NOW)
    assert as_json(again, DAY) == as_json(found, DAY)


def test_pieces_are_told_with_their_places_on_both_sides(compared: Compared) -> None:
    found = compared(
        (PROVINCE, "# 这一段每一轮都有", "# 一\n  # 二"),
        (PROVINCE, "12-10T16:30", "12-11T16:30"),
        (PROVINCE, "how: 0000-1234567", "how: 0000-7654321"),
        (GRADUATION, "  - {id: upload, title: 传照片, cite: {source: guide, clause: 二}}\n", ""),
        (GRADUATION, "name: 身份证", "name: 身份证, form: 原件"),
    )
    lines = part(found, "procedure").lines
    assert [(each.section, each.how, each.about, each.before, each.now) for each in lines] == [
        ("steps", "removed", "“传照片”", None, None),
        ("materials", "added", "“身份证” · 形式", None, "原件"),
        ("windows", "changed", "“毕业申请（2026 年下半年）” · 结束", *MOVED),
        ("contacts", "changed", "“市招办” · 联系方式", "0000-1234567", "0000-7654321"),
    ]  # fmt: skip
    window = lines[2]
    assert (window.old, window.new) == ("nowhere/province.yaml:32", "nowhere/province.yaml:33")


def test_a_condition_is_told_in_words(compared: Compared) -> None:
    found = compared((GRADUATION, "require: {is: {all_passed: true}}", "require: {is: {half: second}}"))
    told = next(each for each in part(found, "procedure").lines if each.section == "rules")
    assert (told.before, told.now) == (
        "「计划里的课程都及格了吗？」是是",
        "「申请上半年还是下半年？」是下半年",
    )


def test_another_order_of_questions_is_a_difference(compared: Compared) -> None:
    ask = "  all_passed: {type: boolean, ask: 计划里的课程都及格了吗？}\n"
    found = compared(
        (GRADUATION, ask, ""), (GRADUATION, "  published_deadline:\n", f"{ask}  published_deadline:\n")
    )
    assert [(each.how, each.section) for each in part(found, "procedure").lines] == [("moved", "facts")]


@pytest.mark.parametrize(
    ("replacement", "wanted"),
    [
        ((GRADUATION, "if_no: 还有课程没有及格。", "if_no: 课程还没有都及格。"), "0.3.2"),
        ((PROVINCE, "how: 0000-1234567", "how: 0000-7654321"), "0.3.2"),
        ((PROVINCE, "    look_up: 看当次通知", "    look_up: 看本院的通知"), "0.3.2"),
        ((PROVINCE, "    look_up: 看当次通知", "    daily: {from: '08:30', to: '17:00'}"), "0.4.0"),
        (LATER, "0.4.0"),
        ((PROVINCE, "12-10T16:30", "12-11T16:30"), "0.4.0"),
        ((GRADUATION, "id: id-card, name: 身份证", "id: id-card, copies: 2, name: 身份证"), "0.4.0"),
        ((GRADUATION, "options: {first: 上半年", "options: {first: 上半年度"), "0.3.2"),
    ],
)
def test_words_raise_the_third_number_and_matter_the_second(
    compared: Compared, replacement: Replacement, wanted: str
) -> None:
    province = compared(replacement).provinces[0]
    assert (province.raised, province.wanted) == (False, wanted)


def test_an_address_that_is_gone_raises_the_first_number_once_there_is_one() -> None:
    assert next_version("0.4.1", "gone") == "0.5.0"
    assert next_version("1.4.1", "gone") == "2.0.0"


def test_the_draft_can_be_pasted_and_is_read(compared: Compared, tmp_path: Path) -> None:
    found = compared(LATER, (PROVINCE, "12-10T16:30", "12-11T16:30"), (PROVINCE, "0.3.1\n", "0.4.0\n"))
    entries = draft(found.provinces[0], DAY)
    assert [each.version for each in entries] == ["0.4.0"]
    text = "\n".join(each.yaml() for each in entries)
    tree, faults = parse(f"changes:\n{text}\n".encode(), "x")
    assert (faults, tree and tree["changes"][0]["text"]) == ([], entries[0].text)
    pasted = made(
        tmp_path / "pasted", LATER, (PROVINCE, "12-10T16:30", "12-11T16:30"),
        (PROVINCE, "0.3.1\n", "0.4.0\n"), (PROVINCE, "changes:\n", f"changes:\n{text}\n"),
    )  # fmt: skip
    assert lint(pasted, today=DAY) == []
    assert unraised(str(pasted), str(tmp_path / "old")) == []


def test_the_draft_says_when_something_ends_and_what_it_means(compared: Compared) -> None:
    (entry,) = draft(compared((PROVINCE, "12-10T16:30", "12-11T16:30")).provinces[0], DAY)
    assert entry.text == (
        "“毕业申请（2026 年下半年）”的截止时间由 2026年12月10日 16:30 改为 2026年12月11日 16:30。"
    )
    assert entry.remark == "编出来的 3 位考生以前不可以，现在可以"


def test_other_content_under_the_same_version_is_a_fault(tmp_path: Path) -> None:
    old = made(tmp_path / "old")
    (fault,) = unraised(str(made(tmp_path / "new", LATER)), str(old))
    assert (fault.file, fault.line, fault.severity) == ("nowhere/province.yaml", 3, "error")
    assert "请改为 0.4.0" in fault.sentence
    (fault,) = unraised(str(made(tmp_path / "risen", LATER, (PROVINCE, "0.3.1\n", "0.3.2\n"))), str(old))
    assert (fault.severity, "没有写进 changes" in fault.sentence) == ("warning", True)
    (fault,) = unraised(str(made(tmp_path / "fell", (PROVINCE, "0.3.1\n", "0.3.0\n"))), str(old))
    assert "还低" in fault.sentence


def test_a_city_has_a_version_of_its_own(tmp_path: Path) -> None:
    old = made(tmp_path / "old")
    new = made(tmp_path / "new", (CITY, "11-30", "11-29"))
    assert [each.file for each in unraised(str(new), str(old))] == ["nowhere/cities/some-city.yaml"]
    found = difference(version_of(str(old)), version_of(str(new)), NOW).provinces[0]
    assert found.cities == {"some-city": ("0.1.0", "0.1.0", "matter")}
    assert found.wanted is None
    assert "市 some-city 的内容变了，版本号还是 0.1.0" in as_text(
        difference(version_of(str(old)), version_of(str(new)), NOW), DAY
    )


def test_one_province_is_compared_whatever_its_folder_is_called(tmp_path: Path) -> None:
    old, new = made(tmp_path / "old"), made(tmp_path / "new", LATER)
    (new / "nowhere").rename(new / "改过的")
    found = difference(version_of(str(old / "nowhere")), version_of(str(new / "改过的")), NOW)
    assert [each.id for each in found.provinces] == ["nowhere"]
    assert list(verdicts(part(found, "procedure"))) == [("fail", "pass")]


def test_a_side_that_cannot_be_read_is_told_and_the_rest_is_compared(compared: Compared) -> None:
    found = compared(
        LATER, (GRADUATION, "severity: must\n    require: {is", "severity: mus\n    require: {is")
    )
    assert found.new.faults[0].path == "rules[all-passed].severity"
    assert f"新的一边有 {len(found.new.faults)} 处错误" in as_text(found, DAY)
    assert any(each.section == "tables" for each in part(found, "procedure").lines)


def test_markdown_keeps_its_signs_apart(compared: Compared) -> None:
    text = as_markdown(compared((GRADUATION, "mend: 先把课程考完。", "mend: 先把*课程*考完。")), DAY)
    assert r"先把\*课程\*考完" in text
    assert "```yaml" in text


def test_a_page_to_be_handed_round_says_it_all_and_needs_nothing_beside_it(compared: Compared) -> None:
    found = compared(
        LATER,
        (GRADUATION, "mend: 先把课程考完。", "mend: 先把<b>课程</b>考完。"),
        (PROVINCE, "0.3.1\n", "0.4.0\n"),
    )
    tree = LexborHTMLParser(as_page(found, DAY))
    said = [node.text() for node in tree.css("h2, h3, h4, p, pre")]
    assert [text for _, text in rows(found, DAY) if text not in said] == []
    assert tree.css_first("b") is None
    assert tree.css("script, link, img, iframe") == []
    assert "2026年12月1日" in tree.css("header p")[-1].text()
    levels = [int(str(node.tag)[1]) for node in tree.css("h1, h2, h3, h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_command_writes_the_page_where_it_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["diff", str(made(tmp_path / "old")), str(made(tmp_path / "new", LATER)), "--format", "html"]
    assert run([*words, "--out", str(tmp_path / "x.html")]) == ExitCode.FINDINGS
    assert capfd.readouterr().out == f"已写出 {tmp_path / 'x.html'}。\n"
    assert "以前不可以，现在可以" in (tmp_path / "x.html").read_text("utf-8")
    assert run(words) == ExitCode.USAGE
    assert "--format html 要写 --out 文件名" in capfd.readouterr().err
    assert run([*words, "--out", str(tmp_path / "none" / "x.html")]) == ExitCode.COULD_NOT_CHECK
    assert "存不进去，请检查文件夹是否存在" in capfd.readouterr().err
    assert run([*words[:-2], "--out", str(tmp_path / "y.html")]) == ExitCode.USAGE
    assert not (tmp_path / "y.html").exists()


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder that git keeps, with the small province committed; one line is changed since."""
    top = tmp_path / "checkout"
    made(top / "provinces")

    def git(*words: str) -> None:
        known = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
        subprocess.run(["git", *known, *words], cwd=top, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    git("tag", "v1")
    made(top / "provinces", LATER)
    monkeypatch.chdir(top)
    return top


WAYS = (
    ["provinces"],
    ["HEAD"],
    ["v1:"],
    ["v1:provinces", "provinces"],
    ["v1:provinces/nowhere", "provinces/nowhere"],
)


def test_revisions_of_git_are_compared(checkout: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for words in WAYS:
        assert run(["diff", *words, "--today", "2026-12-01"]) == ExitCode.FINDINGS, words
        out, err = capfd.readouterr()
        assert "以前不可以，现在可以：1 位" in out, words
        assert err == ""
    assert run(["diff", "HEAD:", "v1:"]) == ExitCode.PASS
    assert run(["lint", "provinces", "--against", "v1"]) == ExitCode.FINDINGS
    assert "版本号却没有升；请改为 0.4.0" in capfd.readouterr().out
    status = subprocess.run(["git", "status", "--porcelain"], cwd=checkout, capture_output=True, check=True)
    assert status.stdout.decode().split() == ["M", "provinces/nowhere/procedures/graduation.yaml"]


NO_VERSIONS = ["nonesuch", "nonesuch:", "HEAD:nonesuch", "--output=x:", "HEAD;id:", "HEAD:../..", "no.yaml"]


@pytest.mark.parametrize("text", NO_VERSIONS)
def test_what_is_no_version_is_said_so(checkout: Path, text: str) -> None:
    with pytest.raises(NoSuchVersionError) as refused:
        version_of(text)
    assert len(refused.value.sentence.splitlines()) == 1
