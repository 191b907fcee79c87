"""A fitted portrait as an answer: the file or why there is none, what was done, and the report on it.

Beside `zikao.report` the one other shape that leaves a check; ``schemas/fitted-photo.schema.json`` is
generated from it.
"""

import base64
import hashlib
from typing import Annotated, Literal

from pydantic import Field

from zikao.report import Citation, Report, ReportModel


class Note(ReportModel):
    """Something that was done, why nothing was, or what is left to the candidate, with the clauses."""

    what: Annotated[str, Field(description="One or more Chinese sentences.")]
    cites: tuple[Citation, ...] = ()


class FittedFile(ReportModel):
    """The file to hand in."""

    name: str
    media_type: Literal["image/jpeg"] = "image/jpeg"
    size: Annotated[int, Field(ge=1, description="Bytes of the file itself, not of its base64.")]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    changed: Annotated[
        bool, Field(description="Whether its bytes differ from those sent; if not, at most its name does.")
    ]
    base64: Annotated[str, Field(description="The file (RFC 4648, section 4, with padding).")]

    @classmethod
    def of(cls, data: bytes, name: str, original: bytes) -> "FittedFile":
        """The file `data`, made from `original`."""
        return cls(
            name=name,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            changed=data != original,
            base64=base64.b64encode(data).decode("ascii"),
        )


class FittedPhoto(ReportModel):
    """What became of an original."""

    file: Annotated[FittedFile | None, Field(description="Null when no file could lawfully be made.")]
    steps: Annotated[tuple[Note, ...], Field(description="What was done, in this order.")]
    refused: Annotated[
        tuple[Note, ...], Field(description="Why there is no file, and what to retake and how.")
    ]
    confirm: Annotated[
        tuple[Note, ...], Field(description="What the file itself cannot show: the candidate vouches for it.")
    ]
    report: Annotated[
        Report, Field(description="On the file, measured again; on the original where none could be cut.")
    ]
