"""A small province to change: a procedure with a date rule, a window of a round, a portrait spec, a city."""

from __future__ import annotations

from pathlib import Path

PROVINCE = """\
id: nowhere
name: 某省
version: 0.3.1
reviewed_on: "2026-11-01"   # 每次核对都改
code: "46"
authority: 某省教育考试院

changes:
  - {version: 0.3.1, on: "2026-11-01", text: 第一版。}

sources:
  guide:
    title: 毕业申请办理指南
    publisher: 某省教育考试院
    authority: official
    issued: undated
    read: "2026-11-01"

cycles:
  2026h2:
    title: 2026 年下半年
    valid_from: "2026-11-01"
    valid_to: "2026-12-31"
    cite: {source: guide, clause: 一}

windows:
  # 这一段每一轮都有
  application-2026h2:
    title: 毕业申请（2026 年下半年）
    cycle: 2026h2
    start: "2026-12-01T08:30"
    end: "2026-12-10T16:30"   # 到点就关
    look_up: 看当次通知
    cite: {source: guide, clause: 二}

contacts:
  - who: 市招办
    about: 证书、照片
    how: 0000-1234567
    cite: {source: guide, clause: 三}
"""

GRADUATION = """\
id: graduation
title: 毕业申请
summary: 考完了，申请毕业。
needs: [我考完了，要申请毕业]
basis: {source: guide, clause: 全文}
windows: [application-2026h2]
contacts: [市招办]
photo: portrait
facts:
  all_passed: {type: boolean, ask: 计划里的课程都及格了吗？}
  half: {type: choice, ask: 申请上半年还是下半年？, options: {first: 上半年, second: 下半年}}
  cert_date: {type: date, ask: 前置学历证书的落款日期？, called: 证书日期}
  published_deadline:
    type: datetime
    ask: 通知写的截止时间？
    from_window: {window: application-2026h2, edge: end}
tables:
  cutoff: {first: "06-30", second: "12-30"}
rules:
  - id: all-passed
    title: 课程都及格
    severity: must
    require: {is: {all_passed: true}}
    if_no: 还有课程没有及格。
    mend: 先把课程考完。
    cite: {source: guide, clause: 一}
  - id: cert-date
    title: 证书日期不晚于截止日
    severity: must
    require: {on_or_before: {cert_date: {year: 2026, day: {table: cutoff, by: half}}}}
    if_no: 证书日期太晚。
    cite: {source: guide, clause: 二}
  - id: in-time
    title: 在截止以前
    severity: must
    require: {on_or_before: {now: {fact: published_deadline}}}
    if_no: 已经过了截止时间。
    cite: {source: guide, clause: 二}
steps:
  - {id: fill, title: 填表, windows: [application-2026h2], cite: {source: guide, clause: 二}}
  - {id: upload, title: 传照片, cite: {source: guide, clause: 二}}
materials:
  - {id: id-card, name: 身份证, cite: {source: guide, clause: 三}}
examples:
  - {given: {all_passed: true}, expect: {all-passed: "yes"}}
  - {given: {half: second, cert_date: "2026-12-01"}, expect: {cert-date: "yes"}}
  - {given: {now: "2026-12-10T16:30", published_deadline: "2026-12-10T16:30"}, expect: {in-time: "yes"}}
"""

PHOTOS = """\
specs:
  portrait:
    title: 毕业照片
    summary: 毕业证上的照片。
    file_class: portrait
    values:
      bytes_max: {value: 40960, unit: 字节, label: 文件最大, cite: {source: guide, clause: 附件}}
    rules:
      - id: bytes
        title: 文件不太大
        severity: must
        require: {at_most: {bytes: {spec: bytes_max}}}
        if_no: 文件太大。
        cite: {source: guide, clause: 附件}
    examples:
      - {given: {bytes: 100}, expect: {bytes: "yes"}}
"""

CITY = """\
id: some-city
name: 某市
version: 0.1.0
reviewed_on: "2026-11-01"
procedures:
  graduation:
    tables:
      cutoff: {second: "11-30"}
    rules:
      - {id: cert-date, severity: must, cite: {source: guide, clause: 市}}
"""

FILES = {
    "province.yaml": PROVINCE,
    "procedures/graduation.yaml": GRADUATION,
    "photos.yaml": PHOTOS,
    "cities/some-city.yaml": CITY,
}

Replacement = tuple[str, str, str]
"""File, what stands there, what shall stand there."""


def made(root: Path, *replacements: Replacement) -> Path:
    """A folder of rulebooks with this province, with some text replaced."""
    texts = dict(FILES)
    for name, old, new in replacements:
        assert old in texts[name], old
        texts[name] = texts[name].replace(old, new)
    for name, text in texts.items():
        path = root / "nowhere" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
