"""What must hold of a file, whatever is in it; each function here takes bytes and fails or says nothing.

`measure` has no errors of its own for a file: it raises nothing at all. The functions are used by the fuzzer
(`scripts/fuzz`) and by the tests, so they need nothing but the package itself.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, get_args

from zikao.package.facts import VOCABULARY, PackageFacts
from zikao.package.limits import DEFAULT, Limits
from zikao.package.measuring import measure

_SHOWN_NAME = 120 * len("[U+XXXXX]")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_TOUCHES = ("os.mkdir", "os.remove", "os.rename", "os.link", "os.symlink", "os.system", "socket.")

_DRAWN_PAGES = 3
_DRAWN_PIXELS = 1_000_000
_DRAWN_SIDE = 100

_watching = False


def archive(data: bytes) -> None:
    """An archive, or what calls itself one, without a look at its pages."""
    _check(data, Limits(pages=0))


def page(data: bytes) -> None:
    """A picture or PDF, as far as its pixels."""
    _check(data, DEFAULT)


def pdf(data: bytes) -> None:
    """A PDF where it is drawn; elsewhere that is a process of its own."""
    from zikao.package.pages import drawing

    with _nothing_touched():
        found = list(drawing.draw(data, _DRAWN_PAGES, _DRAWN_PIXELS, _DRAWN_SIDE, drawing.Clock()))
    assert 1 <= len(found) <= _DRAWN_PAGES + 1
    for each, _ in found:
        if isinstance(each, drawing.Drawn):
            assert 1 <= min(each.width, each.height) <= max(each.width, each.height) <= _DRAWN_SIDE
            assert len(each.pixels) == each.width * each.height * 3
        else:
            assert each in get_args(drawing.Cause)


TARGETS: dict[str, Callable[[bytes], None]] = {"archive": archive, "page": page, "pdf": pdf}


def _check(data: bytes, limits: Limits) -> None:
    with _nothing_touched():
        measured = measure(data, "a.zip", limits, {"admission_ticket_number": "012345678901"})
    document = measured.model_dump(mode="json")
    facts, absent = document["facts"], document["absent"]
    # It is valid, and survives being written down.
    assert PackageFacts.model_validate_json(json.dumps(facts)) == measured.facts
    assert not facts.keys() & absent.keys() & VOCABULARY.keys()
    assert VOCABULARY.keys() <= facts.keys() | absent.keys()
    assert all(absent.values())
    _check_entries(facts, absent, limits)
    _check_pages(facts, absent, limits)


def _check_entries(facts: dict[str, Any], absent: dict[str, str], limits: Limits) -> None:
    entries = facts.get("contents", [])
    assert len(entries) <= limits.entries
    assert sum(entry.get("true_bytes", 0) for entry in entries) <= limits.unpacked_bytes
    for place, entry in enumerate(entries):
        assert entry["index"] == place
        assert VOCABULARY["contents"]["items"].keys() <= entry.keys() | absent.keys()
        assert entry.get("true_bytes", 0) <= entry["declared_bytes"]
        assert len(entry["name"]) <= _SHOWN_NAME
        assert entry["name"].isprintable()
        # Of data that were not read to a good end nothing is told.
        assert entry.get("crc_ok") or "width" not in entry


def _check_pages(facts: dict[str, Any], absent: dict[str, str], limits: Limits) -> None:
    pages = facts.get("pages", [])
    assert sum(bool(each.get("page_decodes")) for each in pages) <= limits.pages
    # What is not looked at has its place there too: one a file, or where its reading stopped.
    assert len(pages) <= limits.pages + max(1, len(facts.get("contents", [])))
    for each in pages:
        assert VOCABULARY["pages"]["items"].keys() <= each.keys() | absent.keys()
        if each.get("page_decodes"):
            assert each.get("page_width", 1) * each.get("page_height", 1) <= limits.pixels
            assert each["page_locked"] is False


@contextmanager
def _nothing_touched() -> Iterator[None]:
    """Whatever opens a file for writing, or reaches for anything else out there, fails."""
    global _watching
    _watching = True
    try:
        yield
    finally:
        _watching = False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching:
        return
    # A number stands for what is open already, such as a pipe to the process that draws PDFs.
    named = event == "open" and arguments[0] != os.devnull and not isinstance(arguments[0], int)
    written = named and isinstance(arguments[2], int) and bool(arguments[2] & _WRITES)
    if written or event.startswith(_TOUCHES):
        raise AssertionError(event)


# It stays for as long as the process does: an audit hook cannot be taken back.
sys.addaudithook(_watch)
