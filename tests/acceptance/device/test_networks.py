"""The networks say on a device what they say on the server: same weights, LiteRT's build for browsers."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from tests.vectors import seen
from tests.vectors.replay import Floats, Replay, Run
from zikao.site.device import NETWORKS

ROOT: Final = Path(__file__).resolve().parents[3]
FAR: Final = {"detector": 2e-3, "mesh": 1e-3, "expression": 2e-5, "outline": 1e-4, "parts": 0.15}
"""By how much any number may differ: pixels of a square, scores, logits. The parts come in half precision."""
SAME: Final = 0.998
"""Share of the cells whose likeliest part has to be the same."""


class Runs(Replay):
    """Keeps the last input of each network, and what it came to on the server."""

    def __init__(self, runs: list[list[str]]) -> None:
        super().__init__(runs)
        self.seen: dict[str, tuple[Floats, list[Floats]]] = {}

    def say(self, name: str, values: Floats, network: Callable[[], Run]) -> list[Floats]:
        self.seen[name] = values, network()(values)
        return super().say(name, values, network)


def test_a_network_says_the_same_in_the_build_for_browsers(networks: None, tmp_path: Path) -> None:
    plain = next(each for each in seen.seen() if each.label == "plain")
    runs = Runs(plain.replay.runs)
    seen.look(plain.label, plain.file, runs)
    assert runs.seen.keys() == FAR.keys()
    for name, (values, _) in runs.seen.items():
        file = next(each for each in NETWORKS["photo"] if each.name.startswith(f"{name}."))
        (tmp_path / file.name).write_bytes(file.content())
        (tmp_path / f"{name}.input").write_bytes(values.astype("<f4").tobytes())
    script = Path(__file__).with_name("litert.mjs")
    subprocess.run([ROOT / "scripts" / "node", script, tmp_path], check=True, timeout=120)
    for name, (_, outputs) in runs.seen.items():
        for number, wanted in enumerate(outputs):
            found = np.frombuffer((tmp_path / f"{name}.{number}").read_bytes(), "<f4")
            far = np.abs(found - wanted.ravel()).max()
            assert far <= FAR[name], (name, number, far)
            if name == "parts":
                likeliest = (each.reshape(-1, 6).argmax(axis=1) for each in (found, wanted))
                assert np.equal(*likeliest).mean() > SAME
