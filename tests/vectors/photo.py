"""Vectors of a portrait's file: what each module makes of the corpus."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

import PIL
from PIL import features

from tests.vectors import arrays, damaged, geometry, halves, measuring, pictures, shown, store
from tests.vectors.store import File
from tests.vectors.twins import sources
from zikao.checks.clock import known_facts
from zikao.checks.findings import Case, Prepared, finding
from zikao.checks.on_device import of_the_file
from zikao.checks.outline import in_order
from zikao.clock import BEIJING
from zikao.facts import ON_DEVICE
from zikao.formats.exif import read_exif
from zikao.formats.follow import follow
from zikao.formats.jpeg import read_jpeg
from zikao.formats.png import read_png
from zikao.formats.room import ROOM
from zikao.formats.signatures import identify
from zikao.formats.strip import UncleanError, clean
from zikao.formats.trailers import read_trailers
from zikao.judge.rules import judge
from zikao.photo.file import measure_file, read_file
from zikao.photo.limits import DEFAULT_LIMITS
from zikao.photo.traces import find_traces
from zikao.rulebook.document import Document
from zikao.rulebook.store import load_library

PARTS: Final = ("formats", "photo")
PIXELS: Final = "photo/decode"
"""Of the decoded pixels: they are those of one version of the decoder."""


FINDINGS: Final = "photo/findings"


def decoder() -> dict[str, str | None]:
    """Whose pixels they are."""
    return {"pillow": PIL.__version__, "libjpeg_turbo": features.version_feature("libjpeg_turbo")}


def documents(files: dict[str, File]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each module's document by its path below the vectors."""
    yield "photo/sources", {"sources": sources(*PARTS)}
    for name, each in (
        ("formats/signatures", _kind),
        ("formats/jpeg", _jpeg),
        ("formats/png", _png),
        ("formats/exif", _exif),
        ("formats/quality", _quality),
        ("formats/trailers", _trailers),
        ("formats/follow", _followed),
        ("formats/strip", _stripped),
        ("photo/traces", _traces),
        ("photo/file", _file),
    ):
        made = {label: each(file) for label, file in files.items()}
        yield (
            f"photo/{name.rpartition('/')[2]}",
            {
                "module": name,
                "of": {label: value for label, value in made.items() if value is not None},
            },
        )


def pixels(files: dict[str, File]) -> dict[str, Any]:
    """SHA-256 of each decoded picture, of its mode and size first; null where it does not decode."""
    return {"decoder": decoder(), "of": {label: digest(file) for label, file in files.items()}}


def damage() -> dict[str, Any]:
    """The same of files with a byte changed."""
    return damaged.document(lambda data: digest(File(data, "a.jpg")))


def digest(file: File) -> str | None:
    """SHA-256 of a decoded picture."""
    with ROOM.share() as share:
        image = read_file(file.data, file.name, share=share).image
    if image is None:
        return None
    shape = f"{image.mode} {image.width} {image.height}\n".encode()
    return hashlib.sha256(shape + image.tobytes()).hexdigest()


def _kind(file: File) -> str:
    return identify(file.data)


def _jpeg(file: File) -> Any:
    if identify(file.data) != "jpeg":
        return None
    found = read_jpeg(file.data, DEFAULT_LIMITS.parts, DEFAULT_LIMITS.pictures)
    return {
        "ended": found.ended,
        "overfull": found.overfull,
        "pictures": found.pictures,
        "end": found.end,
        "progressive": found.progressive,
        "segments": len(found.segments),
        "last": [[s.marker, s.start, s.end] for s in found.segments[-12:]],
    }


def _png(file: File) -> Any:
    if identify(file.data) != "png":
        return None
    found = read_png(file.data, DEFAULT_LIMITS.parts)
    return {
        "ended": found.ended,
        "overfull": found.overfull,
        "end": found.end,
        "chunks": len(found.chunks),
        "last": [[c.name.decode("latin-1"), c.start, c.end] for c in found.chunks[-12:]],
    }


def _block(file: File) -> bytes | None:
    kind = identify(file.data)
    if kind == "jpeg":
        return read_jpeg(file.data).exif
    return read_png(file.data).exif if kind == "png" else None


