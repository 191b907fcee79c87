"""What one procedure or file spec compiles to: the one thing that judge, checks, site and browser share.

`schemas/document.schema.json` and the browser's types are made from these classes. In JSON, what is None is
left out; whoever reads a document back gets an equal one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import ConfigDict

from zikao.judge import document as judged
from zikao.judge.document import Part
from zikao.report import Authority, Citation, RulebookStamp

Kind = Literal["procedure", "photo", "package", "together"]
"""`together` is the part of a package spec that judges several archives at once, under the spec's name."""

CLOSED: Final = ConfigDict(extra="forbid")


class DocumentOrigin(Part):
    """The end of a window that answers a question while the window is official, dated and current."""

    model_config = CLOSED

    window: str
    """Key of a window of this document."""
    edge: Literal["start", "end"]
    """Which end of it."""


class DocumentFact(judged.Fact):
    """A question to a candidate, something that is measured of a file, or the clock."""

    model_config = CLOSED

    items: Mapping[str, DocumentFact] | None = None
    """Facts of one item of a list."""
    unit: str | None = None
    """Unit of what is measured, as it is shown; empty where it has none."""
    help: str | None = None
    """One sentence below the question."""
    unsure: str | None = None
    """Where to look when one does not know."""
    minimum: int | float | None = None
    """Smallest number that makes sense as an answer; of a list, the fewest items."""
    maximum: int | float | None = None
    """Largest number that makes sense as an answer; of a list, the most items."""
    from_window: DocumentOrigin | None = None
    """Window that answers this question."""
    from_city: str | None = None
    """City that this asks about; the reader's own city answers it, where that is known."""


class DocumentDuty(judged.RuleDuty):
    """What an exception demands, and until when."""

    model_config = CLOSED


class DocumentException(judged.RuleException):
    """Another way to satisfy a rule, with its clauses."""

    model_config = CLOSED

    title: str
    """Whom or what it excuses."""
    duties: tuple[DocumentDuty, ...] = ()
    """What it still demands."""
    cites: tuple[Citation, ...]
    """Where it comes from."""


class DocumentRule(judged.Rule):
    """One requirement, with the texts of a report. They name facts and values in braces."""

    model_config = CLOSED

    title: str
    """The requirement as a heading, said as if it were met."""
    exceptions: tuple[DocumentException, ...] = ()
    """Other ways to satisfy it."""
    if_yes: str | None = None
    """Sentence when the requirement is met."""
    if_no: str
    """Sentence when it is not met."""
    if_unknown: str | None = None
    """Sentence when that cannot be told."""
    measured: str | None = None
    """What was measured."""
    required: str | None = None
    """What the clause demands, in few words."""
    mend: str | None = None
    """What to do about it."""
    tolerance_from: Literal["source", "tool"] | None = None
    """"tool" where the source gives no number and this one is ours."""
    contradiction: str | None = None
    """How sources contradict, and the safe course."""
    cites: tuple[Citation, ...]
    """Where it comes from."""


class DocumentElsewhere(judged.Elsewhere):
    """Who is not served here, and where to go instead."""

    model_config = CLOSED

    text: str
    """Sentence that says so."""
    mend: str | None = None
    """Where to go instead."""
    cites: tuple[Citation, ...]
    """Where it comes from."""


class DocumentUnconcerned(Part):
    """What is told where no rule applies, because of whom none concerns."""

    model_config = CLOSED

    when: dict[str, Any]
    """Whom none of the rules concerns."""
    text: str
    """Sentence that says so."""
    cites: tuple[Citation, ...]
    """Where it comes from."""


class DocumentByEye(Part):
    """What a file spec demands and nothing measures: a question for the reader's eye."""

    model_config = CLOSED

    id: str
    """Name of this point; no rule bears it."""
    severity: judged.Severity
    """How much it weighs."""
    ask: str
    """Question to which yes is right."""
    text: str
    """What is demanded."""
    unless: tuple[str, ...] = ()
    """Rules that answer it where all of them come to a yes or a no."""
    cites: tuple[Citation, ...]
    """Where it comes from."""


class DocumentImpossible(Part):
    """Answers that cannot all be true; whoever gives them is asked again before anything is judged."""

    model_config = CLOSED

    id: str
    """Name of this case."""
    when: dict[str, Any]
    """Condition that is true of such answers."""
    again: str
    """The question to answer again."""
    say: str
    """Sentence beside that question."""


