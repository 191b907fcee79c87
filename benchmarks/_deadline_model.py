"""The load of a deadline day as arithmetic: who comes when, what it takes on one machine and on Lambda.

No national figure can be cited: the numbers of candidates and how they behave are assumptions, named as such.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

MIX = {"eligibility": 0.80, "photo": 0.16, "package": 0.04}
"""Share of each kind among the checks."""

ON_LAST_DAY = 0.30
"""Assumed: so many of a session's candidates come on its last day."""
IN_PEAK_HOUR = 0.15
"""Assumed: so many of those in its busiest hour."""
CHECKS_EACH = 4
"""Assumed: questions answered again, a portrait taken again."""
BURST = 3
"""Assumed: the busiest minutes over the mean of that hour."""
SESSIONS = {
    "a small province": 50_000,
    "a large province": 300_000,
    "the largest": 600_000,
    "all at once": 6_000_000,
}
"""Assumed candidates of one session; the last is ten of the largest on one evening."""


@dataclass(frozen=True)
class Cost:
    """What one check takes on Lambda."""

    memory: float
    """GB given."""
    seconds: float
    """Billed for one check."""
    cold: float
    """Seconds of a start."""
    per_gb_second: float
    """US dollars."""


# Prices of us-east-1 as AWS publishes them, in US dollars.
X86, ARM = 1.66667e-5, 1.33334e-5
REQUEST = 0.20e-6 + 3.50e-6
"""One call of a function and of a REST API."""
COSTS = {
    "eligibility": Cost(0.5, 0.02, 1.0, ARM),
    "photo": Cost(1.769, 0.15, 2.0, X86),
    "package": Cost(3.008, 6.0, 2.0, X86),
}
"""Seconds of answers and portraits are those of `lambda_cold.py`, rounded up; a package of
twenty pages is assumed."""
INSTANCE_MINUTES = 10
"""Assumed: how long an idle instance is kept; AWS states no time."""


@dataclass(frozen=True)
class Peak:
    """Checks a second of each kind in the busiest minutes."""

    rates: dict[str, float]

    @property
    def total(self) -> float:
        """All of them."""
        return sum(self.rates.values())


def peak(candidates: int) -> Peak:
    """The busiest minutes of the last day."""
    whole = candidates * ON_LAST_DAY * IN_PEAK_HOUR * CHECKS_EACH * BURST / 3600
    return Peak({kind: whole * share for kind, share in MIX.items()})


def waiting(rate: float, seconds: float, places: int) -> tuple[float, float]:
    """Erlang C: the chance that a check waits, and how many wait on average; infinite where too many come.

    Args:
        rate: checks a second.
        seconds: each takes.
        places: worked on at once.
    """
    load = rate * seconds
    if load >= places:
        return 1.0, math.inf
    blocked = 1.0
    for n in range(1, places + 1):
        blocked = load * blocked / (n + load * blocked)
    chance = blocked / (1 - load / places * (1 - blocked))
    return chance, chance * load / (places - load)


@dataclass(frozen=True)
class Hosted:
    """What a peak asks of Lambda."""

    concurrency: dict[str, int]
    """Instances at work at once, with what varies: load and four roots of it."""
    colds: int
    """Starts while the peak builds up."""
    cold_share: float
    """Of the checks of its first minute."""
    dollars_an_hour: float
    """While the peak lasts."""


def hosted(of: Peak) -> Hosted:
    """Instances, starts and cost of a peak on Lambda."""
    concurrency = {
        kind: math.ceil(rate * COSTS[kind].seconds + 4 * math.sqrt(rate * COSTS[kind].seconds))
        for kind, rate in of.rates.items()
    }
    # Each instance starts once while the load comes, and whoever it serves first waits for it.
    colds = sum(concurrency.values())
    dollars = sum(
        rate * (COSTS[kind].seconds * COSTS[kind].memory * COSTS[kind].per_gb_second + REQUEST)
        for kind, rate in of.rates.items()
    )
    return Hosted(concurrency, colds, min(1.0, colds / (of.total * 60)), dollars * 3600)


def cores(of: Peak, cpu: dict[str, float]) -> float:
    """Processors that a peak keeps busy on one machine.

    Args:
        of: the peak.
        cpu: CPU seconds of one check of each kind, as measured.
    """
    return sum(rate * cpu[kind] for kind, rate in of.rates.items())


