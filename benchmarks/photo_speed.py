"""Cost of measuring a portrait against the least that it takes: decoding it and running the same networks.

CPU time of one thread, a 480x640 portrait, everything warm. A network's run includes making its input of the
picture and reading its output; beside it stand bare runs on inputs made beforehand. Then what loading costs,
in fresh processes.

    python benchmarks/photo_speed.py
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
from _photo_samples import FOLDER, LIGHT_BLUE, compliant_layout, cut, originals, saved
from PIL import Image

from zikao.photo.face import networks
from zikao.photo.face.detector import find_faces
from zikao.photo.face.expression import read_expression
from zikao.photo.face.mesh import find_mesh
from zikao.photo.face.outline import find_outline, find_parts
from zikao.photo.measuring import measure
from zikao.photo.picture import Picture

ROUNDS = 25

Work = Callable[[bytes], object]


def portrait() -> bytes:
    """A compliant portrait of some 30 KB."""
    person = originals()[3]
    layout = compliant_layout(person)
    if layout is None:
        raise ValueError("the benchmark's own portrait does not fit the bands")
    return saved(cut(person, LIGHT_BLUE, layout), 80)


def least(data: bytes) -> None:
    """Decoding, and the networks that measuring runs."""
    image = Image.open(io.BytesIO(data), formats=["JPEG"])
    image.load()
    picture = Picture(image, 1.0, native=True)
    mesh = find_mesh(picture, find_faces(picture)[0])
    if mesh is None:
        raise ValueError("the benchmark's own portrait shows no face")
    read_expression(mesh)
    find_outline(picture)
    find_parts(picture)


def bare() -> Work:
    """Decoding, and nothing of the networks but their invocation."""
    noise = np.random.default_rng(1)
    nets = [
        (networks.face_detector(), noise.random((128, 128, 3), np.float32)),
        (networks.face_mesh(), noise.random((256, 256, 3), np.float32)),
        (networks.face_expression(), noise.random((146, 2), np.float32) * 400),
        (networks.person_outline(), noise.random((256, 256, 3), np.float32)),
        (networks.person_parts(), noise.random((256, 256, 3), np.float32)),
    ]

    def work(data: bytes) -> None:
        Image.open(io.BytesIO(data), formats=["JPEG"]).load()
        for network, values in nets:
            network(values)

    return work


def cpu(work: Work, data: bytes) -> float:
    """Milliseconds of one call."""
    start = time.process_time()
    work(data)
    return (time.process_time() - start) * 1000


def compare(data: bytes) -> None:
    """Print medians of alternating runs, and the medians of their ratios."""
    works: tuple[Work, ...] = (bare(), least, measure)
    for work in (*works, *works):
        work(data)
    rounds = [[cpu(work, data) for work in works] for _ in range(ROUNDS)]
    invoked, needed, ours = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratios = [statistics.median(row[2] / row[at] for row in rounds) for at in (0, 1)]
    print(f"  decode, bare invocations   {invoked:6.1f} ms   ratio {ratios[0]:.2f}")
    print(f"  decode, networks           {needed:6.1f} ms   ratio {ratios[1]:.2f}")
    print(f"  measure                    {ours:6.1f} ms")


_FRESH = """
import sys, time
data = sys.stdin.buffer.read()
start = time.process_time()
from zikao.photo.measuring import measure
import zikao.photo.reading
imported = time.process_time()
measure(data)
first = time.process_time()
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
print(imported - start, first - imported, peak)
"""


def fresh(data: bytes) -> None:
    """Print what the first portrait of a process costs."""
    done = subprocess.run([sys.executable, "-c", _FRESH], input=data, capture_output=True, check=True)
    imported, first, peak = map(float, done.stdout.split())
    print(
        f"  fresh process: import {imported * 1000:5.0f} ms   load and first portrait {first * 1000:5.0f} ms"
        f"   peak memory {peak:4.0f} MiB"
    )


def main() -> int:
    if not FOLDER.is_dir():
        print("no folder 'shared' beside the repository: its portraits are not at hand")
        return 0
    data = portrait()
    print(f"a portrait of 480x640, {len(data):,} bytes, 1 thread, CPU time")
    compare(data)
    fresh(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
