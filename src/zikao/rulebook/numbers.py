"""The numbers that candidates of a province type, as its rulebook says they are written."""

from __future__ import annotations

from zikao.numbers import TICKET, written
from zikao.rulebook.document import DocumentNumber
from zikao.rulebook.model import Procedure, Province, Spec, Together


def numbers_of(item: Procedure | Spec | Together, province: Province) -> dict[str, DocumentNumber] | None:
    """The forms of the numbers that are typed for an item; None where nothing is said of any of them.

    A procedure asks for numbers by its questions of type `text`; a file comes with the ticket number.
    """
    if isinstance(item, Procedure):
        typed = [name for name, fact in item.facts.items() if fact.type == "text"]
    else:
        typed = [TICKET]
    found = {name: _compiled(province, name) for name in typed if name in province.numbers}
    return found or None


def _compiled(province: Province, name: str) -> DocumentNumber:
    rule = written(province.numbers[name].forms)
    return DocumentNumber(pattern=rule.pattern, wanted=rule.wanted)
