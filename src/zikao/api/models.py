"""What is asked and answered besides answers, files and reports: health, lists of rulebooks, uploads."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from zikao.api.files import FileKind
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


def _whole(value: Any) -> Any:
    """8.0 is an integer in JSON Schema."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class UploadWish(BaseModel):
    """The file that is to be uploaded."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    kind: Annotated[FileKind, Field(description="For which check.")]
    size: Annotated[
        int, BeforeValidator(_whole), Field(ge=1, description="Bytes; exactly so many are then taken.")
    ]
    type: Annotated[
        str,
        Field(description="Media type, one that the check of this kind takes; the form says the same."),
    ]


class UploadPlace(Answer):
    """Where one file can be uploaded to, by one form."""

    upload: Annotated[
        str,
        Field(
            pattern="^[0-9a-f]{32}$",
            description="Id of the upload, as good as a key; send it to the check as X-Zikao-Upload.",
        ),
    ]
    url: Annotated[str, Field(description="POST the form here, as multipart/form-data.")]
    fields: Annotated[
        dict[str, str],
        Field(description="All fields of the form; behind them comes the file, in a field named file."),
    ]
    expires_in: Annotated[int, Field(ge=1, description="Seconds for which the form is good.")]


class UploadRules(Answer):
    """How files come to this server."""

    offered: Annotated[bool, Field(description="Whether places for uploads are handed out here.")]
    direct_bytes: Annotated[
        int,
        Field(ge=1, description="Largest file that gets here with a request; the check may take less."),
    ]


class Waiting(Answer):
    """A check that was put off."""

    state: Annotated[
        Literal["waiting", "working"], Field(description="Whether the file waits, or is being checked.")
    ]
    check: Annotated[
        str, Field(description="Name of the check; without the id of the upload it opens nothing.")
    ]
    href: Annotated[str, Field(description="GET this, with the id of the upload as X-Zikao-Upload.")]
    retry_after: Annotated[int, Field(ge=1, description="Seconds after which to look again.")]
