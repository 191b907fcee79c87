"""A new round: the last one copied, what is not said left unknown, and every other line as it was."""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from zikao.authoring.rounds import Rolled, RollOver, RollOverError
from zikao.cli import run
from zikao.errors import ExitCode

from .small import FILES, Replacement, made

DAY = date(2026, 12, 20)
SAID = {
    "title": "2027 年上半年",
    "valid_from": "2027-05-01",
    "valid_to": "2027-06-30",
    "source": "notice-2027h1",
    "source.title": "2027 年上半年毕业申请通知",
    "source.publisher": "某省教育考试院",
    "source.authority": "official",
    "source.issued": "2027-04-20",
    "clause": "一",
}
ASKED_IN_WINDOW: Replacement = (
    "province.yaml",
    "  application-2026h2:\n    title: 毕业申请（2026 年下半年）\n    cycle: 2026h2\n"
    '    start: "2026-12-01T08:30"\n    end: "2026-12-10T16:30"   # 到点就关\n',
    "  application-2026h2:\n    title: 毕业申请\n    rounds:\n      2026h2:\n"
    '        start: "2026-12-01T08:30"\n        end: "2026-12-10T16:30"   # 到点就关\n'
    "        cite: {source: guide, clause: 二}\n",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "provinces") / "nowhere"


def lines(rolled: Rolled, name: str, before: str | None = None) -> list[str]:
    """The difference of a file as git would show it."""
    old = FILES[name] if before is None else before
    found = difflib.ndiff(old.splitlines(), rolled.texts[name].splitlines())
    return [line for line in found if line.startswith(("+ ", "- "))]


def test_the_round_and_its_windows_are_copied_and_no_date_is(folder: Path) -> None:
    rolled = RollOver(folder, "2027h1").made(SAID, DAY)
    assert lines(rolled, "province.yaml") == [
        "+   notice-2027h1:",
        "+     title: 2027 年上半年毕业申请通知",
        "+     publisher: 某省教育考试院",
        "+     authority: official",
        '+     issued: "2027-04-20"',
        '+     read: "2026-12-20"',
        "+   2027h1:",
        "+     title: 2027 年上半年",
        '+     valid_from: "2027-05-01"',
        '+     valid_to: "2027-06-30"',
        "+     cite: {source: notice-2027h1, clause: 一}",
        "+   application-2027h1:",
        "+     title: 毕业申请（2027 年上半年）",
        "+     cycle: 2027h1",
        "+     look_up: 看当次通知",
        "+     cite: {source: guide, clause: 二}",
    ]
    assert rolled.unknown == ["application-2027h1 的开始", "application-2027h1 的截止"]
    assert [fault.severity for fault in rolled.faults if fault.severity == "error"] == []


def test_lists_and_answers_name_the_new_window(folder: Path) -> None:
    rolled = RollOver(folder, "2027h1").made(SAID, DAY)
    assert lines(rolled, "procedures/graduation.yaml") == [
        "- windows: [application-2026h2]",
        "+ windows: [application-2026h2, application-2027h1]",
        "-     from_window: {window: application-2026h2, edge: end}",
        "+     from_window: {window: application-2027h1, edge: end}",
        "-   - {id: fill, title: 填表, windows: [application-2026h2], cite: {source: guide, clause: 二}}",
        "+   - {id: fill, title: 填表, windows: [application-2026h2, application-2027h1],"
        " cite: {source: guide, clause: 二}}",
    ]


def test_what_is_said_of_a_window_stands_in_it_with_its_clause(folder: Path) -> None:
    said = {"application-2026h2.end": "2027年6月10日 16:30", "application-2026h2.clause": "三"}
    rolled = RollOver(folder, "2027h1").made(SAID | said, DAY)
    assert '+     end: "2027-06-10T16:30"' in lines(rolled, "province.yaml")
    assert "+     cite: {source: notice-2027h1, clause: 三}" in lines(rolled, "province.yaml")
    assert rolled.unknown == ["application-2027h1 的开始"]


def test_a_window_that_holds_its_rounds_gets_one_more(tmp_path: Path) -> None:
    folder = made(tmp_path, ASKED_IN_WINDOW) / "nowhere"
    before = (folder / "province.yaml").read_text(encoding="utf-8")
    rolling = RollOver(folder, "2027h1")
    assert rolling.windows == {"application-2026h2": "application-2026h2"}
    rolled = rolling.made(SAID | {"application-2026h2.start": "2027-06-01 08:30"}, DAY)
    assert list(rolled.texts) == ["province.yaml"]
    assert [fault.sentence for fault in rolled.faults if fault.severity == "error"] == []
    assert lines(rolled, "province.yaml", before)[-3:] == [
        "+       2027h1:",
        '+         start: "2027-06-01T08:30"',
        "+         cite: {source: notice-2027h1, clause: 一}",
    ]


