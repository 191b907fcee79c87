"""The search's index, and the tables by which a query in the other script is understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("opencc", reason="the extra 'site' is not installed")

from zikao.chinese.asked import SAID, SMALL, UNITS, WHOLE
from zikao.chinese.convert import Converter
from zikao.site.built.search import About, answer_both, entries, prepare

INDEX = "search/search_index.json"


def write(folder: Path, *docs: dict[str, Any], **more: Any) -> None:
    path = folder / INDEX
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**more, "docs": list(docs)}), encoding="utf-8")


def made(folder: Path, *docs: dict[str, str], **how: Any) -> dict[str, Any]:
    """The index of these pieces."""
    first = how.pop("first", ())
    prepare(folder, docs, About(**how), first)
    return read(folder)


def read(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    return found


def entry(location: str, title: str, text: str = "") -> dict[str, str]:
    return {"location": location, "title": title, "text": text}


@pytest.fixture(scope="module")
def converter() -> Converter:
    return Converter()


def test_texts_are_plain_and_needs_stand_with_their_page_alone(tmp_path: Path) -> None:
    page = (
        '<h1 id="_1">某省：转出</h1><p>打印登记表</p><p>A &amp; B</p>'
        '<h2 id="when">受理<b>时间</b></h2><ul>\n<li>8月</li></ul>'
    )
    docs = entries("p/guide/", "转出", page)
    needs = {"p/guide/": ["我要转走"], "p/other/": ["别的"]}
    assert made(tmp_path, *docs, needs=needs)["docs"] == [
        {**entry("p/guide/", "某省：转出", "打印登记表 A & B"), "needs": ["我要转走"]},
        entry("p/guide/#when", "受理时间", "8月"),
    ]


def test_of_what_readers_say_the_index_has_what_leads_to_a_page(tmp_path: Path) -> None:
    docs = (entry("a/", "照片", "JPG，60 分"), entry("b/", "被驳回了"))
    words = made(tmp_path, *docs, needs={"a/": ["看得清"]})["words"]
    leading = ("照片", "jpg", "60分", "驳回", "看得清")
    assert words["said"] == [[word, *said.split()] for word, said in SAID.items() if word in leading]
    assert words["small"] == SMALL.split()
    assert words["whole"] == WHOLE.split()
    assert words["units"] == [names.split() for names in UNITS.split(";")]


def test_needs_are_offered_with_each_page_that_answers_them(tmp_path: Path) -> None:
    docs = [entry("p/a/", "甲"), entry("p/b/", "乙"), entry("q/a/", "丙")]
    needs = {"p/a/": ["转走", "退回"], "p/b/": ["毕业"], "q/a/": ["转走"]}
    index = made(tmp_path, *docs, needs=needs, first=["毕业", "转走", "没有的"], later=["q/"])
    assert index["offers"] == [
        {"title": "毕业", "location": "p/b/"},
        {"title": "转走", "location": "p/a/"},
        {"title": "转走", "location": "q/a/"},
    ]
    assert index["later"] == ["q/"]
    offers = made(tmp_path, *docs, needs=needs)["offers"]
    assert [offer["title"] for offer in offers] == ["转走", "转走", "毕业"]


def test_what_a_second_page_tells_is_found_below_the_first(tmp_path: Path) -> None:
    """Its title alone would be a result beside the guide's."""
    docs = (
        entry("p/guide/", "某省：转出"),
        entry("p/guide/basis/", "某省：转出的依据和说明"),
        entry("p/guide/basis/#_1", "转出的依据和说明", "这份指南依据什么"),
        entry("p/guide/basis/#gaps", "来源没有写的", "办理时间"),
    )
    second = {"p/guide/basis/": "p/guide/"}
    assert made(tmp_path, *docs, needs={"p/guide/": ["转走"]}, second=second)["docs"] == [
        {**entry("p/guide/", "某省：转出"), "needs": ["转走"]},
        {**entry("p/guide/basis/#gaps", "来源没有写的", "办理时间"), "page": "p/guide/"},
    ]


def test_the_heading_of_a_page_is_no_section_of_it(tmp_path: Path) -> None:
    docs = (
        entry("p/guide/", "某省：转出"),
        entry("p/guide/#_1", "转出", "先读这里"),
        entry("p/guide/#again", "转出", "后面的一节"),
        entry("p/", "某省"),
    )
    assert made(tmp_path, *docs)["docs"] == [
        entry("p/guide/", "某省：转出", "先读这里"),
        entry("p/guide/#again", "转出", "后面的一节"),
        entry("p/", "某省"),
    ]


def test_each_index_gets_a_table_of_the_other_script(tmp_path: Path, converter: Converter) -> None:
    write(
        tmp_path,
        {**entry("a/", "转出", "打印 头发 软件"), "needs": ["发展"]},
        words={"said": [["背景", "蓝底"]]},
    )
    write(tmp_path / "zh-TW", entry("a/", "轉出", "列印 頭髮 軟體"), words={"said": [["背景", "藍底"]]})
    answer_both(tmp_path, converter)
    ours, theirs = read(tmp_path)["other"], read(tmp_path / "zh-TW")["other"]
    assert ours["characters"]["轉"] == "转"
    assert ours["words"]["列印"] == "打印"
    assert theirs["characters"]["转"] == "轉"
    assert theirs["words"]["打印"] == "列印"
    assert ours["characters"]["藍"] == "蓝", "what readers say is understood as well"
    assert theirs["words"]["軟件"] == theirs["words"]["软件"] == "軟體", "and what is said so in Hong Kong"
    assert theirs["words"]["头发"] == "頭髮", "where one character has two, the word decides"
    assert list(theirs["words"]) == sorted(theirs["words"], key=len, reverse=True)


def test_a_site_without_a_search_is_left_alone(tmp_path: Path, converter: Converter) -> None:
    answer_both(tmp_path, converter)
    assert list(tmp_path.iterdir()) == []
