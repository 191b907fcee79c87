"""One procedure as a service guide carries it. What the source leaves out is shown as not stated."""

from typing import Annotated, Literal

from pydantic import Field

from zikao.rulebook.model.base import (
    Cited,
    Cites,
    Condition,
    FactName,
    ItemPath,
    Model,
    RelatedPath,
    Slug,
    Statement,
    Text,
)
from zikao.rulebook.model.rules import Elsewhere, Fact, Impossible, Judged, Unconcerned


class Channel(Cited):
    """A way to apply: a host of the province and the menus to press, in order."""

    name: Text
    """Name of the portal or office."""
    host: Slug | None = None
    """Key of a host of the province."""
    menu: list[Text] = []
    """Menus to press, in order."""
    note: Text | None = None
    """What a reader should know of this way."""


class Step(Cited):
    """One thing to do, as a line to tick; or with `by`, what an office does meanwhile."""

    id: Slug
    """Stays the same for good: a candidate's ticks are kept under it."""
    title: Text
    """What to do, as a line to tick."""
    by: Text | None = None
    """Whose step it is, where it is not the candidate's: it has no box and no number."""
    body: Text | None = None
    """How to do it."""
    group: Text | None = None
    """Heading under which neighbouring steps stand together."""
    when: Condition | None = None
    """Over the procedure's facts; left out: everybody."""
    who: Text | None = None
    """The same in a candidate's words, for the page; wanted where the condition names several questions."""
    host: Slug | None = None
    """Key of a host of the province."""
    menu: list[Text] = []
    """Menus to press, in order."""
    papers: list[Slug] = []
    """Materials that the source ties to this step."""
    windows: list[Slug] = []
    """Windows of the procedure in which this step is done; left out where it may be done before or after."""
    after: list[Slug] = []
    """Steps that must be done before."""
    confirm: Text | None = None
    """A warning to read before an act that cannot be undone."""
    why_rejected: list[Text] = []
    """What sends an application back at this step."""


class Material(Cited):
    """One paper or file to hand in."""

    id: Slug
    """Key of this paper or file."""
    name: Text
    """Name of the paper or file."""
    form: Text | None = None
    """Original, scan, photograph, format; as stated."""
    copies: int | None = None
    """How many."""
    when: Condition | None = None
    """Over the procedure's facts; left out: everybody."""
    who: Text | None = None
    """The same in a candidate's words, for the page; wanted where the condition names several questions."""
    any_of: Slug | None = None
    """Materials that share this key stand for one another."""
    check: Literal["photo", "package"] | None = None
    """This file can be checked here against the spec named in spec."""
    spec: Slug | None = None
    """Photo or package spec of the province, by check."""
    note: Text | None = None
    """What a reader should know of it."""
    why_rejected: list[Text] = []
    """What is found wrong with it."""


class Status(Cited):
    """A word that the portal shows, what it means and what to do then."""

    word: Text
    """The word as the portal shows it."""
    means: Text
    """What it means."""
    do: Text
    """What to do then."""
    state: Literal["waiting", "done", "rejected", "other"]
    """Which kind of state it is."""
    asks: Text | None = None
    """What it asks of the candidate before it goes on: a paper, an answer, a day to keep."""
    next: list[Text] = []
    """Words that may be shown after this one, on the way to the end."""
    back: list[Text] = []
    """Earlier words to which it may go back, such as after a correction."""


class Rejection(Cited):
    """Why an application is sent back, and the mend."""

    id: Slug
    """Key of this reason."""
    why: Text
    """Why it is sent back."""
    mend: Text
    """What to do so that it is not."""
    rules: list[str] = []
    """Ids of rules here, or spec rules as photo.bytes, that find this beforehand."""


class Definition(Cited):
    """A term of this procedure."""

    term: Text
    """The word."""
    meaning: Text
    """What it means here."""


class Answer(Cited):
    """A frequent question."""

    ask: Text
    """The question."""
    answer: Text
    """The answer."""


class Gap(Model):
    """What the source does not say although a reader needs it."""

    what: Text
    """What is not said."""
    look_up: Text | None = None
    """Where to find out."""


class Procedure(Judged):
    """One procedure of a province."""

    id: Slug
    """Name of the file, and part of its pages' addresses."""
    title: Text
    """事项名称"""
    summary: Text
    """What it is for, in one or two sentences."""
    order: int = 100
    """Place among the province's procedures; smaller comes first."""
    needs: Annotated[list[Text], Field(min_length=1)]
    """The reader's own words for wanting this, such as 我有两个准考证号."""
    extends: ItemPath | None = None
    """province/procedure whose parts this one takes over and replaces by id."""
    audience: list[Statement] = []
    """申请主体: who applies."""
    conditions: list[Statement] = []
    """Conditions that cannot be judged from answers; the others are rules."""
    channels: list[Channel] = []
    """办理渠道"""
    windows: list[Slug] = []
    """受理时间: keys of windows of the province."""
    time_limit: Statement | None = None
    """办理时限"""
    fee: Statement | None = None
    """收费"""
    result: Statement | None = None
    """办理结果"""
    contacts: list[Text] = []
    """Names (who) or groups of contacts of the province that answer for this."""
    notices: list[Statement] = []
    """What the source warns of."""
    facts: dict[FactName, Fact] = {}
    """Questions, in the order in which they are asked."""
    impossible: list[Impossible] = []
    """Answers that contradict each other or the calendar, and which of them to ask again."""
    elsewhere: list[Elsewhere] = []
    """Who is not served by this procedure, and where to go."""
    unconcerned: list[Unconcerned] = []
    """Whom no rule of this procedure concerns, and what they are told instead of a verdict."""
    steps: list[Step] = []
    """办理流程: what to do, in order."""
    materials: list[Material] = []
    """申请材料"""
    statuses: list[Status] = []
    """Words that the portal shows."""
    rejections: list[Rejection] = []
    """Why applications are sent back."""
    definitions: list[Definition] = []
    """Terms to explain."""
    faq: list[Answer] = []
    """常见问题"""
    gaps: list[Gap] = []
    """What the source leaves out although a reader needs it."""
    contradictions: list[Slug] = []
    """Keys of contradictions of the province that touch this procedure."""
    photo: Slug | None = None
    """Photo spec that this procedure uses."""
    packages: list[Slug] = []
    """Package specs that this procedure uses."""
    related: list[RelatedPath] = []
    """Procedures to read as well, as name or province/name."""
    basis: Cites
    """依据: the documents that this guide rests on."""
