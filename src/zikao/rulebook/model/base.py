"""The pieces that every rulebook file is made of: ids, dates, sources, cites.

A rulebook is data that an exam office can write without code, so the models are closed: an unknown key is a
fault, never ignored.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError


def _real(text: str) -> str:
    """Refuse 30 February: a pattern alone lets it through."""
    try:
        datetime.fromisoformat("2000-01-01" if text == "undated" else text)
    except ValueError:
        raise PydanticCustomError("unreal_date", "no such day") from None
    return text


SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""How ids are written, and the files and folders that are called by them."""
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
FACT = r"^[a-z][a-z0-9_]*$"
"""How a fact is called, and the question that asks for it."""
FactName = Annotated[str, StringConstraints(pattern=FACT, max_length=60)]
TableName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]
OptionValue = Annotated[str, StringConstraints(pattern=r"^([a-z]|[0-9]+[a-z_-])[a-z0-9_-]*$", max_length=60)]
"""Never digits alone: JavaScript would put such a name before all others."""
ItemPath = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
RelatedPath = Annotated[str, StringConstraints(pattern=r"^([a-z0-9-]+/)?[a-z0-9-]+$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
RegionCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
DateText = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_real)]
IssuedText = Annotated[
    str, StringConstraints(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|undated)$"), AfterValidator(_real)
]
HostName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]

Authority = Literal["official", "mirror", "unofficial", "tool"]
Severity = Literal["must", "should", "advice"]

Condition = Annotated[
    dict[str, Any],
    Field(
        description="Condition tree: a group of conditions, or one comparison. See the page on conditions.",
        json_schema_extra={"x-role": "Condition"},
    ),
]
"""A condition tree as plain data; its inside is checked by `zikao.judge.check`, which knows the facts."""

Operand = Annotated[
    Any,
    Field(
        description="A literal, {fact}, {table, by}, {year, day}, {spec}.",
        json_schema_extra={"x-role": "Operand"},
    ),
]


def as_list(value: object) -> object:
    """One of something as a list of it: what may be written alone or in brackets."""
    return value if isinstance(value, list) or value is None else [value]


class Model(BaseModel):
    """Closed and immutable; field docstrings become the hover text in editors.

    A class is finished where it is first used, since a function uses few of them: see `Library.once`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Cite(Model):
    """Source and clause behind one statement."""

    source: Slug
    """Key of a source in this province, or in one that it extends."""
    clause: Text
    """Clause as the document numbers it, for instance 附件3 四.1."""
    note: Text | None = None
    """What a reader should know of this clause."""


Cites = Annotated[
    list[Cite], BeforeValidator(as_list), Field(min_length=1, json_schema_extra={"x-one-or-many": True})
]
"""One cite or a list of them; never none: no cite, no load."""


class Cited(Model):
    """Anything that a source says."""

    cite: Cites
    """Where this comes from: {source, clause}, or a list of them."""


class Source(Model):
    """A document, with what is known of its standing and age."""

    title: Text
    """Title of the document."""
    publisher: Text
    """Who put it out; say so when that is not stated."""
    authority: Authority
    """official; mirror (a portal repeating an official text); unofficial; tool (this tool's own check)."""
    address: Url | None = None
    """Public address, if one is known."""
    issued: IssuedText
    """Date of issue, or undated."""
    read: DateText
    """The day on which it was last read for this rulebook."""
    note: Text | None = None
    """What a reader should know of the document, such as what is missing from it."""


class Host(Cited):
    """An official address that candidates are sent to; any other host is a warning."""

    host: HostName
    """Host name without https:// and path."""
    name: Text
    """What the site calls itself."""
    use: Text
    """What candidates do there."""


class Saying(Cited):
    """One side of a contradiction, in our own words."""

    text: Text
    """What this source says."""


class Contradiction(Model):
    """Where sources disagree or leave a gap: shown to the reader with the safe course, never smoothed."""

    title: Text
    """What the sources differ about."""
    says: Annotated[list[Saying], Field(min_length=1)]
    """What each of them says."""
    safe: Text
    """What to do so as to be right under every reading."""


class Statement(Cited):
    """A sentence that a source supports."""

    text: Text
    """The sentence, in our own words."""
