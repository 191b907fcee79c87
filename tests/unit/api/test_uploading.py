"""Places for uploads, what is said of them, and checks that are put off: without a storage or a queue."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from zikao.api.dispatch import respond
from zikao.api.files import FILES, MOST_PACKAGE_BYTES, MOST_PHOTO_BYTES
from zikao.api.http import Request, Response
from zikao.api.later import LATER_BYTES, Asked, CheckLostError, name_of
from zikao.api.origins import Origins
from zikao.api.routes import ROUTES
from zikao.api.services import Services

from .conftest import UPLOAD, Putting, report_on

CANARY = "canary-51c0de"
NUMBER = "91827364550"
CONSENT = {"x-zikao-consent": "yes", "content-type": "application/json"}
WISH: dict[str, Any] = {"kind": "package", "size": 41_234_567, "type": "application/zip"}
BY_NAME = {route.name: route for route in ROUTES}


def wish(services: Services, sent: object, headers: dict[str, str] = CONSENT) -> Response:
    """Asks for a place."""
    return respond(
        BY_NAME["upload_place"], Request({}, {}, headers, json.dumps(sent).encode()), services, Origins()
    )


def problem(response: Response, status: int, slug: str) -> dict[str, Any]:
    """The problem document, of this kind; it repeats nothing."""
    found: dict[str, Any] = json.loads(response.body)
    assert (response.status, found["type"]) == (status, f"tag:zikao,2026:problem/{slug}")
    assert CANARY not in response.body
    assert UPLOAD not in response.body
    return found


def test_a_place_is_for_what_was_announced(services: Services) -> None:
    response = wish(services, WISH)
    assert response.status == 200
    assert json.loads(response.body)["fields"] == {"size": "41234567", "Content-Type": "application/zip"}
    # 8.0 is an integer in JSON Schema.
    assert wish(services, {**WISH, "size": 8.0}).status == 200


@pytest.mark.parametrize("consent", ["", "no", "yes please"])
def test_no_place_without_consent(services: Services, consent: str) -> None:
    problem(wish(services, WISH, {**CONSENT, "x-zikao-consent": consent}), 403, "consent-required")


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"kind": CANARY}, ["/kind"]),
        ({"size": 0}, ["/size"]),
        ({"size": "9"}, ["/size"]),
        ({"size": True}, ["/size"]),
        ({"size": 1.5}, ["/size"]),
        ({"size": -1, "kind": None}, ["/kind", "/size"]),
        ({"type": CANARY}, ["/type"]),
        ({"type": "image/png"}, ["/type"]),
        ({"kind": "photo", "type": "application/zip"}, ["/type"]),
        ({CANARY: 1, "name": CANARY}, [""]),
    ],
)
def test_each_faulty_field_is_named_with_its_mend(
    services: Services, change: dict[str, Any], pointers: list[str]
) -> None:
    errors = problem(wish(services, {**WISH, **change}), 422, "wish-invalid")["errors"]
    assert [each["pointer"] for each in errors] == pointers
    assert all(each["detail"].endswith("。") for each in errors)


def test_fields_that_are_missing_are_named_too(services: Services) -> None:
    errors = problem(wish(services, {}), 422, "wish-invalid")["errors"]
    assert [each["pointer"] for each in errors] == ["/kind", "/size", "/type"]


@pytest.mark.parametrize("kind", ["photo", "package"])
def test_the_limit_of_each_kind_is_exact(services: Services, kind: Any) -> None:
    limit = FILES[kind].limit
    sent = {"kind": kind, "size": limit, "type": "application/octet-stream"}
    assert wish(services, sent).status == 200
    detail = problem(wish(services, {**sent, "size": limit + 1}), 413, "too-large")["detail"]
    assert f"{limit // 1_000_000} MB" in detail


def test_a_server_without_a_storage_says_so(services: Services) -> None:
    without = dataclasses.replace(services, uploads=None)
    problem(wish(without, WISH), 404, "no-uploads")
    rules = respond(BY_NAME["upload_rules"], Request({}), without, Origins())
    assert json.loads(rules.body) == {"offered": False, "direct_bytes": MOST_PACKAGE_BYTES}


def test_what_may_be_sent_directly_is_told(services: Services) -> None:
    limited = dataclasses.replace(services, direct_bytes=4_500_000)
    rules = respond(BY_NAME["upload_rules"], Request({}), limited, Origins())
    assert json.loads(rules.body) == {"offered": True, "direct_bytes": 4_500_000}


@pytest.mark.parametrize("name", ["uploaded_photo", "uploaded_fit"])
def test_an_uploaded_portrait_is_checked_like_one_that_was_sent(services: Services, name: str) -> None:
    sent = {**CONSENT, "x-zikao-upload": UPLOAD, "x-zikao-name": "1.jpg", "x-zikao-selfie": "no"}
    target = {"province": "echo", "spec": "it"}
    direct = BY_NAME[name.removeprefix("uploaded_")]
    jpeg = {**sent, "content-type": "image/jpeg"}
    expected = respond(direct, Request(target, {}, jpeg, b"uploaded"), services, Origins())
    got = respond(BY_NAME[name], Request(target, {}, sent), services, Origins())
    assert (got.status, got.body) == (200, expected.body)
    problem(respond(BY_NAME[name], Request(target, {}, sent), services, Origins()), 404, "no-such-upload")


def test_a_portrait_that_is_too_large_is_refused_by_its_own_limit(services: Services) -> None:
    services.uploads.files[UPLOAD] = bytes(MOST_PHOTO_BYTES + 1)  # type: ignore[union-attr]  # a stand-in
    sent = {**CONSENT, "x-zikao-upload": UPLOAD}
    request = Request({"province": "echo", "spec": "it"}, {}, sent)
    problem(respond(BY_NAME["uploaded_photo"], request, services, Origins()), 413, "too-large")


SAID = {
    "x-zikao-consent": "yes",
    "x-zikao-upload": UPLOAD,
    "x-zikao-name": f"{CANARY}.zip",
    "x-zikao-ticket-number": NUMBER,
    "accept-language": "zh-TW",
    "cookie": "not ours",
}


def ask(services: Services, **headers: str) -> Response:
    """Has the upload checked."""
    request = Request({"province": "echo", "spec": "it"}, {"city": "town"}, {**SAID, **headers})
    return respond(BY_NAME["uploaded_package"], request, services, Origins())


def look(services: Services, check: str, **headers: str) -> Response:
    """Looks a check up."""
    request = Request({"check": check}, {}, {"x-zikao-upload": UPLOAD, **headers})
    return respond(BY_NAME["check"], request, services, Origins())


def putting(services: Services) -> Putting:
    """The stand-in."""
    assert isinstance(services.later, Putting)
    return services.later


def fill(services: Services, size: int) -> None:
    """Makes the upload that large."""
    services.uploads.files[UPLOAD] = bytes(size)  # type: ignore[union-attr]  # a stand-in


@pytest.mark.parametrize("prefer", ["respond-async", "wait=10, Respond-Async", "respond-async; x=1"])
def test_a_check_is_put_off_for_whoever_prefers_it(services: Services, prefer: str) -> None:
    response = ask(services, prefer=prefer)
    check = name_of(UPLOAD)
    assert response.status == 202
    assert response.headers["Location"] == f"/v1/checks/{check}"
    assert response.headers["Retry-After"] == "3"
    assert json.loads(response.body) == {
        "state": "waiting",
        "check": check,
        "href": f"/v1/checks/{check}",
        "retry_after": 3,
    }
    # What is kept of the request is what the check reads, and no more.
    assert putting(services).asked == {
        UPLOAD: Asked(
            *("echo", "it", {"city": "town"}),
            {name: SAID[name] for name in SAID if name not in ("cookie", "x-zikao-upload")},
        )
    }


@pytest.mark.parametrize(("size", "status"), [(LATER_BYTES, 200), (LATER_BYTES + 1, 202)])
def test_a_large_one_is_put_off_unasked(services: Services, size: int, status: int) -> None:
    fill(services, size)
    assert ask(services).status == status


@pytest.mark.parametrize("prefer", ["", "respond-asynchronously", "wait=10"])
def test_other_preferences_count_for_nothing(services: Services, prefer: str) -> None:
    assert ask(services, prefer=prefer).status == 200


def test_one_beyond_the_limit_is_refused_at_once(services: Services) -> None:
    fill(services, MOST_PACKAGE_BYTES + 1)
    problem(ask(services), 413, "too-large")
    assert putting(services).asked == {}


def test_without_a_queue_all_is_answered_at_once(services: Services) -> None:
    fill(services, LATER_BYTES + 1)
    assert ask(dataclasses.replace(services, later=None), prefer="respond-async").status == 200


def test_asking_again_is_answered_alike(services: Services) -> None:
    """Whoever lost the first answer asks with the same id; by then the worker may have taken the file."""
    first = ask(services, prefer="respond-async")
    services.uploads.files.clear()  # type: ignore[union-attr]  # a stand-in
    again = ask(services)
    assert (again.status, again.body) == (first.status, first.body)


def test_an_answer_is_given_once_as_it_is(services: Services) -> None:
    check = name_of(UPLOAD)
    ask(services, prefer="respond-async")
    assert look(services, check).status == 202
    putting(services).asked.clear()
    text = report_on(said="before").model_dump_json()
    kept = Response(200, {"Content-Type": "application/json", "Content-Language": "zh-TW"}, text)
    putting(services).answers[UPLOAD] = kept
    response = look(services, check, **{"accept-language": "zh-CN"})
    assert (response.status, response.body) == (200, text)
    assert response.headers["Content-Language"] == "zh-TW"
    assert response.headers["Cache-Control"] == "no-store"
    problem(look(services, check), 404, "no-such-check")


def test_the_address_alone_opens_nothing(services: Services) -> None:
    ask(services, prefer="respond-async")
    check = name_of(UPLOAD)
    problem(look(services, check, **{"x-zikao-upload": "f" * 32}), 404, "no-such-check")
    problem(look(services, check, **{"x-zikao-upload": ""}), 400, "bad-header")
    problem(look(services, check, **{"x-zikao-upload": check}), 404, "no-such-check")
    problem(look(services, "0" * 32), 404, "no-such-check")
    problem(look(dataclasses.replace(services, later=None), check), 404, "no-such-check")


def test_one_that_is_lost_is_told(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(upload: str) -> Response:
        raise CheckLostError

    monkeypatch.setattr(services.later, "look", lost)
    problem(look(services, name_of(UPLOAD)), 410, "check-lost")
