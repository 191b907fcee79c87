"""Stands where API Gateway stands: finds the route, holds the caps, hands the Chalice app its event.

It knows no server: the caller reads the body after `admit` has allowed it, and sends the answer.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qs

from chalice.app import Chalice

from zikao.api.dispatch import check_head, internal_error, problem_response
from zikao.api.http import Response
from zikao.api.origins import Origins
from zikao.api.problems import (
    BAD_HEADER,
    INCOMPLETE_BODY,
    LENGTH_REQUIRED,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    ProblemError,
)
from zikao.api.routes import ROUTES, Group, Route

Headers = Mapping[str, str]
"""Names in lower case."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over the wire."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Resource:
    """A path of the registry, its app and its methods."""

    template: str
    pattern: re.Pattern[str]
    app: Chalice
    routes: Mapping[str, Route]

    @property
    def allow(self) -> str:
        """Value of the Allow header."""
        methods = [*self.routes, "OPTIONS"]
        return ", ".join([*methods, "HEAD"] if "GET" in self.routes else methods)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A request whose head is in order: `length` bytes of body may be read."""

    resource: Resource
    method: Literal["GET", "POST", "OPTIONS"]
    parameters: Mapping[str, str]
    length: int

    @property
    def lane(self) -> Group | None:
        """The function whose threads the answer waits for; None: it is there in no time."""
        route = self.resource.routes.get(self.method)
        return route.group if route is not None and route.needs_consent else None


class Gateway:
    """The three functions behind one door."""

    def __init__(self, apps: Sequence[Chalice], origins: Origins) -> None:
        self._origins = origins
        self._resources = tuple(_resource(template, app) for app in apps for template in app.routes)

    def admit(self, method: str, path: str, headers: Headers) -> Admitted:
        """Judge the head of a request, before its body is read.

        Args:
            method: as sent.
            path: percent-decoded.
            headers: by names in lower case.

        Raises:
            ProblemError: no such path, method not allowed, no length, too large, no consent, wrong type.
        """
        resource, parameters = self._find(path)
        served = "GET" if method == "HEAD" else method
        if served == "OPTIONS":
            return Admitted(resource, "OPTIONS", parameters, 0)
        route = resource.routes.get(served)
        if route is None:
            detail = f"这个地址只接受 {resource.allow} 方法，请改用其中之一。"
            raise ProblemError(METHOD_NOT_ALLOWED, detail, headers={"Allow": resource.allow})
        length = _length(headers) if route.body else 0
        check_head(route, headers, length)
        return Admitted(resource, route.method, parameters, length)

    def answer(self, admitted: Admitted, query: str, headers: Headers, body: bytes) -> Answer:
        """Call the function with the event that API Gateway would send; never raises."""
        try:
            if len(body) != admitted.length:
                raise ProblemError(INCOMPLETE_BODY, "收到的正文比声明的短，请检查网络后重发。")
            event = _event(admitted, query, headers, body)
            return _from_event(admitted.resource.app(event, None))
        except Exception as error:
            return self.refuse(error, headers, where=f"{admitted.method} {admitted.resource.template}")

    def refuse(self, error: Exception, headers: Headers, *, where: str = "gateway") -> Answer:
        """A problem as an answer; anything else than a problem is a fault of ours."""
        problem = error if isinstance(error, ProblemError) else internal_error(where, error)
        return _from_response(problem_response(problem, headers, self._origins))

    def _find(self, path: str) -> tuple[Resource, dict[str, str]]:
        for resource in self._resources:
            if match := resource.pattern.fullmatch(path):
                return resource, match.groupdict()
        raise ProblemError(NOT_FOUND, "没有这个接口地址，可用的地址见 /v1/openapi.json。")


def _resource(template: str, app: Chalice) -> Resource:
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(template))
    routes: dict[str, Route] = {route.method: route for route in ROUTES if route.path == template}
    return Resource(template, re.compile(pattern), app, routes)


def _length(headers: Headers) -> int:
    """Announced length in bytes."""
    written = headers.get("content-length")
    if written is None or "transfer-encoding" in headers:
        raise ProblemError(LENGTH_REQUIRED, "请在请求头写明 Content-Length；不接受分块传输（chunked）。")
    if not (written.isascii() and written.isdigit() and len(written) <= 20):
        raise ProblemError(BAD_HEADER, "请求头 Content-Length 应是正文的字节数，请改正后重发。")
    return int(written)


def _event(admitted: Admitted, query: str, headers: Headers, body: bytes) -> dict[str, Any]:
    """A REST API (v1) proxy event.

    The body goes in as bytes, which Chalice takes as they are; base64 would cost a third more memory.
    """
    return {
        "resource": admitted.resource.template,
        "httpMethod": admitted.method,
        "headers": headers,
        "multiValueQueryStringParameters": parse_qs(query, keep_blank_values=True) if query else None,
        "pathParameters": admitted.parameters,
        "stageVariables": None,
        "requestContext": {"httpMethod": admitted.method, "resourcePath": admitted.resource.template},
        "body": body,
        "isBase64Encoded": False,
    }


def _from_event(result: Mapping[str, Any]) -> Answer:
    body = result["body"]
    data = base64.b64decode(body) if result.get("isBase64Encoded") else body.encode("utf-8")
    return Answer(result["statusCode"], list(result["headers"].items()), data)


def _from_response(response: Response) -> Answer:
    return Answer(response.status, list(response.headers.items()), response.body.encode("utf-8"))
