"""The networks' files, as a device is handed them."""

from __future__ import annotations

from tests.vectors.replay import NAMES
from zikao import weights
from zikao.cache import cache_folder
from zikao.photo.face import networks as subject


def content(name: str) -> bytes:
    """Of one network, by what it is called."""
    wanted = next(each for each, called in NAMES.items() if called == name)
    if wanted.endswith(".tflite"):
        return subject._content(subject._BUNDLE, cache_folder(), wanted)
    file = next(each.file for each in weights.ALL if each.id == wanted)
    return (cache_folder() / file).read_bytes()
