"""Archives that were uploaded beforehand: refused, taken out, checked."""

from __future__ import annotations

import dataclasses
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from zikao.api.dispatch import respond
from zikao.api.files import MOST_PACKAGE_BYTES
from zikao.api.http import Request, Response
from zikao.api.models import UploadPlace
from zikao.api.origins import Origins
from zikao.api.routes import ROUTES
from zikao.api.services import Services
from zikao.api.uploads import StorageUnreachableError
from zikao.checks import package
from zikao.package.limits import Limits

(ROUTE,) = (route for route in ROUTES if route.name == "uploaded_package")
CANARY = "canary-2b77ef"
UPLOAD = "0123456789abcdef" * 2
HEADERS = {"x-zikao-consent": "yes", "x-zikao-upload": UPLOAD}


def ask(services: Services, headers: dict[str, str], *, spec: str = "it", city: str = "") -> Response:
    """One request without a gateway."""
    target = {"province": "echo", "spec": spec}
    return respond(ROUTE, Request(target, {"city": city}, headers), services, Origins())


def problem(response: Response, status: int, slug: str) -> dict[str, Any]:
    """The problem document, of this kind; it repeats nothing."""
    found: dict[str, Any] = json.loads(response.body)
    assert (response.status, found["status"]) == (status, status)
    assert found["type"] == f"tag:zikao,2026:problem/{slug}"
    assert CANARY not in response.body
    assert UPLOAD not in response.body
    return found


def files(services: Services) -> dict[str, bytes]:
    """What waits."""
    found: dict[str, bytes] = services.uploads.files  # type: ignore[union-attr]
    return found


def test_it_is_checked_like_one_that_was_sent_and_is_away(services: Services) -> None:
    said = {**HEADERS, "x-zikao-name": "1.zip", "x-zikao-ticket-number": "0101-2345 6789"}
    response = ask(services, said, city="town")
    assert json.loads(response.body)["summary"] == repr(
        {
            "item": "echo/it",
            "data": b"uploaded",
            "name": "1.zip",
            "city": "town",
            "declared": {"admission_ticket_number": "010123456789"},
        }
    )
    assert files(services) == {}
    problem(ask(services, said), 404, "no-such-upload")


def test_it_is_away_when_the_check_fails(failing: Callable[..., Services]) -> None:
    services = failing(ValueError(CANARY))
    problem(ask(services, HEADERS), 500, "internal")
    assert files(services) == {}


def test_it_is_away_before_the_check_begins(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """A function that runs out of time or memory gets no chance to clean up."""
    left: list[dict[str, bytes]] = []
    check = package.check_package

    def looking(*arguments: Any, **named: Any) -> Any:
        left.append(dict(files(services)))
        return check(*arguments, **named)

    monkeypatch.setattr("zikao.checks.package.check_package", looking)
    assert ask(services, HEADERS).status == 200
    assert left == [{}]


@pytest.mark.parametrize(
    ("change", "status", "slug"),
    [
        ({"x-zikao-consent": "no"}, 403, "consent-required"),
        ({"x-zikao-name": f"%zz{CANARY}"}, 400, "bad-header"),
        ({"x-zikao-ticket-number": f"{CANARY}!"}, 400, "bad-header"),
        ({"x-zikao-courses": ","}, 400, "bad-header"),
    ],
)
def test_a_head_that_is_refused_leaves_it_where_it_is(
    services: Services, change: dict[str, str], status: int, slug: str
) -> None:
    problem(ask(services, {**HEADERS, **change}), status, slug)
    problem(ask(services, HEADERS, spec=CANARY), 404, "not-in-rulebook")
    assert UPLOAD in files(services)


@pytest.mark.parametrize(
    "upload",
    [
        None,
        "",
        CANARY,
        UPLOAD.upper(),
        UPLOAD[1:],
        f"{UPLOAD}0",
        f"{UPLOAD}\n",
        f"../{UPLOAD[3:]}",
        "０" * 32,
    ],
)
def test_only_an_id_is_asked_for(failing: Callable[..., Services], upload: str | None) -> None:
    services = failing(AssertionError("looked at"))
    headers = {"x-zikao-consent": "yes"} | ({} if upload is None else {"x-zikao-upload": upload})
    assert "X-Zikao-Upload" in problem(ask(services, headers), 400, "bad-header")["detail"]


def test_an_unknown_one(services: Services) -> None:
    problem(ask(services, {**HEADERS, "x-zikao-upload": "f" * 32}), 404, "no-such-upload")
    assert UPLOAD in files(services)


def test_it_may_be_as_large_as_one_that_is_sent(services: Services) -> None:
    (direct,) = (route for route in ROUTES if route.name == "package")
    assert direct.body is not None
    assert direct.body.limit == MOST_PACKAGE_BYTES == Limits().archive_bytes


def test_too_large(services: Services) -> None:
    files(services)[UPLOAD] = bytes(MOST_PACKAGE_BYTES + 1)
    assert "50 MB" in problem(ask(services, HEADERS), 413, "too-large")["detail"]
    assert files(services) == {}


def test_a_server_that_takes_none_says_so(services: Services) -> None:
    without = dataclasses.replace(services, uploads=None)
    problem(ask(without, HEADERS), 404, "no-uploads")
    problem(ask(without, {**HEADERS, "x-zikao-consent": ""}), 403, "consent-required")
    problem(ask(without, {**HEADERS, "x-zikao-upload": CANARY}), 400, "bad-header")


def test_a_storage_that_does_not_answer(services: Services, caplog: pytest.LogCaptureFixture) -> None:
    class Silent:
        def offer(self, size: int, media_type: str, /) -> UploadPlace:
            raise StorageUnreachableError

        def size(self, upload: str, /) -> int:
            raise StorageUnreachableError

        def take(self, upload: str, limit: int, /) -> bytes:
            raise StorageUnreachableError

    caplog.set_level(logging.DEBUG)
    for later in (services.later, None):
        response = ask(dataclasses.replace(services, uploads=Silent(), later=later), HEADERS)
        problem(response, 503, "storage-unreachable")
    assert int(response.headers["Retry-After"]) > 0
    assert caplog.messages == []
