"""The chunks of a PNG file (W3C PNG, third edition), read in one pass without decoding a pixel."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zikao.photo.header import TOO_MANY_PARTS, Density, Header, NotTried, density
from zikao.photo.signature import plain_text

if TYPE_CHECKING:
    from zikao.photo.facts import ColorMode
    from zikao.photo.limits import Limits

_SIGNATURE_END: Final = 8
_METRES_PER_INCH: Final = 0.0254
_COLORS: Final[dict[int, tuple[ColorMode, int]]] = {
    0: ("grey", 1),
    2: ("rgb", 3),
    3: ("palette", 1),
    4: ("grey_alpha", 2),
    6: ("rgba", 4),
}
"""IHDR colour type to mode and channels."""
_NEEDED: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})


@dataclass(slots=True)
class _Chunks:
    first: dict[bytes, bytes] = field(default_factory=dict)
    """The first body of each kind but IDAT."""
    needed: list[bytes] = field(default_factory=list)
    headers: int = 0
    end: int | None = None
    """Offset after IEND."""
    overfull: bool = False


def _chunks(data: bytes, most: int) -> _Chunks:
    found = _Chunks()
    at = _SIGNATURE_END
    for _ in range(most):
        if at + 12 > len(data):
            return found
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            found.needed += [data[at:]] if kind in _NEEDED else []
            return found
        if kind in _NEEDED:
            found.needed.append(data[at:end])
        if kind != b"IDAT":
            found.first.setdefault(kind, data[at + 8 : end - 4])
        found.headers += kind == b"IHDR"
        at = end
        if kind == b"IEND":
            found.end = end
            return found
    found.overfull = True
    return found


def read_png(data: bytes, limits: Limits) -> Header | None:
    """The header; None where missing, repeated or senseless. Raises NotTried at too many chunks."""
    found = _chunks(data, limits.parts)
    if found.overfull:
        raise NotTried(TOO_MANY_PARTS)
    ihdr = found.first.get(b"IHDR", b"")
    if len(ihdr) != 13 or found.headers != 1:
        return None
    width, height, depth, color = struct.unpack_from(">IIBB", ihdr)
    if not (width and height) or color not in _COLORS or depth not in (1, 2, 4, 8, 16):
        return None
    mode, channels = _COLORS[color]
    frames = found.first.get(b"acTL", b"")
    return Header(
        width=width,
        height=height,
        color_mode=mode,
        bits_per_channel=depth,
        bits_per_pixel=depth * channels,
        density=_density(found.first.get(b"pHYs", b"")),
        exif=found.first.get(b"eXIf"),
        software=_software(found.first.get(b"tEXt", b"")),
        pictures=max(1, int.from_bytes(frames[:4], "big")),
        complete=found.end is not None,
        trailing=b"" if found.end is None else data[found.end :],
        decodable=b"".join([data[:_SIGNATURE_END], *found.needed]),
    )


def _density(phys: bytes) -> Density | None:
    if len(phys) != 9:
        return None
    x, y, unit = struct.unpack(">IIB", phys)
    return density(x, y, _METRES_PER_INCH, "png") if unit == 1 else None


def _software(text: bytes) -> tuple[str, ...]:
    keyword, _, value = text.partition(b"\0")
    name = plain_text(value.decode("latin-1"), 120) if keyword == b"Software" else ""
    return (name,) if name else ()
