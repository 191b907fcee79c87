"""Small pictures of pages: upright, with frames where numbers were found and covers over identity numbers."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageChops

from zikao.package.facts import Mark, Measured, PackageFacts
from zikao.package.measuring import measure
from zikao.package.pages.thumbs import LONG_SIDE, Thumbnail, thumbnails

from . import documents
from .documents import Page, jpeg, pdf, png

COVER, GREEN, RED, BLUE = (40, 44, 52), (10, 130, 60), (200, 0, 30), (0, 96, 200)
WHOLE = ((0.1, 0.4), (0.6, 0.4), (0.6, 0.5), (0.1, 0.5))
"""Corners of a mark."""

pytestmark = pytest.mark.usefixtures("pixels")


def paper(size: tuple[int, int] = (800, 500), colour: tuple[int, int, int] = (250, 250, 250)) -> Image.Image:
    """White, with a purple corner at the top left."""
    made = Image.new("RGB", size, colour)
    made.paste((220, 0, 220), (0, 0, size[0] // 8, size[1] // 8))
    return made


def measured(
    *pages: dict[str, Any], kind: str = "image", marks: tuple[Mark, ...] = (), **facts: Any
) -> Measured:
    """Facts of a file whose pages opened."""
    plain = {"index": 0, "page": 1, "page_kind": "jpeg", "page_decodes": True}
    found = {"archive_kind": kind, "pages": [plain | each for each in pages], **facts}
    return Measured(facts=PackageFacts.model_validate(found), absent={}, marks=marks)


def opened(thumbnail: Thumbnail) -> Image.Image:
    return Image.open(io.BytesIO(thumbnail.jpeg)).convert("RGB")


def has(picture: Image.Image, colour: tuple[int, int, int], share: float = 0.001) -> bool:
    """Whether so much of it is of this colour, as far as a JPEG keeps one."""
    near = np.abs(np.asarray(picture, int) - colour).max(axis=2) < 40
    return bool(near.mean() > share)


def colour_at(picture: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    seen = picture.getpixel(place)
    assert isinstance(seen, tuple)
    return seen


def one(data: bytes, told: Measured) -> Image.Image:
    (made,) = thumbnails(data, told)
    return opened(made)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(jpeg(paper()), "jpeg"), (png(paper()), "png"), (pdf([paper()]), "pdf")],
    ids=["jpeg", "png", "pdf"],
)
def test_every_kind_of_page_has_one(data: bytes, kind: str) -> None:
    told = measured({"page_kind": kind, "page_type": "other"}, kind="pdf" if kind == "pdf" else "image")
    made = one(data, told)
    assert made.size == (LONG_SIDE, 150)
    red, green, _ = colour_at(made, (8, 8))
    assert red > 150 > green


def test_it_is_turned_as_viewers_turn_it() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = one(jpeg(paper(), exif=exif), measured({"page_type": "other"}))
    assert made.size == (150, LONG_SIDE)
    assert colour_at(made, (142, 8))[1] < 100  # the corner is at the top right


@pytest.mark.parametrize(
    ("said", "colour"), [("confirmed", GREEN), ("differs", RED), ("not_read", BLUE), (None, BLUE)]
)
def test_a_ticket_number_is_framed_by_what_was_said_of_it(
    said: str | None, colour: tuple[int, int, int]
) -> None:
    plain = one(jpeg(paper(colour=(250, 250, 250))), measured({"page_type": "admission_ticket"}))
    told = measured(
        {"page_type": "admission_ticket", "page_ticket_number": said},
        marks=(Mark(0, 1, "ticket_number", WHOLE),),
    )
    framed = one(jpeg(paper()), told)
    assert has(framed, colour)
    assert not has(plain, colour)
    box = ImageChops.difference(framed, plain).point(lambda each: 255 * (each > 60)).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert abs(left - 24) < 8
    assert abs(top - 60) < 8
    assert abs(right - 144) < 8
    assert abs(bottom - 75) < 8
    assert colour_at(framed, (80, 67))[0] > 200  # what it frames stays readable


def test_an_identity_number_is_covered_and_a_little_more() -> None:
    told = measured({"page_type": "identity_card_front"}, marks=(Mark(0, 1, "identity_number", WHOLE),))
    (made,) = thumbnails(jpeg(paper()), told)
    assert made.covered
    box = opened(made).crop((23, 59, 146, 77))
    assert np.abs(np.asarray(box, int) - COVER).max() < 40


def test_a_slanted_number_is_covered_along_its_slant() -> None:
    slanted = ((0.2, 0.2), (0.6, 0.5), (0.55, 0.6), (0.15, 0.3))
    told = measured({"page_type": "identity_card_front"}, marks=(Mark(0, 1, "identity_number", slanted),))
    made = one(jpeg(paper()), told)
    for along in np.linspace(0, 1, 9):
        for across in (0, 0.5, 1):
            x = 0.2 + 0.4 * along - 0.05 * across
            y = 0.2 + 0.3 * along + 0.1 * across
            assert has(
                made.crop((int(x * 240), int(y * 150), int(x * 240) + 1, int(y * 150) + 1)), COVER, 0.9
            )


@pytest.mark.parametrize(
    ("kind", "blind"),
    [
        ("identity_card_front", True),
        ("household_register", True),
        ("several", True),
        (None, True),
        ("identity_card_back", False),
        ("course_certificate", False),
    ],
)
def test_where_a_number_may_stand_unfound_the_picture_is_too_small_to_read_it(
    kind: str | None, blind: bool
) -> None:
    made = one(jpeg(paper()), measured({"page_type": kind}))
    assert made.width == (LONG_SIDE // 2 if blind else LONG_SIDE)


def test_a_mark_of_one_page_is_not_drawn_on_another() -> None:
    data = pdf([paper(), paper(), paper()])
    pages = [{"page": number, "page_kind": "pdf", "page_type": "other"} for number in (1, 2, 3)]
    told = measured(*pages, kind="pdf", marks=(Mark(0, 2, "identity_number", WHOLE),))
    made = list(thumbnails(data, told))
    assert [each.page for each in made] == [1, 2, 3]
    assert [has(opened(each), COVER, 0.01) for each in made] == [False, True, False]


def test_pages_that_did_not_open_are_left_out_and_most_is_kept_to() -> None:
    data = pdf([paper(), paper(), paper()])
    pages: list[dict[str, Any]] = [{"page": n, "page_kind": "pdf", "page_type": "other"} for n in (1, 2, 3)]
    pages[1]["page_decodes"] = None
    told = measured(*pages, kind="pdf")
    assert [each.page for each in thumbnails(data, told)] == [1, 3]
    assert [each.page for each in thumbnails(data, told, most=1)] == [1]
    assert list(thumbnails(b"%PDF-", measured(kind="pdf"))) == []


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_pages_of_an_archive_are_opened_from_its_entries(no_weights: None, method: int) -> None:
    target = io.BytesIO(b"in front")
    target.seek(0, 2)
    with zipfile.ZipFile(target, "a", method) as archive:
        archive.writestr("说明.txt", "no page")
        archive.writestr("1.png", png(paper((400, 400))))
        archive.writestr("2.jpg", b"\xff\xd8 no picture")
        archive.writestr("3.jpg", jpeg(paper((200, 400))))
    data = target.getvalue()
    made = list(thumbnails(data, measure(data, "a.zip")))
    assert [each.index for each in made] == [1, 3]
    assert [opened(each).size for each in made] == [(120, 120), (60, 120)]  # not read, so not shown large


def test_a_real_card_has_its_number_covered(text: None) -> None:
    page = Page("identity_card_front", documents.ticket_number(1), documents.identity_number(1), 0)
    data = jpeg(page.draw(200))
    told = measure(data, "card.jpg")
    (made,) = thumbnails(data, told)
    assert made.covered
    # Where the number is printed, no light spot is left.
    width, height = opened(made).size
    box = opened(made).crop((int(0.38 * width), int(0.815 * height), int(0.75 * width), int(0.87 * height)))
    assert np.asarray(box.convert("L")).mean() < 70
