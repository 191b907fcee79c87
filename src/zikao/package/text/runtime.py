"""The two models and their alphabet, loaded once per process.

PP-OCRv6 tiny (Baidu, Apache-2.0) on onnxruntime: one thread, no spinning. With its default of one thread per
core, all spinning while they wait, several checks at a time take each other's processors.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from zikao import runtimes
from zikao.cache import cache_folder
from zikao.errors import ZikaoError
from zikao.weights import OF_TEXT, state

NOT_READY: Final = runtimes.not_ready("识别文字")

Tensor = npt.NDArray[np.float32]


class NoReaderError(ZikaoError):
    """Text cannot be read here: the runtime or the weights are missing."""


class Models:
    """Both networks, ready to run. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        files = {weights.id: folder / weights.file for weights in OF_TEXT}
        self._lines = _session(files["text-lines"])
        self._reader = _session(files["text-reader"])
        alphabet = files["text-characters"].read_text(encoding="utf-8").removesuffix("\n").split("\n")
        self.alphabet = ("", *alphabet, " ")
        """Character by class; class 0 is the blank of CTC, the last one the space."""

    def lines(self, batch: Tensor) -> Tensor:
        """(1, 3, H, W), sides multiples of 32, to (H, W): how likely each pixel belongs to text, 0..1."""
        likely: Tensor = self._run(self._lines, batch)[0, 0]
        return likely

    def reader(self, batch: Tensor) -> Tensor:
        """(N, 3, 48, W) to (N, T, classes): probabilities."""
        return self._run(self._reader, batch)

    @staticmethod
    def _run(session: Any, batch: Tensor) -> Tensor:
        found: Tensor = session.run(None, {"x": batch})[0]
        return found


def _session(path: Path) -> Any:
    onnxruntime = runtimes.onnxruntime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Pages differ in size: a plan of memory made for one of them is kept for good and fits no other.
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


_loaded: dict[Path, Models] = {}
_loading = threading.Lock()


def models() -> Models:
    """The models out of the cache folder.

    Raises:
        NoReaderError: the runtime is not installed, or the weights are missing or not the ones expected.
    """
    folder = cache_folder()
    with _loading:
        if folder not in _loaded:
            _loaded[folder] = _load(folder)
        return _loaded[folder]


def _load(folder: Path) -> Models:
    if any(state(weights, folder) != "ready" for weights in OF_TEXT):
        raise NoReaderError(NOT_READY)
    try:
        return Models(folder)
    except ImportError:
        raise NoReaderError(NOT_READY) from None
