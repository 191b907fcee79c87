"""The colours of a picture: told by its profile, measured in sRGB, and in sRGB in what is made of it."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageCms

from zikao.photo.file import measure_file, read_file
from zikao.photo.fit import Original, Plan, open_original
from zikao.photo.measuring import measure
from zikao.photo.picture import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Make

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
"""Display P3's red, green and blue in the XYZ of ICC's D50, as Apple's profiles state them."""
SRGB_PRIMARIES = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))


def wide(space: bytes = b"RGB ") -> bytes:
    """A profile of P3's primaries with a gamma of 2.2 (ICC.1:2001-04)."""
    xyz = [b"XYZ " + bytes(4) + struct.pack(">3i", *(round(65536 * each) for each in one)) for one in P3]
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)
    curve = b"curv" + bytes(4) + struct.pack(">IHH", 1, round(2.2 * 256), 0)
    name = b"desc" + bytes(4) + struct.pack(">I", 5) + b"wide\0" + bytes(78)
    bodies = {
        b"desc": name,
        b"cprt": b"text" + bytes(5),
        b"wtpt": white,
        **dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), xyz, strict=True)),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, data = struct.pack(">I", len(bodies)), b""
    for tag, body in bodies.items():
        table += tag + struct.pack(">II", 128 + 4 + 12 * len(bodies) + len(data), len(body))
        data += body + bytes(-len(body) % 4)
    header = struct.pack(">I4sI4s4s4s", 0, b"lcms", 0x02400000, b"mntr", space, b"XYZ ") + bytes(12) + b"acsp"
    header = header.ljust(68, b"\0") + struct.pack(">3i", 63190, 65536, 54061)
    whole = header.ljust(128, b"\0") + table + data
    return struct.pack(">I", len(whole)) + whole[4:]


def in_srgb(color: tuple[int, int, int]) -> list[float]:
    """That colour of the wide profile by its definition: gamma, primaries, and the inverse of sRGB's."""
    light = np.linalg.solve(np.array(SRGB_PRIMARIES).T, np.array(P3).T @ (np.array(color) / 255) ** 2.2)
    light = light.clip(0, 1)
    coded = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return [round(255 * float(each)) for each in coded]


def opened(color: tuple[int, int, int], profile: bytes | None, kind: str = "PNG") -> Original:
    options = {} if profile is None else {"icc_profile": profile}
    out = io.BytesIO()
    Image.new("RGB", (40, 60), color).save(out, kind, **options)
    original = open_original(out.getvalue(), f"原图.{kind.lower()}")
    assert original is not None
    return original


def rendered(original: Original) -> list[int]:
    made = original.render(Plan(0, 0, 40, 60, 1.0, ()), (40, 60))
    pixel: list[int] = np.asarray(made)[30, 20].tolist()
    return pixel


@pytest.mark.parametrize("color", [(200, 100, 100), (90, 150, 60), (128, 128, 128), (100, 190, 250)])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_wide_colours_are_put_into_srgb(color: tuple[int, int, int], kind: str) -> None:
    original = opened(color, wide(), kind)
    assert original.colors.told == "other"
    assert rendered(original) == pytest.approx(in_srgb(color), abs=4)


def test_the_ground_is_judged_by_the_colours_that_are_seen() -> None:
    """A ground that is light blue only once its profile is heeded."""
    assert opened((108, 156, 228), None).may_extend("top", 0, 40, ["blue"])
    assert opened((108, 156, 228), wide()).may_extend("top", 0, 40, ["light_blue"])


def shown(data: bytes) -> np.ndarray:
    """The pixels that are measured."""
    file, image, colors = read_file(data, "照片.jpg")
    assert image is not None
    return np.asarray(show(image, 1, int(file.facts["shown_height"]), colors).rgb)


@pytest.mark.parametrize("color", [(200, 100, 100), (90, 150, 60), (128, 128, 128), (100, 190, 250)])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_is_measured_is_what_is_seen(make: Make, color: tuple[int, int, int], kind: str) -> None:
    data = make.saved(Image.new("RGB", (40, 60), color), kind, icc_profile=wide(), quality=95)
    assert shown(data)[30, 20].tolist() == pytest.approx(in_srgb(color), abs=5)
    assert measure_file(data).facts["color_profile"] == "other"


def test_what_is_measured_is_what_the_fit_makes(make: Make) -> None:
    data = make.saved(make.picture(), "PNG", icc_profile=wide())
    original = open_original(data, "原图.png")
    assert original is not None
    made = np.asarray(original.render(Plan(0, 0, 480, 640, 1.0, ()), (480, 640)), np.int16)
    assert np.abs(made - shown(data)).max() <= 2


