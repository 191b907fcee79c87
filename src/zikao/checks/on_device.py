"""What of a photo spec a device judges by itself: all of it, and what it can before anything is decoded."""

from __future__ import annotations

from typing import Any

from zikao.checks.where import facts_read
from zikao.photo.file_facts import FileFacts
from zikao.rulebook.compile import CLOCK
from zikao.rulebook.document import Document, DocumentRule
from zikao.rulebook.in_force import line
from zikao.rulebook.library import Library


def of_the_file(document: Document) -> Document:
    """A compiled photo spec less all that rests on the picture; judged as any other document."""

    def read(*rules: DocumentRule) -> frozenset[str]:
        return facts_read(document.model_copy(update={"rules": rules, "elsewhere": ()}))

    known = {*FileFacts.model_fields, *CLOCK}
    rules = tuple(rule for rule in document.rules if read(rule) <= known)
    named = read(*rules) | CLOCK.keys()
    return document.model_copy(
        update={
            "rules": rules,
            "facts": {name: fact for name, fact in document.facts.items() if name in named},
            "elsewhere": (),
            "unconcerned": (),
            "by_eye": (),
        }
    )


def whole(library: Library, item: str, city: str | None = None) -> dict[str, Any]:
    """All that a portrait is judged by on a device: a photo spec and those that follow it or went before it.

    The browser's `widgets/checks/in-force.js` takes the one in force from it on the day of the check.

    Args:
        library: the rulebooks.
        item: `province/spec`.
        city: id of a city overlay.

    Raises:
        NotInRulebookError: unknown province, city or spec.
    """
    province, _, spec = item.partition("/")
    book = library.book(province, city)
    book.item("photo", spec)
    found = []
    for name in line(book.photos, spec):
        until = book.photos[name].valid_until
        document = library.compiled("photo", f"{province}/{name}", city).as_json()
        found.append({**({"until": until} if until else {}), "document": document})
    return {"line": found}
