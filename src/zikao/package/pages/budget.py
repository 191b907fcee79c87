"""How much CPU time looking at pages may take: all of it, and that which leads to nothing."""

from __future__ import annotations

import time
from typing import Final

from zikao.stopping import go_on

_ORDINARY: Final = 0.5
"""Seconds for a page that can be read; a scan of A4 takes 0.3. What it takes beyond is spent for nothing."""
_A_MEGAPIXEL: Final = 0.1
"""Seconds more for each megapixel of its scan: A4 at 300 dpi in JPEG 2000 takes 1.2 in all."""
_MOST_MEGAPIXELS: Final = 10.0
_READING: Final = 0.3
"""Seconds that reading gets once the pixels are there, or what they cost would be for nothing."""
_LEAST: Final = 0.4
"""Seconds that a page gets once it is begun, or the last pages of an honest archive would be cut short."""

_ALL_SPENT: Final = "看页面太费时，超出本工具的检查范围"
_FOR_NOTHING: Final = "前面的页费时很久也看不出内容，后面的没有再看"


class Budget:
    """CPU time of this thread, and of the process that draws PDFs.

    An honest archive costs as much as it has pages. A hostile one has pages that cost and say nothing, so
    these are counted more strictly.
    """

    def __init__(self, seconds: float, fruitless: float) -> None:
        """A clock that starts now.

        Args:
            seconds: for all pages.
            fruitless: for those that turn out not to be readable.
        """
        self._stop = time.thread_time() + seconds
        self._fruitless = fruitless
        self._began = 0.0
        self._elsewhere = 0.0
        self._allowed = 0.0

    @property
    def over(self) -> str | None:
        """Why no further page is looked at, or None."""
        if time.thread_time() >= self._stop:
            return _ALL_SPENT
        return _FOR_NOTHING if self._fruitless <= 0 else None

    def begin(self) -> None:
        """A page is begun, if anybody still waits for it."""
        go_on()
        self._began = time.thread_time()
        self._elsewhere = 0.0
        self._allowed = max(_LEAST, self._fruitless)

    def charge(self, seconds: float) -> None:
        """Another process worked for the page at hand."""
        self._elsewhere += seconds
        self._stop -= seconds

    @property
    def deadline(self) -> float:
        """Of the page at hand, on the clock of `time.thread_time`."""
        return min(self._stop, self._began + self._allowed - self._elsewhere)

    @property
    def left(self) -> float:
        """Seconds for the page at hand; never negative."""
        return max(0.0, self.deadline - time.thread_time())

    @property
    def reading_deadline(self) -> float:
        """Until when the page at hand may be read, if that begins now; on the same clock."""
        return min(self._stop, max(self.deadline, time.thread_time() + _READING))

    def end(self, *, fruitful: bool, megapixels: float = 0.0) -> None:
        """The page at hand is done with.

        Args:
            fruitful: whether it could be read.
            megapixels: of its scan.
        """
        spent = time.thread_time() - self._began + self._elsewhere
        ordinary = _ORDINARY + _A_MEGAPIXEL * min(megapixels, _MOST_MEGAPIXELS)
        self._fruitless -= max(0.0, spent - ordinary) if fruitful else spent
