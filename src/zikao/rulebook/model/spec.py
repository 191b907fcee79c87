"""What a file must be like: portrait specs (photos.yaml) and archive or attachment specs (packages.yaml)."""

from typing import Annotated, Any, Literal

from pydantic import Field

from zikao.rulebook.model.base import (
    Cited,
    DateText,
    FactName,
    ItemPath,
    Model,
    Severity,
    Slug,
    Statement,
    Text,
)
from zikao.rulebook.model.rules import Judged


class SpecValue(Cited):
    """One number or set of the spec. An overlay replaces it, with a cite of its own."""

    value: Any
    """A number, a word, or a list of words."""
    unit: Text | None = None
    """Unit as shown, such as 像素."""
    label: Text
    """What it is, as shown."""
    note: Text | None = None
    """What a reader should know of it."""


class PortalLabel(Cited):
    """A message of the official portal's own check, and the rules here that explain it."""

    label: Text
    """The message as the portal shows it."""
    means: Text
    """What it means, in our own words."""
    rules: Annotated[list[Slug], Field(min_length=1)]
    """Ids of rules of this spec."""
    their_fix: Text
    """The remedy that the source gives, in our own words."""
    better_fix: Text | None = None
    """Ours, where theirs breaks another clause; say why."""


class Part(Cited):
    """One kind of page that an archive must hold."""

    id: Slug
    """Key of this kind of page."""
    name: Text
    """Name of the paper."""
    called: Annotated[str, Field(pattern=r"^[\u4e00-\u9fffA-Za-z0-9]{1,12}$")] | None = None
    """What a file of it is called in an archive, without number and extension; else its name."""
    any_of: Slug | None = None
    """Parts that share this key stand for one another."""
    per: Text | None = None
    """What one of these is needed for, such as each declared course."""
    note: Text | None = None
    """What a reader should know of it."""


class Notice(Statement):
    """What the source warns of. Where nothing measures it, `ask` leaves it to the reader's eye."""

    id: Slug | None = None
    """Stays the same for good: reports name it."""
    severity: Severity | None = None
    """must: refused without it; should: demanded in weaker words; advice: suggested."""
    ask: Text | None = None
    """One plain question for the eye, to which yes is right; `id` and `severity` go with it."""
    unless: list[Slug] = []
    """Rules that answer it: where all of them come to a yes or a no, nobody is asked."""


class FileName(Cited):
    """What the file has to be called."""

    pattern: Annotated[str, Field(pattern=r'^[^\\/:*?"<>|\n]{1,120}$')]
    """The name with {admission_ticket_number}, {name} (姓名) or {id_number} in braces, and its extension."""
    severity: Severity = "should"
    """How much it weighs in a check that a file is called otherwise."""
    note: Text | None = None
    """What a reader should know of it."""


class Follows(Model):
    """The spec that another one has taken the place of."""

    spec: Slug
    """Key of the older spec, of the same file and kind."""
    between: Text | None = None
    """What is known of the days between the two, where no source says on which of them the change was."""


class Together(Judged):
    """What several of these files must be like as a whole, such as all archives of one candidate."""

    title: Text
    """What is looked at together."""


class Spec(Judged):
    """One file spec."""

    title: Text
    """Name of the file that is checked."""
    summary: Text
    """What it is for, in one or two sentences."""
    extends: ItemPath | None = None
    """province/spec whose values, rules and labels this one takes over and replaces by key."""
    file_class: Literal["portrait", "evidence", "archive"]
    """Portrait, single attachment, or archive of attachments: their limits are never mixed."""
    addressed_to: Text | None = None
    """Set where the source speaks to someone other than the candidate."""
    valid_from: DateText | None = None
    """First day on which it is known to be in force, Beijing's; left out: as long as known."""
    valid_until: DateText | None = None
    """Last day on which it is known to be in force; left out: until further notice."""
    follows: Follows | None = None
    """The older spec in whose place it came: a check goes by the one that is in force on its day."""
    values: dict[FactName, SpecValue] = {}
    """Numbers and sets that conditions use as {spec: NAME}, and texts as {NAME}."""
    file_name: FileName | None = None
    """What the file has to be called, where the source says it."""
    parts: list[Part] = []
    """Kinds of pages that an archive must hold."""
    labels: list[PortalLabel] = []
    """Messages of the official portal's own check."""
    notices: list[Notice] = []
    """What the source warns of, and what is left to the reader's eye."""
    contradictions: list[Slug] = []
    """Keys of contradictions of the province that touch this spec."""
    gaps: list[Text] = []
    """What the source does not say, such as pixels or colour."""
    together: Together | None = None
    """Rules over several archives of one candidate; their facts are zikao.package.facts.TOGETHER."""


class SpecFile(Model):
    """photos.yaml or packages.yaml."""

    specs: dict[Slug, Spec]
    """File specs by key."""
