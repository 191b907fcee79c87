"""What cannot be seen of a page, and what it is not: none of it is taken for read or asked for."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from zikao.package.facts import Measured, PageFacts
from zikao.package.limits import Limits
from zikao.package.measuring import measure
from zikao.package.pages.light import Light, light_of
from zikao.package.text.crops import Levels
from zikao.package.text.hidden import may_go_on
from zikao.package.text.lines import Box, Line
from zikao.package.text.tickets import compare

from . import documents
from .documents import Page, jpeg
from .zipmaker import Entry, build

SEED = 3
TICKET = documents.ticket_number(SEED)
PATIENT = Limits(seconds=60, page_seconds=600)
"""Processor time counts for more where others share the processor, and a page would be left half read."""
IN_PART = "准考证号反光、被挡住或没有拍全，只看到一部分"


def measured(*pictures: Image.Image, number: str | None = TICKET) -> Measured:
    files = [Entry(f"{place}.jpg", jpeg(each)) for place, each in enumerate(pictures)]
    declared = {"admission_ticket_number": number} if number else None
    return measure(build(files), declared=declared, limits=PATIENT)


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


@pytest.mark.usefixtures("text")
@pytest.mark.parametrize("place", [7, 9, 12])
def test_a_digit_that_grain_misleads_is_held_against_nobody(place: int) -> None:
    """Read once, each of these gives another digit with a high score."""
    from zikao.package.text.again import read_again
    from zikao.package.text.reader import read
    from zikao.package.text.runtime import models

    seed = 9000 + place
    document: documents.Document = "course_certificate" if place % 2 else "admission_ticket"
    page = Page(document, documents.ticket_number(seed), documents.identity_number(seed), place // 2)
    picture = documents.noisy(page.draw(150), 110, seed)
    picture = Image.open(io.BytesIO(jpeg(picture))).convert("RGB")
    lines = read(picture, models()).lines
    again = functools.partial(read_again, Levels(picture), models=models())
    found = compare(page.ticket, lines, again=again)
    assert found.seen in (None, "confirmed", "not_read")
    assert found.read is None


def dim(share: float, noise: float, *, lifted: bool = False) -> Image.Image:
    """A page in a room with that share of the light, by a sensor of so much noise, perhaps brightened."""
    pixels = np.asarray(photograph(), np.float32) * share
    grain = np.random.default_rng(SEED).standard_normal(pixels.shape, np.float32) * noise
    made = np.clip(pixels + grain, 0, 255)
    return Image.fromarray(np.clip(made * (0.95 / share if lifted else 1), 0, 255).astype(np.uint8))


@pytest.mark.usefixtures("text")
@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (lambda: dim(0.15, 10), "太暗"),  # two thirds of its text are found, with a good score
        (lambda: dim(0.05, 8), "太暗"),
        (lambda: Image.new("RGB", (800, 1000), (4, 4, 6)), "太暗"),
        (lambda: dim(0.1, 15, lifted=True), "噪点"),
    ],
    ids=["dim", "dark", "black", "brightened"],
)
def test_a_page_too_dark_or_grainy_is_not_checked_for_that_reason(
    picture: Callable[[], Image.Image], why: str
) -> None:
    found = measured(picture())
    (page,) = pages(found)
    assert (page.page_characters, page.page_legibility, found.facts.pages_unread) == (None, None, 1)
    assert all(why in found.absent[name] for name in ("page_characters", "page_legibility"))
    # A number that was found all the same stays found; that there is none is not said.
    assert found.facts.ticket_number_seen in (None, "confirmed")
    assert page.page_type in (None, "admission_ticket")
    assert page.page_identity_number in (None, "valid")


@pytest.mark.usefixtures("text")
def test_a_dim_page_that_can_be_read_is_read() -> None:
    found = measured(dim(0.3, 8))
    assert (found.facts.pages_unread, found.facts.ticket_number_seen) == (0, "confirmed")


def test_light_and_grain_are_measured_apart() -> None:
    paper = documents.noisy(Image.new("RGB", (400, 400), (200, 200, 200)), 20, SEED)
    paper.paste((40, 40, 40), (100, 100, 200, 200))
    light = light_of(paper)
    assert light.level == pytest.approx(205, abs=8)  # an average of 64 pixels of grain, at its highest
    assert light.grain == pytest.approx(20 / 165, rel=0.1)
    assert light_of(Image.new("RGB", (9, 9))) == Light(0.0, 0.0)
