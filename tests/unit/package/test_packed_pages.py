"""Pages that are really read find their archive, their name and their place in it."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.books import rulebooks
from zikao.checks.pack import Loose, Packer

from .documents import Document, Page, identity_number, jpeg, photograph, ticket_number

ONE, TWO = ticket_number(1), ticket_number(2)


def photo(document: Document, number: str, seed: int) -> bytes:
    """As a phone would take it, held upright or not."""
    picture = photograph(Page(document, number, identity_number(7, "33"), 0).draw(150), seed, 1000)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SECRET"
    return jpeg(picture.transpose(Image.Transpose.ROTATE_90), exif=exif)


@pytest.mark.usefixtures("text")
def test_loose_photographs_of_two_numbers_become_two_archives() -> None:
    given = {
        "IMG_4.jpg": photo("admission_ticket", TWO, 4),
        "IMG_1.jpg": photo("course_certificate", ONE, 1),
        "IMG_2.jpg": photo("identity_card_front", ONE, 2),
        "IMG_3.jpg": photo("admission_ticket", ONE, 3),
    }
    packer = Packer(rulebooks(), "zhejiang/score-merge", (ONE, TWO))
    for name, data in given.items():
        packer.take(Loose(name, data))
    made = list(packer.packages())
    assert [[(each.original, each.name) for each in package.files] for package in made] == [
        [
            ("IMG_2.jpg", "01-身份证人像面.jpg"),
            ("IMG_3.jpg", "02-准考证.jpg"),
            ("IMG_1.jpg", "03-课程合格证.jpg"),
        ],
        [
            ("IMG_2.jpg", "01-身份证人像面.jpg"),
            ("IMG_4.jpg", "02-准考证.jpg"),
        ],
    ]
    for package, missing in zip(made, ([], ["package.certificate-page"]), strict=True):
        assert package.data is not None
        assert b"SECRET" not in package.data
        assert package.report is not None
        assert [each.id for each in package.report.findings if each.outcome != "yes"] == missing
