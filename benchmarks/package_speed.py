"""CPU time of checking ten scans of 12 megapixels, beside the least that anyone must do with them.

The least is one checksum over the archive, Pillow's decoding at a reduced scale, and the text models alone,
fed with the tensors of the check: no lines are found or cut out, no text is judged. One thread throughout.
Each has a process of its own: tensors kept for later would make the check give back memory all the time.
`unzip -t` and `7z t`, where installed, only test the archive.
"""

from __future__ import annotations

import functools
import io
import multiprocessing
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.unit.package import documents as drawn

from zikao.package.measuring import measure
from zikao.package.pages.rasters import LONG_SIDE
from zikao.package.text.runtime import Models, Tensor, models

SCANS = 10
SIZE = (4000, 3000)
ROUNDS = 9


def archive() -> bytes:
    """Ten pages of 4000 by 3000 pixels, 3 to 4 MB each."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as whole:
        for number in range(SCANS):
            page = drawn.Page.of(drawn.DOCUMENTS[number % len(drawn.DOCUMENTS)], number)
            upright = page.size_mm[0] < page.size_mm[1]
            size = SIZE[::-1] if upright else SIZE
            dpi = 25.4 * min(size[0] / page.size_mm[0], size[1] / page.size_mm[1])
            sheet = Image.new("RGB", size, (235, 235, 232))
            sheet.paste(page.draw(dpi), (0, 0))
            whole.writestr(f"{number:02}.jpg", drawn.jpeg(drawn.noisy(sheet, 5, number), 92))
    return target.getvalue()


@functools.cache
def recorded(path: Path) -> list[tuple[Callable[[Tensor], Tensor], Tensor]]:
    """Every call of a model that one check makes."""
    calls: list[tuple[Callable[[Tensor], Tensor], Tensor]] = []
    both, run = models(), Models._run

    def record(session: object, batch: Tensor) -> Tensor:
        calls.append((lambda tensor: run(session, tensor), batch))
        return run(session, batch)

    both._run = record  # type: ignore[method-assign]
    measure(path.read_bytes())
    del both._run
    return calls


def check(path: Path) -> tuple[float, int]:
    """CPU time of one check in seconds, and the most memory of its process so far in KiB."""
    data = path.read_bytes()
    return cpu(lambda: measure(data)), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def least(path: Path) -> tuple[float, float, float]:
    """CPU times of checksum, decoding and models."""
    data = path.read_bytes()
    calls = recorded(path)
    return (
        cpu(lambda: zlib.crc32(data)),
        cpu(lambda: decode(data)),
        cpu(lambda: [model(batch) for model, batch in calls]),
    )


def decode(data: bytes) -> None:
    """Every page at the scale that reading needs."""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        for name in whole.namelist():
            picture = Image.open(io.BytesIO(whole.read(name)))
            long, short = max(picture.size), min(picture.size)
            sides = (LONG_SIDE, LONG_SIDE * short // long)
            picture.draft("RGB", sides if picture.width >= picture.height else sides[::-1])
            picture.load()


def cpu(work: Callable[[], object]) -> float:
    """CPU time in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def outside(command: list[str], path: Path) -> str:
    """CPU time of another program over the same archive."""
    if shutil.which(command[0]) is None:
        return "not installed"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, path], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{spent * 1e3:.0f} ms"


def own_process() -> ProcessPoolExecutor:
    """One that starts empty."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def main() -> None:
    """Print the times, their ratio, and the peak of memory."""
    if not drawn.fonts():
        sys.exit(drawn.NO_FONT)
    with tempfile.TemporaryDirectory() as folder, own_process() as checking, own_process() as doing:
        path = Path(folder) / "scans.zip"
        with own_process() as drawing:  # which takes more memory than what is measured here
            path.write_bytes(drawing.submit(archive).result())
        # In turns, so that a busy machine is as unkind to the one as to the other; the first only loads.
        _, *rounds = [
            (checking.submit(check, path).result(), doing.submit(least, path).result())
            for _ in range(1 + ROUNDS)
        ]
        others = f"unzip -t {outside(['unzip', '-tqq'], path)}, 7z t {outside(['7z', 't'], path)}"
        size = path.stat().st_size
    ratios = sorted(own / sum(parts) for (own, _), parts in rounds)
    (own, _), (checksum, decoding, running) = min(rounds)
    print(
        f"package speed, {SCANS} scans of 12 megapixels, {size / 1e6:.0f} MB:"
        f" measure {own * 1e3:.0f} ms, crc32 {checksum * 1e3:.0f} + draft decode {decoding * 1e3:.0f}"
        f" + models {running * 1e3:.0f} ms;"
        f" ratio over {ROUNDS} rounds {ratios[ROUNDS // 2]:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )
    print(others)
    print(f"peak memory of the check {rounds[-1][0][1] / 1024:.0f} MiB, the archive included")


if __name__ == "__main__":
    main()
