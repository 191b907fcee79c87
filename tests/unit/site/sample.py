"""A small province made by code, with one of everything that a rulebook can say.

JSON is YAML, so the files are written with ``json.dumps``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

MANUAL = {"source": "manual", "clause": "二、1"}
COPY = {"source": "copy", "clause": "第 3 段"}

PROVINCE: dict[str, Any] = {
    "id": "sample",
    "name": "样例省",
    "version": "1.2.3",
    "reviewed_on": "2026-11-20",
    "code": "99",
    "authority": "样例省教育考试院",
    "sources": {
        "manual": {
            "title": "样例操作手册",
            "publisher": "样例省教育考试院",
            "authority": "official",
            "address": "https://exam.example/manual",
            "issued": "2026-03-01",
            "read": "2026-11-19",
        },
        "copy": {
            "title": "样例通知",
            "publisher": "某网站转载",
            "authority": "mirror",
            "issued": "undated",
            "read": "2026-11-18",
            "note": "转载稿没有日期。",
        },
    },
    "hosts": {
        "portal": {"host": "zk.sample.example", "name": "样例服务平台", "use": "填表和上传", "cite": MANUAL}
    },
    "cycles": {
        "first": {
            "title": "2026 年上半年",
            "valid_from": "2026-03-01",
            "valid_to": "2026-06-30",
            "cite": MANUAL,
        },
        "next": {
            "title": "2027 年上半年",
            "valid_from": "2027-03-01",
            "valid_to": "2027-06-30",
            "cite": MANUAL,
        },
    },
    "windows": {
        "past": {
            "title": "上一轮申请",
            "cycle": "first",
            "start": "2026-05-27T09:00",
            "end": "2026-05-30T17:00",
            "cite": MANUAL,
        },
        "coming": {"title": "下一轮申请", "cycle": "next", "end": "2027-05-30T17:00", "cite": COPY},
        "undated": {
            "title": "照片上传",
            "stated": "只写了早于申请截止",
            "look_up": "看市级机构当次通知",
            "cite": MANUAL,
        },
    },
    "changes": [
        {"version": "1.2.3", "on": "2026-11-20", "text": "截止时间改了。", "procedures": ["graduation"]},
        {"version": "1.2.3", "on": "2026-11-20", "text": "网址改了。"},
        {"version": "1.10.0", "on": "2026-11-21", "text": "还没有的版本。"},
        {"version": "1.0.0", "on": "2026-03-01", "text": "第一版。"},
    ],
    "contacts": [
        {
            "who": "市级教育考试机构",
            "about": "审核疑问",
            "address": "https://exam.example/contact",
            "cite": MANUAL,
        },
        {"who": "考试院自考处", "about": "其他问题", "how": "来信", "cite": MANUAL},
    ],
    "contradictions": {
        "size": {
            "title": "大小的说法不一",
            "says": [
                {"text": "附件三说一般在此范围", "cite": {"source": "manual", "clause": "附件3 四"}},
                {"text": "附件四说必须在此范围", "cite": {"source": "manual", "clause": "附件4 一"}},
            ],
            "safe": "按必须处理。",
        },
        "both-levels": {
            "title": "两个层次一起办的说法不一",
            "says": [{"text": "一处说无需核验", "cite": MANUAL}],
            "safe": "先问市级机构。",
        },
    },
}

GRADUATION: dict[str, Any] = {
    "id": "graduation",
    "title": "毕业申请",
    "summary": "考完全部课程后申请毕业证书。",
    "order": 10,
    "needs": ["我想申请毕业", "我考完了 <全部> 课程"],
    "audience": [{"text": "考完全部课程的考生", "cite": MANUAL}],
    "conditions": [{"text": "思想品德鉴定合格", "cite": MANUAL}],
    "channels": [
        {"name": "网上申请", "host": "portal", "menu": ["毕业申请", "提交"], "note": "电脑端", "cite": MANUAL}
    ],
    "windows": ["past", "coming", "undated"],
    "fee": {"text": "不收费", "cite": MANUAL},
    "contacts": ["市级教育考试机构", "考试院自考处"],
    "notices": [{"text": "逾期不再受理", "cite": MANUAL}],
    "facts": {
        "level": {
            "type": "choice",
            "ask": "申请哪个层次？",
            "options": {"bachelor": "本科", "college": "专科"},
        },
        "prior_date": {"type": "date", "ask": "前置学历证书落款日期？", "none": "还没有"},
        "half": {"type": "choice", "ask": "哪半年申请？", "options": {"first": "上半年", "second": "下半年"}},
        "year": {"type": "integer", "ask": "哪一年申请？", "minimum": 2020, "maximum": 2100},
        "elsewhere_city": {"type": "boolean", "ask": "是在样例市报考的吗？"},
    },
    "tables": {"cut_off": {"first": "06-30", "second": "12-30"}},
    "elsewhere": [
        {
            "id": "own-city",
            "when": {"is": {"elsewhere_city": True}},
            "text": "样例市另有规定。",
            "mend": "按样例市通知办理。",
            "cite": MANUAL,
        }
    ],
    "rules": [
        {
            "id": "prior-degree",
            "title": "前置学历落款日期",
            "severity": "must",
            "when": {"is": {"level": "bachelor"}},
            "require": {
                "on_or_before": {"prior_date": {"year": "year", "day": {"table": "cut_off", "by": "half"}}}
            },
            "exceptions": [
                {
                    "id": "graduating",
                    "title": "上半年应届毕业生",
                    "when": {"is": {"half": "first"}},
                    "duties": [
                        {
                            "must": {"on_or_before": {"prior_date": {"year": "year", "day": "06-30"}}},
                            "todo": "完成核验",
                            "due": {"year": "year", "day": "06-30"},
                        }
                    ],
                    "cite": {"source": "manual", "clause": "附件2 三（1）"},
                }
            ],
            "if_no": "落款日期太晚。",
            "required": "不晚于当半年的截止日",
            "mend": "等下半年再申请。",
            "contradiction": "both-levels",
            "cite": [MANUAL, {"source": "manual", "clause": "附件2"}],
        }
    ],
    "steps": [
        {
            "id": "login",
            "title": "登录平台",
            "group": "准备",
            "host": "portal",
            "menu": ["登录"],
            "cite": MANUAL,
        },
        {
            "id": "photo",
            "title": "上传照片",
            "body": "等待审核。\n状态在照片右侧。",
            "group": "准备",
            "after": ["login"],
            "papers": ["picture"],
            "windows": ["undated"],
            "why_rejected": ["照片不合规格"],
            "cite": MANUAL,
        },
        {
            "id": "submit",
            "title": "提交申请",
            "group": "申请",
            "when": {"is": {"level": "bachelor"}},
            "confirm": "提交后专业不能再改。",
            "windows": ["past", "coming"],
            "cite": [MANUAL, COPY],
        },
    ],
    "materials": [
        {
            "id": "picture",
            "name": "电子照片",
            "form": "JPG",
            "copies": 1,
            "check": "photo",
            "spec": "graduation",
            "why_rejected": ["大小不对"],
            "cite": MANUAL,
        },
        {"id": "card", "name": "身份证", "any_of": "identity", "cite": MANUAL},
        {
            "id": "book",
            "name": "户口本",
            "any_of": "identity",
            "when": {"is": {"level": "college"}},
            "note": "变更页",
            "cite": MANUAL,
        },
    ],
    "statuses": [
        {"word": "已受理", "means": "等待审核", "do": "留意平台", "state": "waiting", "cite": MANUAL},
        {"word": "驳回", "means": "被退回", "do": "按原因修改", "state": "rejected", "cite": MANUAL},
    ],
    "rejections": [
        {
            "id": "too-late",
            "why": "落款日期太晚",
            "mend": "下次再申请",
            "rules": ["prior-degree", "photo.bytes"],
            "cite": MANUAL,
        }
    ],
    "definitions": [{"term": "前置学历", "meaning": "申请本科前已有的学历", "cite": MANUAL}],
    "faq": [{"ask": "可以代办吗？", "answer": "须本人办理。", "cite": MANUAL}],
    "gaps": [{"what": "没有写审核需要多久", "look_up": "问市级机构"}, {"what": "没有写照片上传截止日"}],
    "contradictions": ["size"],
    "photo": "graduation",
    "packages": ["evidence"],
    "related": ["merge"],
    "basis": [MANUAL, COPY],
}

MERGE: dict[str, Any] = {
    "id": "merge",
    "title": "准考证合并",
    "summary": "把几个准考证号下的成绩并到一起。",
    "order": 20,
    "needs": ["我有两个准考证号"],
    "basis": MANUAL,
}

PHOTO: dict[str, Any] = {
    "title": "毕业照片",
    "summary": "毕业证书和学历注册用的电子照片。",
    "file_class": "portrait",
    "addressed_to": "采集单位",
    "values": {
        "min_bytes": {"value": 20000, "unit": "字节", "label": "大小下限", "cite": MANUAL},
        "backgrounds": {"value": ["浅蓝", "白"], "label": "背景", "note": "参考值", "cite": MANUAL},
    },
    "rules": [
        {
            "id": "bytes",
            "title": "文件大小",
            "severity": "must",
            "require": {"at_least": {"bytes": {"spec": "min_bytes"}}},
            "if_no": "文件只有 {bytes} 字节。",
            "required": "不少于 {min_bytes} 字节",
            "mend": "用更高的质量另存。",
            "contradiction": "size",
            "cite": MANUAL,
        },
        {
            "id": "extension",
            "title": "扩展名",
            "severity": "advice",
            "require": {"is": {"extension": "jpg"}},
            "if_no": "扩展名不是 jpg。",
            "mend": "另存为 jpg。",
            "tolerance_from": "tool",
            "cite": MANUAL,
        },
    ],
    "labels": [
        {
            "label": "图片过大或过小",
            "means": "大小不在范围内",
            "rules": ["bytes"],
            "their_fix": "调整图像大小",
            "better_fix": "只调质量，不改像素",
            "cite": MANUAL,
        }
    ],
    "notices": [{"text": "不得用自拍照", "cite": MANUAL}],
    "contradictions": ["size"],
    "gaps": ["没有写背景的容许偏差"],
}

PACKAGE: dict[str, Any] = {
    "title": "证明材料压缩包",
    "summary": "打成一个 ZIP 上传。",
    "file_class": "archive",
    "values": {},
    "rules": [
        {
            "id": "zip-encrypted",
            "title": "不能加密",
            "severity": "must",
            "require": {"at_most": {"encrypted_entries": 0}},
            "if_no": "压缩包加了密码。",
            "mend": "去掉密码重新压缩。",
            "cite": MANUAL,
        }
    ],
    "parts": [
        {"id": "card", "name": "身份证", "any_of": "identity", "cite": MANUAL},
        {
            "id": "book",
            "name": "户口本",
            "any_of": "identity",
            "per": "每个准考证号",
            "note": "任一",
            "cite": MANUAL,
        },
    ],
}

CITY: dict[str, Any] = {
    "id": "lake",
    "name": "湖市",
    "version": "0.2.0",
    "reviewed_on": "2026-11-01",
    "sources": {
        "lake-notice": {
            "title": "湖市通知",
            "publisher": "转载",
            "authority": "mirror",
            "issued": "2022-11-22",
            "read": "2026-11-18",
        }
    },
    "contacts": [
        {"who": "湖市考试中心", "about": "照片审核", "cite": {"source": "lake-notice", "clause": "二"}}
    ],
    "photos": {
        "graduation": {
            "values": {
                "backgrounds": {
                    "value": ["白"],
                    "label": "背景",
                    "cite": {"source": "lake-notice", "clause": "一"},
                }
            }
        }
    },
}


def write(
    root: Path, *, name: str = "sample", code: str = "99", windows: dict[str, Any] | None = None
) -> None:
    """Write the province below a rulebooks folder, under another id or with other windows if given."""
    folder = root / name
    for part in ("procedures", "cities"):
        (folder / part).mkdir(parents=True)
    own = {"id": name, "name": f"{PROVINCE['name']}{code}", "code": code}
    _put(folder / "province.yaml", {**PROVINCE, **own, "windows": windows or PROVINCE["windows"]})
    for procedure in (GRADUATION, MERGE):
        _put(folder / "procedures" / f"{procedure['id']}.yaml", procedure)
    _put(folder / "photos.yaml", {"specs": {"graduation": PHOTO}})
    _put(folder / "packages.yaml", {"specs": {"evidence": PACKAGE}})
    _put(folder / "cities" / "lake.yaml", CITY)


def library(root: Path) -> Library:
    """The sample province, loaded as any other."""
    write(root)
    return load_library(root)


def _put(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
