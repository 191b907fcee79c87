"""The registry of routes: the one list that the Chalice apps and the OpenAPI document are made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from zikao.api import handlers, models, uploading
from zikao.api.declared import OF_PACKAGE, OF_PHOTO, Declared
from zikao.api.files import ARCHIVE_TYPES, MOST_PACKAGE_BYTES, MOST_PHOTO_BYTES, SENT_AS_PHOTO
from zikao.api.http import Reply, Request, Response
from zikao.api.later import LATER_BYTES
from zikao.api.problems import (
    BAD_HEADER,
    BUSY,
    CANNOT_FIT,
    CHECK_LOST,
    CONSENT_REQUIRED,
    FACTS_INVALID,
    HEAD_TOO_LARGE,
    INCOMPLETE_BODY,
    INTERNAL,
    LENGTH_REQUIRED,
    MALFORMED_JSON,
    MALFORMED_REDUCED,
    METHOD_NOT_ALLOWED,
    NO_SUCH_CHECK,
    NO_SUCH_UPLOAD,
    NO_UPLOADS,
    NOT_IN_RULEBOOK,
    SLOW_BODY,
    STORAGE_UNREACHABLE,
    TOO_LARGE,
    TOO_MANY_REQUESTS,
    UNSUPPORTED_ENCODING,
    UNSUPPORTED_TYPE,
    WISH_INVALID,
    Kind,
)
from zikao.api.services import Services
from zikao.api.uploads import PLACE_SECONDS
from zikao.report import CheckedPhoto, FittedPhoto, Report

Group = Literal["eligibility", "photo", "package"]
"""The function that answers a route."""

KB = 1000

JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class BodyRule:
    """What a route takes as its body."""

    media_types: tuple[str, ...]
    limit: int
    """Bytes. A hosted function is further limited by its gateway; see docs/api.md."""
    means: str


@dataclass(frozen=True, slots=True)
class Route:
    """One method on one path."""

    method: Literal["GET", "POST"]
    path: str
    name: str
    group: Group
    summary: str
    handler: Callable[[Request, Services], BaseModel | str | Reply | Response]
    answer: type[BaseModel] | None
    """Model of the answer; None: the OpenAPI document itself."""
    preferred: type[BaseModel] | None = None
    """Model of the answer for whoever prefers the made portrait with it."""
    problems: tuple[Kind, ...] = ()
    body: BodyRule | None = None
    wish: type[BaseModel] | None = None
    """Model of a JSON body; None: answers by fact name."""
    by_city: bool = False
    takes_file: bool = False
    """It checks a person's file, which needs consent, and a thread of its own to be measured in."""
    wants_file: bool = False
    """It is told of a person's file before that is uploaded, which needs consent as well."""
    uploaded: bool = False
    """The file was uploaded beforehand, and a header names it."""
    put_off: bool = False
    """Its answer may be that the check is not done yet."""
    cacheable: bool = False
    """The answer changes with the rulebooks only."""
    declares: tuple[Declared, ...] = ()
    """What the candidate may say of the file."""
    description: str = ""
    """What the summary has no room for."""

    @property
    def needs_consent(self) -> bool:
        """Whether the person shown or named in the file has to have agreed."""
        return self.takes_file or self.wants_file


_BODY_PROBLEMS = (
    INCOMPLETE_BODY,
    NOT_IN_RULEBOOK,
    SLOW_BODY,
    LENGTH_REQUIRED,
    TOO_LARGE,
    UNSUPPORTED_TYPE,
    UNSUPPORTED_ENCODING,
    BUSY,
)
_FILE_PROBLEMS = (CONSENT_REQUIRED, *_BODY_PROBLEMS)
_UPLOAD_PROBLEMS = (
    CONSENT_REQUIRED,
    NOT_IN_RULEBOOK,
    NO_UPLOADS,
    NO_SUCH_UPLOAD,
    TOO_LARGE,
    BUSY,
    STORAGE_UNREACHABLE,
)
COMMON_PROBLEMS = (BAD_HEADER, METHOD_NOT_ALLOWED, TOO_MANY_REQUESTS, HEAD_TOO_LARGE, INTERNAL)


