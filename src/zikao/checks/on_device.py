"""What of a photo spec a device judges by itself, before anything is sent: rules over what a file says."""

from __future__ import annotations

from zikao.checks.where import facts_read
from zikao.photo.file_facts import FileFacts
from zikao.rulebook.compile import CLOCK
from zikao.rulebook.document import Document, DocumentRule


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
