"""Camera, date and the marks of software, in files made by code."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Make

Facts = Callable[..., dict[str, Any]]


def test_camera_date_and_lens(make: Make, facts: Facts) -> None:
    tags = make.exif(
        {0x010F: "HUAWEI", 0x0110: "LIO-AN00"},
        {0x9003: "2024:11:21 09:40:02", 0xA434: "iPhone 12 front camera 2.71mm f/2.2"},
    )
    measured = facts(make.jpeg(exif=tags))
    assert measured["camera"] == "HUAWEI LIO-AN00"
    assert measured["date_taken"] == "2024-11-21"
    assert measured["front_camera"] is True
    assert measured["edited_hint"] is False


def test_maker_is_not_said_twice(make: Make, facts: Facts) -> None:
    assert (
        facts(make.jpeg(exif=make.exif({0x010F: "Canon", 0x0110: "Canon EOS 80D"})))["camera"]
        == "Canon EOS 80D"
    )


def test_back_camera(make: Make, facts: Facts) -> None:
    tags = make.exif({}, {0xA434: "iPhone 12 back camera 4.2mm f/1.6"})
    assert facts(make.jpeg(exif=tags))["front_camera"] is False


@pytest.mark.parametrize("date", ["0000:00:00 00:00:00", "2024:13:01 00:00:00", "    :  :     :  :  ", "x"])
def test_a_clock_that_was_never_set_gives_no_date(make: Make, facts: Facts, date: str) -> None:
    assert "date_taken" not in facts(make.jpeg(exif=make.exif({}, {0x9003: date})))


def test_date_of_a_change_is_no_date_taken(make: Make, facts: Facts) -> None:
    assert "date_taken" not in facts(make.jpeg(exif=make.exif({0x0132: "2024:11:21 09:40:02"})))


@pytest.mark.parametrize(
    ("software", "editor"),
    [
        ("Adobe Photoshop CC 2019 (Windows)", "Adobe Photoshop"),
        ("GIMP 2.10.34", "GIMP"),
        ("Meitu 9.8", "美图秀秀"),
        ("美图秀秀", "美图秀秀"),
    ],
)
def test_editor_by_exif_software(make: Make, facts: Facts, software: str, editor: str) -> None:
    block = (
        b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHII", 0x0131, 2, len(software.encode()) + 1, 26) + b"\0" * 4
    )
    data = make.with_segment(make.jpeg(), 0xE1, b"Exif\0\0" + block + software.encode() + b"\0")
    measured = facts(data)
    assert (measured["software"], measured["editor"], measured["edited_hint"]) == (software, editor, True)


def test_firmware_is_software_but_no_editor(make: Make, facts: Facts) -> None:
    measured = facts(make.jpeg(exif=make.exif({0x0131: "LIO-AN00 10.1.0.178"})))
    assert measured["software"] == "LIO-AN00 10.1.0.178"
    assert measured["edited_hint"] is False
    assert "editor" not in measured


@pytest.mark.parametrize(
    "xmp",
    [
        b'<rdf:Description xmp:CreatorTool="Adobe Lightroom 7"/>',
        b"<xmp:CreatorTool>Adobe Lightroom 7</xmp:CreatorTool>",
    ],
)
def test_editor_by_xmp(make: Make, facts: Facts, xmp: bytes) -> None:
    measured = facts(make.with_segment(make.jpeg(), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp))
    assert (measured["software"], measured["editor"]) == ("Adobe Lightroom 7", "Adobe Lightroom")


def test_editor_by_comment(make: Make, facts: Facts) -> None:
    measured = facts(make.jpeg(comment=b"Created with GIMP"))
    assert measured["editor"] == "GIMP"
    assert "software" not in measured


def resource(number: int, body: bytes) -> bytes:
    return (
        b"8BIM"
        + struct.pack(">H", number)
        + b"\0\0"
        + struct.pack(">I", len(body))
        + body
        + b"\0" * (len(body) % 2)
    )


@pytest.mark.parametrize(
    ("resources", "edited"),
    [((0x03ED,), True), ((0x0404,), False), ((0x0404, 0x0425), False), ((0x0404, 0x040F), True)],
)
def test_photoshop_resources_are_told_from_captions(
    make: Make, facts: Facts, resources: tuple[int, ...], edited: bool
) -> None:
    body = b"Photoshop 3.0\0" + b"".join(resource(number, b"abc") for number in resources)
    assert facts(make.with_segment(make.jpeg(), 0xED, body))["edited_hint"] is edited


def test_photoshop_save_for_web(make: Make, facts: Facts) -> None:
    assert facts(make.with_segment(make.jpeg(), 0xEC, b"Ducky\0\x01"))["editor"] == "Adobe Photoshop"


def test_png_software(make: Make, facts: Facts) -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Software", "Adobe ImageReady, Photoshop")
    measured = facts(make.saved(make.picture(size=(20, 20)), "PNG", pnginfo=info))
    assert measured["software"] == "Adobe ImageReady, Photoshop"
    assert measured["edited_hint"] is True
