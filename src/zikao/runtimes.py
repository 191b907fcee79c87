"""The one door to the libraries that run networks: what they would report to their makers is off.

onnxruntime from 1.29 on counts its use, on Linux too: a device id and a queue of events (path of the
interpreter, processor, names of models) in the home folder, later sent to its maker. Only a variable that is
set before its first import stops it; its own function for that comes too late. LiteRT has places for such
reports, and its packages for Python put nothing there. Both are asked for here alone: no way into zikao can
forget it.
"""

from __future__ import annotations

import os
from typing import Any, Final

SILENCED: Final = {"ORT_DISABLE_TELEMETRY": "1"}
"""Variables of the environment, and what they are set to whatever they were."""


def not_ready(what: str) -> str:
    """Why something was not measured, for a candidate: `what` needs libraries and weights that are not here.

    Whoever runs the service is told by its commands what is missing and how to take it.
    """
    return f"{what}的部件在这里还没有准备好，这一项请自己对照规定看"


def onnxruntime() -> Any:
    """The module of that name, silent.

    Raises:
        ImportError: it is not installed.
    """
    os.environ.update(SILENCED)
    import onnxruntime

    return onnxruntime


def litert_interpreter() -> Any:
    """LiteRT's class that loads and runs one model.

    Raises:
        ImportError: it is not installed.
    """
    from ai_edge_litert.interpreter import Interpreter

    return Interpreter
