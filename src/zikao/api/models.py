"""Answers that are not reports: health and the lists of rulebooks."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from zikao.report import Engine, RulebookStamp


class Answer(BaseModel):
    """Base of the answers: closed and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Health(Answer):
    """The service answers and its rulebooks have loaded."""

    status: Literal["ok"] = "ok"
    engine: Engine
    rulebooks: Annotated[int, Field(ge=0, description="How many provinces are loaded.")]


class RulebookEntry(Answer):
    """One province."""

    id: str
    name: str
    authority: Annotated[str, Field(description="The provincial exam authority.")]
    stamp: RulebookStamp
    href: Annotated[str, Field(description="Where the details are.")]


class Rulebooks(Answer):
    """All provinces, in the order of their region codes."""

    rulebooks: tuple[RulebookEntry, ...]


class City(Answer):
    """A city with rules of its own; pass its id as the query parameter city."""

    id: str
    name: str


class ProcedureEntry(Answer):
    """One procedure and how to ask about it."""

    id: str
    title: str
    summary: str
    href: Annotated[str, Field(description="POST the answers here.")]
    facts: Annotated[dict[str, Any], Field(description="JSON Schema 2020-12 of the answers.")]


class SpecEntry(Answer):
    """One file spec and where to send the file."""

    id: str
    title: str
    summary: str
    file_class: Literal["portrait", "evidence", "archive"]
    href: Annotated[str, Field(description="POST the file here.")]


class PhotoEntry(SpecEntry):
    """One photo spec."""

    fit: Annotated[
        bool,
        Field(
            description="Whether the spec states all the numbers that a file is made from: see {href}/fit."
        ),
    ]


class RulebookDetails(RulebookEntry):
    """One province with what can be checked there."""

    cities: tuple[City, ...]
    procedures: tuple[ProcedureEntry, ...]
    photos: tuple[PhotoEntry, ...]
    packages: tuple[SpecEntry, ...]
