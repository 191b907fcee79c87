"""Which document a page is, by the words printed on all of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zikao.package.choices import DocumentType
from zikao.package.text.lines import Line
from zikao.package.text.words import plain


@dataclass(frozen=True)
class _Kind:
    """Words of one document. Every word counts once, whatever it weighs."""

    title: re.Pattern[str]
    """A line that each document of this kind has exactly once."""
    words: dict[str, int]
    """Word to weight; the title's own weight stands under the empty word."""
    least: int
    """Weight from which the page is of this kind."""


_KINDS: Final[dict[DocumentType, _Kind]] = {
    "identity_card_front": _Kind(
        re.compile("公民身份号码"),
        {"": 3, "姓名": 1, "性别": 1, "民族": 1, "出生": 1, "住址": 2},
        5,
    ),
    "identity_card_back": _Kind(
        re.compile("签发机关"),
        {"": 3, "居民身份证": 2, "中华人民共和国": 1, "有效期限": 2},
        5,
    ),
    "household_register": _Kind(
        re.compile("常住人口登记卡|户口簿|户别"),
        {"": 4, "户主": 2, "曾用名": 2, "籍贯": 1, "户号": 1, "婚姻状况": 1, "文化程度": 1}
        | {"服务处所": 1, "承办人": 1, "何时由何地": 2, "宗教信仰": 1},
        4,
    ),
    "admission_ticket": _Kind(
        re.compile("准考证$|准考证存根|考试通知单"),
        {"": 4, "考点": 1, "考场": 1, "座位": 1, "考试时间": 1, "考生须知": 2, "报考": 1, "准考证号": 1},
        4,
    ),
    "course_certificate": _Kind(
        re.compile("合格证书?$|单科合格证|课程合格证"),
        {"": 4, "特发此证": 2, "成绩": 1, "考试合格": 1, "成绩合格": 1, "证书编号": 2, "课程名称": 1}
        | {"主考": 1, "自学考试委员会": 1},
        4,
    ),
}
_OVERRULES: Final[dict[DocumentType, DocumentType]] = {"identity_card_front": "household_register"}
"""Where the first seems found beside the second, only a title of its own more than the second explains it."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents on one page."""

    kinds: tuple[DocumentType, ...]
    """Each kind once, the best supported first; empty where no kind is."""
    count: int
    """How many documents, as far as their titles tell."""
    certificates: int
    """How many of them are course certificates."""


def documents(lines: Sequence[Line]) -> Documents:
    """Which documents of known kinds the page shows."""
    texts = [plain(line.text) for line in lines]
    weights: dict[DocumentType, int] = {}
    titles: dict[DocumentType, int] = {}
    for name, kind in _KINDS.items():
        titles[name] = sum(kind.title.search(text) is not None for text in texts)
        weight = sum(
            weight for word, weight in kind.words.items() if word and any(word in text for text in texts)
        )
        weight += kind.words[""] if titles[name] else 0
        if weight >= kind.least:
            weights[name] = weight
    # A title stands on one document; without it, only the best supported kind is taken.
    best = max(weights, key=lambda name: weights[name], default=None)
    found = [name for name in weights if titles[name] or name == best]
    for name, other in _OVERRULES.items():
        if name in found and other in found:
            found.remove(name)
    found.sort(key=lambda name: -weights[name])
    counts = {name: max(1, titles[name]) for name in found}
    return Documents(tuple(found), sum(counts.values()), counts.get("course_certificate", 0))
