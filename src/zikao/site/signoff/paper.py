"""What such a document is made of, whatever it is written as: headings, sentences, points and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """Rows below a head; each cell is plain text, whose lines are kept."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    shares: tuple[int, ...]
    """How the width is shared out among the columns; a whole is 100."""


@dataclass(frozen=True)
class Points:
    """Short statements, one below the other."""

    lines: list[str]


@dataclass(frozen=True)
class Entry:
    """One of the conditions: its heading, and what is said of it under names of its own."""

    title: str
    lines: Sequence[tuple[str, str]]
    """Name and text; texts may have several lines."""


Block = str | Table | Points | Entry


@dataclass(frozen=True)
class Section:
    """A numbered part. Without a block it is left out, its number too."""

    title: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    """The whole."""

    title: str
    under: str
    """The line below the title."""
    stamp: Sequence[tuple[str, str]]
    """What was signed, so that it can be told from a later one: name and text."""
    sections: list[Section]
    signers: tuple[str, ...]
    """Whose names and dates are asked for."""
    language: str = "zh-CN"
