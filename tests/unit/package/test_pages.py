"""Archives and single files whose pages are looked at: pixels, text, numbers, and what they come to."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from zikao.package.facts import VOCABULARY, Measured
from zikao.package.facts.entry import OF_ITS_PAGES
from zikao.package.limits import Limits
from zikao.package.measuring import measure
from zikao.package.pages.notes import PIXEL_FACTS, TEXT_FACTS
from zikao.package.text import runtime
from zikao.weights import OF_TEXT

from . import documents, hostile_pdfs, zipmaker
from .documents import Page, jpeg, pdf, png
from .table import PAGES as PAGE_RULES
from .table import outcomes
from .zipmaker import Entry, build

SEED = 7
TICKET = documents.ticket_number(SEED)
IDENTITY = documents.identity_number(SEED)
DECLARED = {"admission_ticket_number": TICKET}
DPI = 130
CARD: tuple[documents.Document, ...] = ("identity_card_front", "identity_card_back")


def drawn(document: documents.Document) -> Image.Image:
    return Page.of(document, SEED).draw(DPI)


def package(*files: tuple[str, bytes], method: int = 8) -> bytes:
    return build([Entry(name, data, method=method) for name, data in files])


def page_facts(measured: Measured) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = measured.model_dump(mode="json")["facts"].get("pages", [])
    return found


def looked_at(*files: tuple[str, bytes], declared: dict[str, str] | None = None) -> list[dict[str, Any]]:
    return page_facts(measure(package(*files), declared=declared))


@pytest.mark.usefixtures("text")
@pytest.mark.parametrize("method", [0, 8])
def test_a_whole_package(method: int) -> None:
    names = [f"0{place}.jpg" for place in range(5)]
    files = [(name, jpeg(drawn(each))) for name, each in zip(names, documents.DOCUMENTS, strict=True)]
    measured = measure(package(*files, method=method), declared=DECLARED)
    facts = measured.facts
    assert [each.document_type for each in facts.contents or []] == list(documents.DOCUMENTS)
    assert [each.page_type for each in facts.pages or []] == list(documents.DOCUMENTS)
    assert (facts.pages_seen, facts.pages_unread, facts.repeated_pages) == (5, 0, 0)
    counts = (
        facts.identity_cards,
        facts.household_registers,
        facts.admission_tickets,
        facts.course_certificates,
    )
    assert counts == (2, 1, 1, 1)
    assert (facts.other_documents, facts.identity_card_seen, facts.course_certificate_seen) == (0, True, True)
    assert (facts.ticket_number_seen, facts.ticket_numbers_found) == ("confirmed", 1)
    assert facts.ticket_numbers == ["*" * 8 + TICKET[8:]]
    assert facts.identity_number_seen == "fails_check"
    assert min(each.legibility or 0 for each in facts.contents or []) > 0.95
    assert [each.page_ticket_number for each in facts.pages or []][3:] == ["confirmed", "confirmed"]
    first = (facts.pages or [])[0]
    assert (first.index, first.name, first.page, first.page_turn) == (0, "00.jpg", 1, 0)
    assert (first.page_decodes, first.page_damaged, first.page_locked) == (True, False, False)
    assert first.page_text_height == pytest.approx(3.2 * DPI / 25.4, rel=0.35)
    assert "ticket_digit" in measured.absent


def broken(measured: Measured) -> set[str]:
    """Rules for pages that are not held to."""
    return {code for code, outcome in outcomes(measured, PAGE_RULES).items() if outcome == "no"}


@pytest.mark.usefixtures("text")
def test_a_good_package_keeps_every_rule_for_pages() -> None:
    files = [(f"{place}.jpg", jpeg(drawn(each))) for place, each in enumerate(documents.DOCUMENTS)]
    judged = outcomes(measure(package(*files), declared=DECLARED), PAGE_RULES)
    # The numbers of the specimens are nobody's, so their check fails.
    assert {code: outcome for code, outcome in judged.items() if outcome != "yes"} == {
        "IDENTITY_NUMBER": "no",
        "ONE_TICKET_NUMBER": "not_applicable",
    }


@pytest.mark.usefixtures("text")
def test_each_rule_for_pages_finds_its_fault() -> None:
    ticket, certificate = drawn("admission_ticket"), drawn("course_certificate")
    whole = jpeg(documents.noisy(certificate, 5, 1))
    tiny = Page.of("course_certificate", SEED).draw(40)
    other = Page.of("admission_ticket", SEED + 2).draw(DPI)
    sheet = Image.new("RGB", (certificate.width, certificate.height * 3))
    for place in range(3):
        sheet.paste(certificate, (0, place * certificate.height))
    spoilt: dict[str, list[bytes]] = {
        "PAGE_UNREADABLE": [zipmaker.jpeg()],
        "PAGE_LOCKED": [zipmaker.LOCKED_PDF],
        "PAGE_DAMAGED": [whole[: len(whole) * 9 // 10]],
        "PAGE_FEW_CHARACTERS": [jpeg(certificate.crop((0, 0, 500, 200)))],
        "PAGE_LEGIBLE": [jpeg(documents.blurred(drawn("household_register"), 2.2))],
        "PAGE_SHARP": [jpeg(documents.blurred(ticket, 3.5))],
        "PAGE_TEXT_SMALL": [jpeg(tiny)],
        "PAGE_TURNED": [jpeg(documents.turned(ticket, 90))],
        "PAGE_BILEVEL": [png(ticket.convert("1", dither=Image.Dither.NONE))],
        "PAGE_ATTACHMENTS": [hostile_pdfs.holding(b"another file")],
        "PAGE_REPEATED": [jpeg(ticket), jpeg(ticket)],
        "PAGE_SEVERAL": [jpeg(sheet)],
        "ONE_TICKET_NUMBER": [jpeg(ticket), jpeg(other)],
        "ONE_HOLDER": [jpeg(Page.of("identity_card_front", seed).draw(DPI)) for seed in (SEED, SEED + 1)],
    }
    for code, files in spoilt.items():
        assert code in broken(measure(package(*((f"{i}.bin", each) for i, each in enumerate(files))))), code
    for number, code in (
        (str(int(TICKET) ^ 0xFFFFF), "TICKET_NUMBER_DIFFERS"),
        ("1" * 13, "TICKET_NUMBER_CONFIRMED"),
    ):
        declared = {"admission_ticket_number": number.zfill(12)}
        assert code in broken(measure(package(("a.jpg", jpeg(ticket))), declared=declared))
    close = {"admission_ticket_number": TICKET[:-1] + f"{(int(TICKET[-1]) + 1) % 10}"}
    assert "TICKET_NUMBER_DIGIT" in broken(measure(package(("a.jpg", jpeg(ticket))), declared=close))


@pytest.mark.usefixtures("text")
def test_no_number_leaves_in_the_clear() -> None:
    files = [(f"{place}.jpg", jpeg(drawn(each))) for place, each in enumerate(documents.DOCUMENTS)]
    measured = measure(package(*files), declared=DECLARED)
    told = json.dumps(measured.model_dump(mode="json")) + repr(measured)
    for number in (TICKET, IDENTITY, TICKET[:8], IDENTITY[6:14]):
        assert number not in told
    assert {mark.what for mark in measured.marks} == {"ticket_number", "identity_number"}
    assert "marks" not in measured.model_dump()


@pytest.mark.usefixtures("text")
def test_marks_frame_the_number() -> None:
    picture = drawn("identity_card_front")
    (mark,) = measure(jpeg(picture), "证.jpg").marks
    xs, ys = zip(*mark.corners, strict=True)
    width, height = Page.of("identity_card_front", SEED).size_mm
    # By the layout: 31 mm from the left, 43.7 mm from the top, 3.6 mm high.
    assert min(xs) * width == pytest.approx(31, abs=2)
    assert min(ys) * height == pytest.approx(43, abs=2)
    assert max(ys) * height == pytest.approx(47, abs=2)


@pytest.mark.usefixtures("text")
def test_another_number_and_another_digit() -> None:
    data = jpeg(drawn("admission_ticket"))
    other = TICKET[:3] + f"{(int(TICKET[3]) + 5) % 10}" + TICKET[4:]
    far = f"{(int(TICKET) + 111_111) % 10**12:012}"
    for number, seen, digit in (
        (other, "one_digit", 4),
        (far, "differs", None),
        (TICKET[:-1], "not_read", None),
    ):
        facts = measure(package(("a.jpg", data)), declared={"admission_ticket_number": number}).facts
        assert (facts.ticket_number_seen, facts.ticket_digit) == (seen, digit)
    for odd, reason in ((None, "没有填"), ({"admission_ticket_number": "abc"}, "不是 8 到 16 位")):
        measured = measure(package(("a.jpg", data)), declared=odd)
        assert measured.facts.ticket_number_seen is None
        assert reason in measured.absent["ticket_number_seen"]
        assert reason in measured.absent["page_ticket_number"]


@pytest.mark.usefixtures("text")
@pytest.mark.parametrize("degrees", [0, 90, 180, 270, -12])
def test_turned_pages_are_read(degrees: int) -> None:
    (page,) = looked_at(
        ("a.jpg", jpeg(documents.turned(drawn("course_certificate"), degrees))), declared=DECLARED
    )
    assert (page["page_type"], page["page_ticket_number"]) == ("course_certificate", "confirmed")
    assert page["page_turn"] == (-degrees % 360 if degrees % 90 == 0 else 0)


@pytest.mark.usefixtures("text")
def test_a_page_that_its_marks_set_upright_needs_no_turn() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = drawn("admission_ticket").transpose(Image.Transpose.ROTATE_90)
    measured = measure(package(("a.jpg", jpeg(stored, exif=exif))))
    (page,) = page_facts(measured)
    assert (page["page_turn"], page["page_type"]) == (0, "admission_ticket")
    assert page["page_width"] < page["page_height"]
    assert [entry.orientation for entry in measured.facts.contents or []] == [6]


SCANNED = pdf([drawn("identity_card_front")], DPI)


@pytest.mark.parametrize(
    ("data", "incomplete"),
    [
        (SCANNED, False),
        (SCANNED + bytes(4000), False),
        (SCANNED + b"<!DOCTYPE html><p>" + b"x" * 4000, False),
        (SCANNED + b"\x30\x82" + bytes(range(256)) * 20, False),
        (SCANNED[: len(SCANNED) // 2], True),
        # A later version was begun and cut off.
        (SCANNED + b"9 0 obj<</A(" + b"x" * 2000 + b")>>endobj\n" + b"10 0 obj<<" + b"y" * 3000, True),
    ],
    ids=["whole", "zeros", "web page", "signature", "cut", "later version cut"],
)
def test_what_stands_behind_the_end_of_a_pdf_that_opens_takes_nothing_from_it(
    data: bytes, incomplete: bool
) -> None:
    measured = measure(package(("证件.pdf", data)))
    [entry] = [each for each in measured.facts.contents or () if not each.folder]
    assert (entry.incomplete, "incomplete" in measured.absent) == (incomplete, False)


def test_without_looking_at_its_pages_such_a_pdf_is_not_called_whole() -> None:
    measured = measure(package(("证件.pdf", SCANNED + bytes(4000))), limits=Limits(pages=0))
    [entry] = [each for each in measured.facts.contents or () if not each.folder]
    assert entry.incomplete is None
    assert "结束标记" in measured.absent["incomplete"]


@pytest.mark.usefixtures("text")
def test_pages_of_a_pdf_and_of_a_single_file() -> None:
    data = pdf([drawn("identity_card_front"), drawn("course_certificate")], DPI)
    measured = measure(package(("证件.pdf", data)))
    assert [(page["page"], page["page_type"]) for page in page_facts(measured)] == [
        (1, "identity_card_front"),
        (2, "course_certificate"),
    ]
    assert [entry.document_type for entry in measured.facts.contents or []] == ["several"]
    alone = measure(data, "证件.pdf", declared=DECLARED)
    assert [page["name"] for page in page_facts(alone)] == ["证件.pdf", "证件.pdf"]
    assert (alone.facts.contents, alone.facts.ticket_number_seen) == (None, "confirmed")
    assert (alone.facts.identity_cards, alone.facts.course_certificates) == (1, 1)


@pytest.mark.usefixtures("text")
def test_both_sides_on_one_sheet() -> None:
    front, back = drawn("identity_card_front"), drawn("identity_card_back")
    sheet = Image.new("RGB", (700, 1000), (250, 250, 250))
    sheet.paste(front, (120, 80))
    sheet.paste(back, (120, 520))
    measured = measure(jpeg(sheet), "a.jpg")
    (page,) = page_facts(measured)
    assert (page["page_type"], page["page_documents"]) == ("several", 2)
    assert measured.facts.identity_cards == 1


@pytest.mark.usefixtures("text")
@pytest.mark.parametrize("turned", CARD)
def test_a_card_that_lies_against_the_other_is_read_from_its_own_end(turned: str) -> None:
    sheet = Image.new("RGB", (700, 1000), (250, 250, 250))
    for top, side in enumerate(CARD):
        sheet.paste(documents.turned(drawn(side), 180 if side == turned else 0), (120, 80 + 440 * top))
    (page,) = looked_at(("a.jpg", jpeg(sheet)))
    assert (page["page_type"], page["page_documents"]) == ("several", 2)
    assert page["page_card_holder"] == 1


@pytest.mark.usefixtures("text")
def test_sharpness_and_score_fall_with_blur() -> None:
    page = Page.of("admission_ticket", SEED)
    digit = page.digit_mm * DPI / 25.4
    found = [
        looked_at(("a.jpg", jpeg(documents.blurred(page.draw(DPI), digit * share))))[0]
        for share in (0, 0.1, 0.3)
    ]
    sharp, soft, lost = (each.get("page_sharpness", 0) for each in found)
    assert sharp > 0.35 > soft > 0.13 > lost
    assert found[0]["page_legibility"] > 0.95
    assert found[1]["page_type"] == "admission_ticket"
    assert found[2]["page_characters"] < found[0]["page_characters"] / 3


@pytest.mark.usefixtures("text")
def test_a_page_that_cannot_be_told_leaves_the_counts_open() -> None:
    blank = Image.new("RGB", (800, 600), (250, 250, 250))
    measured = measure(package(("a.jpg", jpeg(drawn("admission_ticket"))), ("b.jpg", jpeg(blank))))
    facts = measured.facts
    assert (facts.admission_tickets, facts.admission_ticket_seen) == (None, True)
    assert (facts.identity_cards, facts.identity_card_seen) == (None, None)
    assert "数不全" in measured.absent["identity_card_seen"]
    assert [page.get("page_legibility") for page in page_facts(measured)][1] == 0
    assert page_facts(measured)[1]["page_characters"] == 0


@pytest.mark.usefixtures("text")
@pytest.mark.parametrize("other", [("b.docx", b"PK\x03\x04junk"), ("b.bin", b"\x00\x01\x02\x03\xff")])
def test_a_file_that_may_hold_pages_leaves_the_counts_open(other: tuple[str, bytes]) -> None:
    facts = measure(package(("a.jpg", jpeg(drawn("admission_ticket"))), other)).facts
    assert (facts.admission_tickets, facts.identity_card_seen, facts.admission_ticket_seen) == (
        None,
        None,
        True,
    )


@pytest.mark.usefixtures("text")
def test_junk_and_notes_are_no_pages() -> None:
    picture = jpeg(drawn("admission_ticket"))
    files = [("a.jpg", picture), ("__MACOSX/._a.jpg", picture), ("说明.txt", "见附件".encode())]
    facts = measure(package(*files)).facts
    assert (facts.pages_seen, facts.admission_tickets, facts.identity_card_seen) == (1, 1, False)


@pytest.mark.usefixtures("pixels", "no_weights")
def test_without_weights_the_rest_is_there() -> None:
    picture = drawn("identity_card_back").convert("1")
    files = [("a.png", png(picture)), ("b.jpg", jpeg(drawn("admission_ticket"))), ("c.png", png(picture))]
    measured = measure(package(*files), declared=DECLARED)
    reason = "识别文字的部件在这里还没有准备好，这一项请自己对照规定看"
    for fact in (
        "legibility",
        "page_type",
        "identity_cards",
        "ticket_numbers",
        "page_ticket_number",
        "ticket_number_seen",
    ):
        assert measured.absent[fact] == reason, fact
    pages = page_facts(measured)
    assert [page["page_bilevel"] for page in pages] == [True, False, True]
    assert [page["page_repeated"] for page in pages] == [False, False, True]
    assert (measured.facts.repeated_pages, measured.facts.pages_unread) == (1, 3)
    assert all(entry.crc_ok for entry in measured.facts.contents or [])


@pytest.mark.usefixtures("pixels")
def test_damaged_weights_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))
    for weights in OF_TEXT:
        (tmp_path / weights.file).write_bytes(b"something else")
    measured = measure(jpeg(drawn("admission_ticket")), "a.jpg")
    assert measured.absent["page_type"] == runtime.NOT_READY


@pytest.mark.usefixtures("text")
def test_without_the_runtime_the_rest_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "_loaded", {})
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    measured = measure(jpeg(drawn("admission_ticket")), "a.jpg")
    assert measured.absent["page_type"] == runtime.NOT_READY
    assert page_facts(measured)[0]["page_decodes"] is True


def test_without_the_libraries_the_archive_is_still_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("zikao.package.pages.reader", "zikao.package.pages.rasters", "zikao.package.pages.pdfs"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "simplejpeg", None)
    measured = measure(package(("a.jpg", zipmaker.jpeg())))
    assert "还没有准备好" in measured.absent["page_decodes"]
    assert measured.absent["page_decodes"] == measured.absent["legibility"]
    assert [entry.crc_ok for entry in measured.facts.contents or []] == [True]


def test_importing_is_light() -> None:
    heavy = {"numpy", "PIL", "onnxruntime", "simplejpeg", "pypdfium2"}
    code = f"import sys, zikao.package; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(100)


@pytest.mark.usefixtures("pixels", "no_weights")
@pytest.mark.parametrize(
    ("data", "facts", "reason"),
    [
        (HEIC, {}, "兼容性最佳"),
        (b"BM" + bytes(60), {}, "另存为 JPG"),
        (zipmaker.jpeg(), {"page_decodes": False, "page_locked": False}, "已损坏"),
        (zipmaker.PDF, {"page_decodes": False, "page_locked": False}, "已损坏"),
        (zipmaker.LOCKED_PDF, {"page_locked": True}, "打开密码"),
    ],
    ids=["heic", "bmp", "jpeg", "pdf", "locked pdf"],
)
def test_pages_that_give_no_pixels(data: bytes, facts: dict[str, Any], reason: str) -> None:
    for measured in (measure(package(("a.bin", data))), measure(data, "a.bin")):
        (page,) = page_facts(measured)
        assert {name: value for name, value in page.items() if name in PIXEL_FACTS} == facts
        assert reason in measured.absent["page_legibility"]
        assert measured.facts.identity_cards is None


@pytest.mark.usefixtures("pixels", "no_weights")
def test_long_headers_are_followed_to_their_end() -> None:
    data = jpeg(Image.new("RGB", (64, 48), (90, 90, 90)))
    # Phones put depth maps and provenance before the picture.
    padding = (b"\xff\xeb\xff\xff" + bytes(65533)) * 40
    (page,) = page_facts(measure(data[:2] + padding + data[2:], "a.jpg"))
    assert (page["page_decodes"], page["page_width"]) == (True, 64)


@pytest.mark.usefixtures("pixels", "no_weights")
def test_limits_on_pages() -> None:
    files = [(f"{place}.jpg", jpeg(Image.new("RGB", (64, 64), (place * 20, 0, 0)))) for place in range(4)]
    data = package(*files)

    def decoded(limits: Limits) -> tuple[list[bool], str]:
        measured = measure(data, limits=limits)
        return ["page_decodes" in page for page in page_facts(measured)], measured.absent.get(
            "page_decodes", ""
        )

    assert decoded(Limits()) == ([True] * 4, "")
    assert decoded(Limits(pages=2)) == ([True, True, False, False], "页数超出本工具的检查范围")
    assert decoded(Limits(pages=0)) == ([False] * 4, "本次没有看页面")
    assert decoded(Limits(page_bytes=100)) == ([False] * 4, "文件太大，没有看里面的画面")
    assert decoded(Limits(page_seconds=0)) == ([False] * 4, "看页面太费时，超出本工具的检查范围")
    assert measure(data).facts.limit_pages == Limits().pages


@pytest.mark.usefixtures("pixels", "no_weights")
def test_beyond_the_limit_no_file_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    from zikao.package import measuring
    from zikao.package.archive import contents

    sizes: list[int] = []
    whole = contents.whole_content

    def counted(data: memoryview, method: str, size: int) -> memoryview | bytes:
        sizes.append(size)
        return whole(data, method, size)

    monkeypatch.setattr(measuring, "whole_content", counted)
    picture = jpeg(Image.new("RGB", (64, 64), (90, 90, 90)))
    measured = measure(package(*((f"{place}.jpg", picture) for place in range(5))), limits=Limits(pages=2))
    assert (len(sizes), len(page_facts(measured))) == (2, 5)


BLANK = Image.new("RGB", (200, 300), (250, 250, 250))


@pytest.mark.usefixtures("text")
def test_pages_that_say_nothing_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from zikao.package.pages import budget

    hurried = Limits(seconds=0.001)
    measured = measure(pdf([BLANK] * 4), limits=hurried)
    # The second one stands for all that follow.
    assert [page.get("page_characters") for page in page_facts(measured)] == [0, None]
    assert "前面的页" in measured.absent["page_characters"]
    assert measured.facts.other_documents is None
    assert [page.get("page_characters") for page in page_facts(measure(pdf([BLANK]), limits=hurried))] == [0]

    monkeypatch.setattr(budget, "_ORDINARY", 60.0)
    monkeypatch.setattr(budget, "_LEAST", 60.0)  # however slow the machine is
    readable = measure(pdf([drawn("identity_card_back")] * 3, DPI), limits=hurried)
    assert [page["page_type"] for page in page_facts(readable)] == ["identity_card_back"] * 3


@pytest.mark.usefixtures("text")
def test_reading_stops_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    from zikao.package.text import recognise

    class Clock:
        @staticmethod
        def thread_time() -> float:
            return 1e9

    monkeypatch.setattr(recognise, "time", Clock)
    measured = measure(jpeg(drawn("admission_ticket")), "a.jpg")
    assert "太费时" in measured.absent["page_type"]
    assert page_facts(measured)[0]["page_decodes"] is True


def test_every_fact_of_a_page_is_in_the_vocabulary() -> None:
    items = VOCABULARY["pages"]["items"]
    assert {*PIXEL_FACTS, *TEXT_FACTS, "index", "name", "page", "page_kind"} == items.keys()
    assert set(OF_ITS_PAGES) <= VOCABULARY["contents"]["items"].keys()