class DocumentValue(Part):
    """One number or set of a file spec. Conditions hold it as a literal already; texts name it in braces."""

    model_config = CLOSED

    value: Any
    """A number, a word, or a list of words."""
    unit: str | None = None
    """Unit as it is shown."""
    label: str
    """What it is, as it is shown."""
    note: str | None = None
    """What a reader should know of it."""


class DocumentNumber(Part):
    """The forms of a number that a candidate types, as one pattern over what is typed without its spaces."""

    model_config = CLOSED

    pattern: str
    """Whole text of such a number, for Python and JavaScript alike; small letters are made capitals first."""
    wanted: str
    """The same as it is told: 12 位数字."""


class DocumentYearly(Part):
    """A span that comes every year; over the turn of the year where its end is the earlier day."""

    model_config = CLOSED

    start: str | None = None
    """First day, MM-DD, or moment, MM-DDTHH:MM; left out where only the end is set."""
    end: str | None = None
    """Last day or moment, written alike; left out: from that day on."""


class DocumentDaily(Part):
    """Hours of each day, HH:MM."""

    model_config = CLOSED

    start: str
    """First minute."""
    end: str
    """Last minute; 24:00 is the day's end."""


class DocumentDates(Part):
    """From when to when, and how much the source of that weighs."""

    model_config = CLOSED

    start: str | None = None
    """First moment, Beijing time, YYYY-MM-DDTHH:MM, or first day, YYYY-MM-DD."""
    end: str | None = None
    """Last moment, inclusive to the minute, or last day; T24:00 ends it. Left out: from the start on."""
    until: str | None = None
    """Last day on which these dates count as current; left out: they never do, for want of a date."""
    daily: DocumentDaily | None = None
    """Hours of each day in that time."""
    workdays: Literal[True] | None = None
    """Whether it is on working days only, whichever those are."""
    authority: Authority
    """How much the source of the dates weighs."""
    stated: str | None = None
    """What the source says, where that is less than a full date."""
    look_up: str | None = None
    """Where the date of the coming round is announced."""


class DocumentRound(DocumentDates):
    """A window's dates in one round."""

    model_config = CLOSED

    cycle: str
    """Key of the round."""
    title: str
    """Name of the round."""
    since: str
    """First day on which these dates are the current ones."""


class DocumentWindow(DocumentDates):
    """A time in which something may be done, with what tells whether its dates may be used."""

    model_config = CLOSED

    title: str
    """What may be done in this time."""
    yearly: tuple[DocumentYearly, ...] | None = None
    """What comes every year, in place of start and end."""
    rounds: tuple[DocumentRound, ...] | None = None
    """The dates by round, the earliest first, in place of start and end."""


class Document(judged.Document):
    """One procedure or file spec of a province or of a city in it, ready to be judged and reported."""

    model_config = CLOSED

    format: Literal[1] = 1
    """Number of this shape. It rises only where a reader of the number before would misread the document."""
    kind: Kind
    """What is judged."""
    province: str
    """Id of the province."""
    id: str
    """Name of the procedure or spec."""
    city: str | None = None
    """Id of the city whose overlay is merged in."""
    title: str
    """What candidates know it as."""
    stamp: RulebookStamp
    """Which rulebook it was compiled from."""
    facts: Mapping[str, DocumentFact]
    """What may be known, in the order in which it is asked, the clock last."""
    values: dict[str, DocumentValue]
    """Numbers and sets of a file spec."""
    file_name: str | None = None
    """What the file has to be called, with what is typed in braces; left out where no source says it."""
    windows: dict[str, DocumentWindow]
    """Times that the procedure names."""
    numbers: dict[str, DocumentNumber] | None = None
    """Forms of numbers by the name under which they are typed; left out where the rulebook says none."""
    impossible: tuple[DocumentImpossible, ...] = ()
    """Answers that are asked again; looked at before anything is judged."""
    elsewhere: tuple[DocumentElsewhere, ...] = ()
    """Who is not served here; looked at before any rule."""
    unconcerned: tuple[DocumentUnconcerned, ...] = ()
    """Whom no rule concerns; looked at where none applies."""
    by_eye: tuple[DocumentByEye, ...] = ()
    """What nothing measures of a file."""
    rules: tuple[DocumentRule, ...]
    """What is required."""

    def as_json(self) -> dict[str, Any]:
        """Plain data; what is None is left out."""
        return self.model_dump(mode="json", exclude_none=True)

    def text(self) -> str:
        """JSON text without a space too many."""
        return self.model_dump_json(exclude_none=True)
