"""The head of a request as a server has to take it, before anything is made of it (RFC 9112, RFC 9110)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zikao.api.problems import BAD_HEADER, HEAD_TOO_LARGE, ProblemError
from zikao.serve.adapter import Headers

if TYPE_CHECKING:
    from granian.rsgi import Scope

HEAD_CHARACTERS = 16 * 1024
"""Of all header lines; a browser sends 1 KB. What granian itself refuses gets no words."""
ADDRESS_CHARACTERS = 8 * 1024
"""Of path and query (RFC 9110, 4.1)."""


def readable(scope: Scope) -> Headers:
    """The headers by names in lower case; those that come several times are joined (RFC 9110, 5.3).

    granian hides values that are not ASCII; here they read U+FFFD.
    """
    headers: dict[str, str] = {}
    for name, value in scope.headers.items():
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    names = scope.headers.keys()
    return headers if len(headers) == len(names) else dict.fromkeys(names, "\ufffd") | headers


def check_request(scope: Scope, headers: Headers) -> None:
    """What holds for every request, be it for a page.

    Raises:
        ProblemError: no host, or two; too long.
    """
    hosts = sum(name == "host" for name, _ in scope.headers.items())
    if hosts > 1 or (hosts == 0 and scope.http_version not in ("1", "1.0")):
        raise ProblemError(BAD_HEADER, "请求头 Host 应当有且只有一个，请改正后重发。")
    if len(scope.path) + len(scope.query_string) > ADDRESS_CHARACTERS:
        raise ProblemError(HEAD_TOO_LARGE, f"网址不能超过 {ADDRESS_CHARACTERS // 1024} KB，请缩短后重发。")
    if sum(len(name) + len(value) for name, value in headers.items()) > HEAD_CHARACTERS:
        raise ProblemError(HEAD_TOO_LARGE, f"请求头合计不能超过 {HEAD_CHARACTERS // 1024} KB，请缩短后重发。")
