"""Documents told by their words."""

from __future__ import annotations

import pytest

from zikao.package.choices import DocumentType
from zikao.package.text.lines import Box, Line
from zikao.package.text.types import documents

from . import documents as drawn

PRINTED = {
    document: [text for *_, text in drawn._LAYOUTS[document][2](drawn.Page.of(document, 1))]
    for document in drawn.DOCUMENTS
}


def lines(texts: list[str]) -> list[Line]:
    return [Line(text, 0.98, Box(0, 0, 100, 20, 0)) for text in texts]


@pytest.mark.parametrize("document", drawn.DOCUMENTS)
def test_each_document_is_known_by_its_own_words(document: drawn.Document) -> None:
    found = documents(lines(PRINTED[document]))
    assert (found.kinds, found.count) == ((document,), 1)


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["居民户口簿", "户别 非农业家庭户", "户主姓名 样张", "户号", "住址"], "household_register"),
        # Older cards of the register carry the identity card's own label.
        (
            ["常住人口登记卡", "姓名", "性别", "民族", "出生日期", "公民身份号码", "曾用名"],
            "household_register",
        ),
        (["全国高等教育自学考试", "单科合格证书", "成绩 65"], "course_certificate"),
        (["高等教育自学考试准考证", "准考证号", "姓名", "身份证号", "考场"], "admission_ticket"),
        (["高等教育自学考试", "准考证（2019年10月）", "准考证号", "考点"], "admission_ticket"),
        (["自学考试 准考证卡", "准考证号", "考场"], "admission_ticket"),
        (["自学考试", "准 考 证 ADMISSION TICKET", "座位"], "admission_ticket"),
        (["高等教育自学考试", "课程成绩合格证书（副本）", "成绩 65"], "course_certificate"),
        # Whose exam it is could not be read below the stamp of the office that holds every exam.
        (["样张省招生考试院", "教育招生考试中心", "准考证", "准考证号", "考点", "考场"], "admission_ticket"),
        # The end of the label is lost where a card is held in a hand.
        (["居民身份证", "签发", "样张市公安局"], "identity_card_back"),
    ],
)
def test_other_forms_of_a_document(texts: list[str], kind: DocumentType) -> None:
    assert documents(lines(texts)).kinds == (kind,)


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["关于开展毕业申请的通知", "请携带身份证、准考证和合格证书到现场。"],
        ["姓名", "性别", "民族", "出生"],
        ["毕业证书", "学士学位证书", "成绩优良"],
        ["中华人民共和国机动车驾驶证", "证号", "姓名", "性别", "国籍", "住址", "出生日期", "准驾车型"],
        ["个人简历", "姓名", "性别", "民族", "出生年月", "住址", "身份证号"],
        ["户籍证明", "姓名", "性别", "民族", "出生", "住址", "公民身份号码", "特此证明。"],
        ["高等教育自学考试", "毕业证书", "成绩合格，准予毕业", "主考学校", "自学考试委员会", "证书编号"],
        ["从业人员健康合格证", "姓名", "编号"],
        ["食品检验合格证", "检验员"],
        ["成人高等学校招生全国统一考试", "准考证", "准考证号", "考点", "考场", "座位号"],
        ["全国硕士研究生招生考试准考证", "考点", "考场", "报考单位"],
        ["机动车驾驶人 科目一 合格证", "考试合格"],
        ["中华人民共和国", "港澳居民居住证", "签发机关", "有效期限"],
    ],
)
def test_words_that_any_page_may_hold_make_no_document(texts: list[str]) -> None:
    assert documents(lines(texts)).kinds == ()


def test_another_paper_beside_one_that_is_asked_for() -> None:
    """A diploma copied onto the page of a certificate takes nothing from the certificate."""
    both = documents(lines([*PRINTED["course_certificate"], "毕业证书"]))
    assert both.kinds == ("course_certificate",)
    ticket = documents(lines([*PRINTED["admission_ticket"], "本准考证和毕业证书请妥善保管。"]))
    assert ticket.kinds == ("admission_ticket",)


def test_several_documents_on_one_page() -> None:
    both = documents(lines(PRINTED["identity_card_front"] + PRINTED["identity_card_back"]))
    assert set(both.kinds) == {"identity_card_front", "identity_card_back"}
    assert both.count == 2
    twice = documents(lines(PRINTED["course_certificate"] * 2))
    assert (twice.kinds, twice.count) == (("course_certificate",), 2)
    mixed = documents(lines(PRINTED["course_certificate"] + PRINTED["admission_ticket"]))
    assert set(mixed.kinds) == {"course_certificate", "admission_ticket"}


@pytest.mark.parametrize(
    ("texts", "other"),
    [
        (["中华人民共和国机动车驾驶证", "姓名", "性别", "住址", "出生日期"], "驾驶证"),
        (["高等教育自学考试", "毕业证书", "成绩合格", "主考学校"], "毕业证书"),
        (["从业人员健康合格证", "姓名", "编号"], "健康合格证"),
        (["毕业生登记表（一）", "姓名", "性别", "民族"], "登记表"),
        (["成人高等学校招生全国统一考试", "准考证", "考点", "考场"], "别的考试的准考证"),
        (["2018年全国普通高校招生考试", "准考证", "准考证号", "考点", "考场"], "别的考试的准考证"),
        (["样张省普通高校专升本招生统一考试", "准考证", "考点", "考场"], "别的考试的准考证"),
        (["大学英语四级考试", "准考证", "考点", "考场", "座位"], "别的考试的准考证"),
        # Without a title nothing is made up.
        (["姓名", "性别", "民族", "出生", "住址"], ""),
        (["关于办理驾驶证的通知，请带身份证。", "姓名"], ""),
        # It may be a card beside a licence, of which too little was read.
        (["中华人民共和国机动车驾驶证", "姓名", "公民身份号码"], ""),
        (PRINTED["course_certificate"], ""),
        ([*PRINTED["course_certificate"], "毕业证书"], ""),
    ],
)
def test_another_paper_is_named_by_its_title_alone(texts: list[str], other: str) -> None:
    found = documents(lines(texts))
    assert found.other == other
    assert not (found.other and found.kinds)
