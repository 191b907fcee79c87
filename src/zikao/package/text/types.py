"""Which document a page is, by the words printed on all of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from zikao.package.choices import DocumentType
from zikao.package.text.lines import Line
from zikao.package.text.words import plain

_SENTENCE: Final = re.compile("[请须应凭持带交、,。;]")
"""What a title never holds, and what a sentence that names a paper mostly does."""
_OWN_EXAM: Final = re.compile("自学考试|自考")
_OTHER_EXAM: Final = re.compile(
    "成人高|成招|高等学校招生|高校招生|招生.{0,6}考试(?![院中委局办处])|专升本|专转本|专接本|研究生|硕士|博士"
    "|公务员|中考|会考|学业水平|入学考试|资格考试|教师资格|等级考试|英语[四六]级|职称|普通话"
)
"""Not by the office that holds it: its stamp stands on tickets of every exam."""
_OTHER_PAPER: Final = re.compile(
    "(?P<paper>驾驶证|行驶证|居住证|暂住证|护照|通行证|保障卡|医保卡|学生证|工作证|健康证|健康合格证|体检表"
    "|毕业证书?|学位证书?|结业证书?|肄业证书?|资格证书?|等级证书?|证明|证明书|报名表|登记表|申请表|审批表|简历|履历表)"
    r"(\([^()]*\))?$"
)
"""Titles of papers that carry the same labels as those asked for, and are none of them."""
_OTHER_EXAMS: Final[dict[DocumentType, str]] = {
    "admission_ticket": "别的考试的准考证",
    "course_certificate": "别的考试的合格证书",
}
"""What a paper of another exam is called."""


@dataclass(frozen=True)
class _Kind:
    """Words of one document. Every word counts once, whatever it weighs."""

    title: re.Pattern[str]
    """A line that each document of this kind has exactly once."""
    words: dict[str, int]
    """Word to weight; the title's own weight stands under the empty word."""
    least: int
    """Weight from which the page is of this kind."""
    entitled: bool = False
    """Whether other papers carry all its words, so that nothing but its title tells it."""
    beside: re.Pattern[str] | None = None
    """What has to stand somewhere on the page, for other papers carry its title."""
    of_exam: bool = False
    """Whether other exams hand out a paper of the same title."""
    named: re.Pattern[str] | None = None
    """What has to stand on the page beside the title of another paper, which carries this title too."""


_KINDS: Final[dict[DocumentType, _Kind]] = {
    "identity_card_front": _Kind(
        re.compile("公民身份号码"),
        {"": 3, "姓名": 1, "性别": 1, "民族": 1, "出生": 1, "住址": 2},
        5,
        entitled=True,
    ),
    "identity_card_back": _Kind(
        re.compile("签发(机关|.{0,2}$)"),
        {"": 3, "居民身份证": 2, "中华人民共和国": 1, "有效期限": 2},
        5,
        named=re.compile("民身份证"),
    ),
    "household_register": _Kind(
        re.compile("常住人口登记卡|户口簿|户别"),
        {"": 4, "户主": 2, "曾用名": 2, "籍贯": 1, "户号": 1, "婚姻状况": 1, "文化程度": 1}
        | {"服务处所": 1, "承办人": 1, "何时由何地": 2, "宗教信仰": 1},
        4,
    ),
    "admission_ticket": _Kind(
        re.compile(r"准考证卡?(\([^()]*\)|[A-Z]{4,})?$|准考证存根|考试通知单"),
        {"": 4, "考点": 1, "考场": 1, "座位": 1, "考试时间": 1, "考生须知": 2, "报考": 1, "准考证号": 1},
        4,
        of_exam=True,
    ),
    "course_certificate": _Kind(
        re.compile(r"合格证书?(\([^()]*\))?$|单科合格证|课程合格证"),
        {"": 4, "特发此证": 2, "成绩": 1, "考试合格": 1, "成绩合格": 1, "证书编号": 2, "课程名称": 1}
        | {"主考": 1, "自学考试委员会": 1},
        4,
        beside=re.compile("课程|单科|自学考试|自考"),
        of_exam=True,
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
    other: str = ""
    """Which other paper the page is, where it shows none of them and its title says so."""


def for_browsers() -> dict[str, Any]:
    """The same words for JavaScript, whose patterns name their groups otherwise."""
    kinds = {
        name: {key: _told(value) for key, value in asdict(kind).items()} for name, kind in _KINDS.items()
    }
    return {
        "sentence": _told(_SENTENCE),
        "own_exam": _told(_OWN_EXAM),
        "other_exam": _told(_OTHER_EXAM),
        "other_paper": _told(_OTHER_PAPER),
        "other_exams": _OTHER_EXAMS,
        "kinds": kinds,
        "overrules": _OVERRULES,
    }


def _told(value: Any) -> Any:
    return value.pattern.replace("(?P<", "(?<") if isinstance(value, re.Pattern) else value


def _titles(title: re.Pattern[str], texts: Sequence[str]) -> list[re.Match[str]]:
    """Where lines are a title, rather than a sentence that names the paper."""
    found = (title.search(text) for text in texts if _SENTENCE.search(text) is None)
    return [match for match in found if match is not None]


def documents(lines: Sequence[Line]) -> Documents:
    """Which documents of known kinds the page shows."""
    texts = [plain(line.text) for line in lines]
    page = "\n".join(texts)
    others = _titles(_OTHER_PAPER, texts)
    other_exam = _OTHER_EXAM.search(page) is not None and _OWN_EXAM.search(page) is None
    weights: dict[DocumentType, int] = {}
    titles: dict[DocumentType, int] = {}
    for name, kind in _KINDS.items():
        titles[name] = len(_titles(kind.title, texts))
        if kind.beside is not None and kind.beside.search(page) is None:
            continue
        if (kind.entitled or others) and not titles[name]:
            continue
        if others and (kind.entitled or (kind.named is not None and kind.named.search(page) is None)):
            continue
        if kind.of_exam and other_exam:
            continue
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
    paper = "" if found else _other(texts, others, other_exam=other_exam)
    return Documents(tuple(found), sum(counts.values()), counts.get("course_certificate", 0), paper)


def _other(texts: Sequence[str], others: Sequence[re.Match[str]], *, other_exam: bool) -> str:
    """What a page is called that shows no known document.

    Nothing where the title of one stands there all the same: it may lie beside the other paper, unread.
    """
    rest = [text for text in texts if text not in {other.string for other in others}]
    entitled = [name for name, kind in _KINDS.items() if _titles(kind.title, rest)]
    if not entitled and others:
        return others[0]["paper"]
    if other_exam and len(entitled) == 1:
        return _OTHER_EXAMS.get(entitled[0], "")
    return ""
