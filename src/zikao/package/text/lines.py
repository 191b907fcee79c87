"""What text looks like on a page: where a line lies, and what stands in it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in any direction, in pixels of the picture; y points down."""

    x: float
    """Of the middle."""
    y: float
    width: float
    """Along the reading direction."""
    height: float
    """Across it."""
    angle: float
    """Of the reading direction, in radians; 0 reads to the right, π/2 downwards."""

    def turned(self) -> Box:
        """The same place, read from the other end."""
        return replace(self, angle=self.angle + math.pi)

    def from_here(self, other: Box) -> tuple[float, float]:
        """How far the other's middle lies along and across this reading direction, in pixels."""
        dx, dy = other.x - self.x, other.y - self.y
        along, across = math.cos(self.angle), math.sin(self.angle)
        return dx * along + dy * across, dy * along - dx * across

    def corners(self) -> tuple[tuple[float, float], ...]:
        """Clockwise from where reading begins, at the top."""
        half_x = math.cos(self.angle) * self.width / 2, math.sin(self.angle) * self.width / 2
        half_y = -math.sin(self.angle) * self.height / 2, math.cos(self.angle) * self.height / 2
        signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        return tuple(
            (self.x + a * half_x[0] + b * half_y[0], self.y + a * half_x[1] + b * half_y[1]) for a, b in signs
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as read."""

    text: str
    score: float
    """Mean probability of its characters, 0..1."""
    box: Box


def mean_score(lines: list[Line]) -> float:
    """Mean score over all characters, 0 where there are none."""
    characters = sum(len(line.text) for line in lines)
    return sum(line.score * len(line.text) for line in lines) / characters if characters else 0.0
