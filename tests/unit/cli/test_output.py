"""A report on a terminal of 80 columns, in a pipe."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from zikao.cli.output import line, print_overview, print_report
from zikao.report import (
    ByEye,
    Citation,
    Duty,
    Engine,
    Finding,
    Question,
    Region,
    Report,
    RulebookStamp,
    Target,
    Unconcerned,
)

GUIDE = {"source": "guide", "title": "毕业申请办理指南（试行）的操作手册", "authority": "official"}
ODD = "大小的说法不一：一处说必须，一处说一般。稳妥的做法：按必须的办。"
LONG = "这一页上的准考证号与填的不同，填的号码哪一页上都没有，请把填的号码和每一页上的号码都对照一遍再说。"


def finding(name: str, outcome: Any = "no", severity: Any = "must", **more: Any) -> Finding:
    given: dict[str, Any] = {
        "id": f"photo.{name}",
        "outcome": outcome,
        "severity": severity,
        "title": name,
        "sentence": f"关于 {name}：{LONG}",
        "cites": (Citation(clause="附件3 一.2", **GUIDE), Citation(clause="附件4", **GUIDE)),
    }
    return Finding(**given | more)


def report(*findings: Finding, **more: Any) -> Report:
    given: dict[str, Any] = {
        "check": "photo",
        "target": Target(province="p", item="i", title="毕业照片"),
        "verdict": "fail",
        "heading": "不符合",
        "summary": "已核对几项。",
        "findings": findings,
        "rulebook": RulebookStamp(id="p", version="1.0.0", sha256="0" * 64, reviewed_on="2026-01-01"),
        "engine": Engine(version="0"),
        "measured_on": "server",
    }
    return Report(**given | more)


def said(shown: Report, width: int = 80, *, everything: bool = False) -> list[str]:
    """The lines in a pipe."""
    out = io.StringIO()
    print_report(Console(file=out, width=width), shown, name="照片.jpg", everything=everything)
    return out.getvalue().splitlines()


WRONG = finding(
    "bytes", measured="宽 640", required="宽 480", mend="重新保存。", contradiction=ODD, severity="must"
)
EVERYTHING = report(
    WRONG,
    finding("ought", severity="should"),
    finding("hint", severity="advice", contradiction=ODD),
    finding("open", "unknown", mend="看证书。"),
    finding("unseen", "not checked"),
    finding("fine", "yes"),
    by_eye=(
        ByEye(id="photo.ears", severity="must", ask="露耳了吗？", sentence="露耳。", cites=WRONG.cites[:1]),
        ByEye(id="photo.bare", severity="advice", ask="没化妆吗？", sentence="素颜。", cites=WRONG.cites[1:]),
    ),
    duties=(Duty(rule="r", exception="e", todo="补办", due=None, state="pending", cites=WRONG.cites),),
    next_question=Question(fact="level", ask="哪一级？", type="choice"),
)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = said(EVERYTHING, width, everything=True)
    assert max(map(cell_len, lines)) <= width
    assert "\x1b" not in "".join(lines)


def test_groups_follow_what_a_reader_has_to_do() -> None:
    headings = [each for each in said(EVERYTHING, everything=True) if each.endswith("项") or " 点（" in each]
    assert headings == [
        "要改的 1 项",
        "应当改的 1 项",
        "建议 1 项",
        "还不能判断的 1 项",
        "符合的 1 项",
        "请你自己看 2 点（量不出来，没有算在上面的结果里；对着文件一条一条看）",
    ]


def test_a_finding_is_a_line_with_its_weight_then_figures_mend_and_clause() -> None:
    lines = said(report(WRONG))
    start = lines.index("要改的 1 项") + 1
    text = "\n".join(lines[start:])
    assert lines[start].startswith("✗ 必须  关于 bytes：")
    assert lines[start + 1].startswith("        "), "the rest stands below the text"
    order = [
        "实测 宽 640；要求 宽 480",
        "怎么办：重新保存。",
        "见后面的 [1]",
        "附件3 一.2、附件4",
        "photo.bytes",
    ]
    assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)
    assert text.count(str(GUIDE["title"])) == 1


def test_places_that_differ_are_told_each_with_what_was_measured_there() -> None:
    places = (
        Region(entry="a.jpg", index=0, measured="行高 9 像素"),
        Region(entry="b.pdf", index=1, page=2, measured="行高 8 像素"),
    )
    lines = said(report(finding("x", measured="行高 9 像素", required="12", regions=places, count=3)))
    at = lines.index("        要求 12")
    assert [line.strip() for line in lines[at + 1 : at + 4]] == [
        "a.jpg：行高 9 像素",
        "b.pdf 第 2 页：行高 8 像素",
        "还有 1 处",
    ]
    assert not any("实测" in line or "位置" in line for line in lines)


def test_one_reason_of_many_is_told_once_with_all_that_share_it() -> None:
    unseen = [finding(name, "not checked", severity, why="打不开") for name, severity in SHARING]
    alone = finding("单独", "not checked", why="太费时", sentence="没有检查“单独”：太费时。")
    for everything in (False, True):
        lines = said(report(unseen[0], alone, *unseen[1:]), everything=everything)
        at = lines.index("没有检查的 13 项（不等于符合）")
        assert [line.rstrip() for line in lines[at + 1 : at + 6]] == [
            "– 这 12 项没有检查：打不开。",
            "  必须  丙0；丙1；丙2；丙3；丙4；丙5；丙6；丙7；丙8；丙9",
            "  应当  乙0；乙1",
            "– 必须  没有检查“单独”：太费时。",
            "",
        ]


SHARING = [(f"丙{number}", "must") for number in range(10)] + [("乙0", "should"), ("乙1", "should")]


def test_a_contradiction_is_told_once_at_the_end() -> None:
    text = "\n".join(said(report(WRONG, finding("more", contradiction=ODD))))
    assert text.count("大小的说法不一") == 1
    assert text.count("见后面的 [1]") == 2
    assert text.index("[1] 大小的说法不一") > text.index("photo.more")


def test_what_is_met_is_counted_unless_it_is_asked_for() -> None:
    lines = said(EVERYTHING)
    assert "符合的 1 项没有列出，加 --all 逐条看。" in lines
    assert not any("photo.fine" in each for each in lines)
    assert any("photo.fine" in each for each in said(EVERYTHING, everything=True))


def test_the_points_for_the_eye_name_their_common_source_once() -> None:
    lines = said(EVERYTHING)
    assert "□ 必须  露耳了吗？  附件3 一.2" in lines
    assert f"        条款都在《{GUIDE['title']}》。" in lines


def test_what_concerns_nobody_says_so_first() -> None:
    shown = report(
        verdict="pass", heading="不涉及你", summary="不用办。", unconcerned=Unconcerned(sentence="不用办。")
    )
    assert said(shown)[1:3] == ["不涉及你", "不用办。"]


def overview(**reports: Report | str) -> list[str]:
    out = io.StringIO()
    print_overview(Console(file=out, width=80), [line(name, each) for name, each in reports.items()])
    return out.getvalue().splitlines()


def test_many_files_say_of_each_what_to_mend_first() -> None:
    passed = report(verdict="pass", heading="符合", by_eye=EVERYTHING.by_eye)
    lines = overview(
        bad=EVERYTHING, good=passed, broken="打不开。", idle=report(verdict="pass", heading="符合")
    )
    assert lines[0] == "不符合      bad"
    assert lines[1].startswith("            关于 bytes：")
    assert "能测的符合  good" in lines
    assert "符合        idle" in lines
    assert "没能检查    broken" in lines
    assert "共 4 个文件：1 个不符合，1 个能测的符合，1 个没能检查，1 个符合。" in lines
    assert max(map(cell_len, lines)) <= 80
