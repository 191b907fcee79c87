"""What a check on the device costs: time and memory of the tab, at full speed and with each thread slowed.

    python benchmarks/device_cost.py SITE [--times 1 4]

SITE was built with `on_device`; it is served by `zikao serve`, and its page checks portraits as a reader's
browser does, whose parts came with an earlier visit. Pages are read by the chain of
`tests.acceptance.device.texts`. Each row has the wall time, the processor time of the worker alone and of all
threads of the tab, and the worker's as against a fixed loop in that very worker and against Python's for the
same file. The loop's own row tells how slow a slowed thread is: its wall time grows, its processor time does
not. A busy machine makes wall times longer, and the loop with the rest. Prints; asserts nothing.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from _photo_samples import LIGHT_BLUE, compliant_layout, cut, originals, saved
from _tabs import Watch, highest, slowed
from PIL import Image
from playwright.sync_api import Page, Playwright, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.acceptance.device import served, texts
from tests.acceptance.engines.server import serving
from tests.unit.package import documents

from zikao.photo.measuring import measure

PAGE = "anhui/photos/graduation/"
PACKAGE = "zhejiang/packages/score-merge/"
SHEETS = 10
"""Pages of an archive."""
PROGRAM = "/usr/bin/chromium"
LEAST, ALL = (re.compile(f"^({each}|在你的设备上检查)") for each in ("先查一部分", "查全部"))
"""Where something has to be downloaded first, without what is large or with it."""
PATIENCE = 120_000
ROTATED = 6
"""EXIF's number of a picture that a phone took upright."""
ASKED = """
window.asked = [];
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (told, over) {
  const now = () => (performance.timeOrigin + performance.now()) / 1000;
  const entry = { what: told.what, begin: now() };
  asked.push(entry);
  this.addEventListener("message", ({ data }) => {
    if (data.id === told.id && data.share === undefined) entry.end ??= now();
  });
  return post.call(this, told, over);
};
"""
"""Keeps when a worker was asked, and when it answered."""
LOOP = """() => {
  let value = 1;
  for (let nth = 0; nth < 60_000_000; nth += 1) value = (value * 1103515245 + nth) | 0;
  return value;
}"""
HEADS = ("what", "at", "wall, ms", "worker, ms", "all threads, ms", "of the loop", "of Python's")


@dataclass
class Row:
    """What something took, in seconds."""

    what: str
    wall: float
    worker: float
    whole: float
    python: float = 0.0
    """Milliseconds."""


def small() -> bytes:
    """A compliant portrait of 480 by 640."""
    person = originals()[3]
    layout = compliant_layout(person)
    if layout is None:
        raise ValueError("the benchmark's own portrait does not fit the bands")
    return saved(cut(person, LIGHT_BLUE, layout), 80)


def large(picture: Image.Image) -> bytes:
    """A picture as a phone of twelve megapixels would have taken it: grainy, on its side."""
    image = picture.resize((3024, 4032), Image.Resampling.BICUBIC)
    noise = np.random.default_rng(4).normal(0, 4, (4032, 3024, 1))
    grainy = Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8))
    exif = Image.Exif()
    exif[0x0112] = ROTATED
    out = io.BytesIO()
    grainy.transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()


def spent(work: Callable[[], object]) -> float:
    """Milliseconds of the processor that Python takes, everything warm."""
    work()
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def told(rows: Sequence[Row], times: float) -> None:
    """Print rows, of which the last is the loop."""
    for row in rows:
        figures = [f"{each * 1000:.0f}" for each in (row.wall, row.worker, row.whole)]
        ratios = [
            f"{row.worker / rows[-1].worker:.2f}",
            f"{row.worker * 1000 / row.python:.2f}" if row.python else "-",
        ]
        print(f"| {' | '.join([row.what, f'{times:g}x', *figures, *ratios])} |", flush=True)


