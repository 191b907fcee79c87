"""Several archives of one candidate, each for one ticket number: what they come to together.

Only what the candidate typed is compared here, and how many numbers were read in each archive. No number
leaves in the clear.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from zikao.numbers import Written
from zikao.package.declarable import ANY_TICKET
from zikao.package.facts import ArchiveFacts, TogetherFacts
from zikao.package.shown import shown_name
from zikao.package.text.words import masked

_UNREAD: Final = "有的包没有全部读到"
_UNLISTED: Final = "没有列出全部旧准考证号"
_NO_NAME: Final = "没有给出文件名"
_OF_NUMBERS: Final = ("numbers_repeated", "archive_number", "archive_number_again")
_REASONS: Final = {"name": _NO_NAME, "archive_numbers_found": _UNREAD}
_OF_ALL_NUMBERS: Final = ("numbers_missing", "missing_numbers")


@dataclass(frozen=True, slots=True)
class Declared:
    """One archive with what was declared of it."""

    name: str | None
    number: str | None
    """The ticket number that it is for, as typed."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """As measured; may be empty where it could not be read."""


def compare(
    archives: Sequence[Declared], numbers: Sequence[str] | None = None, form: Written = ANY_TICKET
) -> tuple[dict[str, Any], dict[str, str]]:
    """What the archives come to, and why some of it is not known.

    Args:
        archives: in the order in which they are uploaded: of two for one number, the later counts.
        numbers: all old numbers of the candidate, as typed; None where they were not listed.
        form: how ticket numbers are written.
    """
    undeclared = f"有的包没有填准考证号，或者填的不是 {form.wanted}，无从核对"
    typed = [None if each.number is None else form.read(each.number) for each in archives]
    facts: dict[str, Any] = {"packages": len(archives), "archives": _one_by_one(archives, typed)}
    if None not in typed:
        facts["numbers_repeated"] = sum(count > 1 for count in Counter(typed).values())
    facts |= _missing(typed, numbers, form)
    made = TogetherFacts(**facts).model_dump(mode="json", exclude_none=True)
    lacking = TogetherFacts.model_fields.keys() - made.keys()
    lacking |= {name for item in made["archives"] for name in ArchiveFacts.model_fields.keys() - item.keys()}
    reasons = _REASONS | dict.fromkeys(_OF_NUMBERS, undeclared)
    reasons |= dict.fromkeys(_OF_ALL_NUMBERS, _UNLISTED if numbers is None else undeclared)
    return made, {name: reason for name, reason in reasons.items() if name in lacking}


def _one_by_one(archives: Sequence[Declared], typed: Sequence[str | None]) -> list[ArchiveFacts]:
    """Facts of each archive, given the numbers that they are for."""
    return [
        ArchiveFacts(
            index=index,
            name=None if each.name is None else shown_name(each.name),
            archive_number=None if number is None else masked(number),
            archive_number_again=None if number is None else number in typed[index + 1 :],
            archive_numbers_found=each.facts.get("ticket_numbers_found"),
        )
        for index, (each, number) in enumerate(zip(archives, typed, strict=True))
    ]


def _missing(typed: Sequence[str | None], numbers: Sequence[str] | None, form: Written) -> dict[str, Any]:
    """Which of all numbers have no archive; nothing where one of them or of the archives' is none."""
    listed = None if numbers is None else [form.read(each) for each in numbers]
    if listed is None or None in (*listed, *typed):
        return {}
    missing = [number for number in dict.fromkeys(listed) if number is not None and number not in typed]
    return {"numbers_missing": len(missing), "missing_numbers": [masked(each) for each in missing]}
