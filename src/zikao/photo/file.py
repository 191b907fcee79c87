"""The facts of the file itself: what it is, how it is coded, where it says it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from zikao.facts import NOT_COMPARED
from zikao.formats.exif import Exif, read_exif
from zikao.formats.header import Density, Header, NotTried
from zikao.formats.jpeg import Jpeg, read_jpeg
from zikao.formats.kinds import PICTURES, TABLE, extension_matches
from zikao.formats.names import base_name, extension_of
from zikao.formats.png import read_png
from zikao.formats.raster import read_raster
from zikao.formats.reduced import Reduced
from zikao.formats.room import ROOM
from zikao.formats.signatures import identify
from zikao.formats.trailers import read_trailers
from zikao.photo import file_words as words
from zikao.photo.decode import DECODABLE, decode, decode_smaller
from zikao.photo.facts import Measured
from zikao.photo.file_facts import DPI_SOURCES, FileFacts
from zikao.photo.limits import DEFAULT_LIMITS, Limits, PhotoTooLargeError
from zikao.photo.traces import find_traces

if TYPE_CHECKING:
    from PIL.Image import Image

    from zikao.formats.icc import Colors
    from zikao.formats.kinds import Kind
    from zikao.formats.room import Share


class Opened(NamedTuple):
    """A file that was read."""

    measured: Measured
    image: Image | None
    """The decoded pixels as stored, of a large JPEG fewer, see `zikao.photo.decode`; None where they are
    damaged or were not tried."""
    colors: Colors | None
    """What the numbers of the pixels mean; None where there are none."""


def measure_file(data: bytes, name: str | None = None, *, limits: Limits = DEFAULT_LIMITS) -> Measured:
    """The file facts of a portrait: every name of `FileFacts`, measured or with its reason.

    `name` is the file's name as the candidate sees it.

    Raises:
        PhotoTooLargeError: it has more bytes than the limits allow; nothing else is raised.
    """
    with ROOM.share() as share:
        return read_file(data, name, limits=limits, share=share).measured


def read_file(
    data: bytes, name: str | None = None, *, limits: Limits = DEFAULT_LIMITS, share: Share | None = None
) -> Opened:
    """What `measure_file` gives, and the decoded picture, for which `share` takes room in memory.

    Raises:
        PhotoTooLargeError: it has more bytes than the limits allow.
    """
    if len(data) > limits.bytes:
        raise PhotoTooLargeError(limits.bytes)
    kind = identify(data)
    try:
        found, absent, image = _picture(data, kind, limits, share)
    except NotTried as why:
        found, absent, image = {}, _all_for(why.reason), None
    colors = _colors(data, image)
    if colors is not None:
        found["color_profile"] = colors.told
    if name is None:
        absent |= dict.fromkeys(("file_name", "extension", "extension_matches"), words.NO_NAME)
    else:
        absent["extension_matches"] = words.NO_KIND
        found |= _name_facts(name, kind)
    absent["file_name_difference"] = NOT_COMPARED
    if data:
        found["format"] = kind
    else:
        found["extension_matches"], absent["extension_matches"] = None, absent["format"]
    facts = FileFacts(bytes=len(data), **found)
    missing = {n: absent[n] for n in FileFacts.model_fields if getattr(facts, n) is None}
    return Opened(Measured.of(facts, missing), image, colors)


def _colors(data: bytes, image: Image | None) -> Colors | None:
    if image is None:
        return None
    from zikao.formats.icc import colors_of

    return colors_of(data, image)


def _all_for(reason: str) -> dict[str, str]:
    return dict.fromkeys(FileFacts.model_fields, reason)


def _picture(
    data: bytes, kind: Kind, limits: Limits, share: Share | None
) -> tuple[dict[str, Any], dict[str, str], Image | None]:
    """Facts of the picture, for every fact the reason that holds if it is not among them, and the pixels.

    Raises:
        NotTried: not even the header was read.
    """
    if kind not in DECODABLE:
        return {}, _all_for(_not_read(data, kind)), None
    jpeg = read_jpeg(data, limits.parts, limits.pictures) if kind == "jpeg" else None
    header = _header(data, kind, jpeg, limits)
    if header is None:
        return {"decodes": False, "truncated": not jpeg.ended if jpeg else None}, _all_for(words.BROKEN), None
    found = _picture_facts(header, read_exif(header.exif), jpeg)
    absent = _all_for(words.UNREAD) | words.NOT_STATED | ({} if jpeg else words.JPEG_ONLY)
    image = None
    try:
        smaller = data.picture if isinstance(data, Reduced) else None
        image = (
            decode(kind, header, limits, share)
            if smaller is None
            else decode_smaller(smaller, header, limits, share)
        )
        found["decodes"] = image is not None
    except NotTried as why:
        absent["decodes"] = absent["color_profile"] = why.reason
    return found, absent, image


def _not_read(data: bytes, kind: Kind) -> str:
    if not data:
        return words.EMPTY
    if kind not in PICTURES:
        return words.NO_PICTURE
    return words.UNREADABLE_KIND.format(TABLE[kind].label)


def _header(data: bytes, kind: Kind, jpeg: Jpeg | None, limits: Limits) -> Header | None:
    if jpeg is not None:
        return jpeg.header()
    return read_png(data, limits.parts).header() if kind == "png" else read_raster(data, kind)


def _name_facts(name: str, kind: Kind) -> dict[str, Any]:
    shown = base_name(name)
    extension = extension_of(shown)
    return {
        "file_name": shown,
        "extension": extension,
        "extension_matches": extension_matches(kind, extension),
    }


def _picture_facts(header: Header, exif: Exif, jpeg: Jpeg | None) -> dict[str, Any]:
    turned = exif.orientation in (5, 6, 7, 8)
    shown = (header.height, header.width) if turned else (header.width, header.height)
    traces = find_traces((*exif.software, *header.software), jpeg)
    return {
        "width": header.width,
        "height": header.height,
        "shown_width": shown[0],
        "shown_height": shown[1],
        "exif_orientation": exif.orientation or 1,
        "aspect_ratio": round(shown[1] / shown[0], 4),
        "megapixels": round(header.width * header.height / 1_000_000, 3),
        "bits_per_channel": header.bits_per_channel,
        "bits_per_pixel": header.bits_per_pixel,
        "color_mode": header.color_mode,
        "pictures": header.pictures,
        "truncated": None if header.complete is None else not header.complete,
        **(_trailing_facts(header.trailing) if header.trailing is not None else {}),
        **_density_facts(header, exif),
        **(_jpeg_facts(jpeg) if jpeg else {}),
        "camera": exif.camera or None,
        "front_camera": "front" in exif.lens.lower() if exif.lens else None,
        "date_taken": exif.date_taken,
        "software": traces.software or None,
        "editor": words.AND.join(traces.editors) or None,
        "edited_hint": bool(traces.editors),
    }


def _trailing_facts(trailing: bytes) -> dict[str, Any]:
    pieces = read_trailers(trailing)
    return {
        "trailing_bytes": len(trailing),
        "trailing_pieces": words.THEN.join(words.PIECES[each.what].format(each.bytes) for each in pieces)
        or words.NO_PIECES,
        "unexplained_bytes": sum(each.bytes for each in pieces if each.what in ("filler", "unknown")),
        "zero_padded": _only_zeros(trailing),
    }


def _density_facts(header: Header, exif: Exif) -> dict[str, Any]:
    found = [each for each in (header.density, exif.density, header.program_density) if each]
    if not found:
        return {"dpi_stated": False, "dpi_statements": words.NO_DENSITY}
    first = found[0]
    return {
        "dpi_stated": True,
        "dpi_x": first.x,
        "dpi_y": first.y,
        "dpi_source": first.source,
        "dpi_statements": words.THEN.join(map(_said, found)),
        # Half a dot: the one may be stated per centimetre and rounded.
        "dpi_agrees": all(abs(first.x - each.x) < 0.5 and abs(first.y - each.y) < 0.5 for each in found),
    }


def _said(density: Density) -> str:
    """What one place states, in words."""
    x, y = f"{density.x:g}", f"{density.y:g}"
    return words.STATED.format(DPI_SOURCES[density.source], x if x == y else words.BOTH_SIDES.format(x, y))


def _jpeg_facts(jpeg: Jpeg) -> dict[str, Any]:
    quality = jpeg.quality
    return {
        "progressive": jpeg.progressive,
        "jpeg_quality": quality.value if quality else None,
        "jpeg_quality_exact": quality.exact if quality else None,
    }


def _only_zeros(data: bytes) -> bool:
    return bool(data) and not data.strip(b"\0")