@pytest.mark.parametrize(
    ("profile", "told"),
    [
        (None, "nothing"),
        (SRGB, "srgb"),
        (wide(), "other"),
        (wide()[:150], "unreadable"),
        (wide(b"CMYK"), "unreadable"),
    ],
)
def test_the_file_says_what_its_numbers_mean(make: Make, profile: bytes | None, told: str) -> None:
    options = {} if profile is None else {"icc_profile": profile}
    data = make.saved(Image.new("RGB", (40, 60), (200, 100, 100)), "JPEG", quality=95, **options)
    assert measure_file(data).facts["color_profile"] == told
    if told != "other":
        assert shown(data)[30, 20].tolist() == pytest.approx([200, 100, 100], abs=2)


def test_the_profile_of_what_is_not_decoded_is_not_told(make: Make) -> None:
    found = measure_file(make.jpeg(icc_profile=wide())[:5000])
    assert found.facts["decodes"] is False
    assert found.absent["color_profile"]


@pytest.mark.usefixtures("networks")
def test_a_wide_portrait_is_judged_by_its_looks(
    make: Make, studio_picture: Callable[[str], Image.Image]
) -> None:
    """The same picture in two ranges of colour has the same facts; taken for sRGB it is paler."""
    light = Image.new("RGB", (1, 1), (120, 205, 255))
    plain = ImageChops.multiply(studio_picture("005"), light.resize(studio_picture("005").size))
    to_wide = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(io.BytesIO(wide())), "RGB", "RGB"
    )
    numbers = ImageCms.applyTransform(plain, to_wide)
    assert numbers is not None
    numbers.info.clear()  # Pillow keeps the profile there, and would save it
    one, same, other = (
        measure(make.saved(image, "PNG", **options), "照片.png").facts
        for image, options in ((plain, {}), (numbers, {"icc_profile": wide()}), (numbers, {}))
    )
    for name in (
        "background_distance",
        "side_light_ratio",
        "overexposed_share",
        "clothes_background_distance",
    ):
        assert same[name] == pytest.approx(one[name], abs=1), name
    assert same["background_nearest"] == one["background_nearest"]
    assert abs(float(other["background_distance"]) - float(one["background_distance"])) > 2


def test_colours_without_a_profile_stay() -> None:
    original = opened((200, 100, 100), None)
    assert original.colors.told == "nothing"
    assert rendered(original) == [200, 100, 100]


def test_a_profile_that_is_srgb_changes_nothing() -> None:
    original = opened((200, 100, 100), SRGB)
    assert original.colors.told == "srgb"
    assert rendered(original) == [200, 100, 100]


@pytest.mark.parametrize(
    "profile",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"no profile at all", id="words"),
        pytest.param(wide(b"CMYK"), id="of another space"),
        pytest.param(wide()[:150], id="cut off"),
        pytest.param(wide()[:128] + b"\xff" * 400, id="a table of nonsense"),
        pytest.param(wide() + bytes(1_000_000), id="huge"),
        pytest.param(wide() + b"mpet" + bytes(100), id="with a program"),
    ],
)
def test_a_profile_that_cannot_be_read_is_left_out(profile: bytes) -> None:
    packed = b"x\0\0" + zlib.compress(profile)
    chunk = struct.pack(">I", len(packed)) + b"iCCP" + packed
    out = io.BytesIO()
    Image.new("RGB", (40, 60), (200, 100, 100)).save(out, "PNG")
    data = out.getvalue()
    whole = data[:33] + chunk + struct.pack(">I", zlib.crc32(chunk[4:])) + data[33:]
    original = open_original(whole, "原图.png")
    assert original is not None
    assert original.colors.told == "unreadable"
    assert rendered(original) == [200, 100, 100]


PACKED = zlib.compress(wide())


@pytest.mark.parametrize("packed", [b"\xff" * 5, PACKED[:-4], PACKED + b"more"])
def test_a_profile_chunk_that_does_not_unpack_is_left_out(packed: bytes) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), (200, 100, 100)).save(out, "PNG")
    data = out.getvalue()
    chunk = struct.pack(">I", 3 + len(packed)) + b"iCCP" + b"x\0\0" + packed
    original = open_original(data[:33] + chunk + bytes(4) + data[33:], "原图.png")
    assert original is not None
    assert original.colors.told == "unreadable"


def test_no_profile_is_fatal(make: Make) -> None:
    """Bytes of a good profile changed at random, 300 times."""
    picture, chance = make.picture(size=(24, 32)), random.Random(5)
    told = set()
    for _ in range(300):
        profile = bytearray(wide())
        for _ in range(chance.choice((1, 3, 30))):
            profile[chance.randrange(len(profile))] = chance.randrange(256)
        original = open_original(make.saved(picture, "PNG", icc_profile=bytes(profile)), "原图.png")
        assert original is not None
        assert original.render(Plan(0, 0, 24, 32, 1.0, ()), (24, 32)).size == (24, 32)
        told.add(original.colors.told)
    assert told >= {"other", "unreadable"}
