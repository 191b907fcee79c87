"""The OpenAPI document: valid, complete, and made of what the service answers."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError
from referencing.exceptions import PointerToNowhere

from zikao.api import problems
from zikao.api.assembly import services_for
from zikao.api.declared import PERSON
from zikao.api.dispatch import respond
from zikao.api.files import FILES
from zikao.api.http import Request, Response
from zikao.api.later import name_of
from zikao.api.openapi import document, document_text
from zikao.api.origins import Origins
from zikao.api.problems import Kind, Problem, ProblemError
from zikao.api.routes import COMMON_PROBLEMS, ROUTES, Route
from zikao.api.services import Services

from .conftest import UPLOAD, report_on


@pytest.fixture(scope="module")
def openapi() -> dict[str, Any]:
    """The document, as a reader gets it."""
    found: dict[str, Any] = json.loads(document_text())
    return found


def test_it_is_valid(openapi: dict[str, Any]) -> None:
    assert openapi["openapi"].startswith("3.1.")
    validate(openapi)


@pytest.mark.parametrize("defect", ["no description", "dangling reference", "undeclared path parameter"])
def test_the_validator_would_see_a_defect(openapi: dict[str, Any], defect: str) -> None:
    broken = copy.deepcopy(openapi)
    operation = broken["paths"]["/v1/photo/{province}/{spec}"]["post"]
    if defect == "no description":
        del operation["responses"]["200"]["description"]
    elif defect == "dangling reference":
        operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"] = (
            "#/components/schemas/No"
        )
    else:
        operation["parameters"] = [each for each in operation["parameters"] if each["name"] != "spec"]
    with pytest.raises(OpenAPIValidationError if defect != "dangling reference" else PointerToNowhere):
        validate(broken)


def test_every_schema_is_one(openapi: dict[str, Any]) -> None:
    for schema in openapi["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_route_is_in_it_and_none_beside(openapi: dict[str, Any]) -> None:
    written = {(method.upper(), path) for path, item in openapi["paths"].items() for method in item}
    assert written == {(route.method, route.path) for route in ROUTES} | {
        ("OPTIONS", route.path) for route in ROUTES
    }


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_each_operation_says_its_limits_and_refusals(openapi: dict[str, Any], route: Route) -> None:
    operation = openapi["paths"][route.path][route.method.lower()]
    statuses = {str(kind.status) for kind in (*route.problems, *COMMON_PROBLEMS)}
    beside = ({"202"} if route.put_off else set()) | ({"304"} if route.cacheable else set())
    assert set(operation["responses"]) == {"200"} | statuses | beside
    if route.body:
        assert set(operation["requestBody"]["content"]) == set(route.body.media_types)
        assert str(route.body.limit) in operation["requestBody"]["description"]
    named = {each["name"]: each for each in operation.get("parameters", [])}
    assert ("X-Zikao-Consent" in named) == (route.takes_file or route.wants_file)
    assert ("X-Zikao-Name" in named) == route.takes_file
    assert ("X-Zikao-Upload" in named) == route.uploaded
    if route.uploaded:
        assert named["X-Zikao-Upload"]["required"] is True
    if route.uploaded and route.takes_file:
        assert route.group != "eligibility"
        assert str(FILES[route.group].limit) in operation["description"]
    if route.takes_file:
        assert named["X-Zikao-Consent"]["required"] is True
    of_package = {"X-Zikao-Ticket-Number", "X-Zikao-Person", "X-Zikao-Courses"}
    of_photo = {"X-Zikao-Taken", "X-Zikao-Selfie", "X-Zikao-Ticket-Number", "X-Zikao-Person"}
    said = of_package if route.group == "package" else of_photo if route.group == "photo" else set()
    assert set(named) & (of_package | of_photo) == said


def test_the_document_promises_only_names_that_are_read() -> None:
    promised = re.compile(PERSON.schema["pattern"])
    for name in ("张三", "阿依·努尔", "Anna Maria B. Li", "\u3400\u9fff", "张" * 40):
        assert promised.search(quote(name)), name
        assert PERSON.read(quote(name)) == name
    for name in ("", " 张三", "../张三", "张三1", "张" * 41, "\u33ff", "\ua000", "\u00d7", "\ufffd"):
        assert not promised.search(quote(name)), name


def test_every_kind_of_problem_has_its_own_name_and_is_somewhere_in_the_document() -> None:
    kinds = [each for each in vars(problems).values() if isinstance(each, Kind)]
    assert len({kind.slug for kind in kinds}) == len(kinds)
    # What no route of the registry can answer: it is the gateway's.
    promised = {kind for route in ROUTES for kind in route.problems} | set(COMMON_PROBLEMS)
    assert {kind.slug for kind in set(kinds) - promised} == {"not-found"}


def test_a_problem_keeps_to_its_schema(openapi: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/Problem", "components": openapi["components"]}
    body = (
        ProblemError(problems.FACTS_INVALID, "请改正。", errors=[])
        .problem()
        .model_dump_json(exclude_none=True)
    )
    Draft202012Validator(schema).validate(json.loads(body))
    Problem.model_validate_json(body)


def test_answers_keep_to_their_schema(openapi: dict[str, Any], services: Services) -> None:
    target = {"province": "echo", "procedure": "it", "spec": "it", "check": name_of(UPLOAD)}
    wish = json.dumps({"kind": "photo", "size": 1, "type": "image/jpeg"}).encode()
    for route in ROUTES:
        body = b"" if route.body is None else b"{}" if route.wish is None else wish
        # Stand-ins, whose things are used up.
        services.uploads.files[UPLOAD] = b"again"  # type: ignore[union-attr]
        if route.name == "check":
            kept = Response(200, {}, report_on().model_dump_json())
            services.later.answers[UPLOAD] = kept  # type: ignore[union-attr]
        headers = {"x-zikao-consent": "yes", "x-zikao-upload": UPLOAD}
        if route.body:
            headers["content-type"] = route.body.media_types[0]
        response = respond(route, Request(target, {}, headers, body), services, Origins())
        operation = openapi["paths"][route.path][route.method.lower()]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        Draft202012Validator({**schema, "components": openapi["components"]}).validate(
            json.loads(response.body)
        )


def test_the_committed_document_is_current(root: Path) -> None:
    assert (root / "schemas" / "openapi.json").read_text(encoding="utf-8") == document_text()


def test_it_is_the_same_every_time() -> None:
    assert document() == document()
    assert json.loads(document_text()) == document()


def test_an_office_s_functions_bear_the_name_of_its_site() -> None:
    named = json.loads(services_for(None, (), "某省自考办事指南").openapi())
    assert named["info"]["title"] == "某省自考办事指南"
    assert named == {**document(), "info": {**document()["info"], "title": "某省自考办事指南"}}
