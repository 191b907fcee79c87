"""The OpenAPI 3.1 document, made from the registry and the models."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from zikao import __version__
from zikao.api.caching import KEPT
from zikao.api.handlers import MOST_ANSWERS
from zikao.api.http import (
    ACCEPT_HEADER,
    BASE_HEADERS,
    CONSENT_GIVEN,
    CONSENT_HEADER,
    FITTED,
    NAME_HEADER,
    NAME_LIMIT,
    NAME_PATTERN,
    PREFER_HEADER,
    RESPOND_ASYNC,
    UPLOAD_HEADER,
    UPLOAD_PATTERN,
)
from zikao.api.models import Waiting
from zikao.api.origins import PREFLIGHT_SECONDS
from zikao.api.problems import PROBLEM_TYPE, TYPE_PREFIX, Kind, Problem
from zikao.api.routes import COMMON_PROBLEMS, JSON_TYPE, ROUTES, BodyRule, Route, paths
from zikao.api.services import TITLE
from zikao.chinese.preferred import SIMPLIFIED, TRADITIONAL
from zikao.judge.numbers import LARGEST_WHOLE
from zikao.rulebook.model.base import FACT, SLUG

REF = "#/components/schemas/{model}"

PARAMETERS: dict[str, tuple[str, str]] = {
    "province": ("Id of a province, from /v1/rulebooks.", "anhui"),
    "procedure": ("Id of a procedure, from /v1/rulebooks/{province}.", "graduation"),
    "spec": ("Id of a file spec, from /v1/rulebooks/{province}.", "graduation"),
    "check": ("Name of a check that was put off, from the answer that said so.", "0123456789abcdef" * 2),
}

DESCRIPTION = """\
Checks for candidates of China's self-taught higher-education exam (自考). Every verdict cites the clause that
it rests on; what cannot be decided is `unknown`, and what was not measured is `not checked`, never passed.
Nothing that is sent is kept. Sentences are in Chinese: zh-CN, or zh-TW for a reader whose Accept-Language
prefers Traditional Chinese, where the server is set up for it. Only the exam authority decides.
"""

FACTS = {
    "description": 'Answers by the name of their question; null is "not sure". Which names there are, and '
    "what each takes, is in the procedure's own schema: `facts` in /v1/rulebooks/{province}. The server "
    "refuses what this schema or that one refuses, once texts are normalised to NFKC and stripped of blanks "
    "at both ends; and answers that cannot all be true.",
    "type": "object",
    "maxProperties": MOST_ANSWERS,
    "propertyNames": {"pattern": FACT, "maxLength": 60},
    "additionalProperties": {
        "anyOf": [
            {"type": "null"},
            {"type": "boolean"},
            {"type": "number", "minimum": -LARGEST_WHOLE, "maximum": LARGEST_WHOLE},
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        ]
    },
}
"""What the answers to all procedures have in common."""


@cache
def document_text(title: str = TITLE) -> str:
    """The document as JSON text."""
    return json.dumps(document(title), ensure_ascii=False, indent=2) + "\n"


def document(title: str = TITLE) -> dict[str, Any]:
    """The document as plain JSON; the same on every call and every machine.

    Args:
        title: what the site is called whose functions these are.
    """
    answers: set[type[BaseModel]] = {Problem, Waiting}
    for route in ROUTES:
        answers |= {model for model in (route.answer, route.preferred) if model}
    ordered = sorted(answers, key=lambda model: model.__name__)
    models: list[tuple[type[BaseModel], JsonSchemaMode]] = [(model, "serialization") for model in ordered]
    models += [(route.wish, "validation") for route in ROUTES if route.wish]
    _, definitions = models_json_schema(models, ref_template=REF)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": title,
            "version": __version__,
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": group} for group in dict.fromkeys(route.group for route in ROUTES)],
        "paths": {path: _path_item(path) for path in paths()},
        "components": {"schemas": {**definitions["$defs"], "Facts": FACTS}},
    }


def _path_item(path: str) -> dict[str, Any]:
    item = {route.method.lower(): _operation(route) for route in ROUTES if route.path == path}
    return {**item, "options": _preflight(path)}


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.name,
        "tags": [route.group],
        "summary": route.summary,
        "responses": {
            **_success(route),
            **({"202": _put_off()} if route.put_off else {}),
            **_problems((*route.problems, *COMMON_PROBLEMS)),
        },
    }
    if route.description:
        operation["description"] = route.description
    if parameters := [*_path_parameters(route.path), *_parameters(route)]:
        operation["parameters"] = parameters
    if route.body:
        operation["requestBody"] = _request_body(route.body, route.wish)
    return operation


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": PARAMETERS[name][0],
            "schema": {"type": "string", "pattern": SLUG, "maxLength": 60},
            "example": PARAMETERS[name][1],
        }
        for name in re.findall(r"\{(\w+)\}", path)
    ]


def _parameters(route: Route) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if route.answer:
        found.append(
            {
                "name": ACCEPT_HEADER,
                "in": "header",
                "description": "Where zh-TW, zh-HK, zh-MO or zh-Hant is preferred to other Chinese, "
                "sentences come in Traditional Chinese; Content-Language of the answer says whether they do.",
                "schema": {"type": "string"},
                "example": "zh-TW, zh;q=0.8",
            }
        )
    if route.by_city:
        found.append(
            {
                "name": "city",
                "in": "query",
                "description": "Id of a city whose extra rules apply, from /v1/rulebooks/{province}.",
                "schema": {"type": "string", "pattern": f"^$|{SLUG}", "maxLength": 60},
            }
        )
    if route.needs_consent:
        found.append(
            {
                "name": CONSENT_HEADER,
                "in": "header",
                "required": True,
                "description": "The person shown or named in the file has consented to this check.",
                "schema": {"type": "string", "enum": [CONSENT_GIVEN]},
            }
        )
    if route.takes_file:
        found.append(
            {
                "name": NAME_HEADER,
                "in": "header",
                "description": "Name of the file as encodeURIComponent writes it, "
                f"at most {NAME_LIMIT} characters. "
                "In a header because addresses are written to access logs.",
                "schema": {"type": "string", "pattern": NAME_PATTERN},
                "example": "%E7%85%A7%E7%89%87.jpg",
            }
        )
    if route.uploaded:
        found.append(
            {
                "name": UPLOAD_HEADER,
                "in": "header",
                "required": True,
                "description": "Id that the upload was given. In a header, as it is as good as a key.",
                "schema": {"type": "string", "pattern": UPLOAD_PATTERN},
                "example": "0123456789abcdef0123456789abcdef",
            }
        )
    if route.put_off and route.takes_file:
        found.append(
            {
                "name": PREFER_HEADER,
                "in": "header",
                "description": f"`{RESPOND_ASYNC}`: rather ask again later than wait (RFC 7240). "
                "A server without a queue answers at once all the same.",
                "schema": {"type": "string"},
                "example": RESPOND_ASYNC,
            }
        )
    if route.preferred:
        found.append(
            {
                "name": PREFER_HEADER,
                "in": "header",
                "description": f"`{FITTED}`: the report, and with it a portrait made to the spec where that "
                "helps, so that the file is sent once (RFC 7240). Preference-Applied says that it was done.",
                "schema": {"type": "string"},
                "example": FITTED,
            }
        )
    found += [field.parameter() for field in route.declares]
    return found


def _request_body(body: BodyRule, wish: type[BaseModel] | None) -> dict[str, Any]:
    def content(media_type: str) -> dict[str, Any]:
        if media_type != JSON_TYPE:
            return {}
        if wish is not None:
            schema = {"$ref": REF.format(model=wish.__name__)}
            return {
                "schema": schema,
                "example": {"kind": "package", "size": 41_234_567, "type": "application/zip"},
            }
        return {
            "schema": {"$ref": REF.format(model="Facts")},
            "examples": {
                "nothing known yet": {"value": {}},
                "one answer, and one that is not known": {"value": {"level": "bachelor", "cert_date": None}},
            },
        }

    return {
        "required": True,
        "description": f"{body.means} At most {body.limit} bytes, with Content-Length.",
        "content": {media_type: content(media_type) for media_type in body.media_types},
    }


def _success(route: Route) -> dict[str, Any]:
    models = [model for model in (route.answer, route.preferred) if model]
    refs = [{"$ref": REF.format(model=model.__name__)} for model in models]
    schema: dict[str, Any] = {"oneOf": refs} if refs[1:] else refs[0] if refs else {"type": "object"}
    headers = {**_LANGUAGE, **_headers(kept=route.cacheable)}
    found: dict[str, Any] = {
        "200": {
            "description": "The answer.",
            "headers": headers,
            "content": {JSON_TYPE: {"schema": schema}},
        }
    }
    if route.cacheable:
        found["304"] = {
            "description": "If-None-Match names the answer as it is: the caller has it.",
            "headers": _headers(kept=True),
        }
    return found


def _put_off() -> dict[str, Any]:
    """The answer for a check that is not done yet."""
    about = {"Location": {"schema": {"type": "string"}}, "Retry-After": {"schema": {"type": "string"}}}
    return {
        "description": "The check is put off; look again at that address.",
        "headers": {**about, **_LANGUAGE, **_headers()},
        "content": {JSON_TYPE: {"schema": {"$ref": REF.format(model=Waiting.__name__)}}},
    }


def _problems(kinds: tuple[Kind, ...]) -> dict[str, Any]:
    """One response a status; kinds that share a status are told apart by their type."""
    responses: dict[str, Any] = {}
    for status in sorted({kind.status for kind in kinds}):
        same = [kind for kind in kinds if kind.status == status]
        responses[str(status)] = {
            "description": " ".join(kind.means for kind in same),
            "headers": {**_LANGUAGE, **_headers()},
            "content": {
                PROBLEM_TYPE: {
                    "schema": {"$ref": REF.format(model="Problem")},
                    "examples": {
                        kind.slug: {
                            "value": {
                                "type": TYPE_PREFIX + kind.slug,
                                "title": kind.title,
                                "status": kind.status,
                                "detail": f"{kind.title}。",
                            }
                        }
                        for kind in same
                    },
                }
            },
        }
    return responses


def _preflight(path: str) -> dict[str, Any]:
    """OPTIONS answers for the whole path, whatever stands in its parameters."""
    parameters = [{**each, "schema": {"type": "string"}} for each in _path_parameters(path)]
    return {
        "operationId": "preflight_" + re.sub(r"\W+", "_", path.removeprefix("/v1/")).strip("_"),
        "summary": "CORS preflight for the origins that the operator allows",
        **({"parameters": parameters} if parameters else {}),
        "responses": {
            "204": {
                "description": f"For an allowed origin, good for {PREFLIGHT_SECONDS} s.",
                "headers": {"Allow": {"schema": {"type": "string"}}, **_headers()},
            }
        },
    }


_DRAFT = "draft-ietf-httpapi-ratelimit-headers-11"
_LANGUAGE = {"Content-Language": {"schema": {"type": "string", "enum": [SIMPLIFIED, TRADITIONAL]}}}


def _headers(*, kept: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: {"schema": {"type": "string", "const": value}} for name, value in BASE_HEADERS.items()
    }
    found["Vary"] = {"schema": {"type": "string"}, "description": f"Begins with {BASE_HEADERS['Vary']}."}
    if kept:
        found["Cache-Control"]["schema"]["const"] = KEPT
        found["ETag"] = {"schema": {"type": "string"}}
    origin = {"description": "The calling page's origin, if it is allowed.", "schema": {"type": "string"}}
    limits = {
        name: {"description": f"Where requests are limited: {what} ({_DRAFT}).", "schema": {"type": "string"}}
        for name, what in (("RateLimit-Policy", "by how much"), ("RateLimit", "what is left"))
    }
    return {**found, "Access-Control-Allow-Origin": origin, **limits}
