"""Vectors of packing: archives, names, shares, and pictures that were made smaller."""

from __future__ import annotations

import base64
import hashlib
import itertools
import random
from collections.abc import Iterator
from typing import Any, Final

from tests.vectors import store
from tests.vectors.photo import decoder
from tests.vectors.store import File
from zikao.formats.signatures import identify
from zikao.package.pack import Entry, UncleanError, archive, is_legible, label_of, names, share_of, smaller

PATH: Final = "package/pack"
MOST: Final = 100_000
"""Bytes within which each picture is written at the first attempt."""
SHARES: Final = (0.85, 0.5)
"""Of what came of that: less and less of the picture is left."""
NAMES: Final = (
    ("a.jpg",),
    ("01-身份证.jpg", "02-课程合格证-1.png", "03-材料.pdf"),
    tuple(f"{number:03}-材料-{number}.jpg" for number in range(120)),
)
SEEN: Final = (
    "identity_card_seen",
    "household_register_seen",
    "admission_ticket_seen",
    "course_certificate_seen",
)
TYPES: Final = ("identity_card_front", "identity_card_back", "admission_ticket", None)


def document(files: dict[str, File]) -> dict[str, Any]:
    """All of it; the pictures are some of `photo/files`, and those of `photo/picture`."""
    chance = random.Random(31)
    return {
        "decoder": decoder(),
        "archives": [[list(each), hashlib.sha256(archive(_entries(each))).hexdigest()] for each in NAMES],
        "labels": [[facts, label_of(facts)] for facts in _facts()],
        "names": [[each, names([(label_of({}), ext) for ext in each])] for each in (["jpg"], ["jpg", "png"])],
        "shares": [[*each, share_of(*each)] for each in (_sizes(chance) for _ in range(40))],
        "legible": [[pages, values, is_legible(pages, values)] for pages, values in _pages()],
        "of": {label: _smaller(data) for label, data in _pictures(files)},
    }


def content(name: str) -> bytes:
    """Of an entry: its name, some times."""
    return name.encode() * 7


def _entries(each: tuple[str, ...]) -> list[Entry]:
    return [Entry(name, content(name)) for name in each]


def _facts() -> Iterator[dict[str, Any]]:
    for seen in itertools.product((False, True), repeat=len(SEEN)):
        for types in ((), TYPES[:1], TYPES[1:2], TYPES[:2], TYPES[2:3], TYPES[3:]):
            yield dict(zip(SEEN, seen, strict=True)) | {"pages": [{"page_type": each} for each in types]}


def _sizes(chance: random.Random) -> tuple[list[int], int, int]:
    sizes = [chance.randrange(1, 9_000) for _ in range(chance.randrange(9))]
    return sizes, chance.randrange(5_000), chance.randrange(40_000)


def _pages() -> Iterator[tuple[list[dict[str, Any]], dict[str, Any]]]:
    good = {"page_legibility": 0.9, "page_sharpness": 0.3, "page_text_height": 20}
    for worse in ({}, {"page_legibility": 0.79}, {"page_sharpness": 0.11}, {"page_text_height": 11}):
        for values in ({}, {"legibility_min": 0.95}, {"sharpness_min": 0.1}, {"text_height_min": 10}):
            yield [good, good | worse], values
    yield [], {}
    yield [good, {"page_width": 100}], {}
    yield [{"page_legibility": 0.9}], {}


def _pictures(files: dict[str, File]) -> Iterator[tuple[str, bytes]]:
    own = {label: base64.b64decode(text) for label, text in store.read("photo/picture")["own"].items()}
    some = {label: file.data for label, file in itertools.islice(files.items(), 0, None, 5)}
    for label, data in {**some, **own}.items():
        if identify(data) in ("jpeg", "png"):
            yield label, data


def _smaller(data: bytes) -> Any:
    """Each limit with bytes and digest of what keeps it, null where nothing does; or why there is none."""
    try:
        first = smaller(data, MOST)
    except UncleanError:
        return "not whole"
    except (OSError, SyntaxError, ValueError):
        return "not decoded"
    assert first is not None
    limits = [MOST, *(int(len(first) * share) for share in SHARES)]
    made = [smaller(data, most) for most in limits]
    return [
        [most, found and [len(found), hashlib.sha256(found).hexdigest()]]
        for most, found in zip(limits, made, strict=True)
    ]


def make() -> None:
    """Write it anew, after the pictures that it is of."""
    store.write(PATH, document(store.unpack(store.read("photo/files"))))
