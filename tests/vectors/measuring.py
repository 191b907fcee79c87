"""Vectors of whole files, measured where no network is there, and of the places of seen portraits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from unittest import mock

from tests.vectors.store import File
from zikao.photo.face import networks, outline
from zikao.photo.face.networks import NotMeasured
from zikao.photo.file import measure_file
from zikao.photo.ground.colors import ALLOWED_BACKGROUNDS
from zikao.photo.measuring import measure
from zikao.photo.places import places_of
from zikao.photo.reading import read_portrait

if TYPE_CHECKING:
    from tests.vectors.seen import Seen

PATH: Final = "photo/measuring"
PLACES: Final = "photo/places"
UNCOVERED: Final = "photo/uncovered"
WHY: Final = "没有模型"


def document(files: Mapping[str, File]) -> dict[str, Any]:
    """Of each file what is measured beyond what it says: facts, and how many are absent for which reason."""
    with mock.patch.object(networks, "_network", side_effect=NotMeasured(WHY)):
        return {"why": WHY, "of": {label: _beyond(file) for label, file in files.items()}}


def _beyond(file: File) -> dict[str, Any]:
    said, found = measure_file(file.data, file.name), measure(file.data, file.name)
    facts = {name: value for name, value in found.facts.items() if name not in said.facts}
    return {
        "facts": facts,
        "absent": Counter(found.absent[name] for name in sorted(found.absent.keys() - said.absent)),
    }


def places(each: Seen) -> dict[str, Any]:
    """By the fact, each box with the name of its line, where it is one; facts without one are left out."""
    found = {fact: places_of(each.portrait, fact) for fact in each.portrait.facts}
    return {fact: [[*place.box, place.line] for place in listed] for fact, listed in found.items() if listed}


def uncovered(each: Seen) -> dict[str, Any]:
    """Facts and reasons where the network that tells what lies over a face is not there."""
    with mock.patch.object(outline, "person_parts", side_effect=NotMeasured(WHY)):
        portrait = read_portrait(each.picture, ALLOWED_BACKGROUNDS)
    return {"facts": portrait.facts, "absent": portrait.absent}
