"""The networks' files, as a device is handed them: the largest in half precision."""

from __future__ import annotations

from tests.vectors.replay import NAMES
from zikao import weights
from zikao.cache import cache_folder
from zikao.formats.halves import halved
from zikao.photo.face import networks as subject


def file(name: str) -> str:
    """What a network's file is called."""
    return f"{name}.halves" if name == "parts" else f"{name}.tflite"


def content(name: str) -> bytes:
    """Of one network, by what it is called."""
    wanted = next(each for each, called in NAMES.items() if called == name)
    if wanted.endswith(".tflite"):
        return subject._content(subject._BUNDLE, cache_folder(), wanted)
    weight = next(each for each in weights.ALL if each.id == wanted)
    whole = (cache_folder() / weight.file).read_bytes()
    return halved(whole) if name == "parts" else whole
