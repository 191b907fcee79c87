"""The registry of routes: the one list that the Chalice apps and the OpenAPI document are made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import BaseModel

from zikao.api import handlers, models
from zikao.api.declared import OF_PACKAGE, OF_PHOTO, Declared
from zikao.api.http import Request
from zikao.api.problems import (
    BAD_HEADER,
    BUSY,
    CANNOT_FIT,
    CONSENT_REQUIRED,
    FACTS_INVALID,
    INCOMPLETE_BODY,
    INTERNAL,
    LENGTH_REQUIRED,
    MALFORMED_JSON,
    METHOD_NOT_ALLOWED,
    NO_SUCH_UPLOAD,
    NO_UPLOADS,
    NOT_IN_RULEBOOK,
    SLOW_BODY,
    STORAGE_UNREACHABLE,
    TOO_LARGE,
    UNSUPPORTED_TYPE,
    Kind,
)
from zikao.api.services import Services
from zikao.formats.kinds import Picture
from zikao.report import FittedPhoto, Report

Group = Literal["eligibility", "photo", "package"]
"""The function that answers a route."""

KB, MB = 1000, 1_000_000

OCTETS = "application/octet-stream"
IMAGE_TYPES = (*(f"image/{kind}" for kind in get_args(Picture)), "image/heif", OCTETS)
"""A picture of the wrong kind is taken too: the report says what is wrong with it and how to mend it."""
ARCHIVE_TYPES = (
    "application/zip",
    "application/gzip",
    "application/pdf",
    "application/vnd.rar",
    "application/x-7z-compressed",
    "application/x-rar-compressed",
    "application/x-tar",
    "application/x-zip-compressed",
    "image/jpeg",
    OCTETS,
)


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
    handler: Callable[[Request, Services], BaseModel | str]
    answer: type[BaseModel] | None
    """Model of the answer; None: the OpenAPI document itself."""
    problems: tuple[Kind, ...] = ()
    body: BodyRule | None = None
    by_city: bool = False
    takes_file: bool = False
    """It checks a person's file, which needs consent, and a thread of its own to be measured in."""
    uploaded: bool = False
    """The file was uploaded beforehand, and a header names it."""
    declares: tuple[Declared, ...] = ()
    """What the candidate may say of the file."""
    description: str = ""
    """What the summary has no room for."""


_BODY_PROBLEMS = (
    INCOMPLETE_BODY,
    NOT_IN_RULEBOOK,
    SLOW_BODY,
    LENGTH_REQUIRED,
    TOO_LARGE,
    UNSUPPORTED_TYPE,
    BUSY,
)
_FILE_PROBLEMS = (BAD_HEADER, CONSENT_REQUIRED, *_BODY_PROBLEMS)
COMMON_PROBLEMS = (METHOD_NOT_ALLOWED, INTERNAL)

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
    ),
    Route(
        method="GET",
        path="/v1/rulebooks",
        name="rulebooks",
        group="eligibility",
        summary="All provinces, each with the version and digest of its rulebook",
        handler=handlers.rulebooks,
        answer=models.Rulebooks,
    ),
    Route(
        method="GET",
        path="/v1/rulebooks/{province}",
        name="rulebook",
        group="eligibility",
        summary="One province: procedures with the schema of their questions, file specs, cities",
        handler=handlers.rulebook,
        answer=models.RulebookDetails,
        problems=(NOT_IN_RULEBOOK,),
        by_city=True,
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
        body=BodyRule(("application/json",), 64 * KB, "Answers by fact name. Leave out what is not known."),
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
        problems=_FILE_PROBLEMS,
        body=BodyRule(IMAGE_TYPES, 10 * MB, "The bytes of the picture."),
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
        problems=(*_FILE_PROBLEMS, CANNOT_FIT),
        body=BodyRule(IMAGE_TYPES, 10 * MB, "The bytes of the original."),
        by_city=True,
        takes_file=True,
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
        body=BodyRule(ARCHIVE_TYPES, handlers.MOST_PACKAGE_BYTES, "The bytes of the archive."),
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
        description=f"Without a body. The upload may have {handlers.MOST_PACKAGE_BYTES} bytes. It is read "
        "into memory and deleted before it is checked: an id is good for one answer. A request that is "
        "refused for what is in its own head leaves the upload where it is. A server without a storage for "
        "uploads answers `no-uploads`.",
        handler=handlers.uploaded_package,
        answer=Report,
        problems=(
            BAD_HEADER,
            CONSENT_REQUIRED,
            NOT_IN_RULEBOOK,
            NO_UPLOADS,
            NO_SUCH_UPLOAD,
            TOO_LARGE,
            STORAGE_UNREACHABLE,
        ),
        by_city=True,
        takes_file=True,
        uploaded=True,
        declares=OF_PACKAGE,
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
    return tuple(dict.fromkeys(name for types in taken for name in types if name != "application/json"))