def _uploaded(limit: int) -> str:
    """What holds for every file that was uploaded beforehand."""
    return (
        f"Without a body. The upload may have {limit} bytes. It is read "
        "into memory and deleted before it is checked: an id is good for one answer. A request that is "
        "refused for what is in its own head leaves the upload where it is. A server without a storage for "
        "uploads answers `no-uploads`."
    )


ROUTES: tuple[Route, ...] = (
    Route(
        method="GET",
        path="/v1/health",
        name="health",
        group="eligibility",
        summary="Whether the service answers and its rulebooks have loaded",
        handler=handlers.health,
        answer=models.Health,
    ),
    Route(
        method="GET",
        path="/v1/openapi.json",
        name="openapi",
        group="eligibility",
        summary="This document",
        handler=handlers.openapi,
        answer=None,
        cacheable=True,
    ),
    Route(
        method="GET",
        path="/v1/rulebooks",
        name="rulebooks",
        group="eligibility",
        summary="All provinces, each with the version and digest of its rulebook",
        handler=handlers.rulebooks,
        answer=models.Rulebooks,
        cacheable=True,
    ),
    Route(
        method="GET",
        path="/v1/rulebooks/{province}",
        name="rulebook",
        group="eligibility",
        summary="One province: procedures with the schema of their questions, file specs, cities",
        handler=handlers.rulebook,
        answer=models.RulebookDetails,
        cacheable=True,
        problems=(NOT_IN_RULEBOOK,),
        by_city=True,
    ),
    Route(
        method="GET",
        path="/v1/uploads",
        name="upload_rules",
        group="eligibility",
        summary="How large a file can be sent directly, and whether a larger one can be uploaded",
        handler=uploading.upload_rules,
        answer=models.UploadRules,
    ),
    Route(
        method="POST",
        path="/v1/uploads",
        name="upload_place",
        group="eligibility",
        summary="Hand out a place for a file that is too large to be sent directly",
        description="The answer is a form that one file can be uploaded with, of exactly the bytes and the "
        f"type that were announced, within {PLACE_SECONDS} s. Then its id is sent to the check.",
        handler=uploading.upload_place,
        answer=models.UploadPlace,
        problems=(
            MALFORMED_JSON,
            INCOMPLETE_BODY,
            CONSENT_REQUIRED,
            NO_UPLOADS,
            SLOW_BODY,
            LENGTH_REQUIRED,
            TOO_LARGE,
            UNSUPPORTED_TYPE,
            WISH_INVALID,
            BUSY,
            STORAGE_UNREACHABLE,
        ),
        body=BodyRule((JSON_TYPE,), 1 * KB, "What is to be uploaded."),
        wish=models.UploadWish,
        wants_file=True,
    ),
    Route(
        method="POST",
        path="/v1/eligibility/{province}/{procedure}",
        name="eligibility",
        group="eligibility",
        summary="Judge answers against a procedure",
        handler=handlers.eligibility,
        answer=Report,
        problems=(MALFORMED_JSON, *_BODY_PROBLEMS, FACTS_INVALID),
        body=BodyRule((JSON_TYPE,), 64 * KB, "Answers by fact name. Leave out what is not known."),
        by_city=True,
    ),
    Route(
        method="POST",
        path="/v1/photo/{province}/{spec}",
        name="photo",
        group="photo",
        summary="Measure a portrait and judge it against a file spec",
        handler=handlers.photo,
        answer=Report,
        preferred=CheckedPhoto,
        problems=(*_FILE_PROBLEMS, MALFORMED_REDUCED),
        body=BodyRule(SENT_AS_PHOTO, MOST_PHOTO_BYTES, "The bytes of the picture."),
        by_city=True,
        takes_file=True,
        declares=OF_PHOTO,
    ),
    Route(
        method="POST",
        path="/v1/photo/{province}/{spec}/fit",
        name="fit",
        group="photo",
        summary="Make a compliant portrait from a larger original, or say what to retake",
        handler=handlers.fit,
        answer=FittedPhoto,
        problems=(*_FILE_PROBLEMS, MALFORMED_REDUCED, CANNOT_FIT),
        body=BodyRule(SENT_AS_PHOTO, MOST_PHOTO_BYTES, "The bytes of the original."),
        by_city=True,
        takes_file=True,
        declares=OF_PHOTO,
    ),
    Route(
        method="POST",
        path="/v1/photo/{province}/{spec}/uploaded",
        name="uploaded_photo",
        group="photo",
        summary="Measure a portrait that was uploaded beforehand",
        description=_uploaded(MOST_PHOTO_BYTES),
        handler=handlers.uploaded_photo,
        answer=Report,
        preferred=CheckedPhoto,
        problems=_UPLOAD_PROBLEMS,
        by_city=True,
        takes_file=True,
        uploaded=True,
        declares=OF_PHOTO,
    ),
    Route(
        method="POST",
        path="/v1/photo/{province}/{spec}/fit/uploaded",
        name="uploaded_fit",
        group="photo",
        summary="Make a compliant portrait from an original that was uploaded beforehand",
        description=_uploaded(MOST_PHOTO_BYTES),
        handler=handlers.uploaded_fit,
        answer=FittedPhoto,
        problems=(*_UPLOAD_PROBLEMS, CANNOT_FIT),
        by_city=True,
        takes_file=True,
        uploaded=True,
        declares=OF_PHOTO,
    ),
    Route(
        method="POST",
        path="/v1/package/{province}/{spec}",
        name="package",
        group="package",
        summary="Measure an archive of evidence and judge it against a file spec",
        handler=handlers.package,
        answer=Report,
        problems=_FILE_PROBLEMS,
        body=BodyRule(ARCHIVE_TYPES, MOST_PACKAGE_BYTES, "The bytes of the archive."),
        by_city=True,
        takes_file=True,
        declares=OF_PACKAGE,
    ),
    Route(
        method="POST",
        path="/v1/package/{province}/{spec}/uploaded",
        name="uploaded_package",
        group="package",
        summary="The same for an archive that was uploaded beforehand",
        description=_uploaded(MOST_PACKAGE_BYTES)
        + f" Where the server has a queue, an upload of more than {LATER_BYTES} bytes, or one asked for with "
        "`Prefer: respond-async` (RFC 7240), is checked later: 202, with the address of the check.",
        handler=handlers.uploaded_package,
        answer=Report,
        problems=_UPLOAD_PROBLEMS,
        by_city=True,
        takes_file=True,
        uploaded=True,
        put_off=True,
        declares=OF_PACKAGE,
    ),
    Route(
        method="GET",
        path="/v1/checks/{check}",
        name="check",
        group="eligibility",
        summary="The answer of a check that was put off",
        description="Good for one reading: the answer is deleted by it. It is what the check would have "
        "answered at once, its refusals too. The id of the upload has to come with it.",
        handler=uploading.check,
        answer=Report,
        problems=(*_UPLOAD_PROBLEMS, NO_SUCH_CHECK, CHECK_LOST),
        uploaded=True,
        put_off=True,
    ),
)


def methods_of(path: str) -> tuple[str, ...]:
    """The methods that a path of the registry answers besides OPTIONS."""
    return tuple(route.method for route in ROUTES if route.path == path)


def paths(group: Group | None = None) -> tuple[str, ...]:
    """The paths of one function, or all of them, in order."""
    return tuple(dict.fromkeys(route.path for route in ROUTES if group in (None, route.group)))


def binary_types(group: Group) -> tuple[str, ...]:
    """Types that a gateway has to hand to this function as bytes."""
    taken = (route.body.media_types for route in ROUTES if route.group == group and route.body)
    return tuple(dict.fromkeys(name for types in taken for name in types if name != JSON_TYPE))
