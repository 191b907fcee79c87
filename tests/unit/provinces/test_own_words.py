"""The rulebooks are told in our own words: no sentence of a source document stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from zikao.rulebook.reader import read

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted((ROOT / "provinces").rglob("*.yaml"))

LONGEST = 14
"""So many Chinese characters in a row may coincide; punctuation and spaces do not count."""

TERMS = (
    # Titles of documents and papers
    "浙江省高等教育自学考试省际转考（转出）办理指南",
    "高等教育自学考试转考（转出）登记表",
    "转考（转出）介绍信",
    "安徽省高等教育自学考试毕业申请操作手册",
    "高等教育自学考试毕业证书电子注册图像采集",
    "高等教育自学考试考籍管理工作规定",
    "教育部学历证书电子注册备案表",
    "中国高等教育学历认证报告",
    # Names of portals, and what stands on their buttons
    "浙江省教育考试院自学考试信息网",
    "安徽省高等教育自学考试考生服务平台",
    "安徽自考2015年之前外省转入成绩",
    "最多跑一次-自考合格课程跨省转移确认申请",
    "自考合格课程跨省转移确认申请",
    # Names of bodies, which nobody can say otherwise
    "当地教育考试机构",
    "市级教育考试机构",
)
"""What has to be written as the source writes it."""

TRADITIONAL = (
    "來個們側備冊別則劃務區參員問單國報夠學實寫將專對導屬帶幾強彈復憑戶擇擊據攜數時書會條業樣機檔欄歷歸沒"
    "準為煩獨獲現環畢異當盡眾碼礎種筆節簡結統經網線績習職臺與舊處號補規計記設詢試話認語說課調請論證負責資"
    "賬踐較輸轉辦這進過違選邊醫鉤錄長門間關陸雖電頁項須領類顯驗驟體點齡著"
)
SIMPLIFIED = (
    "来个们侧备册别则划务区参员问单国报够学实写将专对导属带几强弹复凭户择击据携数时书会条业样机档栏历归没"
    "准为烦独获现环毕异当尽众码础种笔节简结统经网线绩习职台与旧处号补规计记设询试话认语说课调请论证负责资"
    "账践较输转办这进过违选边医钩录长门间关陆虽电页项须领类显验骤体点龄着"
)
"""One document is in traditional characters: each of those that it uses, and the simplified one for it."""

_TO_SIMPLIFIED = str.maketrans(TRADITIONAL, SIMPLIFIED)
_NOT_TEXT = re.compile(r"[^\u3400-\u9fff0-9A-Za-z\0]")
_ADDRESS = re.compile(r"(https?://)?[a-z0-9-]+(\.[a-z0-9-]+)+(/[^\s，。；）]*)?")


def bare(text: str) -> str:
    """The text without addresses, punctuation and spaces; each fixed term is a gap that no run crosses."""
    text = _NOT_TEXT.sub("", _ADDRESS.sub("\0", text))
    for term in sorted((_NOT_TEXT.sub("", term) for term in TERMS), key=len, reverse=True):
        text = text.replace(term, "\0")
    return text


def texts(value: Any) -> Iterator[str]:
    """Every text below a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def runs(text: str, length: int) -> Iterator[str]:
    """Every stretch of a text with so many characters that holds no gap."""
    stripped = bare(text)
    stretches = (stripped[at : at + length] for at in range(len(stripped) - length + 1))
    return (stretch for stretch in stretches if "\0" not in stretch)


def simplified(path: Path) -> str:
    """A document in the characters of the rulebooks."""
    return path.read_text("utf-8").translate(_TO_SIMPLIFIED)


@pytest.fixture(scope="module")
def documents(shared: Callable[[str, str], Path]) -> list[Path]:
    """The sources whose words are read here."""
    found = sorted(shared("facts", "the words of the sources").glob("00[0-3]_*.txt"))
    assert len(found) == 4
    return found


@pytest.fixture(scope="module")
def source_runs(documents: list[Path]) -> frozenset[str]:
    """What would be copied: every run of the four documents that is one character too long."""
    return frozenset(run for path in documents for run in runs(simplified(path), LONGEST + 1))


def test_no_sentence_is_copied(source_runs: frozenset[str]) -> None:
    copied: dict[str, set[str]] = {}
    for path in FILES:
        tree, faults = read(path, path.name)
        assert not faults
        if found := {run for text in texts(tree) for run in runs(text, LONGEST + 1) if run in source_runs}:
            copied[path.relative_to(ROOT).as_posix()] = found
    assert copied == {}


def test_a_copied_sentence_would_be_found(documents: list[Path], source_runs: frozenset[str]) -> None:
    """A long line of each document, as it stands there, is caught."""
    for path in documents:
        line = max(simplified(path).splitlines(), key=len)
        assert source_runs.intersection(runs(line, LONGEST + 1)), path.name


def test_no_traditional_character_escapes_the_comparison(documents: list[Path]) -> None:
    """GB 2312 holds the simplified characters only: what it cannot write would never match a rulebook."""
    for path in documents:
        han = re.findall("[\u3400-\u9fff]", simplified(path))
        assert [character for character in han if not character.encode("gb2312", "ignore")] == [], path.name


def test_a_sentence_is_caught_in_simplified_characters_too(source_runs: frozenset[str]) -> None:
    """Words of the traditional document, written as a rulebook would write them."""
    copied = "一般以电子档案方式为主，由市自考办负责长期保存管理"
    assert source_runs.intersection(runs(copied, LONGEST + 1))
    copied = "提倡在职人员按照学用一致、理论与实践相结合的原则选择报考专业"
    assert source_runs.intersection(runs(copied, LONGEST + 1))
