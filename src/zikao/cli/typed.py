"""What may be typed beside a file: the candidate's number and name, which its name may have to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from zikao.rulebook.document import Document

person_option = click.option(
    "--name", "person", metavar="NAME", help="姓名；来源要求文件名里写姓名时才要写。"
)
number_option = click.option(
    "--ticket-number", metavar="NUMBER", help="准考证号；来源要求文件名里写准考证号时才要写。"
)


def given(**told: Any) -> dict[str, Any]:
    """What was said, without what was left out."""
    return {name: value for name, value in told.items() if value is not None}


def typed(document: Document, number: str | None, name: str | None) -> dict[str, str]:
    """Number and name as they are compared, of those that were given.

    Raises:
        click.BadParameter: one that is none. The sentence does not repeat it.
    """
    from zikao.checks.numbers import form_of
    from zikao.numbers import TICKET
    from zikao.rulebook.file_names import NAME, NO_PERSON, person

    found: dict[str, str] = {}
    if number is not None:
        form = form_of(document)
        if (read := form.read(number)) is None:
            raise click.BadParameter(f"{form.refusal('准考证号')}。", param_hint="--ticket-number")
        found[TICKET] = read
    if name is not None:
        if (who := person(name)) is None:
            raise click.BadParameter(f"{NO_PERSON}。", param_hint="--name")
        found[NAME] = who
    return found
