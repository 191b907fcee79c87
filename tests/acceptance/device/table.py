"""Portraits measured in each browser of this machine, against Python, as a table.

``python -m tests.acceptance.device.table [COUNT]`` takes so many of the portraits of the folder ``shared``
beside the tree or, without it, of the small ones of the vectors. ``made COUNT`` takes portraits made of them,
most with one labelled defect each, and judges what either measured by every photo spec. Names of browsers
(`firefox`) leave out the others.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from tests.acceptance.device.served import PORTRAITS, serving, told
from tests.acceptance.engines.table import browsers, chosen
from tests.books import rulebooks
from tests.vectors import seen
from zikao.checks.circumstances import Circumstances
from zikao.checks.photo import photo_report
from zikao.checks.reporting import Known
from zikao.clock import BEIJING
from zikao.facts import tolerances
from zikao.photo.facts import Measured, PhotoFacts
from zikao.photo.measuring import look
from zikao.photo.seen_words import NOT_LOADED

SHARED: Final = Path(__file__).resolve().parents[4] / "shared" / "photos"
BENCHMARKS: Final = Path(__file__).resolve().parents[3] / "benchmarks"
LARGEST: Final = "parts.halves"
"""The network that a reader is asked about by itself."""
MINUTES: Final = 40
NOW: Final = datetime(2026, 11, 30, 9, tzinfo=BEIJING)


@dataclass
class Far:
    """How far a browser's measures are from Python's, over many portraits."""

    portraits: int = 0
    worst: float = 0.0
    """Pixels of any point."""
    facts: int = 0
    apart: Counter[str] = field(default_factory=Counter)
    """Facts that differ by more than their tolerance, or are there on one side alone."""
    findings: int = 0
    other: Counter[str] = field(default_factory=Counter)
    """Findings with another outcome, by rule."""


def portraits(most: int) -> dict[str, bytes]:
    """The files, by their names."""
    if SHARED.is_dir():
        return {path.name: path.read_bytes() for path in sorted(SHARED.glob("portraits/*.jpg"))[:most]}
    return {f"{nth}.jpg": each.file.data for nth, each in enumerate(seen.seen()[:most])}


def made(most: int) -> dict[str, bytes]:
    """Portraits made of those of ``shared``: each person before each ground, and with each defect in turn."""
    return {f"{nth}.jpg": data for nth, data in enumerate(islice(_each(), most))}


def _each() -> Iterator[bytes]:
    sys.path.insert(0, str(BENCHMARKS))
    import _photo_samples as samples
    from _photo_covers import CLEAR, COVERS
    from _photo_defects import DEFECTS, GROUNDS, compliant, covered

    defects = [*DEFECTS.values(), *(covered(each) for each in {**COVERS, **CLEAR}.values())]
    people = [(each, layout) for each in samples.originals() if (layout := samples.compliant_layout(each))]
    grounds = list(GROUNDS.values())
    for turn in range(len(defects)):
        for number, (person, layout) in enumerate(people):
            ground = grounds[(turn + number) % len(grounds)]
            if not turn:
                yield compliant(person, layout, ground)
            yield defects[(turn + 3 * number) % len(defects)](person, layout, ground)


def compare(far: Far, found: Mapping[str, Any], wanted: Measured, points: Any) -> None:
    """Add one portrait; `points` are Python's, None where it has no single face."""
    far.portraits += 1
    if points is not None and found["points"]:
        apart = np.linalg.norm(np.array(found["points"])[:, :2] - points[:, :2], axis=1)
        far.worst = max(far.worst, float(apart.max()))
    elif (points is None) != (found["points"] is None):
        far.apart["points"] += 1
    told = tolerances(PhotoFacts)
    for name in {*wanted.facts, *found["facts"]}:
        if found["absent"].get(name) == NOT_LOADED:
            continue
        far.facts += 1
        one, other = found["facts"].get(name), wanted.facts.get(name)
        if isinstance(one, int | float) and isinstance(other, int | float) and name in told:
            # Both are told with so many digits, which a computer's numbers meet from either side.
            if abs(one - other) > told[name] * 1.000001:
                far.apart[name] += 1
        elif one != other:
            far.apart[name] += 1


