"""The structure of a PNG file (W3C PNG, third edition), read without decoding a pixel."""

from __future__ import annotations

import struct
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zikao.formats.chunks import PIXELS, SIGNATURE, Chunk, Walker
from zikao.formats.exif import first_exif
from zikao.formats.header import (
    METRES_PER_INCH,
    PARTS,
    TOO_MANY_PARTS,
    Density,
    Header,
    NotTried,
    density,
)  # fmt: skip
from zikao.formats.names import plain_text

if TYPE_CHECKING:
    from zikao.formats.header import ColorMode

TOLD: Final = frozenset({b"IHDR", b"acTL", b"pHYs", b"eXIf", b"tEXt", b"iCCP"})
"""Chunks whose bodies say something of the picture."""
_COLORS: Final[dict[int, tuple[ColorMode, int]]] = {
    0: ("grey", 1),
    2: ("rgb", 3),
    3: ("palette", 1),
    4: ("grey_alpha", 2),
    6: ("rgba", 4),
}
"""IHDR colour type to mode and channels."""
_LEAST: Final = 12
"""Bytes of a chunk without content."""
_OPACITIES: Final = {0: range(2, 3), 2: range(6, 7), 3: range(1, 257)}
"""Bytes of tRNS by colour type: other ones say nothing to libpng, and Pillow gives up on them."""
_DEPTHS: Final = frozenset({1, 2, 4, 8, 16})


@dataclass(frozen=True, slots=True)
class Ihdr:
    """The header chunk."""

    width: int
    height: int
    depth: int
    """Bits of a sample."""
    color: int
    """Colour type."""


def ihdr_of(chunks: Iterable[Chunk]) -> Ihdr | None:
    """The header of a picture; None where it is not the first chunk, not the only one, or makes no sense."""
    headers = [(number, chunk) for number, chunk in enumerate(chunks) if chunk.name == b"IHDR"]
    if len(headers) != 1 or headers[0][0] != 0 or len(headers[0][1].body) != 13:
        return None
    found = Ihdr(*struct.unpack_from(">IIBB", headers[0][1].body))
    if not (found.width and found.height) or found.color not in _COLORS or found.depth not in _DEPTHS:
        return None
    return found


@dataclass(frozen=True, slots=True)
class Png:
    """The chunks of a PNG file."""

    data: bytes | memoryview
    chunks: tuple[Chunk, ...]
    ended: bool
    """IEND was reached."""
    overfull: bool
    """More chunks than were to be walked: the rest was not looked at."""
    end: int
    """After the last chunk."""

    def first(self, name: bytes) -> bytes | None:
        """The body of the first chunk of this name."""
        return next((chunk.body for chunk in self.chunks if chunk.name == name), None)

    @property
    def exif(self) -> bytes | None:
        """The TIFF structure of the EXIF block that counts."""
        return first_exif(chunk.body for chunk in self.chunks if chunk.name == b"eXIf")

    def picture_only(self) -> bytes:
        """The picture put together from what its pixels need, byte for byte; a cut chunk as it is.

        Of colours, and of what is not to be seen, the first chunk before any pixel counts.
        """
        ihdr = ihdr_of(self.chunks)
        opacities = _OPACITIES.get(ihdr.color, ()) if ihdr else ()
        kept, passed = [SIGNATURE], set[bytes]()
        for chunk in self.chunks:
            name, size = chunk.name, chunk.end - chunk.start - _LEAST
            late = name in (b"PLTE", b"tRNS") and not passed.isdisjoint((name, b"IDAT"))
            if name in PIXELS and not late and (name != b"tRNS" or size in opacities):
                kept.append(bytes(self.data[chunk.start : chunk.end]))
                passed.add(name)
        rest = bytes(self.data[self.end :])
        cut = not self.ended and len(rest) >= _LEAST and rest[4:8] in PIXELS
        return b"".join([*kept, *([rest] if cut else [])])

    def header(self) -> Header | None:
        """The common header; None without a usable one.

        Raises:
            NotTried: too many chunks.
        """
        if self.overfull:
            raise NotTried(TOO_MANY_PARTS)
        ihdr = ihdr_of(self.chunks)
        if ihdr is None:
            return None
        mode, channels = _COLORS[ihdr.color]
        return Header(
            width=ihdr.width,
            height=ihdr.height,
            color_mode=mode,
            bits_per_channel=ihdr.depth,
            bits_per_pixel=ihdr.depth * channels,
            density=_density(self.first(b"pHYs") or b""),
            exif=self.exif,
            software=_software(self.first(b"tEXt") or b""),
            pictures=max(1, int.from_bytes((self.first(b"acTL") or b"")[:4], "big")),
            complete=self.ended,
            trailing=bytes(self.data[self.end :]) if self.ended else b"",
            decodable=self.picture_only(),
        )


def read_png(data: bytes | memoryview, most: int = PARTS, asked: Container[bytes] = TOLD) -> Png:
    """The chunks of a file that starts with the signature; of a broken one, as far as they could be followed.

    Args:
        data: the file.
        most: chunks that are walked.
        asked: names of the chunks whose bodies are wanted.
    """
    walker = Walker(asked, most)
    chunks = walker.feed(data)
    return Png(data, tuple(chunks), walker.ended, walker.overfull, walker.end)


def _density(phys: bytes) -> Density | None:
    if len(phys) != 9:
        return None
    x, y, unit = struct.unpack(">IIB", phys)
    return density(x, y, METRES_PER_INCH, "png") if unit == 1 else None


def _software(text: bytes) -> tuple[str, ...]:
    keyword, _, value = text.partition(b"\0")
    name = plain_text(value.decode("latin-1"), 120) if keyword == b"Software" else ""
    return (name,) if name else ()
