"""Binds the routes of one function to a Chalice app."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from chalice.app import Chalice
from chalice.app import Response as ChaliceResponse

from zikao.api.assembly import services_from_environment
from zikao.api.dispatch import preflight, problem_response, respond
from zikao.api.http import Request, Response
from zikao.api.origins import Origins
from zikao.api.problems import METHOD_NOT_ALLOWED, NOT_FOUND, ProblemError
from zikao.api.routes import ROUTES, Group, Route, binary_types, paths
from zikao.api.services import Services
from zikao.serve.direct import GATEWAY_BYTES, direct_bytes_from_environment
from zikao.serve.later import later_from_environment, work, worker_parts
from zikao.serve.s3 import uploads_from_environment
from zikao.serve.watch import watch_from_environment

QUEUE = "zikao-checks"
"""Name of the queue in the template that Chalice writes."""


class ThreadSafeChalice(Chalice):
    """A Chalice app that several threads may call.

    Chalice keeps the request and the Lambda context as plain attributes of the app, so that one thread reads
    the other's request. Here each thread has its own, and lets go of it with the answer.
    """

    def __init__(self, app_name: str) -> None:
        self._thread = threading.local()
        self.origins = Origins()
        super().__init__(app_name=app_name)

    def __call__(self, event: Any, context: Any) -> Any:
        refused = self._refused(event)
        if refused is not None:
            return refused
        try:
            return super().__call__(event, context)
        finally:
            self._thread.__dict__.clear()

    def _refused(self, event: Any) -> Any:
        """What Chalice itself would refuse, in words of its own, as a problem document: path and method.

        A gateway that knows the routes lets none of it through.
        """
        request = event.get("requestContext", {})
        views = self.routes.get(request.get("resourcePath"), {})
        if request.get("httpMethod") in views:
            return None
        if views:
            allow = ", ".join(views)
            detail = f"这个地址只接受 {allow} 方法，请改用其中之一。"
            problem = ProblemError(METHOD_NOT_ALLOWED, detail, headers={"Allow": allow})
        else:
            problem = ProblemError(NOT_FOUND, "没有这个接口地址，可用的地址见 /v1/openapi.json。")
        headers = {str(name).lower(): value for name, value in (event.get("headers") or {}).items()}
        return _from(problem_response(problem, headers, self.origins)).to_dict(self.api.binary_types)

    @property
    def current_request(self) -> Any:
        return self._thread.current_request

    @current_request.setter
    def current_request(self, request: Any) -> None:
        self._thread.current_request = request

    @property
    def lambda_context(self) -> Any:
        return self._thread.lambda_context

    @lambda_context.setter
    def lambda_context(self, context: Any) -> None:
        self._thread.lambda_context = context


def build(
    group: Group,
    *,
    services: Services | None = None,
    origins: Origins | None = None,
    base: Callable[..., Chalice] = ThreadSafeChalice,
) -> Chalice:
    """The Chalice app of one function.

    Args:
        group: which function.
        services: rulebooks, OpenAPI document and uploads; None: the real ones, see `ZIKAO_PROVINCES`,
            `ZIKAO_UPLOADS` and `ZIKAO_QUEUE`.
        origins: sites that may call; None: those of `ZIKAO_ORIGINS`.
        base: class of the app; a test shows what the plain one does under threads.

    Raises:
        OriginsError: `ZIKAO_ORIGINS` cannot be read.
        UploadsError: `ZIKAO_UPLOADS` or `ZIKAO_QUEUE` cannot be read.
        MetricsError: `ZIKAO_METRICS` cannot be read.
    """
    services = services or _hosted()
    origins = Origins.from_environment() if origins is None else origins
    app = base(app_name=f"zikao-{group}")
    app.api.binary_types = list(binary_types(group))
    if isinstance(app, ThreadSafeChalice):
        app.origins = origins
    for route in ROUTES:
        if route.group == group:
            # No content types: Chalice's own refusal is not a problem document; the dispatcher's is.
            register = app.route(route.path, methods=[route.method], name=route.name, content_types=[])
            register(_view(app, route, services, origins))
    for number, path in enumerate(paths(group)):
        app.route(path, methods=["OPTIONS"], name=f"preflight_{number}")(_preflight_view(app, path, origins))
    return app


def add_worker(app: Chalice) -> Any:
    """A second entry of a function: it works off the checks that were put off, one message at a time.

    Returns:
        what the cloud calls; the module of the app has to have it under the name `worker`.
    """

    def worker(event: Any) -> None:
        services, uploads = worker_parts()
        for record in event:
            work(record.body, services, uploads)

    return app.on_sqs_message(queue=QUEUE, batch_size=1, name=worker.__name__)(worker)


def _hosted() -> Services:
    """The services of a function behind a gateway."""
    uploads = uploads_from_environment()
    return replace(
        services_from_environment(),
        uploads=uploads,
        later=later_from_environment(uploads),
        direct_bytes=direct_bytes_from_environment(GATEWAY_BYTES),
        watch=watch_from_environment(),
    )


View = Callable[..., ChaliceResponse]


def _view(app: Chalice, route: Route, services: Services, origins: Origins) -> View:
    def view(**parameters: str) -> ChaliceResponse:
        sent: Any = app.current_request
        request = Request(parameters, sent.query_params or {}, sent.headers, sent.raw_body)
        return _from(respond(route, request, services, origins))

    return view


def _preflight_view(app: Chalice, path: str, origins: Origins) -> View:
    def view(**_: str) -> ChaliceResponse:
        sent: Any = app.current_request
        return _from(preflight(path, sent.headers, origins))

    return view


def _from(response: Response) -> ChaliceResponse:
    return ChaliceResponse(response.body, dict(response.headers), response.status)
