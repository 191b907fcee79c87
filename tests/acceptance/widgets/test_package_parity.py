"""A browser finds in an archive what the server finds, and makes of pictures what `zikao pack` makes."""

from __future__ import annotations

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.books import rulebooks
from tests.unit.package.archives import ROWS
from tests.unit.package.hostile import ARCHIVES
from tests.vectors.archives import LARGE
from tests.vectors.package import measured
from tests.vectors.store import File
from zikao.checks.package import known_of, measure_package
from zikao.checks.reporting import report_from
from zikao.formats.strip import UncleanError, clean
from zikao.package.pack import Entry, archive

from .beside import said

PROVINCES = Path(__file__).resolve().parents[3] / "provinces"
ARCHIVE = "cn/evidence-archive"


def browser(root: Path, *arguments: str | Path) -> Any:
    """What the browser's modules say, run by themselves."""
    return said(root, "package_parity.mjs", *arguments)


HOSTILE = ("names of marks out of order",)


def test_what_is_too_large_for_vectors_is_measured_as_here(root: Path, tmp_path: Path) -> None:
    made = {name: ROWS[name].make() for name in LARGE} | {name: ARCHIVES[name]() for name in HOSTILE}
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    told = browser(root, "facts", *(tmp_path / name for name in made))
    for (name, data), measured_there in zip(made.items(), told, strict=True):
        assert measured_there == measured(File(data, name)), name


def picture(orientation: int = 1, **options: Any) -> bytes:
    """A JPEG with a place and a thumbnail beside it."""
    from PIL import Image

    exif = Image.Exif()
    if orientation != 1:
        exif[0x0112] = orientation
    exif[0x010F] = "样机"
    exif.get_ifd(0x8825)[1] = "N"
    target = io.BytesIO()
    noise = Image.effect_noise((64, 48), 80).convert("RGB")
    noise.save(target, "JPEG", exif=exif, comment=b"secret", **options)
    return target.getvalue()


def png() -> bytes:
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_text("Comment", "secret")
    target = io.BytesIO()
    Image.effect_noise((40, 30), 60).save(target, "PNG", pnginfo=said)
    return target.getvalue()


PICTURES: dict[str, bytes] = {
    "plain.jpg": picture(),
    "turned.jpg": picture(6),
    "mirrored.jpg": picture(7, progressive=True),
    "grey-and-behind.jpg": picture(3, quality=60) + b"\xff\xd8\xff\xe0 a film",
    "a.png": png(),
    "cut.jpg": picture()[:-40],
    "cut.png": png()[:-20],
}


def test_metadata_go_and_the_picture_stays_byte_for_byte(root: Path, tmp_path: Path) -> None:
    for name, data in PICTURES.items():
        (tmp_path / name).write_bytes(data)
    made = browser(root, "clean", *(tmp_path / name for name in PICTURES))
    quarters = {1: 6, 6: 3, 3: 8, 8: 1, 7: 4}
    for (name, data), told in zip(PICTURES.items(), made, strict=True):
        kind = "png" if name.endswith("png") else "jpeg"
        try:
            cleaned = clean(kind, data)
        except UncleanError:
            assert told is None, name
            continue
        assert told is not None, name
        digest, orientation, after = told
        assert (digest, orientation) == (hashlib.sha256(cleaned.data).hexdigest(), cleaned.orientation), name
        assert b"secret" not in cleaned.data
        if kind == "jpeg":
            turned = marked(cleaned.data, cleaned.orientation, quarters[cleaned.orientation])
            assert after == hashlib.sha256(turned).hexdigest(), name


def marked(data: bytes, old: int, new: int) -> bytes:
    """The same JPEG with another mark, by the bytes that Python writes for it."""
    from zikao.formats.strip import _exif_segment

    if old != 1:
        return data.replace(_exif_segment(old), _exif_segment(new), 1)
    end_of_jfif = 2 + 18
    return data[:end_of_jfif] + _exif_segment(new) + data[end_of_jfif:]


def test_the_archive_is_the_packers_to_the_byte(root: Path, tmp_path: Path) -> None:
    given = {"b.jpg": "certificates", "a.jpg": "id-card", "c.jpg": "ticket", "d.jpg": "certificates"}
    files = {name: picture(orientation) for orientation, name in enumerate(given, 5)}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    out = tmp_path / "made.zip"
    names = browser(root, "pack", out, *(f"{slot}={tmp_path / name}" for name, slot in given.items()))
    assert names == ["01-身份证.jpg", "02-准考证.jpg", "03-课程合格证-1.jpg", "04-课程合格证-2.jpg"]
    order = ("a.jpg", "c.jpg", "b.jpg", "d.jpg")
    entries = [
        Entry(name, clean("jpeg", files[given]).data) for name, given in zip(names, order, strict=True)
    ]
    assert out.read_bytes() == archive(entries)
    with zipfile.ZipFile(out) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == names
    known = known_of(measure_package(out.read_bytes(), "made.zip"), "made.zip")
    report = report_from(rulebooks(), "package", ARCHIVE, known)
    wrong = {each.id for each in report.findings if each.outcome == "no"}
    assert wrong <= {"package.page-few-characters"}, "noise has no text; of the archive nothing is wrong"


@pytest.mark.parametrize("tool", [["7z", "t"], ["unzip", "-t"], ["bsdtar", "-tf"]])
def test_other_programs_open_it(root: Path, tmp_path: Path, tool: list[str]) -> None:
    import shutil

    (tmp_path / "a.jpg").write_bytes(picture())
    out = tmp_path / "made.zip"
    browser(root, "pack", out, f"ticket={tmp_path / 'a.jpg'}")
    # Where the program is not here, Python's own reader has to do.
    program = shutil.which(tool[0])
    if program:
        assert subprocess.run([program, *tool[1:], out], capture_output=True, check=False).returncode == 0
    with zipfile.ZipFile(out) as opened:
        assert [(each.filename, each.flag_bits, each.extra) for each in opened.infolist()] == [
            ("01-准考证.jpg", 0x800, b"")
        ]
