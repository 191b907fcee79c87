"""A look at the service after a deploy: does it answer, with its headers, and does it refuse what it must."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass

SECONDS = 30
TRIES = 6
"""A new host name is known everywhere only after a while."""


@dataclass(frozen=True)
class Seen:
    """One answer."""

    status: int
    headers: Mapping[str, str]
    """By names in lower case."""
    body: bytes


@dataclass(frozen=True)
class Look:
    """One request and what its answer has to be."""

    says: str
    method: str
    path: str
    fits: Callable[[Seen], bool]
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()


def _problem(seen: Seen, slug: str) -> bool:
    try:
        return str(json.loads(seen.body)["type"]).endswith(f"/{slug}")
    except (ValueError, KeyError, TypeError):
        return False


JSON = (("Content-Type", "application/json"),)
LOOKS = (
    Look("首页打得开", "GET", "/", lambda seen: seen.status == 200 and b"<html" in seen.body),
    Look(
        "页面带着安全头",
        "GET",
        "/",
        lambda seen: (
            seen.headers.get("x-content-type-options") == "nosniff"
            and "frame-ancestors" in seen.headers.get("content-security-policy", "")
        ),
    ),
    Look("没有的页面是 404", "GET", "/no-such-page/", lambda seen: seen.status == 404),
    Look("接口活着", "GET", "/v1/health", lambda seen: seen.status == 200),
    Look(
        "规则都载入了",
        "GET",
        "/v1/rulebooks",
        lambda seen: seen.status == 200 and bool(json.loads(seen.body)["rulebooks"]),
    ),
    Look(
        "不合格的回答被拒绝，并说明原因",
        "POST",
        "/v1/eligibility/anhui/graduation",
        lambda seen: seen.status == 422 and _problem(seen, "facts-invalid"),
        b'{"no_such_question": 1}',
        JSON,
    ),
    Look(
        "没有征得同意的照片不查",
        "POST",
        "/v1/photo/anhui/graduation",
        lambda seen: seen.status == 403 and _problem(seen, "consent-required"),
        b"\xff\xd8\xff",
        (("Content-Type", "image/jpeg"),),
    ),
    Look(
        "没有征得同意的压缩包不查",
        "POST",
        "/v1/package/anhui/graduation",
        lambda seen: seen.status == 403 and _problem(seen, "consent-required"),
        b"PK",
        (("Content-Type", "application/zip"),),
    ),
)


def ask(base: str, look: Look) -> Seen:
    """One request; what cannot be reached is answered 0."""
    request = urllib.request.Request(  # noqa: S310 - the operator's own address
        base + look.path, data=look.body, method=look.method, headers=dict(look.headers)
    )
    try:
        return seen_of(request, SECONDS)
    except OSError:
        return Seen(0, {}, b"")


def seen_of(request: urllib.request.Request, seconds: float) -> Seen:
    """What came back, be it a refusal.

    Raises:
        OSError: nothing did.
    """
    try:
        answer = urllib.request.urlopen(request, timeout=seconds)  # noqa: S310 - the caller's own address
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return Seen(
            answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
        )


def looked(
    base: str, tell: Callable[[str], None], ask: Callable[[str, Look], Seen] = ask, pause: float = 10.0
) -> bool:
    """Ask all, and again where the first is not reached yet; whether all was as it should be.

    Args:
        base: address without a slash at its end.
        tell: takes a line for each look.
        ask: makes the request.
        pause: seconds between two tries.
    """
    for number in range(TRIES):
        if ask(base, LOOKS[0]).status or number == TRIES - 1:
            break
        time.sleep(pause)
    right = True
    for look in LOOKS:
        seen = ask(base, look)
        try:
            fits = look.fits(seen)
        except (ValueError, KeyError, TypeError):
            fits = False
        right = right and fits
        tell(f"{'✓' if fits else '✗'} {look.says}" + ("" if fits else f"（状态 {seen.status}）"))
    return right
