"""Chinese in lines of a terminal: broken where Chinese may be broken, later lines indented like the first.

Where a line may end follows 《标点符号用法》 (GB/T 15834-2011, 5.1): no closing mark begins a line, and no
opening mark ends one. Numbers and words of Latin letters stay whole. Widths are cells of a terminal, of which
a Chinese character takes two.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

NARROWEST = 16
"""Cells; where an indent leaves less, there is none."""

_NO_START = frozenset("，。；：、！？）》”’】〕」』％℃…—·,.;:!?)]}%°")
_NO_END = frozenset("（《“‘【〔「『([{")


def wrapped(text: str, width: int, lead: str = "") -> list[str]:
    """The text in lines of at most `width` cells; later ones stand below the text of the first.

    Args:
        text: one paragraph.
        width: of the terminal.
        lead: stands before the text, such as a mark.
    """
    indent = " " * cell_len(lead)
    if width - len(indent) < NARROWEST:
        indent = ""
    room = max(width - len(indent), 1)
    lines, line = [], lead
    for piece in _pieces(text):
        for part in [piece] if cell_len(piece) <= room else chop_cells(piece, room):
            if line not in (lead, indent) and cell_len(line) + cell_len(part) > width:
                lines.append(line.rstrip())
                line = indent
            line += part.lstrip() if line == indent else part
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterator[str]:
    """What may not be broken: a word, or a Chinese character with the marks that belong to it."""
    piece = ""
    for letter in text:
        if piece and _breaks(piece[-1], letter):
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def _breaks(left: str, right: str) -> bool:
    """Whether a line may end between two characters."""
    if right in _NO_START or left in _NO_END or cell_len(right) == 0:
        return False
    if left.isspace() or right.isspace():
        return left.isspace() != right.isspace()
    return cell_len(left) == 2 or cell_len(right) == 2
