"""Made pages with what the networks gave for them, so that both languages read on from the same numbers.

The pages are small; of a map its levels are kept, of a reader's probabilities each step's best class
with its own. Where the networks are not at hand nothing is recorded, and what is in the tree goes on to hold.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import PIL
from PIL import Image, ImageDraw

from tests.unit.package import documents
from tests.vectors import store
from zikao.package.text.runtime import Models

PATH: Final = "package/readings"
LEVELS: Final = 255
SCORES: Final = 10_000
"""Steps in which a map's and a reader's numbers are kept."""

Numbers = npt.NDArray[np.float32]
LANDSCAPE: Final = (480, 300)


def _columns() -> Image.Image:
    """Text set from top to bottom."""
    page = Image.new("RGB", LANDSCAPE, (250, 248, 242))
    pen = ImageDraw.Draw(page)
    for column, text in enumerate(("样张省高等教育", "自学考试课程合", "格证书存根样张", "特发此证以资证")):
        for place, letter in enumerate(text):
            font = documents._font(0, 30)
            pen.text((400 - 90 * column, 20 + 36 * place), letter, (20, 20, 26), font=font, anchor="lt")
    return page


def _beside() -> Image.Image:
    """A ticket with a card that lies the other way round."""
    ticket = documents.Page.of("admission_ticket", 5).draw(76)
    card = documents.Page.of("identity_card_front", 6).draw(100).rotate(180)
    page = Image.new("RGB", (ticket.width + card.width, ticket.height), (120, 116, 110))
    page.paste(ticket, (0, 0))
    page.paste(card, (ticket.width, 60))
    return page


def _on_a_table() -> Image.Image:
    """A card in a corner of a table that is lit from one side."""
    table = Image.new("RGB", (720, 960), (150, 140, 128))
    table.paste(documents.Page.of("identity_card_front", 11).draw(100), (340, 60))
    return documents.shaded(table, 11)


def _drawn(document: documents.Document, seed: int, dpi: float) -> Image.Image:
    return documents.Page.of(document, seed).draw(dpi)


PAGES: Final[dict[str, Callable[[], Image.Image]]] = {
    "ticket": lambda: _drawn("admission_ticket", 1, 96),
    "certificate, upside down": lambda: documents.turned(_drawn("course_certificate", 2, 88), 180),
    "card, small": lambda: _drawn("identity_card_front", 3, 150),
    "register, on its side": lambda: documents.turned(_drawn("household_register", 4, 120), 90),
    "ticket, photographed": lambda: documents.photograph(_drawn("admission_ticket", 7, 110), 7, 720, noise=2),
    "card's back, out of focus": lambda: documents.blurred(_drawn("identity_card_back", 8, 150), 2.2),
    "ticket, cut": lambda: _drawn("admission_ticket", 9, 96).crop((0, 0, 190, 420)),
    "ticket in the dark": lambda: _drawn("admission_ticket", 10, 80).point(
        [level // 7 for level in range(256)] * 3
    ),
    "card on a table": _on_a_table,
    "columns": _columns,
    "ticket beside a card": _beside,
    "blank": lambda: Image.new("RGB", LANDSCAPE, (244, 244, 240)),
}


@dataclass
class Recorded:
    """Models that remember what they gave."""

    models: Models
    given: list[tuple[str, Numbers]] = field(default_factory=list)

    @property
    def alphabet(self) -> tuple[str, ...]:
        """See `Models.alphabet`."""
        return self.models.alphabet

    def lines(self, batch: Numbers) -> Numbers:
        """See `Models.lines`."""
        self.given.append(("lines", self.models.lines(batch)))
        return self.given[-1][1]

    def reader(self, batch: Numbers) -> Numbers:
        """See `Models.reader`."""
        self.given.append(("reader", self.models.reader(batch)))
        return self.given[-1][1]


@dataclass
class Replayed:
    """Models that give what was recorded, in its order, and the digest of what they were asked."""

    alphabet: tuple[str, ...]
    left: list[tuple[str, Numbers]]
    asked: list[str] = field(default_factory=list)

    def _next(self, wanted: str, batch: Numbers) -> Numbers:
        kind, found = self.left.pop(0)
        assert kind == wanted
        self.asked.append(
            f"{'x'.join(map(str, batch.shape))} {hashlib.sha256(batch.tobytes()).hexdigest()[:16]}"
        )
        return found

    def lines(self, batch: Numbers) -> Numbers:
        """See `Models.lines`."""
        return self._next("lines", batch)

    def reader(self, batch: Numbers) -> Numbers:
        """See `Models.reader`."""
        return self._next("reader", batch)


def decoder() -> dict[str, str]:
    """Whose pixels the pages are."""
    return {"simplejpeg": version("simplejpeg"), "pillow": PIL.__version__}


def record(use: Callable[[str, bytes, Any], object], models: Models) -> dict[str, Any]:
    """The document: pages, and what the networks gave while they were used.

    Args:
        use: looks at a page by its name and file, with models.
        models: the networks.
    """
    files = {label: documents.jpeg(draw(), 40) for label, draw in PAGES.items()}
    given: dict[str, list[tuple[str, Numbers]]] = {}
    for label, file in files.items():
        recorded = Recorded(models)
        use(label, file, recorded)
        given[label] = recorded.given
    read = [found for each in given.values() for kind, found in each if kind == "reader"]
    used = sorted({0, *(int(best) for found in read for best in np.unique(found.argmax(axis=2)))})
    return {
        "decoder": decoder(),
        "alphabet": [models.alphabet[number] for number in used],
        "files": {label: base64.b64encode(file).decode() for label, file in files.items()},
        "given": {label: [_kept(kind, found, used) for kind, found in each] for label, each in given.items()},
    }


def _kept(kind: str, found: Numbers, used: list[int]) -> list[Any]:
    if kind == "lines":
        return [kind, list(found.shape), _packed(np.round(found * LEVELS).astype("u1"))]
    best = found.argmax(axis=2)
    sure = np.take_along_axis(found, best[:, :, np.newaxis], axis=2)[:, :, 0]
    numbers = np.stack([np.searchsorted(used, best), np.round(sure * SCORES)]).astype("<u2")
    return [kind, [*best.shape, len(used)], _packed(numbers)]


def _packed(numbers: npt.NDArray[Any]) -> str:
    return base64.b64encode(zlib.compress(numbers.tobytes(), 9)).decode()


def replayed(kept: Mapping[str, Any], label: str) -> Replayed:
    """Models for one of the pages."""
    return Replayed(tuple(kept["alphabet"]), [_given(*each) for each in kept["given"][label]])


def _given(kind: str, shape: list[int], packed: str) -> tuple[str, Numbers]:
    data = zlib.decompress(base64.b64decode(packed))
    if kind == "lines":
        return kind, (np.frombuffer(data, "u1").reshape(shape) / LEVELS).astype(np.float32)
    count, steps, classes = shape
    best, sure = np.frombuffer(data, "<u2").reshape(2, count, steps)
    found = np.zeros((count, steps, classes), np.float32)
    np.put_along_axis(
        found, best[:, :, np.newaxis].astype(np.intp), sure[:, :, np.newaxis] / np.float32(SCORES), axis=2
    )
    return kind, found


def kept() -> dict[str, Any]:
    """The document in the tree."""
    return dict(store.read(PATH))
