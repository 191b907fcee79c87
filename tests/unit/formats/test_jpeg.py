"""The reader of JPEG structure, and the quality from the tables."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from zikao.formats.jpeg import read_jpeg
from zikao.formats.quality import quality_of
from zikao.formats.segments import APP1, COM, DQT, SOS

if TYPE_CHECKING:
    from tests.unit.photo.conftest import Make


@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:0"])
@pytest.mark.parametrize("quality", range(1, 101))
def test_quality_is_exact_for_ijg_tables(make: Make, quality: int, subsampling: str) -> None:
    found = read_jpeg(make.jpeg(size=(32, 32), quality=quality, subsampling=subsampling)).quality
    assert found is not None
    assert (found.value, found.exact, found.residual) == (quality, True, 0.0)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_quality_of_other_color_modes_is_exact(make: Make, mode: str) -> None:
    found = read_jpeg(make.jpeg(mode, (32, 32), quality=63)).quality
    assert found is not None
    assert (found.value, found.exact) == (63, True)


@pytest.mark.parametrize("preset", ["web_low", "web_high", "maximum"])
def test_tables_of_other_encoders_give_about_a_quality(make: Make, preset: str) -> None:
    found = read_jpeg(make.jpeg(size=(32, 32), quality=preset)).quality
    assert found is not None
    assert not found.exact
    assert found.residual > 0


def test_standard_luminance_with_other_chrominance_is_not_exact(make: Make) -> None:
    tables = read_jpeg(make.jpeg(size=(32, 32), quality=75)).tables
    assert quality_of([tables[0], tables[1], tables[1]]).exact
    for chrominance in (tables[0], (9,) * 64):
        found = quality_of([tables[0], chrominance, chrominance])
        assert (found.value, found.exact) == (75, chrominance == tables[0])


def test_of_two_equally_near_qualities_the_better_is_given(make: Make) -> None:
    better, worse = (read_jpeg(make.jpeg(size=(32, 32), quality=q)).tables[0] for q in (100, 99))
    differ = [at for at in range(64) if better[at] != worse[at]]
    # They differ by one step each, so a table that goes half the way lies in their middle.
    assert {worse[at] - better[at] for at in differ} == {1}
    assert len(differ) % 2 == 0
    between = list(worse)
    for at in differ[::2]:
        between[at] = better[at]
    found = quality_of([tuple(between)])
    assert (found.value, found.exact, found.residual) == (100, False, len(differ) / 2 / 64)


def test_tables_of_later_scans_do_not_count(make: Make) -> None:
    data = make.jpeg(size=(32, 32), quality=75)
    later = make.segment(DQT, b"\0" + b"\x63" * 64) + make.segment(DQT, b"\1" + b"\x63" * 64)
    found = read_jpeg(data[:-2] + later + data[-2:]).quality
    assert found is not None
    assert (found.value, found.exact) == (75, True)


def test_presets_rank_as_their_names_say(make: Make) -> None:
    values = []
    for preset in ("web_low", "web_medium", "web_high", "maximum"):
        found = read_jpeg(make.jpeg(size=(32, 32), quality=preset)).quality
        assert found is not None
        values.append(found.value)
    assert values == sorted(values)


def test_tables_in_the_file_are_read_as_pillow_reads_them(make: Make) -> None:
    data = make.jpeg(quality=71)
    theirs = JpegImageFile(io.BytesIO(data)).quantization
    ours = read_jpeg(data).tables
    assert {number: list(table) for number, table in ours.items()} == theirs


def test_missing_table_gives_no_quality(jpeg: bytes) -> None:
    at = jpeg.index(b"\xff\xdb")
    length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
    assert read_jpeg(jpeg[:at] + jpeg[at + 2 + length :]).quality is None


@pytest.mark.parametrize(("progressive", "scans"), [(False, 1), (True, 10)])
def test_scans_and_process(make: Make, progressive: bool, scans: int) -> None:
    found = read_jpeg(make.jpeg(progressive=progressive))
    assert (found.progressive, found.scans, found.ended) == (progressive, scans, True)


def test_segments_tile_the_file(make: Make) -> None:
    """No byte of a sound file is outside a segment: nothing can hide between them."""
    data = make.jpeg(
        progressive=True, exif=make.exif({0x0131: "x"}), comment=b"hello", restart_marker_blocks=4
    )
    found = read_jpeg(data)
    edges = [2, *(edge for s in found.segments for edge in (s.start, s.end)), len(data) - 2]
    assert edges[::2] == edges[1::2]
    assert {DQT, SOS, APP1, COM} <= {s.marker for s in found.segments}
    assert found.end == len(data)


def test_fill_bytes_before_a_marker_are_no_garbage(jpeg: bytes) -> None:
    at = jpeg.index(b"\xff\xdb")
    found = read_jpeg(jpeg[:at] + b"\xff" * 5 + jpeg[at:])
    assert found.ended
    assert found.quality is not None


def test_reading_goes_on_after_garbage_between_segments(jpeg: bytes) -> None:
    at = jpeg.index(b"\xff\xdb")
    assert read_jpeg(jpeg[:at] + b"\x00garbage" + jpeg[at:]).ended


def test_a_segment_that_reaches_beyond_the_file_ends_the_reading(jpeg: bytes) -> None:
    at = jpeg.index(b"\xff\xdb")
    found = read_jpeg(jpeg[:at] + b"\xff\xfe\xff\xff" + jpeg[at : at + 200] + b"\xff\xd9")
    assert not found.ended
    assert DQT not in {s.marker for s in found.segments}


@pytest.mark.parametrize("length", [b"\0\0", b"\0\1"])
def test_a_length_that_does_not_count_itself_is_taken_for_an_empty_segment(
    jpeg: bytes, length: bytes
) -> None:
    """As decoders take it."""
    at = jpeg.index(b"\xff\xdb")
    data = jpeg[:at] + b"\xff\xfe" + length + jpeg[at:]
    with Image.open(io.BytesIO(data)) as theirs, Image.open(io.BytesIO(jpeg)) as plain:
        assert theirs.tobytes() == plain.tobytes()
    found = read_jpeg(data)
    assert found.ended
    assert found.quality is not None


def test_two_frames_are_no_frame(make: Make, jpeg: bytes) -> None:
    """Which one a decoder believes differs: a size that passes here could explode there."""
    at = jpeg.index(b"\xff\xc0")
    frame = jpeg[at : at + 19]
    assert read_jpeg(jpeg[:at] + frame + jpeg[at:]).frame is None


@pytest.mark.parametrize("progressive", [True, False])
def test_picture_only_is_the_same_picture_without_its_metadata(make: Make, progressive: bool) -> None:
    profile = b"ICC_PROFILE\0\x01\x01" + b"p" * 40
    tags = make.exif({0x0131: "secret"})
    data = make.jpeg(exif=tags, comment=b"secret", dpi=(300, 300), progressive=progressive)
    data = make.with_segment(make.with_segment(data, 0xE2, profile), 0xED, b"Photoshop 3.0\0secret")
    reduced = read_jpeg(data + b"secret").picture_only()
    assert b"secret" not in reduced
    with Image.open(io.BytesIO(data)) as full, Image.open(io.BytesIO(reduced)) as same:
        assert full.tobytes() == same.tobytes()
        assert same.info["icc_profile"] == b"p" * 40


def test_budget_of_segments_holds_for_the_whole_file(make: Make, jpeg: bytes) -> None:
    comments = make.segment(COM, b"") * 50
    flooded = jpeg[:2] + comments + jpeg[2:]
    assert read_jpeg(flooded, 40).overfull
    assert not read_jpeg(flooded, 90).overfull
    assert read_jpeg(jpeg[:2] + b"\xff\xd0" * 50 + jpeg[2:], 40).overfull


@pytest.mark.parametrize("count", [2, 3])
def test_pictures_that_follow_are_counted(jpeg: bytes, count: int) -> None:
    found = read_jpeg(jpeg * count + b"tail", pictures=16)
    assert (found.pictures, len(found.data) - found.end) == (count, 4)


def test_pictures_behind_padding_are_found_where_the_file_declares_several(make: Make, jpeg: bytes) -> None:
    padded = jpeg + b"\0" * 30 + jpeg
    assert read_jpeg(padded, pictures=16).pictures == 1
    declared = read_jpeg(make.with_segment(padded, 0xE2, b"MPF\0"), pictures=16)
    assert (declared.pictures, declared.end) == (2, len(declared.data))


def test_pictures_are_capped(jpeg: bytes) -> None:
    assert read_jpeg(jpeg * 5, pictures=3).pictures == 3
