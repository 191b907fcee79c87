"""A drawing of what stands on what: boxes in layers, arrows down, as plain SVG.

A layer holds what stands only on lower layers. Arrows that others imply are left out, or nothing could be
seen. The order within a layer is the one in which a few sweeps leave the fewest crossings (Sugiyama, Tagawa
and Toda, 1981: long arrows pass a point of every layer between, and each point moves to the middle of its
neighbours).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from itertools import pairwise

Graph = Mapping[str, set[str]]
Point = tuple[float, float]

_WIDTH, _HEIGHT = 124, 32
"""Pixels of a box."""
_GAP, _STEP, _MARGIN = 22, 84, 16
_PASS = 26
"""Pixels that an arrow takes which passes between boxes."""
_SWEEPS = 24
_INK, _PAPER, _FILL, _LINE = "#1a1a1a", "#ffffff", "#e8eef7", "#5b6b82"


def drawn(graph: Graph) -> str:
    """SVG of what each name stands on; the same graph gives the same text."""
    levels = _levels(graph)
    arrows = [(above, below) for above, names in _reduced(graph).items() for below in sorted(names)]
    rows, ways = _rows(levels, arrows)
    places, width = _places(rows, ways)
    height = 2 * _MARGIN + _HEIGHT + (len(rows) - 1) * _STEP
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img"'
        ' font-family="sans-serif" font-size="14">',
        "<title>Who may import whom</title>",
        f'<rect width="{width:g}" height="{height:g}" fill="{_PAPER}"/>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"'
        f' orient="auto"><path d="M0 0L8 4L0 8z" fill="{_LINE}"/></marker></defs>',
        *(_arrow([places[point] for point in way]) for way in ways),
        *(_box(name, places[name]) for name in levels),
        "</svg>",
    ]
    return "\n".join([*lines, ""])


def _levels(graph: Graph) -> dict[str, int]:
    """How high each name stands: 0 on nothing, else above the highest that it stands on."""
    levels: dict[str, int] = {}

    def level(name: str) -> int:
        if name not in levels:
            levels[name] = 1 + max((level(each) for each in graph[name]), default=-1)
        return levels[name]

    for name in graph:
        level(name)
    return levels


def _reduced(graph: Graph) -> dict[str, set[str]]:
    """Without what is reached through another one."""

    def below(name: str) -> set[str]:
        return {name}.union(*(below(each) for each in graph[name]))

    return {
        name: {each for each in names if not any(each in below(other) for other in names - {each})}
        for name, names in graph.items()
    }


def _rows(
    levels: Mapping[str, int], arrows: Iterable[tuple[str, str]]
) -> tuple[list[list[str]], list[list[str]]]:
    """Names and passing points of each layer, the highest first, and the way of each arrow through them."""
    rows: list[list[str]] = [[] for _ in range(max(levels.values()) + 1)]
    for name in sorted(levels):
        rows[levels[name]].append(name)
    ways = []
    for above, below in arrows:
        way = [above]
        for level in range(levels[above] - 1, levels[below], -1):
            way.append(f"{above}>{below}:{level}")
            rows[level].append(way[-1])
        ways.append([*way, below])
    best, fewest = [list(row) for row in rows], _crossings(rows, ways)
    for sweep in range(_SWEEPS):
        near = _neighbours(ways, up=sweep % 2 == 0)
        order = range(len(rows) - 2, -1, -1) if sweep % 2 == 0 else range(1, len(rows))
        for at in order:
            beside = rows[at + 1] if sweep % 2 == 0 else rows[at - 1]
            spots = {name: spot for spot, name in enumerate(beside)}
            rows[at] = _sorted(rows[at], near, spots)
        if (count := _crossings(rows, ways)) < fewest:
            best, fewest = [list(row) for row in rows], count
    return best[::-1], ways


def _neighbours(ways: Iterable[list[str]], *, up: bool) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for way in ways:
        for above, below in pairwise(way):
            found.setdefault(below if up else above, []).append(above if up else below)
    return found


def _sorted(row: list[str], near: Mapping[str, list[str]], spots: Mapping[str, int]) -> list[str]:
    """The layer in the order of the middles of their neighbours."""
    return sorted(row, key=lambda name: _middle(near.get(name, []), spots))


def _middle(names: list[str], spots: Mapping[str, int]) -> float:
    return sum(spots[name] for name in names) / len(names) if names else len(spots) / 2


def _crossings(rows: list[list[str]], ways: Iterable[list[str]]) -> int:
    spots = {name: spot for row in rows for spot, name in enumerate(row)}
    levels = {name: level for level, row in enumerate(rows) for name in row}
    steps = sorted(
        {(levels[above], spots[above], spots[below]) for way in ways for above, below in pairwise(way)}
    )
    return sum(
        one[0] == other[0] and one[1] < other[1] and one[2] > other[2] for one in steps for other in steps
    )


def _places(rows: list[list[str]], ways: list[list[str]]) -> tuple[dict[str, Point], float]:
    """Middle of each box and passing point, and the width of the picture."""
    widths = [[_WIDTH if ">" not in name else _PASS for name in row] for row in rows]
    whole = max(sum(row) + _GAP * (len(row) - 1) for row in widths)
    places: dict[str, Point] = {}
    for down, (row, sizes) in enumerate(zip(rows, widths, strict=True)):
        left = _MARGIN + (whole - sum(sizes) - _GAP * (len(row) - 1)) / 2
        for name, size in zip(row, sizes, strict=True):
            places[name] = (left + size / 2, _MARGIN + _HEIGHT / 2 + down * _STEP)
            left += size + _GAP
    return places, whole + 2 * _MARGIN


def _arrow(way: list[Point]) -> str:
    """A smooth line from the lower edge of one box to the upper edge of the other."""
    (x, y), *between, (end_x, end_y) = way
    points = [(x, y + _HEIGHT / 2), *between, (end_x, end_y - _HEIGHT / 2)]
    path = f"M{points[0][0]:g} {points[0][1]:g}"
    for (from_x, from_y), (to_x, to_y) in pairwise(points):
        half = (from_y + to_y) / 2
        path += f"C{from_x:g} {half:g} {to_x:g} {half:g} {to_x:g} {to_y:g}"
    return f'<path d="{path}" fill="none" stroke="{_LINE}" stroke-width="1.2" marker-end="url(#tip)"/>'


def _box(name: str, place: Point) -> str:
    (x, y), look = place, f'rx="4" fill="{_FILL}" stroke="{_LINE}"'
    return (
        f'<rect x="{x - _WIDTH / 2:g}" y="{y - _HEIGHT / 2:g}" width="{_WIDTH}" height="{_HEIGHT}" {look}/>'
        f'<text x="{x:g}" y="{y + 5:g}" text-anchor="middle" fill="{_INK}">{escape(name)}</text>'
    )
