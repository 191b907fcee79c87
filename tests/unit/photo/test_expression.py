"""What is read out of the blendshape network's answer; the network itself is stood in for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from zikao.photo.face import expression
from zikao.photo.face.mesh import Mesh

BLINKS = ("eyeBlinkLeft", "eyeBlinkRight")
SMILES = ("mouthSmileLeft", "mouthSmileRight")
PLACE = {"eyeBlinkLeft": 9, "eyeBlinkRight": 10, "mouthSmileLeft": 44, "mouthSmileRight": 45}
"""Of 52 scores, as the model card of the blendshape network lists them."""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The facts that come of given scores; all others are 0.99."""

    def answer(**scores: float) -> dict[str, float]:
        made = np.full((1, 52), 0.99, np.float32)
        for name, score in scores.items():
            made[0, PLACE[name]] = score

        def network(points: Any) -> tuple[Any]:
            assert points.shape == (146, 2)
            return (made,)

        monkeypatch.setattr(expression, "face_expression", lambda: network)
        found = expression.read_expression(Mesh(np.zeros((478, 3), np.float32)))
        return {"eyes_closed_score": found.blink, "smile_score": found.smile}

    return answer


def test_both_corners_of_the_mouth_count_alike(read: Any) -> None:
    found = read(**dict.fromkeys(BLINKS, 0.0), mouthSmileLeft=0.2, mouthSmileRight=0.6)
    assert found["smile_score"] == pytest.approx(0.4)


def test_the_more_closed_eye_counts(read: Any) -> None:
    found = read(eyeBlinkLeft=0.1, eyeBlinkRight=0.7, **dict.fromkeys(SMILES, 0.0))
    assert found["eyes_closed_score"] == pytest.approx(0.7)
