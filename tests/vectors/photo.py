"""Vectors of a portrait's file: what each module makes of the corpus."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

import PIL
from PIL import features

from tests.vectors import pictures, store
from tests.vectors.store import File
from tests.vectors.twins import sources
from zikao.formats.exif import read_exif
from zikao.formats.jpeg import read_jpeg
from zikao.formats.png import read_png
from zikao.formats.room import ROOM
from zikao.formats.signatures import identify
from zikao.formats.trailers import read_trailers
from zikao.photo.file import measure_file, read_file
from zikao.photo.limits import DEFAULT_LIMITS
from zikao.photo.traces import find_traces

PARTS: Final = ("formats", "photo")
PIXELS: Final = "photo/decode"
"""Of the decoded pixels: they are those of one version of the decoder."""


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
    return {"decoder": decoder(), "of": {label: _pixels(file) for label, file in files.items()}}


def _pixels(file: File) -> str | None:
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


def _traces(file: File) -> Any:
    jpeg = read_jpeg(file.data) if identify(file.data) == "jpeg" else None
    if jpeg is None or jpeg.overfull:
        return None
    found = find_traces(read_exif(jpeg.exif).software, jpeg)
    return asdict(found) if found.software or found.editors else None


def _file(file: File) -> Any:
    measured = measure_file(file.data, file.name)
    return {"facts": measured.facts, "absent": measured.absent}


def make() -> None:
    """Write all of them anew."""
    store.write("photo/files", store.pack(pictures.corpus(), pictures.ALIKE))
    files = store.unpack(store.read("photo/files"))
    for path, document in documents(files):
        store.write(path, document)
    store.write(PIXELS, pixels(files))
