"""Portraits measured and judged twice, by Python and by JavaScript: where the two part, and by how much.

Both are told the same by the networks, which Python alone runs, so that everything else is compared: what
the networks are shown, every fact and every reason, and the findings of a spec's rules. The portraits are the
studio's own and those with a labelled defect (`_photo_defects.py`) of one person in so many. Facts part where
they differ by more than the tolerance that is described with them. Times are CPU time without the networks;
JavaScript runs in Node.js, where the first portraits are slower, as they are on a phone.

    python benchmarks/photo_twins.py [--every N] [--portraits FOLDER] [--spec PROVINCE/SPEC]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import struct
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from _photo_defects import DEFECTS, GROUNDS
from _photo_samples import FOLDER, compliant_layout, originals
from numpy.typing import NDArray

from zikao.checks.circumstances import Circumstances
from zikao.checks.on_device import whole
from zikao.checks.photo import check_photo
from zikao.facts import tolerances
from zikao.photo.face import networks
from zikao.photo.facts import PhotoFacts
from zikao.photo.measuring import measure
from zikao.rulebook.store import load_library

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = load_library()
TOLERANCES = tolerances(PhotoFacts)
NAMES = {
    "face_detector.tflite": "detector",
    "face_landmarks_detector.tflite": "mesh",
    "face_blendshapes.tflite": "expression",
    "selfie-outline": "outline",
    "selfie-classes": "parts",
}
"""What JavaScript calls the networks."""
MOMENT = datetime.fromisoformat("2026-11-30T09:00")

Floats = NDArray[np.float32]


@dataclass
class Said:
    """What the networks said of one picture, and how long that took them."""

    runs: dict[tuple[str, str], list[Floats]] = field(default_factory=dict)
    seconds: float = 0.0

    def network(self, name: str, folder: Path, member: str = "") -> Callable[[Floats], list[Floats]]:
        """One that is run once for each input."""

        def run(values: Floats) -> list[Floats]:
            start = time.process_time()
            data = values.astype("<f4").tobytes()
            # Points are no whole numbers: of these each language has its own.
            key = NAMES[member or name], "" if member == "face_blendshapes.tflite" else _digest(data)
            if key not in self.runs:
                self.runs[key] = networks._loaded(name, folder, member)(values)
            self.seconds += time.process_time() - start
            return self.runs[key]

        return run


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def pictures(folder: Path, every: int) -> Iterator[tuple[str, bytes]]:
    """Files by what is in them."""
    for row in json.loads((folder / "manifest.json").read_text("utf-8")):
        yield row["file"], (folder / row["file"]).read_bytes()
    for at, person in enumerate(originals(folder=folder)[::every]):
        place = compliant_layout(person)
        if place is None:
            continue
        for nth, (name, make) in enumerate(DEFECTS.items()):
            ground, color = list(GROUNDS.items())[(at + nth) % len(GROUNDS)]
            yield f"{person.subject}, {ground}: {name}", make(person, place, color)


@dataclass
class Tables:
    """What came out."""

    spec: str
    pictures: int = 0
    compared: Counter[str] = field(default_factory=Counter)
    worst: dict[str, tuple[float, str]] = field(default_factory=dict)
    apart: list[str] = field(default_factory=list)
    findings: int = 0
    other_findings: list[str] = field(default_factory=list)
    seconds: list[tuple[float, float]] = field(default_factory=list)

    def compare(self, label: str, one: dict[str, Any], other: dict[str, Any]) -> None:
        """Facts and reasons of Python and of JavaScript."""
        for name in PhotoFacts.model_fields:
            wanted, found = one["facts"].get(name), other["facts"].get(name)
            self.compared[name] += wanted is not None
            if isinstance(wanted, int | float) and isinstance(found, int | float):
                off = abs(wanted - found)
                self.worst[name] = max(self.worst.get(name, (0.0, "")), (off, label))
                # A step of the last digit that is told is a hair more than the number that says so.
                alike = off <= TOLERANCES.get(name, 0) * (1 + 1e-6)
            else:
                alike = wanted == found
            if not alike or one["absent"].get(name) != other["absent"].get(name):
                self.apart.append(f"{label}: {name} {wanted!r} {found!r} {other['absent'].get(name, '')}")

    def judge(self, label: str, one: dict[str, Any], other: dict[str, Any]) -> None:
        """Findings of Python's report and of JavaScript's."""
        told = [{each["id"]: each for each in report["findings"]} for report in (one, other)]
        self.findings += len(told[0])
        for name in told[0].keys() | told[1].keys():
            wanted, found = (each.get(name, {}) for each in told)
            if wanted.get("outcome") != found.get("outcome"):
                self.other_findings.append(
                    f"{label}: {name} {wanted.get('measured')} {found.get('measured')}"
                )

    def print(self) -> None:
        """What came out, facts that are no numbers together."""
        print(f"{self.pictures} portraits\n\n{'fact':30}{'compared':>9}{'tolerance':>11}{'worst':>10}  of")
        for name in TOLERANCES:
            worst, label = self.worst.get(name, (0.0, ""))
            row = f"{name:30}{self.compared[name]:9}{TOLERANCES[name]:11}{worst:10.2g}"
            print(f"{row}  {label}" if worst else row)
        others = sum(count for name, count in self.compared.items() if name not in TOLERANCES)
        print(f"{'all others':30}{others:9}")
        print(f"\nfacts or reasons that part: {len(self.apart)}", *self.apart[:40], sep="\n  ")
        parted = len(self.other_findings)
        print(
            f"findings of {self.spec} that part: {parted} of {self.findings}",
            *self.other_findings[:40],
            sep="\n  ",
        )
        python, node = (1000 * statistics.median(each) for each in zip(*self.seconds, strict=True))
        print(
            f"\nms of CPU, without networks: Python {python:.0f}, Node.js {node:.0f}, its first portrait "
            f"{1000 * self.seconds[0][1]:.0f}"
        )


class Other:
    """Node.js, which measures what it is handed."""

    def __init__(self, spec: str) -> None:
        command = "scripts/node --import ./widgets/testing/register.mjs benchmarks/photo_twins.mjs"
        self._process = subprocess.Popen(
            command.split(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )
        head = {"spec": whole(LIBRARY, spec), "now": f"{MOMENT.isoformat()}+08:00"}
        self._send(head, [networks.face_model()])

    def measure(self, label: str, data: bytes, said: Said) -> dict[str, Any]:
        """Its facts, reasons, report and time."""
        runs = [[*key, [each.size for each in outputs]] for key, outputs in said.runs.items()]
        floats = [each.astype("<f4").tobytes() for outputs in said.runs.values() for each in outputs]
        self._send({"name": label, "runs": runs}, [data, *floats])
        assert self._process.stdout
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found

    def _send(self, head: dict[str, Any], blocks: list[bytes]) -> None:
        text = json.dumps({**head, "lengths": [len(each) for each in blocks]}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"".join([struct.pack("<I", len(text)), text, *blocks]))
        self._process.stdin.flush()


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--every", type=int, default=30, help="people of whom each defect is made: one in N")
    parser.add_argument("--portraits", type=Path, default=FOLDER)
    parser.add_argument("--spec", default="anhui/graduation")
    wanted = parser.parse_args()
    other, tables = Other(wanted.spec), Tables(wanted.spec)
    for label, data in pictures(wanted.portraits, wanted.every):
        said = Said()
        name = f"{tables.pictures}.jpg"
        with mock.patch.object(networks, "_network", said.network):
            start = time.process_time()
            measured = measure(data, name)
            seconds = time.process_time() - start - said.seconds
            around = Circumstances(None, MOMENT, {}, measured_on="device")
            report = check_photo(LIBRARY, wanted.spec, data, name, around)
        found = other.measure(name, data, said)
        tables.pictures += 1
        tables.seconds.append((seconds, found["seconds"]))
        tables.compare(label, measured.model_dump(mode="json"), found)
        tables.judge(label, report.model_dump(mode="json"), found["report"])
    tables.print()


if __name__ == "__main__":
    main()
