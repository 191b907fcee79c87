"""A made-up province with one procedure that has every kind of question, and file specs to send files to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

CITE = {"source": "notice", "clause": "一"}

PROVINCE: dict[str, Any] = {
    "id": "made",
    "name": "样例省",
    "code": "99",
    "authority": "样例省教育考试院",
    "version": "1.0.0",
    "reviewed_on": "2026-05-01",
    "sources": {
        "notice": {
            "title": "样例通知",
            "publisher": "样例省教育考试院",
            "authority": "official",
            "address": "https://exam.example/notice",
            "issued": "2026-01-01",
            "read": "2026-05-01",
        },
        "copy": {
            "title": "样例转载",
            "publisher": "某网站",
            "authority": "mirror",
            "issued": "undated",
            "read": "2026-05-01",
        },
    },
    "cycles": {
        "spring": {"title": "上半年", "valid_from": "2026-05-01", "valid_to": "2026-06-30", "cite": CITE},
    },
    "windows": {
        "apply": {"title": "申请", "cycle": "spring", "end": "2026-05-20T16:30", "cite": CITE},
        "hearsay": {"title": "听说", "end": "2026-05-25T16:30", "cite": {"source": "copy", "clause": "三"}},
    },
    "contradictions": {
        "two-sayings": {
            "title": "两处说法不同",
            "says": [{"text": "一处说要原件。", "cite": CITE}],
            "safe": "带原件去。",
        },
    },
}

PROCEDURE: dict[str, Any] = {
    "id": "all-kinds",
    "title": "各种问题",
    "summary": "每一种问题都有一个。",
    "needs": ["我想看看每一种问题"],
    "basis": CITE,
    "windows": ["apply", "hearsay"],
    "facts": {
        "here": {"type": "boolean", "ask": "你是在本省报考的吗？"},
        "level": {
            "type": "choice",
            "ask": "你申请哪个层次？",
            "help": "两个都申请的，选本科。",
            "options": {"college": "专科", "bachelor": "本科"},
        },
        "courses": {"type": "integer", "ask": "合格几门课程？", "minimum": 0, "maximum": 40},
        "average": {"type": "number", "ask": "平均成绩是多少分？", "minimum": 0, "maximum": 100},
        "certificate_on": {
            "type": "date",
            "ask": "专科毕业证书是哪天发的？",
            "none": "还没有拿到",
            "unsure": "看证书右下角的日期。",
        },
        "verified_on": {"type": "date", "ask": "学历是哪天核验通过的？", "none": "还没有核验"},
        "papers": {
            "type": "set",
            "ask": "手上有哪些材料？",
            "options": {"id_card": "身份证", "ticket": "准考证", "certificate": "毕业证书"},
            "none": "以上都没有",
        },
        "copies": {"type": "set", "ask": "复印了哪些？", "options": {"front": "正面", "back": "反面"}},
        "ticket": {"type": "text", "ask": "准考证是哪个市发的？"},
        "deadline": {
            "type": "datetime",
            "ask": "通知写的截止时间是哪天几点？",
            "from_window": {"window": "apply", "edge": "end"},
        },
        "last_day": {
            "type": "date",
            "ask": "通知写的最后一天是哪天？",
            "from_window": {"window": "apply", "edge": "end"},
        },
        "heard": {
            "type": "date",
            "ask": "听说的截止日期是哪天？",
            "from_window": {"window": "hearsay", "edge": "end"},
        },
    },
    "elsewhere": [
        {
            "id": "other-province",
            "when": {"is": {"here": False}},
            "text": "在外省报考的，到外省办。",
            "mend": "问当地教育考试机构。",
            "cite": CITE,
        }
    ],
    "rules": [
        {
            "id": "courses",
            "title": "课程合格",
            "severity": "must",
            "when": {"is": {"level": "bachelor"}},
            "require": {"at_least": {"courses": 20}},
            "if_no": "合格的课程不够。",
            "measured": "{courses} 门",
            "required": "20 门",
            "mend": "考完其余课程再申请。",
            "cite": CITE,
        },
        {
            "id": "average",
            "title": "平均成绩",
            "severity": "advice",
            "require": {"at_least": {"average": 60}},
            "if_yes": "平均 {average} 分，够了。",
            "if_no": "平均 {average} 分，低于参考值。",
            "if_unknown": "平均成绩{average}。",
            "measured": "{average} 分",
            "tolerance_from": "tool",
            "cite": CITE,
        },
        {
            "id": "certificate",
            "title": "专科证书早于截止日。",
            "severity": "must",
            "require": {"on_or_before": {"certificate_on": "2026-04-30"}},
            "exceptions": [
                {
                    "id": "graduating",
                    "title": "当年应届。",
                    "when": {"is": {"level": "bachelor"}},
                    "duties": [
                        {
                            "must": {"on_or_before": {"verified_on": "2026-06-30"}},
                            "todo": "{level}申请人要在期限前核验学历。",
                            "due": "2026-06-30",
                        }
                    ],
                    "cite": CITE,
                }
            ],
            "if_no": "证书发得太晚：{certificate_on}。",
            "measured": "发证 {certificate_on}",
            "required": "不晚于 2026-04-30",
            "mend": "等下一次再申请。",
            "cite": CITE,
        },
        {
            "id": "papers",
            "title": "材料带齐",
            "severity": "should",
            "require": {"includes": {"papers": "id_card"}},
            "if_no": "缺身份证，现有：{papers}。",
            "contradiction": "two-sayings",
            "cite": [CITE, {"source": "copy", "clause": "二"}],
        },
        {
            "id": "copies",
            "title": "复印件",
            "severity": "advice",
            "require": {"includes": {"copies": "back"}},
            "if_no": "没有反面，现有：{copies}。",
            "cite": CITE,
        },
        {
            "id": "ticket",
            "title": "本市发的准考证",
            "severity": "advice",
            "require": {"is": {"ticket": "样例市"}},
            "if_no": "{ticket}发的准考证也可以。",
            "cite": CITE,
        },
        {
            "id": "in-time",
            "title": "在截止时间之前",
            "severity": "must",
            "require": {"before": {"now": {"fact": "deadline"}}},
            "if_no": "过了截止时间 {deadline}。",
            "cite": CITE,
        },
        {
            "id": "last-day",
            "title": "不拖到最后一天",
            "severity": "advice",
            "require": {"before": {"today": {"fact": "last_day"}}},
            "if_no": "最后一天是 {last_day}，人多。",
            "cite": CITE,
        },
        {
            "id": "heard",
            "title": "在听说的日期之前",
            "severity": "should",
            "require": {"on_or_before": {"today": {"fact": "heard"}}},
            "if_no": "过了听说的日期 {heard}。",
            "cite": {"source": "copy", "clause": "三"},
        },
    ],
    "examples": [
        {"given": {"here": True, "today": "2026-06-30"}},
        {"given": {"here": True, "today": "2026-07-01"}},
        {"given": {"here": True, "papers": [], "copies": [], "certificate_on": "none"}},
    ],
}

LISTED: dict[str, Any] = {
    "id": "listed",
    "title": "逐门核对",
    "summary": "对每门课程都有要求。",
    "needs": ["我想免考几门课程"],
    "basis": CITE,
    "facts": {
        "exempt": {"type": "boolean", "ask": "要申请免考吗？"},
        "courses": {
            "type": "list",
            "ask": "要申请免考哪几门课程？",
            "help": "一门一门地填。",
            "one": "一门课程",
            "none": "一门也没有",
            "maximum": 5,
            "fields": {
                "course": {"type": "text", "ask": "课程名称"},
                "ground": {
                    "type": "choice",
                    "ask": "凭什么免考",
                    "options": {"certificate": "证书", "diploma": "学历"},
                },
                "mark": {
                    "type": "number",
                    "ask": "成绩",
                    "minimum": 0,
                    "maximum": 100,
                    "unsure": "看成绩单。",
                },
                "issued_on": {"type": "date", "ask": "发证日期", "none": "还没有发"},
                "copies": {
                    "type": "set",
                    "ask": "复印了哪些",
                    "options": {"front": "正面", "back": "反面"},
                    "none": "都没有",
                },
                "original": {"type": "boolean", "ask": "带原件吗"},
            },
        },
        "proofs": {
            "type": "list",
            "ask": "交哪几份证明？",
            "one": "一份证明",
            "minimum": 2,
            "fields": {"pages": {"type": "integer", "ask": "页数", "minimum": 1}},
        },
    },
    "rules": [
        {
            "id": "mark",
            "title": "每门课程都及格",
            "severity": "must",
            "when": {"is": {"exempt": True}},
            "each": "courses",
            "require": {"at_least": {"mark": 60}},
            "if_no": "有课程不及格，例如《{course}》只有 {mark} 分。",
            "if_no_in_general": "有课程不及格。",
            "measured": "{mark} 分",
            "required": "60 分",
            "mend": "不及格的课程要参加统考。",
            "cite": CITE,
        },
        {
            "id": "issued",
            "title": "证书已经发了",
            "severity": "should",
            "when": {"all": [{"is": {"exempt": True}}, {"is": {"ground": "certificate"}}]},
            "who": "凭证书免考的",
            "each": "courses",
            "require": {"on_or_before": {"issued_on": {"fact": "today"}}},
            "exceptions": [
                {
                    "id": "later",
                    "title": "期限前补交",
                    "when": {"is": {"original": True}},
                    "duties": [
                        {
                            "must": {"on_or_before": {"issued_on": "2026-12-31"}},
                            "todo": "补交证书。",
                            "due": "2026-12-31",
                        }
                    ],
                    "cite": CITE,
                }
            ],
            "if_no": "证书还没有发。",
            "cite": CITE,
        },
        {
            "id": "copies",
            "title": "复印了正面",
            "severity": "advice",
            "when": {"is": {"exempt": True}},
            "each": "courses",
            "require": {"includes": {"copies": "front"}},
            "if_no": "没有复印正面，填的是：{courses}。",
            "if_no_in_general": "没有复印正面。",
            "if_unknown": "还不知道复印了什么：{courses}。",
            "cite": CITE,
        },
        {
            "id": "pages",
            "title": "每份证明不超过两页",
            "severity": "must",
            "each": "proofs",
            "require": {"at_most": {"pages": 2}},
            "if_no": "页数太多。",
            "cite": CITE,
        },
    ],
    "examples": [
        {
            "given": {
                "exempt": True,
                "courses": [{"course": "英语", "mark": 59.998}, {}],
                "today": "2026-06-30",
            },
            "expect": {"mark": "no", "issued": "unknown"},
        },
        {"given": {"exempt": True, "courses": [{"mark": 60}]}, "expect": {"copies": "unknown"}},
        {
            "given": {"exempt": False, "proofs": [{"pages": 1}, {"pages": 3}]},
            "expect": {"mark": "not_applicable", "pages": "no"},
        },
    ],
}

SPEC = {
    "title": "样例文件",
    "summary": "什么都收。",
    "values": {"most_bytes": {"value": 40000, "unit": "字节", "label": "最大", "cite": CITE}},
}
PHOTO = {
    "file_class": "portrait",
    "rules": [
        {
            "id": "bytes",
            "title": "文件大小",
            "severity": "must",
            "require": {"at_most": {"bytes": {"spec": "most_bytes"}}},
            "measured": "{bytes} 字节",
            "required": "不超过 {most_bytes} 字节",
            "if_no": "照片文件太大。",
            "mend": "重新导出小一点的 JPG。",
            "cite": CITE,
        },
        {
            "id": "mirrored",
            "title": "没有镜像",
            "severity": "must",
            "require": {"is": {"mirrored": False}},
            "if_no": "照片左右反了。",
            "cite": CITE,
        },
    ],
}
PACKAGE = {
    "file_class": "archive",
    "rules": [
        {
            "id": "zip-encrypted",
            "title": "没有密码",
            "severity": "must",
            "require": {"at_most": {"encrypted_entries": 0}},
            "if_no": "压缩包设了密码，审核人员打不开。",
            "cite": CITE,
        }
    ],
}


def made_library(folder: Path) -> Library:
    """The province as files in a folder, loaded as any other; JSON is YAML too."""
    files: dict[str, Any] = {
        "province.yaml": PROVINCE,
        "procedures/all-kinds.yaml": PROCEDURE,
        "procedures/listed.yaml": LISTED,
        "photos.yaml": {"specs": {"any": SPEC | PHOTO}},
        "packages.yaml": {"specs": {"any": SPEC | PACKAGE}},
    }
    for name, content in files.items():
        path = folder / "made" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return load_library(folder)
