"""What cannot be seen of a page, and what it is not: none of it is taken for read or asked for."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from zikao.package.facts import Measured, PageFacts
from zikao.package.measuring import measure
from zikao.package.text.crops import Levels
from zikao.package.text.hidden import may_go_on
from zikao.package.text.lines import Box, Line

from . import documents
from .documents import Page, jpeg
from .zipmaker import Entry, build

SEED = 3
TICKET = documents.ticket_number(SEED)
IN_PART = "准考证号反光、被挡住或没有拍全，只看到一部分"


def measured(*pictures: Image.Image, number: str | None = TICKET) -> Measured:
    files = [Entry(f"{place}.jpg", jpeg(each)) for place, each in enumerate(pictures)]
    return measure(build(files), declared={"admission_ticket_number": number} if number else None)


def pages(found: Measured) -> list[PageFacts]:
    return found.facts.pages or []


def photograph(document: documents.Document = "admission_ticket") -> Image.Image:
    return documents.photograph(Page.of(document, SEED).draw(200), SEED, 1800)


def with_glare(picture: Image.Image) -> Image.Image:
    """The end of the ticket number under a lamp's reflection."""
    from zikao.package.text.reader import read
    from zikao.package.text.runtime import models

    box = next(line.box for line in read(picture, models()).lines if line.text.replace(" ", "") == TICKET)
    size = 1.6 * box.height
    x = box.x + box.width / 2 - box.height
    spot = Image.new("L", picture.size)
    ImageDraw.Draw(spot).ellipse((x - size, box.y - size, x + 2 * size, box.y + size), fill=255)
    spot = spot.filter(ImageFilter.GaussianBlur(0.4 * box.height))
    return Image.composite(Image.new("RGB", picture.size, "white"), picture, spot)


@pytest.mark.usefixtures("text")
@pytest.mark.parametrize(
    "number", [TICKET, documents.ticket_number(99), None], ids=["own", "another", "none"]
)
@pytest.mark.parametrize("document", ["admission_ticket", "course_certificate"])
def test_a_number_under_glare_is_not_checked(document: documents.Document, number: str | None) -> None:
    card = Page.of("identity_card_back", SEED).draw(130)
    found = measured(with_glare(photograph(document)), card, number=number)
    (page, _) = pages(found)
    assert page.page_type == document
    assert (page.page_ticket_number, page.page_legibility) == (None, None)
    assert found.absent["page_legibility"] == IN_PART
    assert found.facts.ticket_number_seen is None
    assert found.facts.ticket_numbers in (None, [])
    if number is not None:
        assert found.absent["ticket_number_seen"] == IN_PART


@pytest.mark.usefixtures("text")
def test_the_same_page_without_glare_is_read() -> None:
    found = measured(photograph(), Page.of("course_certificate", SEED).draw(150))
    assert [page.page_ticket_number for page in pages(found)] == ["confirmed"] * 2
    assert None not in [page.page_legibility for page in pages(found)]
    other = measured(photograph(), number=documents.ticket_number(99))
    assert [page.page_ticket_number for page in pages(other)] == ["differs"]


@pytest.mark.usefixtures("text")
def test_a_number_that_ends_with_the_picture_is_not_checked() -> None:
    whole = Page.of("admission_ticket", SEED).draw(200)
    cut = whole.crop((0, 0, round(57 * 200 / 25.4), whole.height))
    (page,) = pages(measured(cut, number=documents.ticket_number(99)))
    assert (page.page_ticket_number, page.page_legibility) == (None, None)


def strip(paper: int, beside: int) -> Levels:
    """A line from 100 to 300 across, on paper of one level and with another level to its right."""
    pixels = np.full((60, 600, 3), paper, np.uint8)
    pixels[:, 310:] = beside
    pixels[20:40, 110:290:8] = 30
    return Levels(Image.fromarray(pixels))


@pytest.mark.parametrize(
    ("paper", "beside", "hidden"),
    [(180, 255, True), (180, 180, False), (180, 30, False), (255, 255, False), (248, 255, False)],
    ids=["glare", "paper", "dark", "scan", "bright scan"],
)
def test_only_light_brighter_than_the_paper_hides(paper: int, beside: int, hidden: bool) -> None:
    line = Line("1234", 0.99, Box(200, 30, 200, 24, 0))
    assert may_go_on(strip(paper, beside), line) is hidden


def test_a_line_at_the_edge_may_go_on() -> None:
    page = strip(180, 180)
    for x, hidden in ((102, True), (300, False), (499, True)):
        assert may_go_on(page, Line("1234", 0.99, Box(x, 30, 200, 24, 0))) is hidden


@pytest.mark.usefixtures("text")
def test_cards_of_several_people_are_told_apart() -> None:
    cards = [Page.of("identity_card_front", seed).draw(150) for seed in (1, 2, 1)]
    found = measured(cards[0], photograph(), *cards[1:], number=None)
    assert [page.page_card_holder for page in pages(found)] == [1, 0, 2, 1]
    told = found.model_dump_json()
    assert not any(documents.identity_number(seed) in told for seed in (1, 2))


def columns() -> Image.Image:
    """Text set in columns, as on old certificates."""
    text = "高等教育自学考试课程合格证书样张省自学考试委员会"
    sheet = Image.new("RGB", (700, 900), (250, 248, 242))
    pen = ImageDraw.Draw(sheet)
    for column in range(5):
        for row in range(16):
            letter = text[(column * 16 + row) % len(text)]
            pen.text((600 - column * 110, 40 + row * 50), letter, (20, 20, 20), documents._font(0, 34))
    return sheet


@pytest.mark.usefixtures("text")
def test_columns_of_upright_text_lie_as_they_should() -> None:
    upright, turned = pages(
        measured(columns(), documents.turned(Page.of("admission_ticket", SEED).draw(130), 90))
    )
    assert upright.page_turn == 0
    assert (upright.page_characters or 0) > 60
    assert turned.page_turn == 270


def licence() -> Image.Image:
    """Another paper with the labels of an identity card."""
    sheet = Image.new("RGB", (900, 600), (250, 248, 242))
    pen = ImageDraw.Draw(sheet)
    rows = (
        "中华人民共和国机动车驾驶证",
        "姓名 样张甲  性别 女",
        "住址 样张省样张市样张区样张路1号",
        "出生日期 1990-01-01",
    )
    for place, row in enumerate(rows):
        pen.text((60, 60 + 110 * place), row, (20, 20, 20), documents._font(0, 40))
    return sheet


@pytest.mark.usefixtures("text")
def test_another_paper_is_named_where_one_is_missing() -> None:
    found = measured(licence(), photograph())
    assert [page.page_other_paper for page in pages(found)] == ["驾驶证", ""]
    assert found.facts.identity_card_seen is None
    assert found.absent["identity_card_seen"] == "“0.jpg”是驾驶证，不是身份证"
    assert found.absent["course_certificate_seen"] == "“0.jpg”是驾驶证，不是课程合格证书"
