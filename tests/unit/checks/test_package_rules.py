"""The rules about archives and pages of the rulebooks that are shipped, over what was really measured."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.books import rulebooks
from tests.unit.package import documents, zipmaker
from tests.unit.package.archives import ROWS
from tests.unit.package.conftest import fonts, pixels, text  # noqa: F401  # fixtures for pages
from tests.unit.package.documents import Page, jpeg, pdf
from tests.unit.package.table import code, rows
from tests.unit.package.zipmaker import Entry, build
from zikao.checks.circumstances import Circumstances
from zikao.checks.package import check_package, known_of, measure_package
from zikao.checks.reporting import Known, report_from
from zikao.package.facts import Measured
from zikao.package.pages.notes import PageNotes
from zikao.package.pages.overall import archive_facts
from zikao.package.text.courses import Found, declarable
from zikao.report import Report
from zikao.rulebook.library import Library

from .conftest import of

ROOT = Path(__file__).resolve().parents[3]
ARCHIVE, MERGE, ATTACHMENT = "cn/evidence-archive", "zhejiang/score-merge", "anhui/attachment"
CODES = {code(row["rule"]) for row in rows()}
MINE, OTHER = documents.ticket_number(7), documents.ticket_number(9)
NUMBER_RULES = ("differs", "other", "digit", "confirmed")


@pytest.fixture(scope="module")
def books() -> Library:
    return rulebooks()


@functools.cache
def measured_row(name: str) -> Measured:
    return measure_package(ROWS[name].make(), name)


def judged(library: Library, item: str, measured: Measured) -> Report:
    return report_from(library, "package", item, known_of(measured, None))


def wrong(report: Report) -> set[str]:
    """Bare ids of the rules that are not held to."""
    return {each.id.removeprefix("package.") for each in report.findings if each.outcome == "no"}


def other_numbers(*read: str) -> Report:
    """On an archive of which each page has this number, where another was typed."""
    pages = [
        {
            "index": index,
            "name": f"{index}.jpg",
            "page": 1,
            "page_kind": "jpeg",
            "page_ticket_number": "differs",
            "page_ticket_typed": "1【2345678】",
            "page_ticket_read": number,
        }
        for index, number in enumerate(read)
    ]
    facts = {"ticket_number_declared": True, "ticket_number_seen": "differs", "pages": pages}
    return report_from(rulebooks(), "package", ARCHIVE, Known(facts))


def test_each_wrong_number_is_told_with_its_page() -> None:
    found = of(other_numbers("1【9999999】", "1【8888888】"), "ticket-number-differs")
    assert [(each.entry, each.measured) for each in found.regions] == [
        (f"{index}.jpg", f"填的 1【2345678】，这一页上 1【{digit * 7}】（【】里是不同的数字）")
        for index, digit in enumerate("98")
    ]
    assert found.regions[0].measured == found.measured


def test_each_page_is_told_by_what_it_was_taken_for() -> None:
    read: list[dict[str, Any]] = [
        {"page_type": "identity_card_front", "page_decodes": True, "page_ticket_number": "not_read"},
        {"page_type": "several", "page_decodes": True, "page_ticket_number": "confirmed"},
        {"page_type": "other", "page_decodes": True, "page_other_paper": "毕业证书"},
        {"page_type": "other", "page_decodes": True, "page_other_paper": ""},
        {
            "page_decodes": True,
            "page_ticket_number": "one_digit",
            "page_ticket_typed": "1234567【8】",
            "page_ticket_read": "1234567【9】",
        },
        {"page_decodes": False},
    ]
    pages = [
        {"index": index, "name": f"{index}\u202e.jpg", "page": 1, "page_kind": "jpeg", **each}
        for index, each in enumerate(read)
    ]
    measured = Measured.model_validate({"facts": {"pages": pages}, "absent": {}})
    told = judged(rulebooks(), ARCHIVE, measured).pages
    assert [each.taken_for for each in told] == [
        "身份证人像面",
        "不止一种证件",
        "毕业证书",
        "别的材料",
        None,
        None,
    ]
    assert [each.opened for each in told] == [True] * 5 + [False]
    assert (told[4].ticket_number, told[4].typed, told[4].read) == (
        "one_digit",
        "1234567【8】",
        "1234567【9】",
    )
    assert (told[1].ticket_number, told[1].typed, told[1].read) == ("confirmed", None, None)
    assert told[0].entry == "0[U+202E].jpg"


def test_what_is_the_same_everywhere_is_told_once() -> None:
    found = of(other_numbers("1【9999999】", "1【9999999】"), "ticket-number-differs")
    assert [each.measured for each in found.regions] == [None, None]


@pytest.mark.parametrize("item", [ARCHIVE, MERGE])
@pytest.mark.parametrize("name", ROWS)
def test_a_bad_archive_has_exactly_its_findings_of_the_archive(books: Library, name: str, item: str) -> None:
    found = {code(rule) for rule in wrong(judged(books, item, measured_row(name)))}
    assert found & CODES == ROWS[name].codes


def page(index: int = 0, **facts: Any) -> dict[str, Any]:
    """A page on which there is nothing to find fault with."""
    return {
        "index": index,
        "name": f"{index}.jpg",
        "page": 1,
        "page_kind": "jpeg",
        "page_decodes": True,
        "page_locked": False,
        "page_damaged": False,
        "page_scan": True,
        "page_characters": 150,
        "page_legibility": 0.97,
        "page_sharpness": 0.4,
        "page_text_height": 20.0,
        "page_turn": 0,
        "page_bilevel": False,
        "page_repeated": False,
        "page_attachments": 0,
        "page_documents": 1,
        "page_identity_number": "not_read",
        **facts,
    }


def over(library: Library, item: str, absent: dict[str, str] | None = None, **facts: Any) -> Report:
    return report_from(library, "package", item, Known(facts, absent or {}))


def test_a_finding_about_a_page_names_its_file_and_of_a_pdf_the_page(books: Library) -> None:
    pages = [
        page(),
        page(1, page_legibility=0.5),
        page(2, name="证件.pdf", page_kind="pdf", page=3, page_legibility=0.6),
    ]
    found = of(over(books, MERGE, pages=pages), "page-legible")
    assert [(each.entry, each.index, each.page) for each in found.regions] == [
        ("1.jpg", 1, None),
        ("证件.pdf", 2, 3),
    ]
    assert found.count == 2
    assert "0.5" in found.sentence


@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        ({}, set()),
        ({"page_decodes": False, "page_damaged": None}, {"page-unreadable"}),
        ({"page_damaged": True}, {"page-damaged"}),
        ({"page_characters": 3, "page_legibility": 0.2, "page_turn": 90}, {"page-few-characters"}),
        ({"page_legibility": 0.79}, {"page-legible"}),
        ({"page_sharpness": 0.11}, {"page-sharp"}),
        ({"page_text_height": 11.0}, {"page-text-small"}),
        ({"page_scan": False, "page_text_height": None}, set()),
        ({"page_turn": 180}, {"page-turned"}),
        ({"page_bilevel": True}, {"page-bilevel"}),
        ({"page_repeated": True}, {"page-repeated"}),
        ({"page_documents": 3}, {"page-several"}),
        ({"page_attachments": 1}, {"page-attachments"}),
        ({"page_identity_number": "fails_check"}, {"identity-number"}),
    ],
)
@pytest.mark.parametrize("item", [ARCHIVE, MERGE, ATTACHMENT])
def test_one_fault_of_a_page_is_one_finding(
    books: Library, item: str, facts: dict[str, Any], rules: set[str]
) -> None:
    report = over(books, item, pages=[page(), page(1, **facts)])
    pages = {each for each in wrong(report) if each.startswith("page-") or each == "identity-number"}
    assert pages == rules
    for rule in rules:
        assert [each.index for each in of(report, rule).regions] == [1]


def test_a_page_that_was_not_scanned_has_no_pixels_to_count(books: Library) -> None:
    printed = page(page_kind="pdf", page_scan=False)
    del printed["page_text_height"]
    assert "package.page-text-small" not in {
        each.id for each in over(books, ATTACHMENT, pages=[printed]).findings
    }


def test_a_file_that_cannot_be_opened_here_is_neither_good_nor_bad(books: Library) -> None:
    heic = {"index": 0, "name": "a.heic", "page": 1, "page_kind": "heic"}
    why = "只看得了 JPG、PNG 和 PDF 的画面；请把这个文件另存为 JPG"
    report = over(books, ARCHIVE, dict.fromkeys(("page_decodes", "page_legibility"), why), pages=[heic])
    assert of(report, "page-unreadable").outcome == "not checked"
    assert why in of(report, "page-unreadable").sentence
    assert not wrong(report)


def test_limits_without_a_source_are_ours_and_no_must(books: Library) -> None:
    for item in (ARCHIVE, MERGE, ATTACHMENT):
        report = over(
            books, item, pages=[page(page_legibility=0.1, page_sharpness=0.01, page_text_height=5.0)]
        )
        for rule in ("page-legible", "page-sharp", "page-text-small"):
            found = of(report, rule)
            assert (found.outcome, found.severity, found.tolerance_from) == ("no", "should", "tool")
    assert {cite.authority for cite in of(over(books, MERGE), "page-legible").cites} == {"official"}
    assert {cite.authority for cite in of(over(books, ARCHIVE), "page-legible").cites} == {"tool"}


def seen_on(*numbers: str) -> dict[str, Any]:
    """Pages that say so of the declared number, and what they come to."""
    order = ["confirmed", "one_digit", "two_digits", "differs", "not_read"]
    both = {"page_ticket_typed": "62334【7】12", "page_ticket_read": "62334【1】12"}
    pages = [
        page(at, page_ticket_number=each, **({} if each in ("confirmed", "not_read") else both))
        for at, each in enumerate(numbers)
    ]
    return {
        "pages": pages,
        "ticket_number_seen": min(numbers, key=order.index),
        "ticket_number_declared": True,
    }


@pytest.mark.parametrize(
    ("numbers", "rule", "place", "severity"),
    [
        (["not_read", "confirmed"], None, None, None),
        (["not_read", "differs"], "ticket-number-differs", 1, "must"),
        (["not_read", "one_digit"], "ticket-number-digit", 1, "must"),
        (["differs", "two_digits"], "ticket-number-digit ticket-number-other", 1, "must"),
        (["not_read", "two_digits"], "ticket-number-digit", 1, "must"),
        (["not_read", "not_read"], "ticket-number-confirmed", None, "should"),
        (["confirmed", "differs"], "ticket-number-other", 1, "must"),
        (["confirmed", "two_digits"], "ticket-number-other", 1, "must"),
        (["confirmed", "one_digit"], None, None, None),
        (["one_digit", "not_read"], "ticket-number-digit", 0, "must"),
    ],
)
def test_of_the_declared_number_one_thing_is_said(
    books: Library, numbers: list[str], rule: str | None, place: int | None, severity: str | None
) -> None:
    for item in (ARCHIVE, MERGE):
        report = over(books, item, **seen_on(*numbers))
        assert {each for each in wrong(report) if "ticket-number" in each} == set((rule or "").split())
    if rule:
        found = of(report, rule.split()[0])
        assert found.severity == severity
        assert [each.index for each in found.regions] == ([] if place is None else [place])
        if place is not None:
            assert found.measured == "填的 62334【7】12，这一页上 62334【1】12（【】里是不同的数字）"


def test_a_slip_and_a_foreign_page_are_mended_differently(books: Library) -> None:
    mends = {
        numbers: of(over(books, MERGE, **seen_on(*numbers)), f"ticket-number-{rule}").mend or ""
        for numbers, rule in (
            (("two_digits",), "digit"),
            (("differs",), "differs"),
            (("confirmed", "differs"), "other"),
        )
    }
    assert len(set(mends.values())) == 3
    assert "改填的号码" in mends["two_digits",]
    assert "换成这个号码的准考证" in mends["differs",]
    assert "另打一个包" in mends["confirmed", "differs"]


def test_only_a_source_makes_a_wrong_number_a_refusal(books: Library) -> None:
    facts = seen_on("differs")
    assert over(books, MERGE, **facts).verdict == "fail"
    assert of(over(books, ARCHIVE, **facts), "ticket-number-differs").severity == "should"
    for numbers in (("one_digit",), ("confirmed", "differs")):
        assert over(books, MERGE, **seen_on(*numbers)).verdict == "fail"
        assert over(books, ARCHIVE, **seen_on(*numbers)).verdict != "fail"


def test_without_a_declared_number_it_is_not_checked_and_the_pages_are_compared(books: Library) -> None:
    why = "没有填准考证号，无从核对"
    absent = dict.fromkeys(("page_ticket_number", "page_ticket_digit", "ticket_number_seen"), why)
    facts = {"pages": [page()], "ticket_number_declared": False}
    report = over(books, MERGE, absent, ticket_numbers_found=1, **facts)
    for rule in NUMBER_RULES:
        found = of(report, f"ticket-number-{rule}")
        assert (found.outcome, why in found.sentence) == ("not checked", True)
    assert of(report, "one-ticket-number").outcome == "yes"
    two = over(books, MERGE, absent, ticket_numbers_found=2, ticket_numbers=["****1", "****2"], **facts)
    assert of(two, "one-ticket-number").measured == "2 个：****1、****2"
    assert "one-ticket-number" not in {
        each.id for each in over(books, MERGE, **seen_on("confirmed")).findings
    }


def noted(*kinds: Any, score: float = 0.97, **known: Any) -> PageNotes:
    facts = {"page_legibility": score, "page_repeated": False}
    certificates = int("course_certificate" in kinds)
    return PageNotes(0, "a.jpg", 1, "jpeg", facts=facts, kinds=kinds, certificates=certificates, **known)


def from_pages(
    library: Library, *pages: PageNotes, courses: tuple[str, ...] = (), whole: bool = True
) -> Report:
    declared = declarable(courses) or ()
    facts, absent = archive_facts(pages, whole, declared)
    return over(library, MERGE, absent, courses_declared=len(declared), **facts)


CARD, TICKET = noted("identity_card_front"), noted("admission_ticket")


def certificate(*seen: str, unclear: tuple[str, ...] = (), score: float = 0.97) -> PageNotes:
    return noted("course_certificate", score=score, courses=Found(frozenset(seen), frozenset(unclear)))


def test_what_is_not_among_known_pages_is_missing(books: Library) -> None:
    report = from_pages(books, TICKET)
    assert {"identity-page", "certificate-page"} <= wrong(report)
    assert of(report, "ticket-page").outcome == "yes"
    assert report.verdict == "fail"


@pytest.mark.parametrize("other", [noted(), PageNotes(0, "a.jpg", 1, "jpeg", facts={"page_legibility": 0.5})])
def test_a_page_of_no_known_kind_may_be_what_is_missing(books: Library, other: PageNotes) -> None:
    report = from_pages(books, TICKET, other)
    for rule in ("identity-page", "certificate-page"):
        assert of(report, rule).outcome == "not checked"
        assert of(report, rule).sentence.startswith("没认出")
    assert of(report, "ticket-page").outcome == "yes"


def test_a_household_register_does_for_the_identity_card(books: Library) -> None:
    report = from_pages(books, noted("household_register"), TICKET, certificate())
    for rule in ("identity-page", "ticket-page", "certificate-page"):
        assert of(report, rule).outcome == "yes"
    assert "没有写尽" in of(report, "certificate-page").sentence


def test_courses_need_not_be_declared(books: Library) -> None:
    report = from_pages(books, CARD, TICKET, certificate())
    assert not {each.id for each in report.findings} & {
        "package.courses-certified",
        "package.certificate-count",
    }


def test_each_declared_course_has_its_certificate(books: Library) -> None:
    report = from_pages(
        books, CARD, TICKET, certificate("写作"), certificate("大学语文"), courses=("写作", "大学语文")
    )
    assert of(report, "courses-certified").sentence == "填的 2 门课程都在合格证书上读到了。"
    assert of(report, "certificate-count").outcome == "yes"


def test_a_missing_certificate_is_named_and_said_once(books: Library) -> None:
    report = from_pages(books, CARD, TICKET, certificate("写作"), courses=("写作", "大学语文", "英语（二）"))
    found = of(report, "courses-certified")
    assert (found.outcome, found.severity) == ("no", "should")
    assert found.sentence == "有 2 门课程没找到合格证书：大学语文、英语（二）。"
    assert of(report, "certificate-count").outcome == "yes"


@pytest.mark.parametrize(
    "pages",
    [
        (CARD, TICKET, certificate("写作", unclear=("大学语文",))),
        (CARD, TICKET, certificate("写作", score=0.85)),
        (CARD, TICKET, certificate("写作"), noted()),
        (CARD, TICKET, certificate("写作"), PageNotes(3, "d.jpg", 1, "jpeg")),
        (
            CARD,
            noted("admission_ticket", "course_certificate", courses=Found(frozenset({"写作", "大学语文"}))),
        ),
    ],
    ids=["unclear", "poor score", "another document", "unread page", "beside a ticket"],
)
def test_what_was_not_read_for_sure_is_not_missing(books: Library, pages: tuple[PageNotes, ...]) -> None:
    report = from_pages(books, *pages, courses=("写作", "大学语文"))
    assert of(report, "courses-certified").outcome == "not checked"
    assert "courses-certified" not in wrong(report)


def test_where_names_were_not_read_certificates_are_counted(books: Library) -> None:
    few = from_pages(books, CARD, TICKET, certificate(unclear=("写作",)), courses=("写作", "大学语文"))
    assert "certificate-count" not in wrong(few)  # the other rule names 大学语文
    assert "courses-certified" in wrong(few)
    unclear = certificate(unclear=("写作", "大学语文"))
    report = from_pages(books, CARD, TICKET, unclear, courses=("写作", "大学语文"))
    assert of(report, "courses-certified").outcome == "not checked"
    assert of(report, "certificate-count").severity == "advice"
    assert "只有 1 张合格证书" in of(report, "certificate-count").sentence
    enough = from_pages(books, CARD, TICKET, unclear, unclear, courses=("写作", "大学语文"))
    assert "certificate-count" not in wrong(enough)


def test_seen_is_seen_whatever_the_other_pages_are(books: Library) -> None:
    report = from_pages(books, certificate("写作"), noted(), courses=("写作",), whole=False)
    assert of(report, "courses-certified").outcome == "yes"


def test_courses_that_cannot_be_compared_are_not_checked(books: Library) -> None:
    report = check_package(books, MERGE, b"PK", "a.zip", Circumstances(declared={"courses": "写作"}))
    found = of(report, "courses-certified")
    assert (found.outcome, "没有核对" in found.sentence) == ("not checked", True)


@pytest.mark.parametrize(
    ("bytes_", "outcomes"),
    [(4_000_000, ("yes", "yes")), (4_194_304, ("yes", "no")), (4_194_305, ("no", None))],
)
def test_both_readings_of_4m(books: Library, bytes_: int, outcomes: tuple[str, str | None]) -> None:
    report = over(books, ATTACHMENT, archive_kind="pdf", bytes=bytes_)
    grey = [each.outcome for each in report.findings if each.id == "package.bytes-grey-zone"]
    assert (of(report, "bytes").outcome, *grey) == tuple(each for each in outcomes if each)


@pytest.mark.usefixtures("pixels")
def test_an_attachment_that_does_not_open(books: Library) -> None:
    report = check_package(books, ATTACHMENT, zipmaker.jpeg(), "证书.jpg")
    assert of(report, "format").outcome == "yes"
    assert of(report, "page-unreadable").regions[0].entry == "证书.jpg"
    assert report.verdict == "fail"
    locked = check_package(books, ATTACHMENT, zipmaker.LOCKED_PDF, "证书.pdf")
    assert {each for each in wrong(locked) if each.startswith("page-")} == {"page-locked"}


def drawn(document: documents.Document, seed: int = 7) -> Any:
    return Page.of(document, seed).draw(130)


@functools.cache
def mixed() -> Measured:
    """Card, ticket, certificate of one number; a PDF with a certificate of it and a ticket of another."""
    files: list[tuple[str, bytes]] = [
        ("01-身份证.jpg", jpeg(drawn("identity_card_front"))),
        ("02-准考证.jpg", jpeg(drawn("admission_ticket"))),
        ("03-合格证书.jpg", jpeg(drawn("course_certificate"))),
        ("04-别的.pdf", pdf([drawn("course_certificate"), drawn("admission_ticket", 9)], 130)),
    ]
    data = build([Entry(name, content) for name, content in files])
    courses = ["中国古代文学作品选(一)", "00506 写作"]
    return measure_package(data, "a.zip", declared={"admission_ticket_number": MINE, "courses": courses})


@pytest.mark.usefixtures("text")
def test_a_real_archive_with_a_page_of_another_number(books: Library) -> None:
    report = judged(books, MERGE, mixed())
    assert wrong(report) == {"ticket-number-other", "courses-certified", "identity-number"}
    (place,) = of(report, "ticket-number-other").regions
    assert (place.entry, place.index, place.page) == ("04-别的.pdf", 3, 2)
    both = re.sub("[【】]", "", of(report, "ticket-number-other").measured or "")
    assert both.startswith(f"填的 {MINE}，这一页上 {OTHER}")
    assert of(report, "courses-certified").sentence == "有 1 门课程没找到合格证书：00506 写作。"
    assert report.verdict == "fail"
    assert {each.outcome for each in report.findings} == {"yes", "no"}


@pytest.mark.usefixtures("text")
def test_no_number_and_no_text_of_a_page_stands_in_a_report(books: Library) -> None:
    """But where a page shows another number than the declared one: both are told, their difference marked."""
    told = judged(books, MERGE, mixed()).model_dump_json() + json.dumps(
        mixed().model_dump(mode="json"), ensure_ascii=False
    )
    for secret in (
        MINE,
        OTHER,
        documents.identity_number(7),
        documents.identity_number(9),
        "样张丁",
        "汉语言",
    ):
        assert secret not in told
    assert "中国古代文学作品选(一)" in told


@pytest.mark.usefixtures("text")
def test_an_archive_of_another_number(books: Library) -> None:
    data = build([Entry("准考证.jpg", jpeg(drawn("admission_ticket", 9)))])
    declared = {"admission_ticket_number": MINE}
    report = check_package(books, MERGE, data, "b.zip", Circumstances(declared=declared))
    found = of(report, "ticket-number-differs")
    assert (found.outcome, found.severity, found.regions[0].entry) == ("no", "must", "准考证.jpg")
    assert "ticket-number-other" not in wrong(report)


@pytest.mark.parametrize("item", [ARCHIVE, MERGE])
def test_a_page_under_the_name_of_another_kind_is_told_and_nothing_more(books: Library, item: str) -> None:
    word = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
    heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
    files = [
        Entry("01.JPG", zipmaker.jpeg()),
        Entry("02.jpg", heic),
        Entry("03.jpeg", zipmaker.jpeg(500)),
        Entry("04", zipmaker.LOCKED_PDF),
        Entry("._05.png", zipmaker.jpeg(600)),
        Entry("06.pdf/", method=0),
        Entry("07.jpg", word),
    ]
    found = of(judged(books, item, measure_package(build(files), "a.zip")), "extension-matches")
    assert [each.entry for each in found.regions] == ["02.jpg", "04"]
    assert (found.outcome, found.severity) == ("no", "advice")
    assert "HEIC 图片" in found.sentence


@pytest.mark.parametrize("name", ROWS)
def test_no_bad_archive_is_told_of_its_extensions_too(books: Library, name: str) -> None:
    report = judged(books, ARCHIVE, measured_row(name))
    assert "extension-matches" not in wrong(report)


NOTHING_READABLE = {
    "empty": build([]),
    "program": build([Entry("a.exe", b"MZ" + bytes(900))]),
    "text": build([Entry("a.txt", "准考证".encode() * 90)]),
    "junk": build([Entry(".DS_Store", b"\0\0\0\1Bud1" + bytes(90))]),
    "empty picture": build([Entry("a.jpg", b"")]),
    "folder": build([Entry("a/", method=0)]),
    "archive": build([Entry("a.zip", build([Entry("a.jpg", zipmaker.jpeg(500))]))]),
    "locked": ROWS["10_enc_zipcrypto.zip"].make(),
}


@pytest.mark.parametrize("item", ["cn/evidence-pages", ARCHIVE, MERGE, ATTACHMENT])
@pytest.mark.parametrize("data", NOTHING_READABLE.values(), ids=NOTHING_READABLE)
def test_where_nothing_can_be_read_nothing_is_said_of_pages(books: Library, data: bytes, item: str) -> None:
    report = judged(books, item, measure_package(data, "a.zip"))
    assert report.verdict in ("fail", "unknown")
    over_pages = {rule.id for rule in books.compiled("package", item).rules if rule.each == "pages"}
    assert over_pages
    met = {each.id.removeprefix("package.") for each in report.findings if each.outcome == "yes"}
    assert not met & {*over_pages, "pages-present"}


@pytest.mark.parametrize(
    ("name", "outcome"), [("program", "no"), ("locked", "not checked"), ("archive", "not checked")]
)
def test_that_there_is_no_page_is_said_where_every_file_was_opened(
    books: Library, name: str, outcome: str
) -> None:
    report = judged(books, ARCHIVE, measure_package(NOTHING_READABLE[name], "a.zip"))
    assert of(report, "pages-present").outcome == outcome


def test_of_files_that_are_no_material_nothing_is_said_to_be_in_order(books: Library) -> None:
    report = judged(books, ARCHIVE, measure_package(NOTHING_READABLE["junk"], "a.zip"))
    met = {each.id.removeprefix("package.") for each in report.findings if each.outcome == "yes"}
    assert not met & {"type-not-allowed", "type-word", "image-empty", "image-truncated", "nested-folder"}


def test_a_number_that_nobody_read_is_not_said_to_be_right(books: Library) -> None:
    report = over(books, "cn/evidence-pages", pages=[page(page_identity_number="not_read")], pages_seen=1)
    assert "package.identity-number" not in {each.id for each in report.findings}
