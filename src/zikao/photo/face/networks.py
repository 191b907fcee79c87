"""The networks, loaded once a process, and why one cannot be used."""

from __future__ import annotations

import io
import threading
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from zikao import runtimes, weights
from zikao.cache import cache_folder
from zikao.photo.seen_words import NOT_READY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_BUNDLE: Final = "face-landmarks"

_loading = threading.Lock()


class NotMeasured(Exception):  # noqa: N818 - no error: the rest of the portrait can still be measured
    """Something was not measured; `reason` says why, in zh-CN, without its full stop."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Network:
    """One LiteRT network on one thread. It holds its input and output, so concurrent callers take turns."""

    def __init__(self, content: bytes) -> None:
        try:
            interpreter = runtimes.litert_interpreter()
        except ImportError:
            raise NotMeasured(NOT_READY) from None
        self._turn = threading.Lock()
        self._model: Any = interpreter(model_content=content, num_threads=1)
        self._model.allocate_tensors()
        self._input: int = self._model.get_input_details()[0]["index"]
        self._outputs: list[int] = [each["index"] for each in self._model.get_output_details()]

    def __call__(self, values: Floats) -> list[Floats]:
        """The outputs for one input, whose leading axis of length 1 is added here."""
        with self._turn:
            self._model.set_tensor(self._input, values[None])
            self._model.invoke()
            return [self._model.get_tensor(each) for each in self._outputs]


def face_detector() -> Network:
    """BlazeFace, short range: 128x128x3 in [-1, 1] to 896 boxes with 6 points, and 896 scores."""
    return _network(_BUNDLE, cache_folder(), "face_detector.tflite")


def face_mesh() -> Network:
    """256x256x3 in [0, 1] to 478 points and the presence of a face."""
    return _network(_BUNDLE, cache_folder(), "face_landmarks_detector.tflite")


def face_expression() -> Network:
    """146 of the points, in pixels, to 52 blendshape scores."""
    return _network(_BUNDLE, cache_folder(), "face_blendshapes.tflite")


def person_outline() -> Network:
    """256x256x3 in [0, 1] to the probability of a person."""
    return _network("selfie-outline", cache_folder())


def person_parts() -> Network:
    """256x256x3 in [0, 1] to the logits of background, hair, body skin, face skin, clothes, others."""
    return _network("selfie-classes", cache_folder())


def face_model() -> bytes:
    """The canonical face of the landmarks' bundle, as its protocol buffer."""
    return _content(_BUNDLE, cache_folder(), "geometry_pipeline_metadata_landmarks.binarypb")


def _network(name: str, folder: Path, member: str = "") -> Network:
    with _loading:
        return _loaded(name, folder, member)


@lru_cache(maxsize=16)
def _loaded(name: str, folder: Path, member: str) -> Network:
    return Network(_content(name, folder, member))


def _content(name: str, folder: Path, member: str = "") -> bytes:
    """Verified bytes of a weights file, or of a member of it.

    Raises:
        NotMeasured: the file is not there, or is another.
    """
    (wanted,) = (each for each in weights.ALL if each.id == name)
    if weights.state(wanted, folder) != "ready":
        raise NotMeasured(NOT_READY)
    content = (folder / wanted.file).read_bytes()
    if not member:
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        return bundle.read(member)