def _exif(file: File) -> Any:
    block = _block(file)
    return None if block is None else asdict(read_exif(block))


def _quality(file: File) -> Any:
    if identify(file.data) != "jpeg":
        return None
    found = read_jpeg(file.data).quality
    return asdict(found) if found else None


def _trailers(file: File) -> Any:
    if identify(file.data) != "jpeg":
        return None
    jpeg = read_jpeg(file.data, pictures=DEFAULT_LIMITS.pictures)
    return [[each.what, each.bytes] for each in read_trailers(file.data[jpeg.end :])] or None


STEPS: Final = (1, 2, 700, 3, 40_000)
"""Bytes of the pieces in which a file comes, again and again."""


def _followed(file: File) -> Any:
    page = follow(identify(file.data))
    if page is None:
        return None
    for piece in _pieces(file.data):
        page.feed(piece)
    return {
        "width": page.width,
        "height": page.height,
        "orientation": page.orientation,
        "ended": page.ended,
        "overfull": page.overfull,
    }


def _pieces(data: bytes) -> Iterator[bytes]:
    at = 0
    for step in itertools.cycle(STEPS):
        if at >= len(data):
            return
        yield data[at : at + step]
        at += step


def _stripped(file: File) -> Any:
    kind = identify(file.data)
    if kind not in ("jpeg", "png"):
        return None
    try:
        cleaned = clean(kind, file.data)
    except UncleanError:
        return {"sha256": None}
    return {"sha256": hashlib.sha256(cleaned.data).hexdigest(), "orientation": cleaned.orientation}


def _traces(file: File) -> Any:
    jpeg = read_jpeg(file.data) if identify(file.data) == "jpeg" else None
    if jpeg is None or jpeg.overfull:
        return None
    found = find_traces(read_exif(jpeg.exif).software, jpeg)
    return asdict(found) if found.software or found.editors else None


def _file(file: File) -> Any:
    measured = measure_file(file.data, file.name)
    return {"facts": measured.facts, "absent": measured.absent}


NOW: Final = datetime(2026, 11, 30, 9, tzinfo=BEIJING)
SPEC: Final = "anhui/graduation"


def rules() -> dict[str, Any]:
    """The rules that are judged: those of a spec as they stood when these vectors were made."""
    return of_the_file(load_library().compiled("photo", SPEC)).as_json()


def findings(files: dict[str, File], compiled: dict[str, Any]) -> dict[str, Any]:
    """What a device finds in each file by these rules: every word of what is wrong, names of what is open."""
    prepared = Prepared(Document.model_validate(compiled))
    made = {label: _found(file, prepared) for label, file in files.items()}
    return {"now": NOW.isoformat(), "rules": compiled, "of": made}


def _found(file: File, prepared: Prepared) -> dict[str, Any]:
    measured = measure_file(file.data, file.name)
    facts, absent = dict(measured.facts), dict(measured.absent)
    if "width" in facts:  # what rests on pixels is not measured there
        for name in ("decodes", "color_profile"):
            facts.pop(name, None)
            absent[name] = ON_DEVICE
    case = Case(prepared, known_facts(prepared.document, facts, NOW), absent)
    outcomes = judge(prepared.document, case.facts).outcomes
    found = in_order(finding(case, each) for each in outcomes if each.outcome != "not_applicable")
    wrong = [[each.id, each.sentence, each.measured, each.mend] for each in found if each.outcome == "no"]
    return {"wrong": wrong, "unchecked": [each.id for each in found if each.outcome == "not checked"]}


def make() -> None:
    """Write all of them anew."""
    store.write("photo/files", store.pack(pictures.corpus(), pictures.ALIKE))
    files = store.unpack(store.read("photo/files"))
    for path, document in documents(files):
        store.write(path, document)
    store.write(PIXELS, pixels(files))
    store.write(FINDINGS, findings(files, rules()))
    store.write(arrays.PATH, arrays.document())
    store.write(geometry.PATH, geometry.document())
    store.write(halves.PATH, halves.document())
    store.write(damaged.PATH, damage())
    store.write(shown.PATH, shown.document(files))
    store.write(measuring.PATH, measuring.document(files))
