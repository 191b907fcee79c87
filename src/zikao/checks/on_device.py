"""What of a file's spec a device judges by itself: before anything is decoded, and the whole."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, Literal

from zikao.checks.where import facts_read
from zikao.package.facts import EntryFacts, PackageFacts
from zikao.package.facts.archive import OF_PAGES
from zikao.package.facts.entry import OF_ITS_PAGES
from zikao.photo.file_facts import FileFacts
from zikao.rulebook.compile import CLOCK
from zikao.rulebook.document import Document, DocumentRule
from zikao.rulebook.in_force import line
from zikao.rulebook.library import Library


def of_the_file(document: Document) -> Document:
    """A compiled photo spec less all that rests on the picture; judged as any other document."""
    return _over(document, FileFacts.model_fields)


def of_the_archive(document: Document) -> Document:
    """A compiled package spec less all that rests on pages; judged as any other document."""
    told = {*PackageFacts.model_fields, *EntryFacts.model_fields} - {*OF_PAGES, *OF_ITS_PAGES}
    return _over(document, told)


def _over(document: Document, told: Container[str]) -> Document:
    """The rules over nothing but the clock and what is told."""

    def read(rule: DocumentRule) -> frozenset[str]:
        return facts_read(document.model_copy(update={"rules": (rule,), "elsewhere": ()}))

    kept = [
        (rule, names)
        for rule, names in ((rule, read(rule)) for rule in document.rules)
        if all(name in told or name in CLOCK for name in names)
    ]
    named = {*CLOCK}.union(*(names for _, names in kept))
    return document.model_copy(
        update={
            "rules": tuple(rule for rule, _ in kept),
            "facts": {name: fact for name, fact in document.facts.items() if name in named},
            "elsewhere": (),
            "unconcerned": (),
            "by_eye": (),
        }
    )


def whole(
    library: Library, item: str, city: str | None = None, *, kind: Literal["photo", "package"] = "photo"
) -> dict[str, Any]:
    """All that a file is judged by on a device: its spec and those that follow it or went before it.

    The browser's `widgets/checks/in-force.js` takes the one in force from it on the day of the check. Beside
    a package spec stands what it asks of several files.

    Args:
        library: the rulebooks.
        item: `province/spec`.
        city: id of a city overlay.
        kind: of the spec.

    Raises:
        NotInRulebookError: unknown province, city or spec.
    """
    province, _, spec = item.partition("/")
    book = library.book(province, city)
    book.item(kind, spec)
    shelf = book.photos if kind == "photo" else book.packages
    found: list[dict[str, Any]] = []
    for name in line(shelf, spec):
        until = shelf[name].valid_until
        entry: dict[str, Any] = {"until": until} if until else {}
        entry["document"] = library.compiled(kind, f"{province}/{name}", city).as_json()
        if kind == "package" and name in book.together:
            entry["together"] = library.compiled("together", f"{province}/{name}", city).as_json()
        found.append(entry)
    return {"line": found}
