"""What pages of PDFs are made of: scans in one piece, in strips or layers; files inside; fonts left out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image

from . import documents, hostile_pdfs
from .hostile_pdfs import document, stream

pytestmark = pytest.mark.usefixtures("pixels")

SHEET = (420, 500)
"""Points."""
Piece = tuple[Image.Image, float, float, float, float]
"""Left, bottom, width and height in points."""


def pieces(*placed: Piece, content: bytes = b"", resources: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """A PDF of one page with pictures on it; `more` objects are numbered behind the pictures, from 5."""
    names = b"".join(b"/P%d %d 0 R" % (place, 5 + place) for place in range(len(placed)))
    drawn = b"".join(
        b"q %g 0 0 %g %g %g cm /P%d Do Q\n" % (width, height, left, bottom, place)
        for place, (_, left, bottom, width, height) in enumerate(placed)
    )
    images = []
    for picture, *_ in placed:
        bits = 1 if picture.mode == "1" else 8
        space = {"1": b"/DeviceGray", "L": b"/DeviceGray", "RGB": b"/DeviceRGB"}[picture.mode]
        entries = b"/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace%b" % (
            picture.width,
            picture.height,
            bits,
            space,
        )
        images.append(stream(picture.tobytes(), entries))
    return document(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<</XObject<<%b>>%b>>>>"
            % (*SHEET, names, resources),
            stream(drawn + content),
            *images,
            *more,
        ]
    )


def strips(picture: Image.Image, count: int) -> list[Piece]:
    """A picture that fills the sheet, cut as scanners cut it."""
    width, height = SHEET
    edges = [picture.height * place // count for place in range(count + 1)]
    share = height / picture.height
    return [
        (
            picture.crop((0, top, picture.width, bottom)),
            0,
            (picture.height - bottom) * share,
            width,
            (bottom - top) * share,
        )
        for top, bottom in pairwise(edges)
    ]


def drawn(data: bytes) -> list[object]:
    from zikao.package.pages.drawing import Clock, draw

    return [page for page, _ in draw(data, 9, 80_000_000, 2000, Clock())]


def scan_of(data: bytes) -> tuple[tuple[int, int] | None, bool]:
    from zikao.package.pages.drawing import Drawn

    (page,) = drawn(data)
    assert isinstance(page, Drawn)
    return page.own, page.bilevel


def paper(mode: str = "L") -> Image.Image:
    return documents.Page.of("admission_ticket", 1).draw(55).convert(mode)


def test_strips_are_one_scan() -> None:
    whole = paper()
    assert scan_of(pieces((whole, 0, 0, *SHEET))) == (whole.size, False)
    own, bilevel = scan_of(pieces(*strips(whole, 8)))
    assert own is not None
    assert list(own) == pytest.approx(whole.size, abs=4)
    assert not bilevel
    assert scan_of(pieces(*strips(paper("1"), 8)))[1]


def test_small_pictures_make_no_scan() -> None:
    assert scan_of(pieces((paper(), 20, 20, 100, 120), (paper(), 200, 20, 100, 120))) == (None, False)


def test_sharp_writing_over_a_coarse_ground_counts_by_the_writing() -> None:
    fine = documents.Page.of("admission_ticket", 1).draw(150).convert("1")
    coarse = paper("RGB")
    for layers in (
        [(coarse, 0, 0, *SHEET), (fine, 0, 0, *SHEET)],
        [(fine, 0, 0, *SHEET), (coarse, 0, 0, *SHEET)],
    ):
        assert scan_of(pieces(*layers)) == (fine.size, False)


@pytest.mark.usefixtures("text")
def test_small_print_is_told_in_strips_as_in_one_piece() -> None:
    from zikao.package.measuring import measure

    picture = paper()
    heights = [
        (measure(data, "a.pdf").facts.pages or [])[0].page_text_height
        for data in (pieces((picture, 0, 0, *SHEET)), pieces(*strips(picture, 8)))
    ]
    assert heights[0] is not None
    assert heights[0] < 12
    assert heights[1] == pytest.approx(heights[0], rel=0.1)


def test_files_inside_are_counted_once() -> None:
    from zikao.package.measuring import measure

    held = measure(hostile_pdfs.holding(documents.jpeg(paper())), "a.pdf").facts
    assert [page.page_attachments for page in held.pages or []] == [1]
    # It may be the card: nobody is told that there is none.
    assert (held.identity_card_seen, held.identity_cards) == (None, None)
    noted = pieces((paper(), 0, 0, *SHEET)).replace(
        b"/MediaBox",
        b"/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]>><</Subtype/Text/Rect[0 0 9 9]>>]/MediaBox",
    )
    assert [page.attached for page in drawn(noted)] == [1]  # type: ignore[attr-defined]
    assert [page.attached for page in drawn(documents.pdf([paper(), paper()]))] == [0, 0]  # type: ignore[attr-defined]


def written(text: str, *, mode: int = 0, font: str = "STSong-Light") -> bytes:
    """A PDF whose font is left to the machine."""
    content = b"BT /F 20 Tf %d Tr 40 400 Td <%b> Tj ET" % (mode, text.encode("utf-16-be").hex().encode())
    name = font.encode()
    return pieces(
        content=content,
        resources=b"/Font<</F 5 0 R>>",
        more=[
            b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>" % name,
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/%b/FontDescriptor 7 0 R/CIDSystemInfo"
            b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>" % name,
            b"<</Type/FontDescriptor/FontName/%b/Flags 6/FontBBox[-25 -254 1000 880]>>" % name,
        ],
    )


WITHOUT_FONTS = """
import ctypes, sys
import pypdfium2, pypdfium2.raw as pdfium
folder = ctypes.create_string_buffer(sys.argv[1].encode())
pdfium.FPDF_DestroyLibrary()
paths = (ctypes.POINTER(ctypes.c_char) * 2)(folder, None)
pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths))
from zikao.package.pages.drawing import Clock, draw
for name in sys.argv[2:]:
    for page, _ in draw(open(name, "rb").read(), 9, 80_000_000, 2000, Clock()):
        print(page if isinstance(page, str) else "drawn")
"""
"""Draws files as a machine does whose one folder of fonts is the first argument."""


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (written("准考证"), "no font"),
        (written("准考证", font="SimSun"), "no font"),
        (written("ADMISSION"), "drawn"),
        # What a scanner read and laid over its scan, unseen.
        (written("准考证", mode=3), "drawn"),
        (pieces((Image.new("L", (60, 80), 200), 0, 0, *SHEET)), "drawn"),
    ],
    ids=["STSong", "SimSun", "English", "unseen", "scan"],
)
def test_a_machine_without_chinese_fonts_says_so(tmp_path: Path, data: bytes, told: str) -> None:
    fonts, file = tmp_path / "fonts", tmp_path / "a.pdf"
    fonts.mkdir()
    file.write_bytes(data)
    command = [sys.executable, "-c", WITHOUT_FONTS, str(fonts), str(file)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[:-1] == [
        told
    ]


def test_fonts_of_this_machine_serve() -> None:
    (page,) = drawn(written("准考证"))
    assert page != "no font"


def test_every_cause_has_its_sentence() -> None:
    from zikao.package.pages.drawing import Cause
    from zikao.package.pages.pdfs import _CAUSES

    assert set(get_args(Cause)) == set(_CAUSES)
