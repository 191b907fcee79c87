"""What the bytes of a page say while it streams past in chunks: its size, its turn, whether its end is there.

Nothing of a page is kept but what was learned, and at most one segment or chunk is held back.
"""

from __future__ import annotations

from typing import Final, Protocol

from zikao.formats import chunks, segments
from zikao.formats.chunks import Chunk
from zikao.formats.exif import first_exif, read_exif
from zikao.formats.jpeg import at_once, frame_of, held
from zikao.formats.png import Ihdr, ihdr_of
from zikao.formats.segments import APP1, EXIF, FRAMES, SOS, Segment

_MOST_HELD: Final = 8.0
"""Where nothing better is known of a picture."""
_PNG_HELD: Final = {0: 2.0, 2: 4.0, 3: 5.0, 4: 8.0, 6: 8.0}
"""Bytes held for each pixel by colour type, while the picture is made smaller."""
_DEEP: Final = 16
"""Bits of a sample that are made 8 first; in grey that takes copies of the whole picture."""
_PDF_TAIL: Final = 2048
_PDF_WORD: Final = 5
"""Bytes that the piece before may hold of a word that goes on in this one."""


class Page(Protocol):
    """Follows one file from its first to its last byte."""

    @property
    def width(self) -> int | None:
        """Stored pixels; None where the header does not say, or makes no sense."""

    @property
    def height(self) -> int | None:
        """See `width`."""

    @property
    def orientation(self) -> int | None:
        """How the stored pixels are to be turned for showing, 1..8 as in EXIF.

        1 where nothing is said, None for what has no such mark.
        """

    @property
    def held(self) -> float:
        """Bytes a pixel that a decoder must hold of the whole picture, however small it is wanted."""

    @property
    def scans(self) -> int:
        """How often the decoder goes over the whole picture."""

    @property
    def gaps(self) -> bool:
        """Between its parts stands what belongs to none; the picture is read without that."""

    @property
    def overfull(self) -> bool:
        """It has too many parts to be followed to its end."""

    @property
    def ended(self) -> bool | None:
        """Whether the end marker was met; None where that cannot be told."""

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes."""


def follow(kind: str) -> Page | None:
    """A follower for this kind of file, or None where its end cannot be told this way."""
    if kind == "jpeg":
        return _Jpeg()
    if kind == "png":
        return _Png()
    return _Pdf() if kind == "pdf" else None


class _Picture:
    """What pictures have in common: two sides and a block of EXIF."""

    walker: segments.Walker | chunks.Walker

    def __init__(self) -> None:
        self.width: int | None = None
        self.height: int | None = None
        self.orientation: int | None = 1
        self.scans = 1
        self._turned = False

    @property
    def overfull(self) -> bool:
        return self.walker.overfull

    @property
    def ended(self) -> bool | None:
        return None if self.overfull else self.walker.ended

    def _turn(self, block: bytes) -> None:
        if not self._turned and first_exif([block]) is not None:
            self._turned = True
            self.orientation = read_exif(block).orientation or 1


class _Jpeg(_Picture):
    walker: segments.Walker

    def __init__(self) -> None:
        super().__init__()
        self.walker = segments.Walker()
        self.scans = 0
        self._frames: list[Segment] = []
        self._coefficients = held(None)
        self._at_once = False

    @property
    def gaps(self) -> bool:
        return self.walker.gaps

    @property
    def held(self) -> float:
        # Line by line is possible only where the first scan brings all components to their end.
        return 0.0 if self._at_once else self._coefficients

    def feed(self, chunk: bytes) -> None:
        for segment in self.walker.feed(chunk):
            if segment.marker in FRAMES:
                self._frame(segment)
            elif segment.marker == APP1 and segment.body.startswith(EXIF):
                self._turn(segment.body.removeprefix(EXIF))
            elif segment.marker == SOS:
                self._scan(segment)

    def _frame(self, segment: Segment) -> None:
        # Two are enough to know that there are several.
        self._frames = [*self._frames[:1], segment]
        frame = frame_of(self._frames)
        self.width = frame.width or None if frame else None
        self.height = frame.height or None if frame else None
        self._coefficients = held(frame)

    def _scan(self, segment: Segment) -> None:
        if self.scans == 0:
            self._at_once = at_once(frame_of(self._frames), segment.body)
        self.scans += 1


class _Png(_Picture):
    walker: chunks.Walker
    gaps = False

    def __init__(self) -> None:
        super().__init__()
        self.walker = chunks.Walker({b"IHDR", b"eXIf"})
        self._head: list[Chunk] = []
        self._ihdr: Ihdr | None = None

    @property
    def held(self) -> float:
        if self._ihdr is None or self._ihdr.depth == _DEEP:
            return _MOST_HELD
        return _PNG_HELD.get(self._ihdr.color, _MOST_HELD)

    def feed(self, chunk: bytes) -> None:
        for each in self.walker.feed(chunk):
            if not self._head or each.name == b"IHDR":
                # The first of all, and one more header: that is enough to know that there are several.
                self._head = [*self._head[:1], each]
                self._ihdr = ihdr_of(self._head)
                self.width = self._ihdr.width if self._ihdr else None
                self.height = self._ihdr.height if self._ihdr else None
            elif each.name == b"eXIf":
                self._turn(each.body)


class _Pdf:
    """The end mark counts near the end; objects behind an earlier one are a later version that was cut off.

    What else stands behind the last mark (zeros, a web page, a signature) hinders no reader: whether the
    document is whole is then told by opening it.
    """

    width = height = orientation = None
    held = _MOST_HELD
    scans = 1
    gaps = overfull = False

    def __init__(self) -> None:
        self._tail = b""
        self._closed = False

    @property
    def ended(self) -> bool | None:
        if b"%%EOF" in self._tail:
            return True
        return None if self._closed else False

    def feed(self, chunk: bytes) -> None:
        seen = self._tail[-_PDF_WORD:] + chunk
        mark, more = seen.rfind(b"%%EOF"), seen.rfind(b"endobj")
        if max(mark, more) >= 0:
            self._closed = mark > more
        self._tail = (self._tail + chunk)[-_PDF_TAIL:]
