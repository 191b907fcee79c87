"""What the judge reads of a compiled rulebook: facts, tables, rules, and who belongs elsewhere.

What a document says beyond that, such as the texts of a report, is passed over here; whoever compiles
documents adds it in classes of their own. Conditions and operands stay plain data, which
`zikao.judge.check` has read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from zikao.judge.operators import NONE

FactType = Literal["boolean", "choice", "set", "integer", "number", "date", "datetime", "text", "list"]
Severity = Literal["must", "should", "advice"]

NAMING = ("text", "choice")
"""Types of a list's first field by which an item is called beside its number."""

SEVERITIES: Mapping[str, str] = {"must": "必须", "should": "应当", "advice": "建议"}
"""How a reader is told each."""


class Part(BaseModel):
    """A part of a document: immutable. What is None is left out of its JSON."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class Fact(Part):
    """What may be known of a case, and how it is asked for."""

    type: FactType
    """What kind of value."""
    ask: str | None = None
    """The question; left out of what is measured or given, and never asked for."""
    label: str | None = None
    """Name of what is measured or given."""
    options: dict[str, str] | None = None
    """Of a choice or a set: each value and its label, in the order in which they are shown."""
    none: str | None = None
    """Label of "not yet" for a date, of "none of these" for a set; left out where that is no answer."""
    items: Mapping[str, Fact] | None = None
    """Facts of one item of a list."""
    one: str | None = None
    """One item of a list that is asked for, with its measure word: 一门课程."""


class RuleDuty(Part):
    """What an exception demands, and until when."""

    must: dict[str, Any]
    """Condition that is true once it is done."""
    todo: str
    """What to do."""
    due: object
    """Operand: the last day, inclusive."""


class RuleException(Part):
    """Another way to satisfy a rule."""

    id: str
    """Name by which reports tell it."""
    title: str | None = None
    """Whom or what it excuses."""
    when: dict[str, Any]
    """Condition under which it applies."""
    duties: tuple[RuleDuty, ...] = ()
    """What it still demands."""


class Rule(Part):
    """One requirement."""

    id: str
    """Name by which reports tell it."""
    title: str | None = None
    """The requirement as a heading, said as if it were met."""
    severity: Severity
    """How much it weighs; never more than its sources bear."""
    when: dict[str, Any] | None = None
    """Condition under which it applies; left out: always."""
    each: str | None = None
    """List fact over each item of which it is judged."""
    require: dict[str, Any]
    """Condition that it demands."""
    exceptions: tuple[RuleException, ...] = ()
    """Other ways to satisfy it."""


class Elsewhere(Part):
    """Who is not served here."""

    id: str
    """Name by which reports tell it."""
    when: dict[str, Any]
    """Condition under which a case belongs elsewhere."""

    @cached_property
    def rule(self) -> Rule:
        """The same as a rule: that the case belongs here."""
        return Rule(id=self.id, severity="must", require={NONE: [self.when]})


class Document(Part):
    """All that is judged at once."""

    facts: Mapping[str, Fact]
    """What may be known, in the order in which it is asked; given facts, such as today, come last."""
    tables: dict[str, dict[str, object]]
    """Maps from the text of a fact's value to a literal."""
    elsewhere: tuple[Elsewhere, ...] = ()
    """Who is not served here; looked at before any rule."""
    rules: tuple[Rule, ...]
    """What is required."""


def item_called(listed: Fact | None, place: int) -> str:
    """What a reader calls the item at a place, from 0, of a list: 第 2 门课程."""
    return f"第 {place + 1} {((listed and listed.one) or '一项').removeprefix('一')}"


def facts_of_items(facts: Mapping[str, Fact], each: str | None) -> Mapping[str, Fact]:
    """The facts of one item of a list; none where there is no such list."""
    listed = facts.get(each) if each is not None else None
    return (listed and listed.items) or {}
