"""Answers that change with the rulebooks only: how long they are good, and how to ask whether they still are.

What is said of a person's answers or files is never one of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from zikao.api.http import Response

SECONDS = 300
"""For which a copy is used without asking; a date that was mended is then out everywhere."""
KEPT = f"public, max-age={SECONDS}"
"""Value of Cache-Control."""
_CONTENT = ("Content-Type", "Content-Language")


def cacheable(response: Response, headers: Mapping[str, str]) -> Response:
    """The answer with its tag, or 304 where the caller has it already (RFC 9110, 13.1.2).

    Args:
        response: a whole answer.
        headers: of the request, by names in lower case.
    """
    # Weak: the same tag stands for the compressed answer.
    tag = f'W/"{hashlib.sha256(response.body.encode()).hexdigest()[:24]}"'
    told = {**response.headers, "Cache-Control": KEPT, "ETag": tag}
    asked = headers.get("if-none-match", "")
    if asked.strip() == "*" or _bare(tag) in map(_bare, asked.split(",")):
        return Response(304, {name: value for name, value in told.items() if name not in _CONTENT})
    return replace(response, headers=told)


def _bare(tag: str) -> str:
    return tag.strip().removeprefix("W/")
