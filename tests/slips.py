"""Slips of those who write rulebooks, each one edit of the good example, with what lint has to say of it.

`python -m tests.slips` prints them as a table, each with its message as it comes out now.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zikao.rulebook.faults import Fault, Waiting
from zikao.rulebook.lint import lint

GOOD = Path(__file__).parent / "fixtures" / "rulebooks" / "good"
DAY = date(2026, 3, 1)
"""The good example's round is open and its last review is recent."""
PROVINCE, PROCEDURE, CITY = "demo/province.yaml", "demo/procedures/graduation.yaml", "demo/cities/river.yaml"
PHOTOS, PACKAGES = "demo/photos.yaml", "demo/packages.yaml"


@dataclass(frozen=True)
class Slip:
    """One edit, and its fault."""

    what: str
    """What was done wrong."""
    file: str
    old: str
    new: str
    at: int
    """The line of the fault, in the same file."""
    says: str
    """A piece of the message that names the fault."""
    line: str = ""
    """The line as it should read, where the tool knows it."""
    encoding: str = "utf-8"


def faults(slip: Slip, root: Path) -> list[Fault]:
    """What lint says of the good example with this slip in it; what it has not looked at is left out.

    Args:
        slip: the edit.
        root: an empty folder to write to.
    """
    folder = root / "provinces"
    shutil.copytree(GOOD, folder)
    path = folder / slip.file
    text = path.read_text("utf-8")
    if slip.old not in text:
        raise LookupError(f"{slip.what}: not in {slip.file}")
    path.write_bytes(text.replace(slip.old, slip.new, 1).encode(slip.encoding))
    return [fault for fault in lint(folder, today=DAY) if not isinstance(fault, Waiting)]


def table() -> Iterator[str]:
    """The rows of a table in Markdown."""
    yield "| slip | message |\n| --- | --- |"
    for slip in SLIPS:
        with tempfile.TemporaryDirectory() as root:
            said = "<br>".join(str(fault) for fault in faults(slip, Path(root)))
        yield f"| {slip.what} | {said.replace('|', chr(92) + '|')} |"


