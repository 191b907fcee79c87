"""Papers and steps as data: what the guide's own lists tell, without markup; links that lead somewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest

from zikao.rulebook.checklist import Checklist, Item, Line, Link, Row, Words
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library
from zikao.site import address
from zikao.site.data import documents
from zikao.site.lists import checklists
from zikao.site.page import Page

from . import sample
from .conftest import TODAY
from .reading import anchors, read

GRADUATION = "data/sample/graduation.list.json"


@pytest.fixture(scope="module")
def graduation(sample_library: Library) -> Checklist:
    return dict(checklists(sample_library, TODAY))[GRADUATION]


def item(items: list[Item], name: str) -> Item:
    return next(each for each in items if each.id == name)


def said(line: Line) -> str:
    """A paragraph as it is read."""
    names = [piece if isinstance(piece, str) else getattr(piece, "words", "") for piece in line.text]
    shown = [piece.shown if isinstance(piece, Words) else "" for piece in line.text]
    return "".join(word + own for word, own in zip(names, shown, strict=True))


def told(of: Item) -> list[tuple[str, str | None, str]]:
    return [(line.kind, line.term, said(line)) for line in of.text]


def links(made: Checklist) -> Iterator[Link]:
    for each in (*made.materials, *made.steps):
        yield from each.links
        yield from (piece for line in each.text for piece in line.text if isinstance(piece, Link))


def test_a_step_tells_what_the_guide_tells(graduation: Checklist) -> None:
    assert [(step.id, step.number, step.group) for step in graduation.steps] == [
        ("login", 1, "准备"),
        ("photo", 2, "准备"),
        ("submit", 3, "申请"),
    ]
    assert told(item(graduation.steps, "login")) == [
        ("go", None, "去办理 样例服务平台 zk.sample.example"),
        ("menu", "点", "登录"),
    ]
    assert told(item(graduation.steps, "photo")) == [
        ("body", None, "等待审核。\n状态在照片右侧。"),
        ("paper", "要用", "电子照片 JPG"),
    ]
    assert told(item(graduation.steps, "submit")) == [
        ("when", "谁要做", "「申请哪个层次？」是“本科”"),
        (
            "body",
            "下一轮申请",
            "2027年5月30日 17:00 止（北京时间），转载，非官方的日期，只供参考，以官方通知为准",
        ),
        ("confirm", "先确认", "提交后专业不能再改。"),
    ]
    assert item(graduation.steps, "submit").when == {"is": {"level": "bachelor"}}


def test_a_paper_tells_what_the_guide_tells(graduation: Checklist) -> None:
    picture, book = item(graduation.materials, "picture"), item(graduation.materials, "book")
    assert told(picture) == [("body", "形式", "JPG · 1 份")]
    assert told(book) == [
        ("when", "什么情况要交", "「申请哪个层次？」是“专科”"),
        ("body", "任选其一", "身份证、户口本，交一样就行"),
        ("body", "形式", "来源未载明"),
        ("body", None, "变更页"),
    ]
    assert [(link.words, link.href) for link in picture.links] == [
        ("检查这个文件", "../../sample/photos/graduation/"),
        ("为什么会被退回、依据", "../../sample/graduation/#material-picture"),
    ]


def test_of_two_procedures_only_one_has_a_list(sample_library: Library) -> None:
    """The other has neither papers nor steps, and the city changes nothing of either."""
    assert [path for path, _ in checklists(sample_library, TODAY)] == [GRADUATION]


def test_what_is_null_is_left_out_of_the_file(sample_library: Library) -> None:
    written = dict(documents(sample_library, today=TODAY))[GRADUATION]
    made: dict[str, Any] = json.loads(written)
    assert "null" not in written
    assert (made["title"], made["version"], made["guide"]) == ("毕业申请", "1.2.3", "sample/graduation")
    assert Checklist.model_validate(made) == dict(checklists(sample_library, TODAY))[GRADUATION]


def test_each_list_holds_the_boxes_of_its_guide(library: Library, pages: dict[str, Page]) -> None:
    provinces = [(path, made) for path, made in checklists(library, TODAY) if "/cities/" not in path]
    assert provinces
    for path, made in provinces:
        page = read(pages[address.guide_page(*made.guide.split("/"))].source)
        boxes = [box.attrs["data-step"] for box in page.find("input")]
        own = [each.id for each in (*made.materials, *made.steps) if not each.by]
        assert own == boxes, path
        gated = [row.attrs["data-when"] for row in page.find("li") if "data-when" in row.attrs]
        assert [each.when for each in (*made.materials, *made.steps) if each.when] == [
            json.loads(str(when)) for when in gated
        ], path


def test_each_link_leads_to_a_place_of_the_site(library: Library, pages: dict[str, Page]) -> None:
    folders = {normpath(address.folder(page) or "."): source for page, source in pages.items()}
    for path, made in checklists(library, TODAY):
        for link in links(made):
            page, _, anchor = link.href.partition("#")
            if ":" in page:
                assert page.startswith(("http://", "https://", "tel:")), link.href
                continue
            target = folders.get(normpath(join(dirname(path), page)))
            assert target, f"{path}: {link.href}"
            assert not anchor or anchor in anchors(target.source), f"{path}: {link.href}"
        rows = {
            *(f"material-{each.id}" for each in made.materials),
            *(f"step-{each.id}" for each in made.steps),
        }
        named = [
            piece.row
            for each in made.steps
            for line in each.text
            for piece in line.text
            if isinstance(piece, Row)
        ]
        assert [row for row in named if row not in rows] == [], path


def test_a_citys_own_items_are_told_on_the_citys_page(tmp_path: Path) -> None:
    """All else is the province's, which the province's guide tells."""
    sample.write(tmp_path)
    city = tmp_path / "sample" / "cities" / "lake.yaml"
    slip = {"id": "slip", "name": "回执", "cite": {"source": "lake-notice", "clause": "三"}}
    changed = sample.CITY | {"procedures": {"graduation": {"materials": [slip]}}}
    city.write_text(json.dumps(changed, ensure_ascii=False), encoding="utf-8")
    made = dict(checklists(load_library(tmp_path), TODAY))["data/sample/cities/lake/graduation.list.json"]
    assert (made.guide, made.version) == ("sample/graduation", "1.2.3+0.2.0")
    assert [link.href for link in item(made.materials, "slip").links] == [
        "../../../../sample/cities/lake/#graduation"
    ]
    assert [link.href for link in item(made.steps, "login").links] == [
        "../../../../sample/graduation/#step-login"
    ]
    assert made.page == "../../../../sample/graduation/"