def test_a_source_that_is_there_is_not_asked_about(folder: Path) -> None:
    rolling = RollOver(folder, "2027h1")
    assert not any(each.key.startswith("source.") for each in rolling.questions("guide"))
    rolled = rolling.made(SAID | {"source": "guide"}, DAY)
    assert not any("notice" in line for line in lines(rolled, "province.yaml"))


@pytest.mark.parametrize(
    ("key", "old", "said", "sentence"),
    [
        ("2026h2", None, SAID, "已经有轮次 2026h2"),
        ("2027 h1", None, SAID, "轮次的编号只能用"),
        ("2027h1", "2026h3", SAID, "没有轮次 2026h3，是不是 2026h2？"),
        (
            "2027h1",
            None,
            {},
            "写不成，请补上.*：\n  title  这一轮叫什么？(.|\n)*\n  source  通知在来源里的编号？",
        ),
        ("2027h1", None, {**SAID, "clause": " "}, "：\n  clause  通知的哪一条写了这一轮的时间？$"),
        ("2027h1", None, {"source.publisher": "院"}, "：\n  title  "),
        ("2027h1", None, {**SAID, "valid_to": "六月底"}, "valid_to：日期要写成"),
        (
            "2027h1",
            None,
            {**SAID, "application.end": "2027-06-10"},
            "没有这些要填的：application.end；可以填的是 .*application-2026h2.end",
        ),
    ],
)
def test_what_a_round_cannot_do_without_is_said(
    folder: Path, key: str, old: str | None, said: dict[str, str], sentence: str
) -> None:
    with pytest.raises(RollOverError, match=sentence):
        RollOver(folder, key, old).made(said, DAY)


def test_what_lint_would_refuse_is_not_written(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    wrong = SAID | {"valid_to": "2027-04-01"}
    words = [word for key, text in wrong.items() for word in ("--say", f"{key}={text}")]
    assert run(["roll-over", str(folder), "--round", "2027h1", *words]) == ExitCode.FINDINGS
    out, err = capfd.readouterr()
    assert "错误 nowhere/province.yaml" in out and "没有动" in err
    assert (folder / "province.yaml").read_text(encoding="utf-8") == FILES["province.yaml"]


def test_a_whole_walk(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A new round by a filled sheet, its date by another, and what that means for candidates."""
    old, new = made(tmp_path / "old"), made(tmp_path / "new")
    folder, form, sheet = new / "nowhere", tmp_path / "form.xlsx", tmp_path / "dates.xlsx"
    words = ["roll-over", str(folder), "--round", "2027h1", "--title", "2027 年上半年", "--sheet", str(form)]
    assert run(words) == ExitCode.PASS
    book = load_workbook(form)
    for row in book["新一轮"].iter_rows(2):
        if row[0].value in SAID:
            row[2].value = SAID[row[0].value]
    book.save(form)
    assert run([*words, "--dry-run"]) == ExitCode.PASS
    assert (folder / "province.yaml").read_text(encoding="utf-8") == FILES["province.yaml"]
    assert run(words) == ExitCode.PASS

    assert run(["sheet", "out", str(folder), str(sheet)]) == ExitCode.PASS
    book = load_workbook(sheet)
    row = next(row for row in book["时间"].iter_rows(2) if row[0].value == "application-2027h1")
    assert [cell.value for cell in row[3:5]] == [None, None]
    row[4].value = "2027-06-10 16:30"
    book.save(sheet)
    assert run(["sheet", "in", str(folder), str(sheet)]) == ExitCode.PASS
    capfd.readouterr()

    assert run(["lint", str(new)]) == ExitCode.PASS
    assert run(["lint", str(new), "--against", str(old)]) == ExitCode.FINDINGS
    assert "版本号却没有升；请改为 0.4.0" in capfd.readouterr().out
    assert run(["diff", str(old), str(new), "--today", "2027-06-10"]) == ExitCode.FINDINGS
    out = capfd.readouterr().out
    assert "新增  “毕业申请（2027 年上半年）”" in out
    # Whoever looks on that day had to type the date from the notice; now the window answers.
    assert "以前还不能判断，现在可以" in out
    assert "以前还不能判断，现在不可以" in out
    assert "多了一段时间：“毕业申请（2027 年上半年）”。" in out
