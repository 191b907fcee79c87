"""How many originals become compliant files, and why the others do not.

Originals are made of the studio pictures (`_photo_samples.py`): each person before a plain ground, in dark
clothes, at the pixels of a camera, framed as a photographer would rather than as a portal wants. Nothing in
them breaks a rule but what a fit may mend: the frame, the size, the bytes. Every made file is measured again
by the same code.

    python benchmarks/photo_fit.py [--originals N] [--spec PROVINCE/SPEC] [--city CITY] [--portraits FOLDER]
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from _photo_samples import FOLDER, LIGHT_BLUE, WHITE, Color, Layout, cut, originals
from PIL import Image

from zikao.checks.circumstances import Circumstances
from zikao.checks.fit.portrait import Fitted, fit_photo
from zikao.checks.photo import check_photo
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 5, 1, 12, 0, tzinfo=timezone(timedelta(hours=8)))
FRAMES = {
    "generous": Layout(x=750, y=800, scale=1.6, size=(1500, 2000)),
    "close": Layout(x=600, y=560, scale=1.9, size=(1200, 1500)),
    "to one side": Layout(x=620, y=760, scale=1.6, size=(1500, 1900)),
    "no room above": Layout(x=750, y=470, scale=1.6, size=(1500, 1700)),
    "square": Layout(x=900, y=860, scale=1.8, size=(1800, 1800)),
}
"""Pupils' middle, enlargement of the studio picture, and size."""


def samples(count: int, folder: Path, grounds: list[Color]) -> Iterator[tuple[str, bytes]]:
    """As many originals, each with the name of its frame; people and frames in turn."""
    people = [person for person in originals(folder=folder) if person.points]
    frames = list(FRAMES.items())
    for turn in range(count):
        person = people[turn % len(people)]
        name, layout = frames[turn % len(frames)]
        out = io.BytesIO()
        cut(person, grounds[turn // len(frames) % len(grounds)], layout).save(out, "JPEG", quality=93)
        yield name, out.getvalue()


def why(fitted: Fitted) -> str:
    """The first reason, as far as its first punctuation."""
    what = fitted.refused[0].what
    return what[: min(at for at in map(what.find, "，。：；") if at > 0)]


def same_again(library: Library, item: str, city: str | None, fitted: Fitted) -> bool:
    """Whether another measurement of the made file finds no breach of a must."""
    assert fitted.data is not None
    report = check_photo(library, item, fitted.data, fitted.name, Circumstances(city, NOW))
    return not any(each.outcome == "no" and each.severity == "must" for each in report.findings)


def main() -> None:
    """Print the shares."""
    options = argparse.ArgumentParser()
    options.add_argument("--originals", type=int, default=40)
    options.add_argument("--spec", default="anhui/graduation")
    options.add_argument("--city")
    options.add_argument("--portraits", type=Path, default=FOLDER)
    chosen = options.parse_args()
    if not (chosen.portraits / "manifest.json").is_file():
        sys.exit("no portraits: pass a folder with a manifest.json by --portraits")
    Image.init()
    library = load_library(ROOT / "provinces")
    colors = library.compiled("photo", chosen.spec, chosen.city).values["background_colors"].value
    grounds = [rgb for name, rgb in (("light_blue", LIGHT_BLUE), ("white", WHITE)) if name in colors]
    made: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    again, extended, seconds, sizes = 0, 0, [], []
    reasons: Counter[str] = Counter()
    for frame, data in samples(chosen.originals, chosen.portraits, grounds):
        tried[frame] += 1
        began = time.process_time()
        fitted = fit_photo(library, chosen.spec, data, "original.jpg", Circumstances(chosen.city, NOW))
        seconds.append(time.process_time() - began)
        if fitted.data is None:
            reasons[why(fitted)] += 1
            continue
        made[frame] += 1
        sizes.append(len(fitted.data))
        again += same_again(library, chosen.spec, chosen.city, fitted)
        extended += any(note.what.startswith("补背景") for note in fitted.steps)
    total = sum(made.values())
    where = f" in {chosen.city}" if chosen.city else ""
    print(
        f"photo fit, {chosen.spec}{where}: {total} of {sum(tried.values())} made compliant,"
        f" {again} of {total} passed when measured again, {extended} with background added"
    )
    print("by frame: " + ", ".join(f"{name} {made[name]}/{tried[name]}" for name in tried))
    if sizes:
        print(
            f"{min(sizes)} to {max(sizes)} bytes;"
            f" CPU time of a fit {statistics.median(seconds):.2f} s (median)"
        )
    for reason, count in reasons.most_common():
        print(f"refused {count}: {reason}")


if __name__ == "__main__":
    main()
