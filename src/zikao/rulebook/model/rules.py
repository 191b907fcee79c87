"""Questions, rules, exceptions, duties and examples: the part of a rulebook that is judged."""

from typing import Any, Literal

from zikao.rulebook.model.base import (
    Cited,
    Condition,
    DateText,
    FactName,
    Model,
    Operand,
    OptionValue,
    Severity,
    Slug,
    TableName,
    Text,
)

FieldType = Literal["boolean", "choice", "set", "integer", "number", "date", "datetime", "text"]
FactType = Literal[FieldType, "list"]


class FromWindow(Model):
    """Take the answer from a window of the rulebook while that is official, dated and current; else ask."""

    window: Slug
    """Key of a window of the province."""
    edge: Literal["start", "end"]
    """Which end of it."""


class Asked(Model):
    """What is asked, by itself or of each item of a list."""

    ask: Text
    """The question, in words a candidate uses; of one item of a list a caption, such as 成绩."""
    help: Text | None = None
    """One sentence below the question."""
    unsure: Text | None = None
    """Where to look when one does not know. Not knowing stays unknown; it is never taken for no."""
    options: dict[OptionValue, Text] | None = None
    """For choice and set: value and its label, in the order shown."""
    none: Text | None = None
    """Label of the answer 还没有 (date), 以上都没有 (set) or 一门也没有 (list)."""
    minimum: int | float | None = None
    """Smallest number that makes sense as an answer; of a list, the fewest items."""
    maximum: int | float | None = None
    """Largest number that makes sense as an answer; of a list, the most items."""


class ListField(Asked):
    """What is asked of each item of a list."""

    type: FieldType
    """What kind of answer: yes or no, one of some, several of some, a number, a date, text."""


class Fact(Asked):
    """One question to the candidate, and the type of its answer."""

    type: FactType
    """What kind of answer: yes or no, one of some, several of some, a number, a date, text, or a list of
    items of which each has the same fields."""
    called: Text | None = None
    """What a page calls the answer before there is one, where a text names it in braces: 通知写的截止时间."""
    one: Text | None = None
    """For list: one item with its measure word, 一门课程; the second is then told as 第 2 门课程."""
    fields: dict[FactName, ListField] | None = None
    """For list: what is asked of each item, in order. A first field that is text or choice names the item."""
    from_window: FromWindow | None = None
    """Window of the rulebook that answers this, while it is official, dated and current."""
    from_city: Slug | None = None
    """For boolean: the id of the city that this asks about, whether it has a file here or not. Where the
    reader's city is known, that answers it: yes in that city, no in any other."""


class Duty(Model):
    """What an exception demands, and its last day."""

    must: Condition
    """What has to be done."""
    todo: Text
    """The same as a line to tick."""
    due: Operand
    """Last day, inclusive; once today is later and it is not done, the exception lapses."""


class RuleException(Cited):
    """A way to satisfy the rule although its requirement is not met."""

    id: Slug
    """Stays the same for good: reports and examples name it."""
    title: Text
    """Whom or what it excuses."""
    when: Condition
    """When it applies."""
    duties: list[Duty] = []
    """What it still demands."""


class Rule(Cited):
    """One requirement. Texts may name facts and spec values in braces, such as {width_px}."""

    id: Slug
    """Stays the same for good: findings, pages and examples name it."""
    title: Text
    """The requirement as a heading, said as if it were met."""
    severity: Severity
    """must: refused without it; should: demanded in weaker words; advice: suggested or a reference value."""
    when: Condition | None = None
    """When the rule applies; left out: always."""
    who: Text | None = None
    """The same in a candidate's words, for the page; wanted where the condition names several questions."""
    valid_from: DateText | None = None
    """First day on which the rule is in force, by the day that is asked about; left out: as long as known."""
    valid_until: DateText | None = None
    """Last day on which the rule is in force; left out: until further notice."""
    each: FactName | None = None
    """Judge once per item of this list fact, with the item's fields as facts."""
    require: Condition
    """The requirement."""
    exceptions: list[RuleException] = []
    """Other ways to satisfy the rule."""
    if_yes: Text | None = None
    """One plain sentence when the requirement is met."""
    if_no: Text
    """One plain sentence when the requirement is not met."""
    if_no_in_general: Text | None = None
    """The same for a page, where nothing has been measured yet; wanted where if_no names what is measured."""
    if_unknown: Text | None = None
    """One plain sentence when that cannot be told."""
    measured: Text | None = None
    """What was measured, such as {width_px}×{height_px} 像素."""
    required: Text | None = None
    """What the clause demands, in few words."""
    mend: Text | None = None
    """What to do about it; something a person can do on a phone."""
    tolerance_from: Literal["source", "tool"] | None = None
    """tool: the source gives no number and this one is ours."""
    contradiction: Slug | None = None
    """Key of a contradiction of the province that this rule stands in."""


class Elsewhere(Cited):
    """Who is not served by this procedure, and where to go instead."""

    id: Slug
    """Stays the same for good: reports and examples name it."""
    when: Condition
    """Who is not served here."""
    who: Text | None = None
    """The same in a candidate's words, for the page; wanted where the condition names several questions."""
    text: Text
    """One plain sentence that says so."""
    mend: Text | None = None
    """Where to go instead."""


class Unconcerned(Cited):
    """Who need not care for any rule of this procedure; said where none applies."""

    id: Slug
    """Stays the same for good."""
    when: Condition
    """Whom none of the rules concerns."""
    text: Text
    """One plain sentence that says so."""


class Impossible(Model):
    """Answers that cannot all be true, whatever a source says: asked again, not judged."""

    id: Slug
    """Stays the same for good: examples name it."""
    when: Condition
    """True of answers that cannot be."""
    again: FactName
    """The question to answer again."""
    say: Text
    """One plain sentence beside that question: what does not fit, and what to look at."""


class Example(Model):
    """A case that must come out as said: a test beside the rules."""

    given: dict[str, Any]
    """Facts; leave out what is not known."""
    expect: dict[str, Literal["yes", "no", "unknown", "not_applicable"]] = {}
    """Rule id and its outcome."""
    verdict: Literal["pass", "attention", "fail", "unknown"] | None = None
    """Verdict over all rules."""
    elsewhere: Slug | None = None
    """Id of the elsewhere that this case belongs to."""
    impossible: Slug | None = None
    """Id of the impossible that these answers are; they are then not judged."""
    by: dict[str, str] = {}
    """Rule id and the exception that decided."""
    next: FactName | None = None
    """The question that must come next."""
    due: dict[str, str] = {}
    """Rule id and the due date of its first duty."""
    note: Text | None = None
    """What this case is about."""


class Judged(Model):
    """What a procedure and a file spec have in common: tables, rules and examples."""

    tables: dict[TableName, dict[str, Any]] = {}
    """Named maps from a fact's value to a literal, for {table, by}."""
    rules: list[Rule] = []
    """What is required."""
    examples: list[Example] = []
    """Cases that must come out as said; lint judges them."""
