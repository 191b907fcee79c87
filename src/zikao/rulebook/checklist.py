"""Papers and steps of one procedure as text: what a checklist outside of the guide draws itself from.

`schemas/checklist.schema.json` and the browser's types are made from these classes. In JSON, what is None is
left out. No text holds markup: a link is a piece of its own, so nothing has to be parsed where it is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from zikao.rulebook.model.base import Model

LineKind = Literal["when", "after", "body", "go", "menu", "paper", "confirm"]


class Words(Model):
    """Words that another page shows and that a reader looks for there: they stay as they are written."""

    shown: str
    """The words."""


class Link(Model):
    """Words that lead somewhere."""

    words: str
    """What is shown."""
    href: str
    """Where to: `tel:`, an address, or one relative to this file."""


class Row(Model):
    """Words that lead to another row of this procedure."""

    words: str
    """What is shown."""
    row: str
    """Id of the row: `step-` or `material-` and the item's id."""


class Line(Model):
    """A paragraph."""

    kind: LineKind
    """What it tells: whom the item is for, what comes before it, how to do it, where, which menus to press,
    which paper it takes, what to be sure of."""
    term: str | None = None
    """Label before it."""
    text: list[str | Link | Row | Words]
    """Its pieces in order; a line break stands for one."""


class Item(Model):
    """A paper or a step."""

    id: str
    """Its id, under which the tick is kept: it stays the same for good."""
    title: str
    """What it is called, as a line to tick."""
    by: str | None = None
    """Who does it, where it is not the reader: then there is no box."""
    number: int | None = None
    """Its place among the reader's own steps; a paper has none."""
    group: str | None = None
    """Heading under which neighbouring steps stand."""
    when: Mapping[str, Any] | None = None
    """Condition over the procedure's facts; left out: everybody."""
    text: list[Line]
    """What there is to know of it."""
    links: list[Link]
    """Ways to what the guide says beside: the check of its file, why it is sent back, where it comes from."""


class Checklist(Model):
    """The papers and steps of one procedure, as a checklist outside the guide shows them."""

    format: Literal[1] = 1
    """Number of this shape. It rises only where a reader of the number before would misread the document."""
    title: str
    """Name of the procedure."""
    version: str
    """Of the rulebook."""
    guide: str
    """Name of the procedure: ticks of steps are kept under it, of papers with `/materials` behind it."""
    page: str
    """Address of the guide, relative to this file."""
    materials: list[Item]
    """Papers and files to hand in."""
    steps: list[Item]
    """What is done, in order."""
