"""Vectors of seen portraits: small pictures, what the networks say of each, and what is measured of that.

Whoever writes a document of his own about them says what one picture gives, and `document` does the rest. The
pictures and what the networks said stay as they are kept; `make vectors` makes anew what is not there.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from tests.vectors import store
from tests.vectors.photo import decoder
from tests.vectors.replay import Recorder, Replay
from tests.vectors.store import File
from zikao import weights
from zikao.formats.room import ROOM
from zikao.photo.file import read_file
from zikao.photo.ground.colors import ALLOWED_BACKGROUNDS
from zikao.photo.picture import Picture, show
from zikao.photo.portrait import Portrait
from zikao.photo.reading import read_portrait

PATH: Final = "photo/seen"


@dataclass(frozen=True)
class Seen:
    """One picture and what Python saw in it."""

    label: str
    file: File
    portrait: Portrait
    """Mesh, outline, parts, facts and all that was found on the way."""
    replay: Replay

    @property
    def picture(self) -> Picture:
        return self.portrait.picture


def documents() -> dict[str, dict[str, Any]]:
    """Each document over these pictures, by its path below the vectors."""
    from tests.vectors import face, fit, ground, measuring, mesh

    return {
        PATH: made(),
        face.PATH: face.made(),
        fit.PATH: fit.document(),
        ground.PATH: ground.document(),
        mesh.PATH: mesh.made(),
        measuring.PLACES: document("photo/places", measuring.places),
        measuring.UNCOVERED: document("photo/reading", measuring.uncovered),
    }


def made() -> dict[str, Any]:
    """The pictures, the networks' words and what the portrait as a whole gives."""
    return _whole(seen())


def document(module: str, measure: Callable[[Seen], Any]) -> dict[str, Any]:
    """What `measure` gives of each picture, while its networks say what is kept; None leaves one out."""
    found = {}
    for each in seen():
        with each.replay.running():
            value = measure(each)
        if value is not None:
            found[each.label] = plain(value)
    return {"module": module, "of": found}


@cache
def seen() -> tuple[Seen, ...]:
    """All of them, out of what is kept."""
    rows = store.read(PATH)["of"]
    return tuple(
        look(label, File(base64.b64decode(row["file"]), f"{label}.jpg"), Replay(row["runs"]))
        for label, row in rows.items()
    )


def look(label: str, file: File, replay: Replay) -> Seen:
    """Everything that is seen in one picture."""
    with ROOM.share() as share, replay.running():
        read = read_file(file.data, file.name, share=share)
        assert read.image is not None
        facts = read.measured.facts
        picture = show(read.image, int(facts["exif_orientation"]), int(facts["shown_height"]), read.colors)
        return Seen(label, file, read_portrait(picture, ALLOWED_BACKGROUNDS), replay)


def plain(value: Any) -> Any:
    """What JSON takes: arrays as lists, numbers with the seven digits that 32 bits hold."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return float(f"{value:.7g}")
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def _row(each: Seen) -> dict[str, Any]:
    portrait = each.portrait
    return {
        "file": base64.b64encode(each.file.data).decode(),
        "runs": each.replay.runs,
        "faces": [plain(asdict(face)) for face in portrait.faces],
        "facts": portrait.facts,
        "absent": portrait.absent,
    }


def _whole(found: Iterable[Seen]) -> dict[str, Any]:
    return {
        "decoder": decoder(),
        "weights": {each.file: each.sha256 for each in weights.OF_FACES},
        "allowed": ALLOWED_BACKGROUNDS,
        "of": {each.label: _row(each) for each in found},
    }


def make() -> None:
    """Write all of them anew. What is kept of a picture stays, as long as the networks are given the same."""
    from tests.vectors import portraits

    rows = store.read(PATH)["of"] if (store.FOLDER / f"{PATH}.json").is_file() else {}
    found = []
    for label in portraits.LABELS:
        row = rows.get(label)
        file = File(base64.b64decode(row["file"]), f"{label}.jpg") if row else portraits.portrait(label)
        try:
            found.append(look(label, file, Replay(row["runs"] if row else [])))
        except LookupError:
            found.append(look(label, file, Recorder()))
    store.write(PATH, _whole(found))
    seen.cache_clear()
    for path, each in documents().items():
        store.write(path, each)
