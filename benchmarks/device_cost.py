"""What a check on the device costs: time and memory of the tab, at full speed and with each thread slowed.

    python benchmarks/device_cost.py SITE [--times 1 4] [--wait SECONDS]

SITE was built with `on_device`; it is served by `zikao serve`, and its page checks portraits as a reader's
browser does. Pages are read by the chain of `tests.acceptance.device.texts`. Each row has the wall time, the
processor time of the worker alone and of all threads, and its ratio to the processor time that Python takes
for the same file here and now; `slower` is how much longer a fixed loop takes in that very worker than at
full speed (in processor time it takes as long). A busy machine makes wall times longer, processor times
hardly. Prints; asserts nothing.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from _photo_samples import LIGHT_BLUE, compliant_layout, cut, originals, saved
from _tabs import Watch, highest, slowed
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.acceptance.device import served, texts
from tests.acceptance.engines.server import serving

from zikao.photo.measuring import measure

PAGE = "anhui/photos/graduation/"
PROGRAM = "/usr/bin/chromium"
BUTTON = re.compile("^(先查一部分|在你的设备上检查)")
"""Where something has to be downloaded first, what is large is left out."""
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
  const begun = performance.now();
  let value = 1;
  for (let nth = 0; nth < 60_000_000; nth += 1) value = (value * 1103515245 + nth) | 0;
  return performance.now() - begun + (value === 0.5 ? 1 : 0);
}"""
HEADS = ("what", "at", "wall, ms", "worker, ms", "all threads, ms", "of Python's", "slower")


def small() -> bytes:
    """A compliant portrait of 480 by 640."""
    person = originals()[3]
    layout = compliant_layout(person)
    if layout is None:
        raise ValueError("the benchmark's own portrait does not fit the bands")
    return saved(cut(person, LIGHT_BLUE, layout), 80)


def large() -> bytes:
    """A studio picture as a phone of twelve megapixels would have taken it: grainy, on its side."""
    image = originals()[3].image.resize((3024, 4032), Image.Resampling.BICUBIC)
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


def told(what: str, times: float, wall: float, cpu: tuple[float, float], python: float, loop: float) -> None:
    """Print a row; seconds, but Python's in milliseconds."""
    worker, whole = (each * 1000 for each in cpu)
    ratio = f"{worker / python:.2f}" if python else "-"
    cells = [what, f"{times:g}x", f"{wall * 1000:.0f}", f"{worker:.0f}", f"{whole:.0f}", ratio, f"{loop:.2f}"]
    print(f"| {' | '.join(cells)} |", flush=True)


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    """A browser."""
    browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
    yield browser
    browser.close()


@contextmanager
def opened(browser: Browser, address: str, context: Any = None) -> Iterator[Page]:
    """A page."""
    page = (context or browser.new_context(locale="zh-CN")).new_page()
    page.add_init_script(ASKED)
    page.goto(address)
    yield page
    page.close()


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


def check(page: Page, file: Path) -> float:
    """Has a file checked; seconds since 1970 when it was asked for."""
    chooser = page.locator("zikao-photo input[type=file]").first
    # The same one chosen again is no choice.
    chooser.set_input_files([])
    chooser.set_input_files(file)
    button = page.get_by_role("button", name=BUTTON)
    button.wait_for()
    begun = time.time()
    button.click()
    page.locator(".zk-verdict").wait_for(timeout=120_000)
    return begun


def portraits(browser: Browser, home: str, files: Mapping[str, Path], times: float, full: float) -> float:
    """Rows of portraits; how long the loop takes here, in milliseconds."""
    python = {name: spent(partial(measure, file.read_bytes(), "a.jpg")) for name, file in files.items()}
    context = browser.new_context(locale="zh-CN")
    with opened(browser, home + PAGE, context) as page:
        check(page, files["portrait 480x640"])
    with opened(browser, home + PAGE, context) as page:
        slow = slowed(times) if times > 1 else nullcontext()
        with slow, Watch().watching() as watch:
            begun = check(page, files["portrait 480x640"])
            for name in ("portrait 480x640", "portrait 12 MP", "portrait 12 MP"):
                check(page, files[name])
            loop = min(page.workers[0].evaluate(LOOP) for _ in range(3))
        slower = loop / full if full else 1
        ready, *checks = answered(page, 5)
        told("ready from cache", times, ready["end"] - begun, watch.between(begun, ready["end"]), 0, slower)
        names = ("portrait 480x640", "portrait 480x640, next", "portrait 12 MP", "portrait 12 MP, next")
        for name, asked in zip(names, checks, strict=True):
            cpu = watch.between(asked["begin"], asked["end"])
            told(name, times, asked["end"] - asked["begin"], cpu, python[name.split(",")[0]], slower)
        if times == 1:
            print(f"| portrait: memory at most, MB | {highest():.0f} |", flush=True)
    context.close()
    return float(loop)


def lines_of(data: bytes) -> int:
    """How many lines Python reads."""
    return len(texts.measured(data, None)["lines"])


def pages() -> dict[str, tuple[bytes, str | None]]:
    """A page of so many lines, and one on a sheet of twelve megapixels, each twice."""
    made = {name: each for name, each in texts.pages().items() if "flat" in name or name.startswith("12 MP")}
    counts = {name: lines_of(data) for name, (data, _) in made.items()}
    longest = max((name for name in made if "flat" in name), key=lambda name: counts[name])
    sheet = next(name for name in made if name.startswith("12 MP"))
    named = {
        f"page of {counts[longest]} lines": made[longest],
        f"page 12 MP, {counts[sheet]} lines": made[sheet],
    }
    return {f"{name}{', next' * again}": each for name, each in named.items() for again in (0, 1)}


def read(browser: Browser, files: Mapping[str, tuple[bytes, str | None]], times: float) -> None:
    """Rows of pages that are read."""
    python = {name: spent(partial(texts.measured, *each)) / 2 for name, each in files.items()}
    with (
        tempfile.TemporaryDirectory() as name,
        served.serving(Path(name), texts.handed(files), texts.CHAIN) as (address, _),
        opened(browser, address.replace("page.html", "list.json")) as page,
    ):
        slow = slowed(times) if times > 1 else nullcontext()
        with slow, Watch().watching() as watch:
            page.goto(address)
            found = answered(page, 1 + len(files), 300)
            loop = 0.0
        said = page.evaluate("told")
        ready, *asked = found
        begin, end = ready["begin"], ready["end"]
        told("text: ready", times, end - begin, watch.between(begin, end), 0, loop)
        for each, one in zip(files, asked, strict=True):
            # The chain reads each page a second time, for its lines.
            share = said["of"][each]["ms"] / 1000 / (one["end"] - one["begin"])
            worker, whole = watch.between(one["begin"], one["end"])
            told(
                each,
                times,
                said["of"][each]["ms"] / 1000,
                (worker * share, whole * share),
                python[each],
                loop,
            )
        if times == 1:
            print(f"| text: memory at most, MB | {highest():.0f} |", flush=True)


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
        for path, data in zip(portrait.values(), (small(), large()), strict=True):
            path.write_bytes(data)
        print(f"| {' | '.join(HEADS)} |\n|{' --- |' * len(HEADS)}", flush=True)
        full = 0.0
        for times in options.times:
            with launched(playwright) as browser:
                took = portraits(browser, home, portrait, times, full)
                full = full or took
            with launched(playwright) as browser:
                read(browser, files, times)
        with launched(playwright) as browser, opened(browser, f"{home}404.html"):
            time.sleep(2)
            print(f"| blank page: memory at most, MB | {highest():.0f} |")
        print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
