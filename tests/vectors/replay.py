"""What the networks said of a picture, kept small, and said again: so both languages start from the same.

Numbers are rounded, some of them coarsely; whatever is measured is measured of the rounded ones.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from zikao.photo.face import networks

Floats = NDArray[np.float32]
Run = Callable[[Floats], list[Floats]]

NAMES: Final = {
    "face_detector.tflite": "detector",
    "face_landmarks_detector.tflite": "mesh",
    "face_blendshapes.tflite": "expression",
    "selfie-outline": "outline",
    "selfie-classes": "parts",
}
"""What a network is called, by its file or the pack that it is."""

STEPS: Final = {
    "detector": 1 / 64,
    "mesh": 1 / 64,
    "expression": 1 / 32768,
    "outline": 1 / 255,
    "parts": 1 / 2,
}
"""What outputs are whole times of: pixels of a square, scores, logits below those of the likeliest part."""
_BYTES: Final = ("outline", "parts")
"""Those whose steps are few enough for bytes; others have 16 bits."""
_LEAST: Final = -3
"""Logit from which on a box of the detector is kept."""
_MOST: Final = 20
"""Steps below the likeliest part at which the others end."""


def packed(name: str, outputs: list[Floats]) -> str:
    """The outputs of one run as text."""
    return base64.b64encode(zlib.compress(_steps(name, outputs).tobytes(), 9)).decode()


def unpacked(name: str, text: str) -> list[Floats]:
    """The outputs, as the network would give them."""
    data = zlib.decompress(base64.b64decode(text))
    steps = np.frombuffer(data, np.uint8 if name in _BYTES else "<i2")
    values = steps.astype(np.float32) * np.float32(STEPS[name])
    if name == "detector":
        boxes, logits = np.zeros((1, 896, 16), np.float32), np.full((1, 896, 1), -100, np.float32)
        rows = values.reshape(-1, 18)
        at = steps.reshape(-1, 18)[:, 0]
        logits[0, at, 0], boxes[0, at] = rows[:, 1], rows[:, 2:]
        return [boxes, logits]
    if name == "mesh":
        points, presence = np.split(values, [1434])
        return [points.reshape(1, 1, 1, 1434), presence.reshape(1, 1, 1, 1), np.zeros((1, 1), np.float32)]
    if name == "parts":
        return [np.ascontiguousarray(np.moveaxis(-values.reshape(6, 256, 256), 0, -1))[None]]
    return [values.reshape(1, 256, 256, 1) if name == "outline" else values]


def _steps(name: str, outputs: list[Floats]) -> NDArray[Any]:
    values = outputs[0].ravel()
    if name == "detector":
        logits = outputs[1][0, :, 0]
        (kept,) = np.nonzero(logits > _LEAST)
        numbers = np.concatenate([logits[kept, None], outputs[0][0, kept]], axis=1) / STEPS[name]
        return np.concatenate([kept[:, None], numbers.round()], axis=1).astype("<i2")
    if name == "mesh":
        values = np.append(values, outputs[1].ravel())
    if name == "parts":
        planes = np.moveaxis(outputs[0][0], -1, 0)
        values = np.minimum(planes.max(axis=0) - planes, _MOST * STEPS[name])
    return (values / STEPS[name]).round().astype(np.uint8 if name in _BYTES else "<i2")


class Replay:
    """The runs over one picture as they came: network, digest of its input, packed outputs."""

    def __init__(self, runs: list[list[str]]) -> None:
        self.runs = runs

    @contextmanager
    def running(self) -> Iterator[None]:
        """Until its end the networks say what is kept."""
        with mock.patch.object(networks, "_network", self._network):
            yield

    def _network(self, name: str, folder: Path, member: str = "") -> Run:
        called = NAMES[member or name]
        return lambda values: self.say(called, values, lambda: networks._loaded(name, folder, member))

    def say(self, name: str, values: Floats, network: Callable[[], Run]) -> list[Floats]:
        """What is kept of this network and this input; `network` is the one that runs.

        Raises:
            LookupError: nothing is kept.
        """
        seen = digest(name, values)
        for each, of, text in self.runs:
            if (each, of) == (name, seen):
                return unpacked(name, text)
        raise LookupError(f"no run of {name} with this input is kept: `make vectors`")


class Recorder(Replay):
    """Runs the networks and keeps what they say; the picture goes on to be measured by what is kept."""

    def __init__(self) -> None:
        super().__init__([])

    def say(self, name: str, values: Floats, network: Callable[[], Run]) -> list[Floats]:
        text = packed(name, network()(values))
        self.runs.append([name, digest(name, values), text])
        return unpacked(name, text)


class Checker(Replay):
    """Runs the networks too, and holds what they say against what is kept."""

    def say(self, name: str, values: Floats, network: Callable[[], Run]) -> list[Floats]:
        kept = super().say(name, values, network)
        again = unpacked(name, packed(name, network()(values)))
        for one, other in zip(kept, again, strict=True):
            # On another processor a number may fall to the other side of the middle of two steps.
            np.testing.assert_allclose(one, other, atol=1.01 * STEPS[name], err_msg=name)
        return kept


def digest(name: str, values: Floats) -> str:
    """SHA-256 of an input of pixels; of points, which are no whole numbers, of how many there are."""
    data = str(values.shape).encode() if name == "expression" else values.astype("<f4").tobytes()
    return hashlib.sha256(data).hexdigest()
