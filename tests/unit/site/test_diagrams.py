"""Flow pictures: whole, in order, told to a screen reader, and within a phone's width."""

from __future__ import annotations

import re

import pytest

from tests.books import rulebooks
from zikao.rulebook.library import Library
from zikao.rulebook.model import Procedure
from zikao.site.diagrams import MOST_STEPS, WIDTH, _wrapped, course, flow, ways

from .reading import Element, read


@pytest.fixture(scope="module")
def real() -> Library:
    return rulebooks()


def procedure(library: Library, path: str) -> Procedure:
    province, _, name = path.partition("/")
    return library.provinces[province].procedures[name]


def told(picture: Element) -> str:
    return picture.find("desc")[0].text


def test_a_flow_tells_every_step_and_every_outcome_in_order(real: Library) -> None:
    for book in real.provinces.values():
        for each in book.procedures.values():
            drawn = str(flow(each))
            # Statuses in an order have a picture of their own.
            ordered = told(read(str(course(each)))) if course(each) else ""
            unordered = [] if ordered else each.statuses
            for status in each.statuses if ordered else ():
                assert status.word in ordered and status.means.rstrip("。") in ordered, each.id
            if not drawn:
                plain = len({step.group for step in each.steps}) < 2 and not unordered
                assert plain or len(each.steps) > MOST_STEPS, each.id
                continue
            text = told(read(drawn))
            own = [step.id for step in each.steps if step.by is None]
            heads = {step.id: step.by or own.index(step.id) + 1 for step in each.steps}
            places = [text.index(f"{heads[step.id]} {step.title}") for step in each.steps]
            assert places == sorted(places), each.id
            for status in unordered:
                assert status.word in text and status.do.rstrip("。") in text, each.id


def test_a_picture_shows_what_it_tells(real: Library) -> None:
    for path in ("zhejiang/transfer-out", "anhui/review-progress", "zhejiang/merge-status"):
        [picture] = read(str(flow(procedure(real, path)))).find("svg")
        shown = "".join(row.text for row in picture.find("text"))
        for step in procedure(real, path).steps:
            assert step.title in shown, step.id


def test_ways_for_different_readers_stand_side_by_side(real: Library) -> None:
    text = told(read(str(flow(procedure(real, "zhejiang/transfer-out")))))
    assert "选一种办法：二、申请（网页）" in text
    assert "；二、申请（手机）" in text
    assert "选一种办法" not in told(read(str(flow(procedure(real, "zhejiang/score-merge")))))


def test_exceptions_tell_what_to_hand_in_and_what_remains_to_be_done(real: Library) -> None:
    picture = read(str(ways(procedure(real, "anhui/prior-degree"))))
    text = told(picture)
    assert "专科和本科当次一起申请，不用核验" in text
    assert "学校统一出具的应届毕业证明" in text
    assert "还要做：拿到证书后，赶在 7 月 1 日之前完成前置学历授权核验" in text
    assert (
        "《教育部学历证书电子注册备案表》或《中国高等教育学历认证报告》；公安机关等单位出具的有效证明" in text
    )
    assert "都不是" in text
    both = text.index("专科和本科当次一起申请")
    assert "要交" not in text[both : text.index("上半年申请")], "who applies for both hands in nothing"


def test_nothing_leaves_the_picture(real: Library) -> None:
    for book in real.provinces.values():
        for each in book.procedures.values():
            for svg in read(str(flow(each)) + str(ways(each))).find("svg"):
                height = float(svg.attrs["viewbox"].split()[3])
                for box in svg.find("rect"):
                    x, y, wide, high = (float(box.attrs[n]) for n in ("x", "y", "width", "height"))
                    assert x >= 0 and x + wide <= WIDTH, each.id
                    assert y + high <= height, each.id


def test_pictures_have_a_name_and_ids_of_their_own(real: Library) -> None:
    each = procedure(real, "anhui/review-progress")
    each = each.model_copy(update={"rules": procedure(real, "anhui/prior-degree").rules})
    page = read(str(flow(each)) + str(ways(each)))
    ids = [e.attrs["id"] for e in page.find() if "id" in e.attrs]
    assert len(ids) == len(set(ids)) >= 4
    for svg in page.find("svg"):
        assert svg.attrs["role"] == "img"
        assert svg.attrs["aria-labelledby"] in ids
        assert svg.attrs["aria-describedby"] in ids


def test_a_list_of_many_screens_has_no_picture_as_long(real: Library) -> None:
    each = procedure(real, "anhui/graduation")
    assert len(each.steps) > MOST_STEPS
    assert flow(each) == ways(each) == ""


def test_a_list_without_headings_or_outcome_needs_no_picture(real: Library) -> None:
    assert flow(procedure(real, "anhui/ticket-merge")) == ""
    assert ways(procedure(real, "anhui/ticket-merge")) == ""


def test_lines_are_as_long_as_the_box_and_never_begin_with_a_closing_mark() -> None:
    rows = _wrapped("核对姓名、身份证号和照片（三处都要看），再提交。", 8)
    assert "".join(rows) == "核对姓名、身份证号和照片（三处都要看），再提交。"
    assert all(len(row) <= 10 for row in rows)
    assert not [row for row in rows if re.match("[，。）、]", row)]
    assert _wrapped("abcdefghijklmn", 8) == ["abcdefghijklmn"]