def table(cpu: dict[str, float]) -> list[str]:
    """The projections as lines of text."""
    lines = [
        f"assumed: {ON_LAST_DAY:.0%} of a session on its last day, {IN_PEAK_HOUR:.0%} of those "
        f"in its peak hour, "
        f"{CHECKS_EACH} checks each, bursts of {BURST}x",
        "session             candidates  checks/s  cores   Lambda: instances (e/p/z)  starts  cold   $/h   "
        "packages waiting, 4 workers",
    ]
    for name, candidates in SESSIONS.items():
        of = peak(candidates)
        on = hosted(of)
        _, queue = waiting(of.rates["package"], COSTS["package"].seconds, 4)
        shown = "grows without end" if math.isinf(queue) else f"{queue:.1f}"
        places = "/".join(str(on.concurrency[kind]) for kind in MIX)
        lines.append(
            f"{name:18} {candidates:>11,} {of.total:9.1f} {cores(of, cpu):6.1f} {places:>26} {on.colds:>7} "
            f"{on.cold_share:5.1%} {on.dollars_an_hour:5.2f}   {shown}"
        )
    return lines


@dataclass(frozen=True)
class Step:
    """One step of a replay: so much was offered, this came of it."""

    offered: float
    """Checks a second."""
    p99: dict[str, float]
    """Seconds, of those that were answered 200, by kind; missing where none was."""
    refused: float
    """Share answered 503."""
    lost: int
    """Neither an answer nor a refusal."""


COLORS = {"eligibility": "#1a7f37", "photo": "#0b57d0", "package": "#8250df", "refused": "#cf222e"}

WORDS = {"eligibility": "条件", "photo": "照片", "package": "压缩包"}


def plot(steps: Sequence[Step]) -> str:
    """The replay as SVG: how long an answer takes, on a logarithmic scale, and how many are refused."""
    width, height, left, top = 640, 300, 64, 24
    most = max(step.offered for step in steps)
    low, high = -3.0, 2.0

    def x(offered: float) -> float:
        return left + offered / most * (width - left - 110)

    def y(seconds: float) -> float:
        return top + (high - math.log10(max(seconds, 1e-3))) / (high - low) * height

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + 70}" '
        'font-family="sans-serif" '
        'font-size="12" role="img" aria-label="每秒发得越多，p99 和拒绝的份额怎样变">',
        f'<rect width="{width}" height="{height + 70}" fill="#fff"/>',
    ]
    for power in range(int(low), int(high) + 1):
        at = y(10.0**power)
        parts.append(f'<path d="M{left} {at:.1f}H{width - 110}" stroke="#d0d7de"/>')
        parts.append(f'<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g} 秒</text>')
    for step in steps:
        at = x(step.offered)
        parts.append(
            f'<text x="{at:.1f}" y="{top + height + 18}" text-anchor="middle">{step.offered:.0f}</text>'
        )
    parts.append(
        f'<text x="{left}" y="{top + height + 40}">每秒发几次检查；虚线上的百分数是回答 503 的份额</text>'
    )
    for number, (kind, word) in enumerate(WORDS.items()):
        known = [(x(step.offered), y(step.p99[kind])) for step in steps if kind in step.p99]
        parts += _line(known, COLORS[kind], "")
        parts.append(
            f'<text x="{width - 104}" y="{top + 14 + number * 18}" fill="{COLORS[kind]}">{word} p99</text>'
        )
    shares = [(x(step.offered), top + height * (1 - step.refused)) for step in steps]
    parts += _line(shares, COLORS["refused"], ' stroke-dasharray="5 4"')
    parts += [
        f'<text x="{at:.1f}" y="{height_of - 8:.1f}" text-anchor="middle" fill="{COLORS["refused"]}">'
        f"{step.refused:.0%}</text>"
        for (at, height_of), step in zip(shares, steps, strict=True)
    ]
    parts.append(
        f'<text x="{width - 104}" y="{top + 14 + 3 * 18}" fill="{COLORS["refused"]}">503 的份额</text>'
    )
    return "\n".join([*parts, "</svg>", ""])


def _line(points: Sequence[tuple[float, float]], color: str, style: str) -> list[str]:
    if not points:
        return []
    path = "M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in points)
    dots = [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{color}"/>' for px, py in points]
    return [f'<path d="{path}" fill="none" stroke="{color}" stroke-width="2"{style}/>', *dots]