@contextmanager
def visited(playwright: Playwright, profile: Path, address: str) -> Iterator[Page]:
    """A page in a browser that keeps what it has fetched in a folder."""
    browser = playwright.chromium.launch_persistent_context(
        profile, executable_path=PROGRAM, args=["--no-sandbox"], locale="zh-CN"
    )
    page = browser.pages[0]
    page.add_init_script(ASKED)
    page.goto(address)
    yield page
    browser.close()


def looped(page: Page, watch: Watch) -> Row:
    """The loop in the worker, once it runs as fast as it will."""
    page.workers[0].evaluate(LOOP)
    begun = time.time()
    page.workers[0].evaluate(LOOP)
    end = time.time()
    return Row("the loop", end - begun, *watch.between(begun, end))


def answered(page: Page, count: int, seconds: float = 120) -> list[Mapping[str, Any]]:
    """What the workers were asked, once so many answers came."""
    # Playwright's own way of waiting is what a page's policy refuses.
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found: list[Mapping[str, Any]] = page.evaluate("asked")
        if sum("end" in each for each in found) >= count:
            return found
        time.sleep(0.05)
    raise TimeoutError(f"of {count} answers there are {sum('end' in each for each in found)}")


def check(page: Page, file: Path, way: re.Pattern[str] = LEAST, pictures: int = 1) -> float:
    """Has a file checked, until its pictures are drawn; seconds since 1970 when it was asked for."""
    chooser = page.locator("input[type=file][id$='-file']")
    # The same one chosen again is no choice.
    chooser.set_input_files([])
    chooser.set_input_files(file)
    page.locator(".zk-here", has_text="文件不发送").wait_for()
    button = page.get_by_role("button", name=way)
    begun = time.time()
    button.click()
    drawn = page.locator(".zk-report :is(.zk-drawing, .zk-pages) canvas")
    drawn.nth(pictures - 1).wait_for(timeout=PATIENCE)
    return begun


def portraits(playwright: Playwright, home: str, files: Mapping[str, Path], times: float) -> float:
    """Print rows of portraits; MB that the tab had at most."""
    python = {name: spent(partial(measure, file.read_bytes(), "a.jpg")) for name, file in files.items()}
    first, *_ = files.values()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        with visited(playwright, Path(profile), home + PAGE) as page:
            check(page, first)
        with (
            visited(playwright, Path(profile), home + PAGE) as page,
            slowed(times) if times > 1 else nullcontext(),
            Watch().watching() as watch,
        ):
            twice = [(name, file, again) for name, file in files.items() for again in ("", ", next")]
            begun, *_ = [check(page, file) for _, file, _ in twice]
            memory = highest()
            ready, *asked = answered(page, 1 + len(twice))
            rows = [Row("ready from cache", ready["end"] - begun, *watch.between(begun, ready["end"]))]
            for (name, _, again), each in zip(twice, asked, strict=True):
                begin, end = each["begin"], each["end"]
                rows.append(Row(f"{name}{again}", end - begin, *watch.between(begin, end), python[name]))
            told([*rows, looped(page, watch)], times)
    return memory


def another(playwright: Playwright, home: str, file: Path) -> float:
    """MB that the tab had at most while another portrait was made of one, all of which was checked."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for last in (False, True):
            with visited(playwright, Path(profile), home + PAGE) as page:
                check(page, file, ALL)
                if last:
                    page.get_by_role("button", name="照这样做一张").click()
                    page.locator(".zk-fitted").wait_for(timeout=PATIENCE)
                    return highest()
    raise AssertionError


def archive() -> bytes:
    """Pages of twelve megapixels."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as whole:
        for nth in range(SHEETS):
            whole.writestr(f"{nth}.jpg", texts.photographed(documents.DOCUMENTS[-1 - nth % 2], nth)[0])
    return out.getvalue()


