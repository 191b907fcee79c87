"""Pages read in each browser of this machine, against Python, as a table: lines, ticket numbers, time.

``python -m tests.acceptance.device.texts [COUNT]`` takes so many of the made pages, else all: each document
flat, photographed, grainy, out of focus and turned, and two of twelve megapixels. Names of browsers
(`firefox`) leave out the others.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Container, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

from PIL import Image

from tests.acceptance.device.served import Chain, serving, told
from tests.acceptance.engines.table import browsers, chosen
from tests.unit.package import documents
from tests.vectors import text
from zikao.facts import tolerances
from zikao.formats.follow import follow
from zikao.package import page_words
from zikao.package.declarable import ANY_TICKET
from zikao.package.facts import PageFacts
from zikao.package.limits import DEFAULT
from zikao.package.pages.budget import Budget
from zikao.package.pages.pdfs import Drawer
from zikao.package.pages.rasters import jpeg_raster
from zikao.package.pages.reader import PageReader
from zikao.package.text.reader import read
from zikao.package.text.runtime import models
from zikao.site.device import NETWORKS

PARTS: Final = ("pixels.wasm", "onnxruntime.wasm", *(each.name for each in NETWORKS["package"]))
TOLERANCES: Final = tolerances(PageFacts)
HEADS: Final = (
    *("browser", "pages", "lines", "equal", "scores, worst", "verdicts equal", "facts equal"),
    *("ready, ms", "first, ms", "next, median ms", "12 MP, ms", "decoder's memory, MB"),
)


def _networks() -> dict[str, bytes]:
    return {each.name: each.content() for each in NETWORKS["package"]}


CHAIN: Final = Chain("package", "text-chain.js", True, _networks, PARTS)


def pages() -> dict[str, tuple[bytes, str | None]]:
    """Files and the numbers that are declared beside them: the right one, a slip of it, or none."""
    found: dict[str, tuple[bytes, str | None]] = {}
    for nth, kind in enumerate(documents.DOCUMENTS):
        page = documents.Page.of(kind, 20 + nth)
        flat = page.draw(150)
        for at, (how, picture) in enumerate({
            "flat": flat,
            "photographed": documents.photograph(flat, nth, 1600),
            "grainy": documents.noisy(page.draw(110), 18, nth),
            "out of focus": documents.blurred(flat, 1.6),
            "turned": documents.turned(documents.shaded(flat, nth), 90),
        }.items()):  # fmt: skip
            ticket = page.ticket
            declared = (ticket, ticket[:-1] + str((int(ticket[-1]) + 1) % 10), None)[at % 3]
            found[f"{kind}, {how}"] = (documents.jpeg(picture), declared)
    for nth, kind in enumerate(documents.DOCUMENTS[-2:]):
        found[f"12 MP, {kind}"] = photographed(kind, nth)
    return found


def photographed(kind: documents.Document, nth: int) -> tuple[bytes, str]:
    """A paper as a phone of twelve megapixels takes it, and the ticket number of its owner."""
    page = documents.Page.of(kind, 40 + nth)
    sheet = Image.new("RGB", (3024, 4032), (120, 116, 108))
    sheet.paste(page.draw(300), (300, 400))
    return documents.jpeg(documents.shaded(sheet, nth)), page.ticket


def measured(data: bytes, declared: str | None) -> dict[str, Any]:
    """What Python makes of one."""
    budget = Budget(text.FOREVER, text.FOREVER)
    reader = PageReader(
        *(DEFAULT, models(), declared, ANY_TICKET, (), page_words.UNDECLARED, budget, Drawer(DEFAULT, budget))
    )
    (notes,) = reader.pages(0, None, "jpeg", lambda: data)
    header = follow("jpeg")
    assert header is not None
    header.feed(data)
    lines = read(jpeg_raster(data, header, DEFAULT).picture, models()).lines
    return {"facts": notes.document(), "lines": [[line.text, line.score] for line in lines]}


def compared(found: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """How far the device's words are from Python's."""
    pairs = list(zip(found["lines"], wanted["lines"], strict=False))
    same = [one[0] == other[0] for one, other in pairs]
    numbers = ("page_ticket_number", "page_ticket_digit", "page_ticket_typed", "page_ticket_read")
    facts = {
        name
        for name in found["facts"].keys() | wanted["facts"].keys()
        if not _close(name, found["facts"].get(name), wanted["facts"].get(name))
    }
    return {
        "lines": max(len(found["lines"]), len(wanted["lines"])),
        "equal": sum(same),
        "scores": max((abs(one[1] - other[1]) for one, other in pairs), default=0.0),
        "verdict": facts.isdisjoint((*numbers, "page_identity_number", "page_type")),
        "facts": facts,
    }


def _close(name: str, found: Any, wanted: Any) -> bool:
    far = TOLERANCES.get(name)
    if far is None or found is None or wanted is None:
        return bool(found == wanted)
    return bool(abs(found - wanted) <= far + 1e-9)


def row(said: dict[str, Any], wanted: dict[str, dict[str, Any]]) -> list[str]:
    """The cells of one browser, after its name."""
    if "of" not in said:
        return [str(said.get("lacks") or said.get("fault"))]
    far = {name: compared(said["of"][name], each) for name, each in wanted.items()}
    for name, each in far.items():
        if each["facts"] or each["equal"] != each["lines"]:
            print(name, each, file=sys.stderr)
    took = {name: said["of"][name]["ms"] for name in wanted}
    large = [ms for name, ms in took.items() if name.startswith("12 MP")]
    first, *others = took.values()
    return [
        str(len(far)),
        str(sum(each["lines"] for each in far.values())),
        str(sum(each["equal"] for each in far.values())),
        f"{max(each['scores'] for each in far.values()):.5f}",
        str(sum(each["verdict"] for each in far.values())),
        str(sum(not each["facts"] for each in far.values())),
        f"{said['ready']:.0f}",
        f"{first:.0f}",
        f"{statistics.median(others or [first]):.0f}",
        " and ".join(f"{ms:.0f}" for ms in large) or "-",
        f"{max(each['held'] for each in said['of'].values()) / 1e6:.0f}",
    ]


def main(most: int, named: Container[str] = ()) -> None:
    """Print the table."""
    files = dict(islice(sorted(pages().items()), most))
    wanted = {name: measured(*each) for name, each in files.items()}
    print(f"| {' | '.join(HEADS)} |\n|{' --- |' * len(HEADS)}", flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder, served = Path(name) / "browsers", Path(name) / "served"
        folder.mkdir()
        served.mkdir()
        with serving(served, handed(files), CHAIN) as (address, _):
            for start in browsers(folder, named):
                with start as driver:
                    said = told(driver, address, 40 * len(files))
                    print(f"| {driver.name} {driver.version} | {' | '.join(row(said, wanted))} |", flush=True)
        sizes = {part: (served / "parts" / part).stat().st_size for part in PARTS}
        sizes["chain.js"] = (served / "chain.js").stat().st_size
    print(f"\nBytes: {', '.join(f'{part} {size:,}' for part, size in sizes.items())}")


def handed(files: Mapping[str, tuple[bytes, str | None]]) -> dict[str, bytes]:
    """Each file behind the number that is declared beside it."""
    return {name: (declared or "").encode() + b"\n" + data for name, (data, declared) in files.items()}


if __name__ == "__main__":
    main(int(next((each for each in sys.argv[1:] if each.isdigit()), 1000)), chosen(sys.argv))
