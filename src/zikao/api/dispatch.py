"""From a request to a response: head checks, handler, problems, headers. No input byte leaks on the way."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from zikao.api.caching import cacheable
from zikao.api.declared import TICKET_NUMBER, read_declared
from zikao.api.http import (
    ACCEPT_HEADER,
    BASE_HEADERS,
    CONSENT_GIVEN,
    CONSENT_HEADER,
    Reply,
    Request,
    Response,
)
from zikao.api.origins import Origins
from zikao.api.problems import (
    CONSENT_REQUIRED,
    INTERNAL,
    NOT_IN_RULEBOOK,
    PROBLEM_TYPE,
    TOO_LARGE,
    UNSUPPORTED_ENCODING,
    UNSUPPORTED_TYPE,
    ProblemError,
    size_text,
)
from zikao.api.routes import JSON_TYPE, BodyRule, Route, methods_of
from zikao.api.sentences import in_traditional
from zikao.api.services import Services
from zikao.api.watch import seen_of
from zikao.chinese.convert import shared_converter
from zikao.chinese.preferred import SIMPLIFIED, TRADITIONAL, prefers_traditional
from zikao.report import CheckedPhoto, FittedPhoto, Report

log = logging.getLogger("zikao.api")

_CHARSET = re.compile(r""";\s*charset\s*=\s*"?([^";\s]*)""")

Model = TypeVar("Model", bound=BaseModel)


def check_head(route: Route, headers: Mapping[str, str], length: int) -> None:
    """What can be refused before the body is read.

    Args:
        headers: by names in lower case.
        length: bytes announced, or received where the gateway has read them already.

    Raises:
        ProblemError: too large, no consent, or a type that this route does not take.
    """
    if route.body is not None and length > route.body.limit:
        raise ProblemError(TOO_LARGE, f"请求正文不能超过 {size_text(route.body.limit)}，请缩小后重发。")
    if route.needs_consent and headers.get(CONSENT_HEADER.lower(), "").strip().lower() != CONSENT_GIVEN:
        detail = (
            "照片和证明材料属于个人信息，须先征得本人同意，"
            f"再在请求头写明 {CONSENT_HEADER}: {CONSENT_GIVEN} 后重发。"
        )
        raise ProblemError(CONSENT_REQUIRED, detail)
    if route.body is not None:
        _check_content(route.body, headers)


def _check_content(body: BodyRule, headers: Mapping[str, str]) -> None:
    written = headers.get("content-type", "").lower()
    sent_type = written.partition(";")[0].strip()
    if sent_type not in body.media_types:
        taken = "、".join(body.media_types)
        raise ProblemError(UNSUPPORTED_TYPE, f"请把请求头 Content-Type 写成下列之一：{taken}。")
    charset = _CHARSET.search(written)
    if sent_type == JSON_TYPE and charset and charset[1] not in ("utf-8", "utf8"):
        detail = "JSON 只收 UTF-8 编码，请转成 UTF-8 再发，并去掉请求头 Content-Type 里的 charset。"
        raise ProblemError(UNSUPPORTED_TYPE, detail)
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        detail = "请求正文不要压缩，请去掉请求头 Content-Encoding，把原来的内容直接发来。"
        # RFC 9110, 12.5.3: what would have been taken.
        raise ProblemError(UNSUPPORTED_ENCODING, detail, headers={"Accept-Encoding": "identity"})


def respond(route: Route, request: Request, services: Services, origins: Origins) -> Response:
    """Answer one request; never raises."""
    start = time.perf_counter()
    seen: Report | str = ""
    try:
        check_head(route, request.headers, len(request.body))
        answer = route.handler(request, services)
        if isinstance(answer, Response):
            response = replace(answer, headers={**_common(request.headers, origins), **answer.headers})
        else:
            reply = answer if isinstance(answer, Reply) else Reply(200, answer)
            seen = _report_in(reply.answer)
            response = _written(route, request, reply, origins)
    except Exception as error:
        problem = _as_problem(route, error)
        seen = problem.kind.slug
        response = problem_response(problem, request.headers, origins)
    services.watch(seen_of(route.name, response.status, time.perf_counter() - start, seen))
    return response


def _written(route: Route, request: Request, reply: Reply, origins: Origins) -> Response:
    if isinstance(reply.answer, str):
        text, language = reply.answer, SIMPLIFIED
    else:
        told, language = _told(reply.answer, request.headers, _given(route, request))
        text = told.model_dump_json()
    headers = {**_headers(JSON_TYPE, language, request.headers, origins), **reply.headers}
    response = Response(reply.status, headers, text)
    return cacheable(response, request.headers) if route.cacheable else response


def _report_in(answer: BaseModel | str) -> Report | str:
    """The report that an answer is or holds; empty where it has none."""
    found = answer.report if isinstance(answer, (CheckedPhoto, FittedPhoto)) else answer
    return found if isinstance(found, Report) else ""


def problem_response(problem: ProblemError, headers: Mapping[str, str], origins: Origins) -> Response:
    """A problem as a response."""
    told, language = _told(problem.problem(), headers)
    return Response(
        problem.kind.status,
        {**_headers(PROBLEM_TYPE, language, headers, origins), **problem.headers},
        told.model_dump_json(exclude_none=True),
    )


def preflight(path: str, headers: Mapping[str, str], origins: Origins) -> Response:
    """The answer to OPTIONS on a path of the registry."""
    methods = methods_of(path)
    allow = {"Allow": ", ".join((*methods, "OPTIONS"))}
    return Response(204, {**BASE_HEADERS, **allow, **origins.preflight(headers, methods)})


def _headers(
    content_type: str, language: str, headers: Mapping[str, str], origins: Origins
) -> dict[str, str]:
    content = {"Content-Type": content_type, "Content-Language": language}
    return {**_common(headers, origins), **content}


def _common(headers: Mapping[str, str], origins: Origins) -> dict[str, str]:
    return {**BASE_HEADERS, **origins.headers(headers)}


def _told(answer: Model, headers: Mapping[str, str], given: Iterable[object] = ()) -> tuple[Model, str]:
    """The answer in the script that its reader prefers, and which that is.

    Where OpenCC is not installed, as in a function that has to stay small, that is always Simplified.
    """
    wanted = prefers_traditional(headers.get(ACCEPT_HEADER.lower(), ""))
    converter = shared_converter() if wanted else None
    if converter is None:
        return answer, SIMPLIFIED
    return in_traditional(answer, converter.words, given), TRADITIONAL


def _given(route: Route, request: Request) -> Iterator[object]:
    """What the reader wrote, as it may come back in a sentence."""
    yield request.file_name
    # Numbers are the same in both scripts, and which of them there are is the rulebook's to say.
    yield read_declared(request.headers, [field for field in route.declares if field is not TICKET_NUMBER])
    if route.body and route.wish is None and JSON_TYPE in route.body.media_types:
        from zikao.rulebook.answers import normalise

        yield normalise(request.facts)


def _as_problem(route: Route, error: Exception) -> ProblemError:
    if isinstance(error, ProblemError):
        return error

    from zikao.rulebook.books import NotInRulebookError

    if isinstance(error, NotInRulebookError):
        return ProblemError(NOT_IN_RULEBOOK, error.sentence)
    return internal_error(f"{route.method} {route.path}", error)


def internal_error(where: str, error: BaseException) -> ProblemError:
    """A fault of ours. The log gets the place and the class; a message or a traceback could hold input."""
    log.error("%s: %s", where, type(error).__name__)
    return ProblemError(INTERNAL, "服务器内部出错，请稍后再试；多次出错请告知网站管理者。")
