"""Files from which the fuzzer starts: the archives and pages that the tests make, if they are small."""

from __future__ import annotations

import zlib
from pathlib import Path

from PIL import Image

from tests.unit.package import archives, documents, hostile_pdfs, lookalikes, zipmaker

_MOST_BYTES = 20_000


def archive_seeds() -> list[bytes]:
    """Good, bad and odd archives."""
    rows = [row.make() for row in archives.ROWS.values()]
    return _small([*rows, *(data for data, _ in lookalikes.more().values())])


def page_seeds() -> list[bytes]:
    """Pictures in every manner that is read."""
    picture = _picture()
    exif = Image.Exif()
    exif[0x0112] = 6
    made = [
        documents.jpeg(picture, exif=exif),
        documents.jpeg(picture, progressive=True),
        documents.jpeg(picture.convert("CMYK")),
        documents.jpeg(picture.convert("L"), restart_marker_blocks=4),
        *(documents.png(picture.convert(mode)) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")),
    ]
    return _small(made)


def pdf_seeds() -> list[bytes]:
    """Scans, a locked document, an empty one, and what else a content stream can hold."""
    picture = _picture()
    shapes = b"1 0 0 rg 10 10 200 300 re f 0 0 m 99 99 l S BT /F 12 Tf (A) Tj ET q 2 0 0 2 0 0 cm Q"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    plain = hostile_pdfs.page(hostile_pdfs.stream(shapes), b"/Font<</F 5 0 R>>", more=[font])
    scan = hostile_pdfs.scan(8, 8, 8, b"/DeviceGray", zlib.compress(bytes(64)), times=2)
    made = [documents.pdf([picture, picture.convert("1")]), zipmaker.PDF, zipmaker.LOCKED_PDF, plain, scan]
    return _small(made)


def _picture() -> Image.Image:
    return documents.noisy(Image.new("RGB", (64, 48), (200, 180, 160)), 20, 1)


def _small(files: list[bytes]) -> list[bytes]:
    return [data for data in files if len(data) <= _MOST_BYTES]


SEEDS = {"archive": archive_seeds, "page": page_seeds, "pdf": pdf_seeds}


def write(target: str, folder: str) -> None:
    """Put the seeds of a target into a folder."""
    for number, data in enumerate(SEEDS[target]()):
        (Path(folder) / f"seed-{number:03}").write_bytes(data)