def judge(far: Far, found: Known, wanted: Known, due: Outcomes) -> None:
    """Add what every photo spec makes of either.

    Args:
        far: what is added to.
        found: a browser's measures.
        wanted: Python's.
        due: what these come to.
    """
    # What judges has nothing but its measures: the same come to the same.
    got = due if (found.facts, found.absent) == (wanted.facts, wanted.absent) else outcomes(found)
    for item, other in due.items():
        one = got[item]
        far.findings += len({*one, *other})
        far.other.update(rule for rule in {*one, *other} if one.get(rule) != other.get(rule))


Outcomes = dict[str, dict[str, str]]
"""By spec and rule."""


def outcomes(known: Known) -> Outcomes:
    """What every photo spec makes of measures."""
    library, moment = rulebooks(), Circumstances(now=NOW)
    items = [f"{province}/{spec}" for province, book in library.provinces.items() for spec in book.photos]
    return {
        item: {each.id: each.outcome for each in photo_report(library, item, known, moment).findings}
        for item in items
    }


HEADS: Final = (
    *("browser", "portraits", "points, worst px", "facts", "of them other", "findings", "of them other"),
    *("ready, ms", "first, ms", "next, median ms", "decoder's memory, MB"),
)


def row(said: Mapping[str, Any], far: Far) -> list[str]:
    """The cells of one browser, after its name."""
    if "of" not in said:
        return [str(said.get("lacks") or said.get("fault"))]
    times = [each["ms"] for each in said["of"].values()]
    return [
        *(str(far.portraits), f"{far.worst:.4f}", f"{far.facts:,}", _counted(far.apart)),
        *(f"{far.findings:,}", _counted(far.other), f"{said['ready']:.0f}", f"{times[0]:.0f}"),
        f"{statistics.median(times[1:] or times):.0f}",
        f"{max(each['held'] for each in said['of'].values()) / 1e6:.0f}",
    ]


def _counted(what: Counter[str]) -> str:
    named = ", ".join(f"{name} {count}" for name, count in what.most_common())
    return f"{what.total()}{f': {named}' if named else ''}"


def main(most: int, named: Container[str] = (), *, judged: bool) -> None:
    """Print the table."""
    files = made(most) if judged else portraits(most)
    wanted, due = {}, {}
    for name, data in files.items():
        measured, portrait = look(data, name)
        wanted[name] = measured, portrait.mesh.points if portrait and portrait.mesh else None
    print(f"| {' | '.join(HEADS)} |\n|{' --- |' * len(HEADS)}", flush=True)
    whole = PORTRAITS.parts
    for parts in (whole,) if judged else (tuple(name for name in whole if name != LARGEST), whole):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            folder, served = Path(name) / "browsers", Path(name) / "served"
            folder.mkdir()
            served.mkdir()
            with serving(served, files, replace(PORTRAITS, parts=parts)) as (address, _):
                for start in browsers(folder, named):
                    with start as driver:
                        said, far = told(driver, address, 60 * MINUTES), Far()
                        for file, found in said.get("of", {}).items():
                            compare(far, found, *wanted[file])
                            if judged:
                                measured = wanted[file][0]
                                known = Known(measured.facts, measured.absent)
                                if file not in due:
                                    due[file] = outcomes(known)
                                judge(far, Known(found["facts"], found["absent"]), known, due[file])
                        cells = [f"{driver.name} {driver.version}", *row(said, far)]
                        print(f"| {' | '.join(cells)} |", flush=True)
            sizes = {part: (served / "parts" / part).stat().st_size for part in parts}
        print(f"\n{', '.join(f'{part} {size:,}' for part, size in sizes.items())} bytes\n", flush=True)


if __name__ == "__main__":
    judged = "made" in sys.argv
    main(int(next((each for each in sys.argv[1:] if each.isdigit()), 1000)), chosen(sys.argv), judged=judged)
