"""From the reader's probabilities to text: the best class of each step, repeats and blanks left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

BLANK = 0


def decode(probabilities: npt.NDArray[np.float32], alphabet: Sequence[str]) -> list[tuple[str, float]]:
    """Text and mean probability of its characters, for each line of (N, T, classes)."""
    best = probabilities.argmax(axis=2)
    sure = np.take_along_axis(probabilities, best[:, :, np.newaxis], axis=2)[:, :, 0]
    new = np.ones_like(best, dtype=np.bool_)
    new[:, 1:] = best[:, 1:] != best[:, :-1]
    kept = new & (best != BLANK)
    return [
        ("".join(alphabet[number] for number in row[keep]), float(scores[keep].mean()) if keep.any() else 0.0)
        for row, scores, keep in zip(best, sure, kept, strict=True)
    ]