SLIPS = [
    # Signs of a Chinese keyboard
    Slip(
        "full-width colon behind a key",
        PROVINCE,
        "name: 示例省",
        "name：示例省",
        3,
        "“：” 是全角的",
        "name: 示例省",
    ),
    Slip(
        "full-width colon in braces",
        PROVINCE,
        "use: 申请和查询",
        "use：申请和查询",
        27,
        "“：” 是全角的",
        "use: 申请和查询",
    ),
    Slip(
        "full-width comma in braces",
        PROCEDURE,
        "cite: {source: guide, clause: 一}}",
        "cite: {source: guide，clause: 一}}",
        7,
        "“，” 是全角的",
        "- {name: 示例考试网, host: portal, menu: [毕业, 申请], cite: {source: guide, clause: 一}}",
    ),
    Slip(
        "comma and colon in braces",
        PROCEDURE,
        "basis: {source: guide, clause: 全文}",
        "basis: {source: guide，clause：全文}",
        14,
        "“，”“：” 是全角的",
        "basis: {source: guide, clause: 全文}",
    ),
    Slip(
        "full-width quotes",
        PROVINCE,
        'reviewed_on: "2026-01-12"',
        "reviewed_on: “2026-01-12”",
        5,
        "半角",
        "reviewed_on: 2026-01-12",
    ),
    Slip(
        "full-width brackets",
        PROCEDURE,
        "windows: [application]",
        "windows: ［application］",
        8,
        "“［”“］” 是全角的",
        "windows: [application]",
    ),
    Slip(
        "full-width braces",
        PROCEDURE,
        "basis: {source: guide, clause: 全文}",
        "basis: ｛source: guide, clause: 全文｝",
        14,
        "“｛”“｝” 是全角的",
        "basis: {source: guide, clause: 全文}",
    ),
    Slip("full-width blank as an indent", PROVINCE, "  guide:\n", "\u3000guide:\n", 10, "全角空格", "guide:"),
    Slip(
        "full-width digits",
        PHOTOS,
        "value: 40000",
        "value: ４００００",
        6,
        "全角",
        "bytes_max: {value: 40000, cite: {source: repost, clause: 三}}",
    ),
    Slip(
        "full-width date",
        PROVINCE,
        'valid_to: "2026-06-30"',
        'valid_to: "２０２６-０６-３０"',
        38,
        "半角",
        'valid_to: "2026-06-30"',
    ),
    Slip("full-width number sign", PROVINCE, "id: demo", "＃ 说明\nid: demo", 2, "“＃” 是全角的", "# 说明"),
    Slip(
        "full-width braces in a text",
        PROCEDURE,
        "日期 {cert_date} 晚于",
        "日期 ｛cert_date｝ 晚于",
        41,
        "“｛”“｝” 是全角的",
        "if_no: 前置学历证书日期 {cert_date} 晚于本批次截止日。",
    ),
    # YAML
    Slip(
        "a tab",
        PROVINCE,
        "    publisher: 示例省",
        "\tpublisher: 示例省",
        12,
        "制表符",
        "publisher: 示例省教育考试院",
    ),
    Slip(
        "no blank behind a colon",
        PROVINCE,
        "name: 示例省",
        "name:示例省",
        3,
        "冒号后面要空一格",
        "name: 示例省",
    ),
    Slip(
        "a quote left open",
        PROVINCE,
        'reviewed_on: "2026-01-12"',
        'reviewed_on: "2026-01-12',
        5,
        "引号没有写完",
        'reviewed_on: "2026-01-12"',
    ),
    Slip(
        "a bracket left open",
        PROCEDURE,
        "windows: [application]",
        "windows: [application",
        8,
        "括号没有写完",
        "windows: [application]",
    ),
    Slip(
        "a brace left open",
        PROCEDURE,
        "basis: {source: guide, clause: 全文}",
        "basis: {source: guide, clause: 全文",
        14,
        "括号没有写完",
        "basis: {source: guide, clause: 全文}",
    ),
    Slip(
        "an indent of three",
        PROVINCE,
        "    title: 毕业申请指南",
        "   title: 毕业申请指南",
        11,
        "缩进",
        "title: 毕业申请指南（示例）",
    ),
    Slip(
        "a colon in a text",
        PROVINCE,
        "look_up: 看示例考试网的当次通知",
        "look_up: 看: 当次通知",
        46,
        "加引号",
        'look_up: "看: 当次通知"',
    ),
    Slip("a key written twice", PROVINCE, "name: 示例省", "name: 示例省\nname: 示例", 4, "在第 3 行已经写过"),
    Slip("a key without a value", PROVINCE, "authority: 示例省教育考试院", "authority:", 7, "没有内容"),
    Slip("saved as GBK", PROVINCE, "", "", 1, "GBK", encoding="gb18030"),
    Slip("saved as UTF-16", PROCEDURE, "", "", 1, "UTF-16", encoding="utf-16"),
    # Dates
    Slip(
        "a month of one digit",
        PROVINCE,
        '"2026-05-20T08:30"',
        '"2026-5-20T08:30"',
        44,
        "月和日都写两位数",
        'start: "2026-05-20T08:30"',
    ),
    Slip(
        "a date with 年月日",
        PROVINCE,
        'valid_to: "2026-06-30"',
        "valid_to: 2026年6月30日",
        38,
        "年月日之间用 - 连接",
        "valid_to: 2026-06-30",
    ),
    Slip(
        "a date with slashes",
        PROVINCE,
        'read: "2026-01-12"',
        'read: "2026/01/12"',
        16,
        "年月日之间用 - 连接",
        'read: "2026-01-12"',
    ),
    Slip(
        "a date run together",
        PROVINCE,
        'valid_to: "2026-06-30"',
        'valid_to: "20260630"',
        38,
        "要写 -",
        'valid_to: "2026-06-30"',
    ),
    Slip("30 February", PROVINCE, 'valid_to: "2026-06-30"', 'valid_to: "2026-02-30"', 38, "2 月只有 28 天"),
    Slip("month 13", PROVINCE, 'valid_to: "2026-06-30"', 'valid_to: "2026-13-30"', 38, "没有 13 月"),
    Slip(
        "a date without a year", PROVINCE, 'end: "2026-05-27T16:30"', 'end: "05-27T16:30"', 45, "没有写年份"
    ),
    Slip(
        "a blank for the T",
        PROVINCE,
        '"2026-05-20T08:30"',
        '"2026-05-20 08:30"',
        44,
        "之间写 T",
        'start: "2026-05-20T08:30"',
    ),
    Slip(
        "an hour of one digit",
        PROVINCE,
        '"2026-05-20T08:30"',
        '"2026-05-20T8:30"',
        44,
        "时和分都写两位数",
        'start: "2026-05-20T08:30"',
    ),
    Slip(
        "a time where a day belongs",
        PROVINCE,
        'valid_to: "2026-06-30"',
        'valid_to: "2026-06-30T24:00"',
        38,
        "只写日期",
        'valid_to: "2026-06-30"',
    ),
    Slip(
        "a window that begins at 24:00",
        PROVINCE,
        '"2026-05-20T08:30"',
        '"2026-05-20T24:00"',
        44,
        "24:00 是一天的结束",
        'start: "2026-05-21T00:00"',
    ),
    Slip("end before start", PROVINCE, '"2026-05-27T16:30"', '"2026-05-17T16:30"', 45, "end 早于 start"),
    Slip("a window outside its round", PROVINCE, '"2026-05-27T16:30"', '"2026-07-27T16:30"', 45, "不在周期"),
    # Names
    Slip(
        "a misspelt key",
        PROCEDURE,
        "summary: 符合",
        "sumary: 符合",
        4,
        "没有 sumary 这个键",
        "summary: 符合条件的考生申请毕业。",
    ),
    Slip(
        "a misspelt source",
        PROCEDURE,
        "basis: {source: guide,",
        "basis: {source: giude,",
        14,
        "没有来源 giude",
        "basis: {source: guide, clause: 全文}",
    ),
    Slip(
        "a misspelt fact in a condition",
        PROCEDURE,
        "when: {is: {prior_degree: true}}\n    require",
        "when: {is: {prior_degre: true}}\n    require",
        39,
        "prior_degre",
        "when: {is: {prior_degree: true}}",
    ),
    Slip(
        "a misspelt option in a condition",
        PROCEDURE,
        "{is: {half: first}}, {is: {same",
        "{is: {half: fisrt}}, {is: {same",
        49,
        "fisrt",
        "when: {all: [{is: {half: first}}, {is: {same_year: true}}]}",
    ),
    Slip(
        "a misspelt option in an example",
        PROCEDURE,
        'half: first, prior_degree: true, cert_date: "2026-06-30"',
        'half: frist, prior_degree: true, cert_date: "2026-06-30"',
        80,
        "frist",
        '- given: {apply_year: 2026, half: first, prior_degree: true, cert_date: "2026-06-30"}',
    ),
    Slip(
        "a misspelt option in a table",
        PROCEDURE,
        'cutoff: {first: "06-30", second',
        'cutoff: {frist: "06-30", second',
        28,
        "frist",
        'cutoff: {first: "06-30", second: "12-30"}',
    ),
    Slip(
        "a misspelt window",
        PROCEDURE,
        "windows: [application]",
        "windows: [aplication]",
        8,
        "没有时间窗口 aplication",
        "windows: [application]",
    ),
    Slip(
        "a misspelt strength",
        PROCEDURE,
        "severity: should",
        "severity: shuold",
        75,
        "只能是 must、should、advice",
        "severity: should",
    ),
    Slip(
        "a misspelt comparison",
        PROCEDURE,
        "require: {on_or_before: {now: {fact: photo_deadline",
        "require: {on_or_befor: {now: {fact: photo_deadline",
        76,
        "on_or_befor",
        "require: {on_or_before: {now: {fact: photo_deadline}}}",
    ),
    Slip(
        "a misspelt base",
        PHOTOS,
        "extends: base/portrait",
        "extends: base/potrait",
        3,
        "没有 base/potrait",
        "extends: base/portrait",
    ),
    Slip(
        "a misspelt name in braces",
        PROCEDURE,
        "日期 {cert_date} 晚于",
        "日期 {cert_dat} 晚于",
        41,
        "cert_dat",
        "if_no: 前置学历证书日期 {cert_date} 晚于本批次截止日。",
    ),
    Slip(
        "a rule's id twice", PROCEDURE, "  - id: photo-in-time", "  - id: in-time", 73, "在第 66 行已经用过"
    ),
    # Values
    Slip(
        "a number in quotes",
        PHOTOS,
        "value: 40000",
        'value: "40000"',
        6,
        "不要加引号",
        "bytes_max: {value: 40000, cite: {source: repost, clause: 三}}",
    ),
    Slip("a number in words", PHOTOS, "value: 40000", "value: 四万", 6, "这里要整数"),
    Slip("a number without quotes", PROVINCE, 'code: "99"', "code: 99", 6, "数字要加引号", 'code: "99"'),
    Slip(
        "a list of one without brackets",
        PROCEDURE,
        "needs: [我考完了，想毕业]",
        "needs: 我考完了，想毕业",
        5,
        "只有一项的列表也要加方括号",
        "needs: [我考完了，想毕业]",
    ),
    Slip(
        "yes in an example",
        PROCEDURE,
        'prior_degree: true, cert_date: "2026-06-30"',
        'prior_degree: yes, cert_date: "2026-06-30"',
        80,
        "这里要是非",
        '- given: {apply_year: 2026, half: first, prior_degree: true, cert_date: "2026-06-30"}',
    ),
    Slip(
        "no cite",
        PROCEDURE,
        "    mend: 问市自考办。\n    cite: {source: guide, clause: 二}\n",
        "    mend: 问市自考办。\n",
        30,
        "缺少 cite",
    ),
    Slip("a must on a copy", PROCEDURE, "severity: should", "severity: must", 75, "must 需要官方来源"),
    # Meaning
    Slip(
        "a requirement that nobody meets",
        PROCEDURE,
        "{on_or_before: {now: {fact: photo_deadline}}}",
        "{all: [{on_or_before: {now: {fact: photo_deadline}}}, {after: {now: {fact: photo_deadline}}}]}",
        76,
        "谁来都是不符合",
    ),
    Slip(
        "a requirement that everybody meets",
        PROCEDURE,
        "{on_or_before: {now: {fact: photo_deadline}}}",
        "{any: [{on_or_before: {now: {fact: photo_deadline}}}, {after: {now: {fact: photo_deadline}}}]}",
        76,
        "从来不会不符合",
    ),
    Slip(
        "two windows of one name at one time",
        PROVINCE,
        '    title: 照片上传\n    cycle: 2026h1\n    end: "2026-05-10T16:30"',
        '    title: 毕业申请\n    cycle: 2026h1\n    start: "2026-05-21T08:00"\n    end: "2026-05-22T16:30"',
        48,
        "时间也有重叠",
    ),
    Slip(
        "an example that comes out otherwise",
        PROCEDURE,
        'expect: {cert-date: "yes"}\n    by: {cert-date: require}',
        'expect: {cert-date: "no"}\n    by: {cert-date: require}',
        81,
        "例子不符",
    ),
    Slip(
        "steps in a ring",
        PROCEDURE,
        "    title: 验证前置学历\n",
        "    title: 验证前置学历\n    after: [apply]\n",
        109,
        "互相等待",
    ),
    Slip(
        "a window of nobody",
        PROVINCE,
        "windows:\n  application:",
        "windows:\n  other: {title: 别的, look_up: 看, cite: {source: guide, clause: 二}}\n  application:",
        41,
        "没有事项用到",
    ),
    Slip(
        "a window without a way on",
        PROVINCE,
        '    start: "2026-05-20T08:30"\n    end: "2026-05-27T16:30"\n    look_up: 看示例考试网的当次通知\n',
        "",
        41,
        "没有日期，也没有写 look_up",
    ),
    # Keys of time, contacts and states
    Slip(
        "a year in what comes every year",
        PROVINCE,
        '    cycle: 2026h1\n    start: "2026-05-20T08:30"\n    end: "2026-05-27T16:30"\n',
        '    yearly: [{from: "2026-03-10", to: "03-16"}]\n',
        43,
        "这里不写年份",
        'yearly: [{from: "03-10", to: "03-16"}]',
    ),
    Slip(
        "an hour of the day of one digit",
        PROVINCE,
        '    start: "2026-05-20T08:30"\n',
        '    start: "2026-05-20T08:30"\n    daily: {from: "8:30", to: "17:00"}\n',
        45,
        "时和分都写两位数",
        'daily: {from: "08:30", to: "17:00"}',
    ),
    Slip(
        "a round that is no cycle",
        PROVINCE,
        '    cycle: 2026h1\n    start: "2026-05-20T08:30"\n    end: "2026-05-27T16:30"\n',
        '    rounds:\n      2026hl: {end: "2026-05-27T16:30", cite: {source: guide, clause: 二}}\n',
        44,
        "2026hl",
        '2026h1: {end: "2026-05-27T16:30", cite: {source: guide, clause: 二}}',
    ),
    Slip(
        "a state that leads to none",
        PROCEDURE,
        "materials:\n",
        "statuses:\n"
        "  - {word: 审, means: 等, do: 等, state: other, next: [通过了], cite: {source: guide, clause: 一}}\n"
        "  - {word: 通过, means: 好, do: 好, state: done, cite: {source: guide, clause: 一}}\n"
        "materials:\n",
        118,
        "通过了",
        "- {word: 审, means: 等, do: 等, state: other, next: [通过], cite: {source: guide, clause: 一}}",
    ),
    # Numbers, names of files, whom to ask, rules of a day, states
    Slip(
        "a number's places in quotes",
        PROVINCE,
        "cycles:\n",
        "numbers:\n"
        "  admission_ticket_number: {forms: [{digits: '12'}], cite: {source: guide, clause: 八}}\n"
        "cycles:\n",
        35,
        "不要加引号",
        "admission_ticket_number: {forms: [{digits: 12}], cite: {source: guide, clause: 八}}",
    ),
    Slip(
        "a number's places as a range",
        PROVINCE,
        "cycles:\n",
        "numbers:\n"
        "  admission_ticket_number: {forms: [{digits: 12-13}], cite: {source: guide, clause: 八}}\n"
        "cycles:\n",
        35,
        "这里要写整数",
    ),
    Slip(
        "a number of three places",
        PROVINCE,
        "cycles:\n",
        "numbers:\n"
        "  admission_ticket_number: {forms: [{digits: 3}], cite: {source: guide, clause: 八}}\n"
        "cycles:\n",
        35,
        "不能小于 4",
    ),
    Slip(
        "a number's letter in the plural",
        PROVINCE,
        "cycles:\n",
        "numbers:\n"
        "  admission_ticket_number:\n"
        "    forms: [{digits: 13, first: letters}]\n"
        "    cite: {source: guide, clause: 八}\n"
        "cycles:\n",
        36,
        "只能是 letter",
        "forms: [{digits: 13, first: letter}]",
    ),
    Slip(
        "a number of no form",
        PROVINCE,
        "cycles:\n",
        "numbers:\n  admission_ticket_number: {forms: [], cite: {source: guide, clause: 八}}\ncycles:\n",
        35,
        "至少要写 1 项",
    ),
    Slip(
        "a number by another name",
        PROVINCE,
        "cycles:\n",
        "numbers:\n  ticket_number: {forms: [{digits: 12}], cite: {source: guide, clause: 八}}\ncycles:\n",
        35,
        "没有用到这种号码",
        "admission_ticket_number: {forms: [{digits: 12}], cite: {source: guide, clause: 八}}",
    ),
    Slip(
        "a file's name in words",
        PACKAGES,
        "    file_class: archive\n",
        "    file_class: archive\n"
        '    file_name: {pattern: "准考证号姓名.zip", cite: {source: guide, clause: 五}}\n',
        6,
        "照样写出准考证号、姓名",
        'file_name: {pattern: "{admission_ticket_number}{name}.zip", cite: {source: guide, clause: 五}}',
    ),
    Slip(
        "a file's name of what nobody types",
        PACKAGES,
        "    file_class: archive\n",
        "    file_class: archive\n"
        '    file_name: {pattern: "{ticket_number}.zip", cite: {source: guide, clause: 五}}\n',
        6,
        "花括号里只能写",
        'file_name: {pattern: "{admission_ticket_number}.zip", cite: {source: guide, clause: 五}}',
    ),
    Slip(
        "a file's name without an ending",
        PACKAGES,
        "    file_class: archive\n",
        '    file_class: archive\n    file_name: {pattern: "{name}", cite: {source: guide, clause: 五}}\n',
        6,
        "要以 .zip 结尾",
    ),
    Slip(
        "full-width braces in a file's name",
        PACKAGES,
        "    file_class: archive\n",
        "    file_class: archive\n"
        '    file_name: {pattern: "｛name｝.zip", cite: {source: guide, clause: 五}}\n',
        6,
        "否则文件名里照样写出",
        'file_name: {pattern: "{name}.zip", cite: {source: guide, clause: 五}}',
    ),
    Slip(
        "a folder in a file's name",
        PACKAGES,
        "    file_class: archive\n",
        "    file_class: archive\n"
        '    file_name: {pattern: "{name}/材料.zip", cite: {source: guide, clause: 五}}\n',
        6,
        "文件名里不能有",
    ),
    Slip(
        "a file's name as text alone",
        PACKAGES,
        "    file_class: archive\n",
        '    file_class: archive\n    file_name: "{name}.zip"\n',
        6,
        "要有 cite、pattern",
    ),
    Slip(
        "a telephone number with brackets",
        PROVINCE,
        "    about: 申请中的疑问\n",
        "    about: 申请中的疑问\n    phone: (0551)62345678\n",
        32,
        "不用括号",
        "phone: 0551-62345678",
    ),
    Slip(
        "full-width hyphen in a telephone number",
        PROVINCE,
        "    about: 申请中的疑问\n",
        "    about: 申请中的疑问\n    phone: 0551－62345678\n",
        32,
        "“－” 是全角的",
        "phone: 0551-62345678",
    ),
    Slip(
        "two telephone numbers in one text",
        PROVINCE,
        "    about: 申请中的疑问\n",
        "    about: 申请中的疑问\n    phone: 0551-62345678、62345679\n",
        32,
        "几个号码写成列表",
        "phone: [0551-62345678, 62345679]",
    ),
    Slip(
        "a telephone number without quotes or hyphens",
        PROVINCE,
        "    about: 申请中的疑问\n",
        "    about: 申请中的疑问\n    phone: 12345\n",
        32,
        "数字要加引号",
        'phone: "12345"',
    ),
    Slip(
        "a misspelt office",
        PROCEDURE,
        "contacts: [市自考办]",
        "contacts: [市自考半]",
        9,
        "没有联系方式 市自考半",
        "contacts: [市自考办]",
    ),
    Slip(
        "an office without what to ask it",
        PROVINCE,
        "    about: 申请中的疑问\n",
        "",
        30,
        "缺少 about",
    ),
    Slip(
        "an address without https",
        PROVINCE,
        "address: https://exam.example.cn/contact",
        "address: exam.example.cn/contact",
        32,
        "http:// 或 https://",
    ),
    Slip(
        "a rule that ends before it begins",
        PROCEDURE,
        "    severity: should\n",
        '    severity: should\n    valid_from: "2027-01-01"\n    valid_until: "2026-12-31"\n',
        77,
        "valid_until 早于 valid_from",
    ),
    Slip(
        "a rule's last day by the name of a cycle's",
        PROCEDURE,
        "    severity: should\n",
        '    severity: should\n    valid_to: "2026-12-31"\n',
        76,
        "没有 valid_to 这个键",
        'valid_until: "2026-12-31"',
    ),
    Slip(
        "a rule's last day with 年月日",
        PROCEDURE,
        "    severity: should\n",
        "    severity: should\n    valid_until: 2026年12月31日\n",
        76,
        "年月日之间用 - 连接",
        "valid_until: 2026-12-31",
    ),
    Slip(
        "a rule's first day with an hour",
        PROCEDURE,
        "    severity: should\n",
        '    severity: should\n    valid_from: "2026-01-01T00:00"\n',
        76,
        "只写日期，不写钟点",
        'valid_from: "2026-01-01"',
    ),
    Slip(
        "a state in Chinese",
        PROCEDURE,
        "materials:\n",
        "statuses:\n"
        "  - {word: 审, means: 等, do: 等, state: 等待, cite: {source: guide, clause: 一}}\nmaterials:\n",
        118,
        "只能是 waiting、done、rejected、other",
    ),
    Slip(
        "a state's word twice",
        PROCEDURE,
        "materials:\n",
        "statuses:\n"
        "  - {word: 审, means: 等, do: 等, state: waiting, cite: {source: guide, clause: 一}}\n"
        "  - {word: 审, means: 好, do: 好, state: done, cite: {source: guide, clause: 一}}\n"
        "materials:\n",
        119,
        "在第 118 行已经用过",
    ),
    Slip(
        "a state that follows itself backwards",
        PROCEDURE,
        "materials:\n",
        "statuses:\n"
        "  - {word: 审, means: 等, do: 等, state: waiting, cite: {source: guide, clause: 一}}\n"
        "  - {word: 通过, means: 好, do: 好, state: done, next: [审], cite: {source: guide, clause: 一}}\n"
        "materials:\n",
        119,
        "反过来的写 back",
    ),
    Slip(
        "a state without what to do",
        PROCEDURE,
        "materials:\n",
        "statuses:\n"
        "  - {word: 审, means: 等, state: waiting, cite: {source: guide, clause: 一}}\nmaterials:\n",
        118,
        "缺少 do",
    ),
    Slip(
        "a base without its province",
        PHOTOS,
        "extends: base/portrait",
        "extends: portrait",
        3,
        "没有 portrait",
        "extends: base/portrait",
    ),
    Slip(
        "a province in capitals",
        PROVINCE,
        "extends: base",
        "extends: Base",
        8,
        "没有省份 Base",
        "extends: base",
    ),
    Slip(
        "yes in place of true",
        PROCEDURE,
        "when: {is: {both_levels: true}}",
        "when: {is: {both_levels: yes}}",
        57,
        "是非只能写 true 或 false",
        "when: {is: {both_levels: true}}",
    ),
    Slip(
        "a Chinese severity",
        PROCEDURE,
        "severity: must",
        "severity: 必须",
        38,
        "只能是 must",
        "severity: must",
    ),
    Slip(
        "a Chinese authority",
        PROVINCE,
        "authority: official",
        "authority: 官方",
        13,
        "只能是 official",
        "authority: official",
    ),
    Slip(
        "a Chinese type",
        PROCEDURE,
        "type: boolean",
        "type: 是非",
        18,
        "只能是 boolean",
        "both_levels: {type: boolean, ask: 是否同时申请专科和本科？}",
    ),
    Slip(
        "the words of an option in an example",
        PROCEDURE,
        "half: first\n",
        "half: 上半年\n",
        88,
        "选项里没有「上半年」",
        "half: first",
    ),
    Slip(
        "full-width quotes that are named",
        PROVINCE,
        'code: "99"',
        "code: “99”",
        6,
        "「“」「”」 是全角的",
        'code: "99"',
    ),
]


if __name__ == "__main__":
    print("\n".join(table()))
