"""How well evidence pages are read, over pages drawn here and then spoilt as scanners and phones spoil them.

Every page is read once and compared with two declared numbers: the one printed on it, which must never be
called different, and another one, which should be. All pages are marked 样张 and carry numbers of nobody.
Give a number to draw that many pages per line; 20 is the default: five documents in four fonts.
"""

from __future__ import annotations

import functools
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.unit.package import documents as drawn

from zikao.package.text.again import read_again
from zikao.package.text.crops import Levels
from zikao.package.text.lines import Line as Text
from zikao.package.text.reader import Reading, read
from zikao.package.text.runtime import models
from zikao.package.text.tickets import compare
from zikao.package.text.types import documents
from zikao.package.text.words import plain

PAGES = 20
Spoil = Callable[[drawn.Page, int], Image.Image]
Again = Callable[[Text], Sequence[str]]


def saved(picture: Image.Image, quality: int = 85) -> Image.Image:
    """What is left of it after a JPEG."""
    return Image.open(BytesIO(drawn.jpeg(picture, quality))).convert("RGB")


def scan(dpi: float, quality: int = 85) -> Spoil:
    """Off a flatbed."""
    return lambda page, seed: saved(drawn.noisy(page.draw(dpi), 3, seed), quality)


def photo(long_side: int) -> Spoil:
    """By a phone."""
    return lambda page, seed: saved(drawn.photograph(page.draw(200), seed, long_side))


def blur(share: float) -> Spoil:
    """Out of focus, by a share of the height of the number's digits."""
    return lambda page, seed: saved(drawn.blurred(page.draw(150), share * page.digit_mm * 150 / 25.4))


def turn(degrees: float) -> Spoil:
    """Laid down askew."""
    return lambda page, seed: saved(drawn.turned(page.draw(150), degrees))


LINES: dict[str, Spoil] = {
    **{f"scan, {dpi} dpi": scan(dpi) for dpi in (300, 200, 150, 100, 75, 60)},
    "scan in black and white, 150 dpi": lambda page, seed: page.draw(150).convert("1").convert("RGB"),
    **{f"photo, {side} px": photo(side) for side in (3000, 2000, 1400, 1000)},
    **{f"blur, {share:.2f} of a digit": blur(share) for share in (0.05, 0.10, 0.15, 0.25)},
    "grain, sigma 30": lambda page, seed: saved(drawn.noisy(page.draw(150), 30, seed)),
    "grain, sigma 90": lambda page, seed: saved(drawn.noisy(page.draw(150), 90, seed)),
    **{f"JPEG quality {quality}": scan(150, quality) for quality in (30, 10)},
    **{f"turned by {degrees}°": turn(degrees) for degrees in (-20, 10, 90, 180, 270)},
}
"""What is done to the pages of each line."""
UNREADABLE = {
    "scan, 60 dpi",
    "blur, 0.15 of a digit",
    "blur, 0.25 of a digit",
    "grain, sigma 90",
    "JPEG quality 10",
}
"""Lines that ask too much on purpose."""


@dataclass
class Line:
    """Results over the pages of one line."""

    pages: int = 0
    numbered: int = 0
    exact: int = 0
    right: Counter[str] = field(default_factory=Counter)
    """Said of the printed number."""
    other: Counter[str] = field(default_factory=Counter)
    """Said of another one."""
    types: Counter[str] = field(default_factory=Counter)
    scores: list[float] = field(default_factory=list)
    sharp: list[float] = field(default_factory=list)

    def add(self, page: drawn.Page, reading: Reading, again: Again, seed: int) -> None:
        """Count one page."""
        self.pages += 1
        if page.number is not None:
            self.numbered += 1
            self.exact += any(page.number in plain(line.text).upper() for line in reading.lines)
        if page.number == page.ticket:
            self.right[compare(page.ticket, reading.lines, again=again).seen or "not_read"] += 1
            other = f"{random.Random(-seed - 1).randrange(10 ** len(page.ticket)):0{len(page.ticket)}}"
            self.other[compare(other, reading.lines, again=again).seen or "not_read"] += 1
        found = documents(reading.lines).kinds
        self.types["none" if not found else "right" if found == (page.document,) else "wrong"] += 1
        self.scores.append(reading.score)
        if reading.sharpness is not None:
            self.sharp.append(reading.sharpness)

    def cells(self) -> Iterator[str]:
        """The line of the table."""
        yield str(self.pages)
        yield f"{self.exact}/{self.numbered}"
        yield "/".join(str(self.right[each]) for each in ("confirmed", "one_digit", "differs", "not_read"))
        yield "/".join(str(self.other[each]) for each in ("differs", "one_digit", "not_read", "confirmed"))
        yield "/".join(str(self.types[each]) for each in ("right", "none", "wrong"))
        yield middle_range(self.scores)
        yield middle_range(self.sharp)


def middle_range(values: list[float]) -> str:
    """Lowest, middle and highest."""
    if not values:
        return "-"
    ordered = sorted(values)
    return f"{ordered[0]:.2f} {ordered[len(ordered) // 2]:.2f} {ordered[-1]:.2f}"


HEAD = (
    "pages",
    "numbers exact",
    "printed: same/1 digit/differs/not read",
    "another: differs/1 digit/not read/same",
    "type: right/none/wrong",
    "score",
    "sharpness",
)


def main() -> None:
    """Print the table, its sum, and whether anything was wrongly called different."""
    if not drawn.fonts():
        sys.exit(drawn.NO_FONT)
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    both = models()
    print("| spoilt how | " + " | ".join(HEAD) + " |\n" + "| --- " * (len(HEAD) + 1) + "|")
    whole, readable = Line(), Line()
    seed = 0
    for name, spoil in LINES.items():
        line = Line()
        for place in range(pages):
            seed += 1
            document = drawn.DOCUMENTS[place % len(drawn.DOCUMENTS)]
            page = drawn.Page(document, drawn.ticket_number(seed), drawn.identity_number(seed), place // 5)
            picture = spoil(page, seed)
            reading = read(picture, both)
            again = functools.cache(functools.partial(read_again, Levels(picture), models=both))
            for each in (line, whole) if name in UNREADABLE else (line, whole, readable):
                each.add(page, reading, again, seed)
        print(f"| {name} | " + " | ".join(line.cells()) + " |", flush=True)
    for name, line in (("all that can be read", readable), ("all", whole)):
        print(f"| {name} | " + " | ".join(line.cells()) + " |")
    wrong, printed = whole.right["differs"], whole.right.total()
    print(f"\npackage reading: {wrong} of {printed} printed ticket numbers wrongly called different")


if __name__ == "__main__":
    main()