def packed(playwright: Playwright, home: str, file: Path, times: float) -> float:
    """Print the row of an archive that is checked on its page; MB that the tab had at most."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        with visited(playwright, Path(profile), home + PACKAGE) as page:
            check(page, file, pictures=SHEETS)
        with (
            visited(playwright, Path(profile), home + PACKAGE) as page,
            slowed(times) if times > 1 else nullcontext(),
            Watch().watching() as watch,
        ):
            check(page, file, pictures=SHEETS)
            memory = highest()
            _, asked = answered(page, 2)
            begin, end = asked["begin"], asked["end"]
            row = Row(f"ZIP of {SHEETS} pages, 12 MP", end - begin, *watch.between(begin, end))
            told([row, looped(page, watch)], times)
    return memory


def lines_of(data: bytes) -> int:
    """How many lines Python reads."""
    return len(texts.measured(data, None)["lines"])


def pages() -> dict[str, tuple[bytes, str | None]]:
    """Pages by what they are, each twice: of some lines, of many, and both sheets of twelve megapixels."""
    made = {
        name: each
        for name, each in texts.pages().items()
        if name in ("household_register, flat", "admission_ticket, flat") or name.startswith("12 MP")
    }
    named = {f"{name}, {lines_of(each[0])} lines": each for name, each in made.items()}
    return {f"{name}{', next' * again}": each for name, each in named.items() for again in (0, 1)}


def read(playwright: Playwright, files: Mapping[str, tuple[bytes, str | None]], times: float) -> float:
    """Print rows of pages that are read; MB that the tab had at most."""
    python = {name: spent(partial(texts.measured, *each)) / 2 for name, each in files.items()}
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        tempfile.TemporaryDirectory() as folder,
        served.serving(Path(folder), texts.handed(files), texts.CHAIN) as (address, _),
        visited(playwright, Path(profile), address.replace("page.html", "list.json")) as page,
        slowed(times) if times > 1 else nullcontext(),
        Watch().watching() as watch,
    ):
        page.goto(address)
        ready, *asked = answered(page, 1 + len(files), 300)
        memory = highest()
        said = page.evaluate("told")
        begin, end = ready["begin"], ready["end"]
        rows = [Row("text: ready", end - begin, *watch.between(begin, end))]
        for each, one in zip(files, asked, strict=True):
            # The chain reads each page a second time, for its lines.
            wall = said["of"][each]["ms"] / 1000
            share = wall / (one["end"] - one["begin"])
            worker, whole = watch.between(one["begin"], one["end"])
            rows.append(Row(each, wall, worker * share, whole * share, python[each]))
        told([*rows, looped(page, watch)], times)
    return memory


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", type=Path)
    parser.add_argument("--times", type=float, nargs="+", default=[1, 4])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home, _ = stack.enter_context(serving(options.site.resolve(), Path(folder)))
        playwright = stack.enter_context(sync_playwright())
        files = pages()
        portrait = {f"portrait {name}": Path(folder) / f"{name}.jpg" for name in ("480x640", "12 MP")}
        for path, data in zip(portrait.values(), (small(), large(originals()[3].image)), strict=True):
            path.write_bytes(data)
        pages_of, original = Path(folder) / "pages.zip", Path(folder) / "original.jpg"
        pages_of.write_bytes(archive())
        original.write_bytes(large(Image.open(io.BytesIO(small()))))
        print(f"| {' | '.join(HEADS)} |\n|{' --- |' * len(HEADS)}", flush=True)
        for times in options.times:
            memory = {
                "portrait": portraits(playwright, home, portrait, times),
                "text": read(playwright, files, times),
                f"ZIP of {SHEETS} pages": packed(playwright, home, pages_of, times),
                "portrait made": another(playwright, home, original),
            }
        profile = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        with visited(playwright, Path(profile), f"{home}404.html"):
            time.sleep(2)
            blank = highest()
        over = ", ".join(f"{name} {most:.0f} ({most - blank:.0f} above it)" for name, most in memory.items())
        print(f"\nMB in memory at most: blank page {blank:.0f}, {over}; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
