"""From a request to a response, without any server."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import logging
import re
import struct
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest

from zikao.api.assembly import services_for
from zikao.api.dispatch import check_head, preflight, respond
from zikao.api.files import MOST_PHOTO_BYTES
from zikao.api.handlers import MOST_FITTED_BYTES
from zikao.api.http import BASE_HEADERS, NAME_LIMIT, Request, Response
from zikao.api.origins import Origins
from zikao.api.problems import ProblemError
from zikao.api.routes import ROUTES, Route
from zikao.api.services import Services
from zikao.checks import package, photo
from zikao.checks.answers import FactsInvalid
from zikao.checks.fit import portrait
from zikao.checks.fit.portrait import Fitted, fit_photo
from zikao.checks.fit.spec import CannotFitError
from zikao.formats.kinds import PICTURES
from zikao.formats.reduced import MEDIA_TYPE, pack
from zikao.package.limits import Limits
from zikao.report import Fitting, Portrait, Report
from zikao.rulebook.answers import Where
from zikao.rulebook.document import DocumentFact

CANARY = "canary-51c0de"
BY_NAME = {route.name: route for route in ROUTES}
JSON = {"content-type": "application/json"}
FILE = {"content-type": "application/octet-stream", "x-zikao-consent": "yes"}


def parameters(route: Route) -> dict[str, str]:
    """The one item there is."""
    return {"province": "echo", "procedure" if route.name == "eligibility" else "spec": "it"}


def ask(name: str, services: Services, headers: dict[str, str], body: bytes = b"", **query: str) -> Response:
    """One request without a gateway."""
    route = BY_NAME[name]
    return respond(route, Request(parameters(route), query, headers, body), services, Origins())


def problem(response: Response, status: int, slug: str) -> dict[str, Any]:
    """The problem document, of this kind."""
    found: dict[str, Any] = json.loads(response.body)
    assert (response.status, found["status"]) == (status, status)
    assert found["type"] == f"tag:zikao,2026:problem/{slug}"
    assert response.headers["Content-Type"] == "application/problem+json"
    assert CANARY not in response.body
    return found


def test_answers_reach_the_check_as_they_were_sent(services: Services) -> None:
    response = ask("eligibility", services, JSON, b'{"passed": 3}', city="town")
    assert response.status == 200
    assert json.loads(response.body)["summary"] == repr(
        {"item": "echo/it", "facts": {"passed": 3}, "city": "town"}
    )


@pytest.mark.parametrize("name", ["photo", "fit", "package"])
def test_a_file_reaches_the_check_with_its_name(services: Services, name: str) -> None:
    headers = {**FILE, "x-zikao-name": "%E7%85%A7%E7%89%87(1).jpg"}
    response = ask(name, services, headers, b"\x00\xff")
    found = json.loads(response.body)
    said: dict[str, object] = {
        "item": "echo/it",
        "data": b"\x00\xff",
        "name": "照片(1).jpg",
        "city": None,
        "declared": {},
    }
    assert found.get("report", found)["summary"] == repr(said)


@pytest.mark.parametrize("name", ["photo", "fit"])
def test_a_lighter_photograph_reaches_the_check_at_its_full_length(services: Services, name: str) -> None:
    headers = {**FILE, "content-type": MEDIA_TYPE}
    found = json.loads(ask(name, services, headers, pack(b"abcdef", [(2, 3)], b"smaller")).body)
    assert repr(b"ab\0\0\0f") in found.get("report", found)["summary"]
    problem(ask(name, services, headers, b"abcdef"), 400, "malformed-reduced-photo")
    over = pack(b"", [], b"")[:4] + struct.pack(">III", 1, 0, MOST_PHOTO_BYTES + 1) + bytes(4)
    problem(ask(name, services, headers, over), 400, "malformed-reduced-photo")


def test_a_file_needs_no_name(services: Services) -> None:
    assert "'name': None" in json.loads(ask("photo", services, FILE, b"x").body)["summary"]


@pytest.mark.parametrize("name", ["%", "%g0", "a b", "照", "x" * (NAME_LIMIT + 1)])
def test_a_name_that_is_not_percent_encoded_is_refused(services: Services, name: str) -> None:
    problem(ask("photo", services, {**FILE, "x-zikao-name": name}, b"x"), 400, "bad-header")


@pytest.mark.parametrize("name", ["photo", "fit", "package"])
@pytest.mark.parametrize("consent", [None, "", "no", "true", "yes please"])
def test_no_consent_no_check(failing: Callable[..., Services], name: str, consent: str | None) -> None:
    headers = {"content-type": "application/octet-stream"} | (
        {} if consent is None else {"x-zikao-consent": consent}
    )
    response = ask(name, failing(AssertionError("looked at")), headers, b"x")
    assert "X-Zikao-Consent: yes" in problem(response, 403, "consent-required")["detail"]


@pytest.mark.parametrize("name", ["eligibility", "photo", "fit", "package"])
@pytest.mark.parametrize("content_type", [None, "", "text/plain", "multipart/form-data"])
def test_other_types_are_refused_and_the_right_ones_named(
    services: Services, name: str, content_type: str | None
) -> None:
    headers = {"x-zikao-consent": "yes"} | ({} if content_type is None else {"content-type": content_type})
    detail = problem(ask(name, services, headers, b"{}"), 415, "unsupported-media-type")["detail"]
    body = BY_NAME[name].body
    assert body is not None
    assert all(media_type in detail for media_type in body.media_types)


@pytest.mark.parametrize("kind", sorted(PICTURES))
@pytest.mark.parametrize("name", ["photo", "fit"])
def test_every_picture_is_taken_by_its_own_type(name: str, kind: str) -> None:
    """That it is of the wrong kind is for the report to say, with the mend."""
    body = BY_NAME[name].body
    assert body is not None
    assert f"image/{kind}" in body.media_types


def test_parameters_and_case_of_a_type_do_not_matter(services: Services) -> None:
    headers = {"content-type": "Application/JSON; charset=utf-8"}
    assert ask("eligibility", services, headers, b"{}").status == 200


@pytest.mark.parametrize("name", ["eligibility", "photo", "fit", "package"])
def test_the_limit_is_exact(name: str) -> None:
    route = BY_NAME[name]
    assert route.body is not None
    headers = {"content-type": route.body.media_types[0], "x-zikao-consent": "yes"}
    check_head(route, headers, route.body.limit)
    with pytest.raises(ProblemError) as caught:
        check_head(route, headers, route.body.limit + 1)
    assert caught.value.kind.status == 413


def test_a_fitted_portrait_comes_back_with_what_was_done(services: Services) -> None:
    found = json.loads(ask("fit", services, FILE, b"original", city="town").body)
    made = found["file"]
    assert base64.b64decode(made["base64"], validate=True) == b"original!"
    assert (made["name"], made["size"], made["changed"]) == ("做好.jpg", 9, True)
    assert made["sha256"] == hashlib.sha256(b"original!").hexdigest()
    assert [each["what"] for each in found["steps"]] == ["改小了。"]
    assert [each["what"] for each in found["confirm"]] == ["请你自己确认。"]
    assert found["refused"] == []
    assert "'city': 'town'" in found["report"]["summary"]


def test_a_refused_portrait_is_an_answer_and_no_error(services: Services) -> None:
    response = ask("fit", services, FILE, b"tilted")
    found = json.loads(response.body)
    assert response.status == 200
    assert found["file"] is None
    assert found["steps"] == []
    assert [each["what"] for each in found["refused"]] == ["头歪了，请重拍。"]


def test_a_file_that_was_left_alone_says_so(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    given = portrait.fit_photo

    def left_alone(*arguments: Any, **named: Any) -> Fitted:
        return dataclasses.replace(given(*arguments, **named), data=arguments[2])

    monkeypatch.setattr("zikao.checks.fit.portrait.fit_photo", left_alone)
    assert json.loads(ask("fit", services, FILE, b"fine").body)["file"]["changed"] is False


def test_what_cannot_be_fitted_here_is_a_problem(failing: Callable[..., Services]) -> None:
    error = CannotFitError("《事项》没有写明制作照片需要的全部数字，不能自动制作，只能检查。")
    found = problem(ask("fit", failing(error), FILE, CANARY.encode()), 422, "cannot-fit")
    assert found["detail"] == error.sentence


def test_a_file_beyond_a_hosted_answer_is_not_sent(services: Services) -> None:
    largest = json.loads(ask("fit", services, FILE, b"x" * (MOST_FITTED_BYTES - 1)).body)["file"]
    assert len(largest["base64"]) < 5_500_000
    problem(ask("fit", services, FILE, b"x" * MOST_FITTED_BYTES), 422, "cannot-fit")


@pytest.mark.parametrize("helps", [True, False])
def test_whoever_prefers_it_gets_the_made_portrait_with_the_report(
    services: Services, monkeypatch: pytest.MonkeyPatch, helps: bool
) -> None:
    given = photo.check_photo

    def fittable(*arguments: Any, **named: Any) -> Report:
        shown = Portrait(fitting=Fitting(will=("裁剪。",)) if helps else None)
        return given(*arguments, **named).model_copy(update={"portrait": shown})

    monkeypatch.setattr("zikao.checks.photo.check_photo", fittable)
    plain = ask("photo", services, FILE, b"original")
    assert "report" not in json.loads(plain.body)
    wanted = ask("photo", services, {**FILE, "prefer": "fitted"}, b"original")
    assert wanted.headers["Preference-Applied"] == "fitted"
    found = json.loads(wanted.body)
    assert found["report"] == json.loads(plain.body)
    alone = json.loads(ask("fit", services, FILE, b"original").body)
    assert found["fitted"] == (alone if helps else None)


def test_a_report_stands_where_no_portrait_can_be_made(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = photo.check_photo

    def fittable(*arguments: Any, **named: Any) -> Report:
        shown = Portrait(fitting=Fitting(will=("裁剪。",)))
        return given(*arguments, **named).model_copy(update={"portrait": shown})

    def cannot(*arguments: Any, **named: Any) -> Fitted:
        raise CannotFitError("照片解不开，请重新从原来的设备发送。")

    monkeypatch.setattr("zikao.checks.photo.check_photo", fittable)
    monkeypatch.setattr("zikao.checks.fit.portrait.fit_photo", cannot)
    response = ask("photo", services, {**FILE, "prefer": "fitted"}, b"original")
    assert response.status == 200
    found = json.loads(response.body)
    assert (found["report"]["verdict"], found["fitted"]) == ("pass", None)


def test_what_was_typed_about_a_package_reaches_the_check(services: Services) -> None:
    typed = {
        "x-zikao-ticket-number": "010112345678",
        "x-zikao-courses": "%E5%A4%A7%E5%AD%A6%E8%AF%AD%E6%96%87,C%2B%2B,a%2Cb",
    }
    said = json.loads(ask("package", services, {**FILE, **typed}, b"x").body)["summary"]
    declared = {"admission_ticket_number": "010112345678", "courses": ["大学语文", "C++", "a,b"]}
    assert said.endswith(f"'declared': {declared!r}}}")


@pytest.mark.parametrize("name", ["photo", "fit"])
def test_what_was_said_of_a_portrait_reaches_the_check(services: Services, name: str) -> None:
    said = {"x-zikao-taken": "2026-03-01", "x-zikao-selfie": "no", "x-zikao-courses": "1"}
    found = json.loads(ask(name, services, {**FILE, **said}, b"x").body)
    declared = {"date_taken": "2026-03-01", "front_camera": False}
    assert found.get("report", found)["summary"].endswith(f"'declared': {declared!r}}}")


@pytest.mark.parametrize("name", ["photo", "fit"])
@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Zikao-Taken", CANARY),
        ("X-Zikao-Taken", ""),
        ("X-Zikao-Taken", "2026-02-30"),
        ("X-Zikao-Taken", "20260301"),
        ("X-Zikao-Taken", "2026-03-01T10:00"),
        ("X-Zikao-Selfie", "true"),
        ("X-Zikao-Selfie", "NO"),
    ],
)
def test_what_was_said_of_a_portrait_and_cannot_be_read(
    services: Services, name: str, header: str, value: str
) -> None:
    found = problem(ask(name, services, {**FILE, header.lower(): value}, b"x"), 400, "bad-header")
    assert header in found["detail"]


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Zikao-Ticket-Number", f"{CANARY}"),
        ("X-Zikao-Ticket-Number", ""),
        ("X-Zikao-Courses", ""),
        ("X-Zikao-Ticket-Number", "1" * 21),
        ("X-Zikao-Ticket-Number", "330101234567X"),
        ("X-Zikao-Ticket-Number", "\uff10\uff11"),
        ("X-Zikao-Ticket-Number", "0101\n"),
        ("X-Zikao-Courses", f"{CANARY},"),
        ("X-Zikao-Courses", ","),
        ("X-Zikao-Courses", "%zz"),
        ("X-Zikao-Courses", "\u8bed\u6587"),
        ("X-Zikao-Courses", "a b"),
        ("X-Zikao-Courses", "x" * 721),
        ("X-Zikao-Courses", ",".join(["x"] * 61)),
        ("X-Zikao-Courses", ",".join(["x" * 300] * 20)),
    ],
)
def test_what_was_typed_and_cannot_be_read_is_refused_by_header(
    services: Services, header: str, value: str
) -> None:
    found = problem(ask("package", services, {**FILE, header.lower(): value}, b"x"), 400, "bad-header")
    assert header in found["detail"]


def test_the_most_that_may_be_typed_is_taken(services: Services) -> None:
    courses = ",".join(["%E8%AF%BE" * 60, *["y" * 60] * 59])
    typed = {"x-zikao-ticket-number": "0" * 16, "x-zikao-courses": courses}
    assert ask("package", services, {**FILE, **typed}, b"x").status == 200


def test_the_reading_of_a_package_is_bounded(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """What yields nothing, below two seconds with all that stands around it; text, somewhat longer."""
    given: list[Limits] = []
    check = package.check_package

    def bounded(*arguments: Any, limits: Limits, **named: Any) -> Report:
        given.append(limits)
        return check(*arguments, **named)

    monkeypatch.setattr("zikao.checks.package.check_package", bounded)
    assert ask("package", services, FILE, b"x").status == 200
    (limits,) = given
    assert limits.seconds <= 1.5
    assert limits.page_seconds <= 10
    assert limits.archive_bytes <= BY_NAME["package"].body.limit  # type: ignore[union-attr]


def test_unknown_items_are_told_from_malformed_bodies(services: Services) -> None:
    route = BY_NAME["eligibility"]
    for unknown in ({"province": CANARY, "procedure": "it"}, {"province": "echo", "procedure": CANARY}):
        response = respond(route, Request(unknown, {}, JSON, b"{"), services, Origins())
        problem(response, 404, "not-in-rulebook")
    problem(ask("eligibility", services, JSON, b"{}", city=CANARY), 404, "not-in-rulebook")


def test_faults_are_told_by_field_and_unknown_names_are_not_repeated(
    failing: Callable[..., Services],
) -> None:
    facts = {
        "passed": DocumentFact(type="integer"),
        "courses": DocumentFact(type="list", items={"mark": DocumentFact(type="number")}),
    }
    wrong: dict[Where, str] = {
        ("passed",): "请填整数。",
        (CANARY,): "这里不问这一项。",
        ("courses", 1, "mark"): "第 2 门课程的成绩：请填数字。",
        ("courses", 0, CANARY): "第 1 门课程：这里不问这一项。",
    }
    error = FactsInvalid(wrong, facts)
    assert CANARY not in str(error)
    found = problem(ask("eligibility", failing(error), JSON, b"{}"), 422, "facts-invalid")
    assert found["errors"] == [
        {"pointer": "/passed", "detail": "请填整数。"},
        {"pointer": "", "detail": "这里不问这一项。"},
        {"pointer": "/courses/1/mark", "detail": "第 2 门课程的成绩：请填数字。"},
        {"pointer": "/courses/0", "detail": "第 1 门课程：这里不问这一项。"},
    ]


def test_too_many_answers_are_not_looked_at(failing: Callable[..., Services]) -> None:
    body = json.dumps({f"a{number}": number for number in range(101)}).encode()
    problem(ask("eligibility", failing(AssertionError("looked at")), JSON, body), 422, "facts-invalid")


@pytest.mark.parametrize(
    "error", [ValueError(CANARY), MemoryError(CANARY), RecursionError(CANARY), KeyError(CANARY)]
)
def test_a_fault_of_ours_is_logged_by_class_and_route_alone(
    failing: Callable[..., Services], caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    caplog.set_level(logging.DEBUG)
    found = problem(ask("photo", failing(error), FILE, CANARY.encode()), 500, "internal")
    assert "errors" not in found
    assert caplog.messages == [f"POST /v1/photo/{{province}}/{{spec}}: {type(error).__name__}"]
    assert all(record.exc_info is None and CANARY not in str(record.__dict__) for record in caplog.records)


def test_every_answer_carries_the_base_headers(services: Services) -> None:
    for response in (ask("health", services, {}), ask("eligibility", services, {}, b"{}")):
        assert BASE_HEADERS.items() <= response.headers.items()
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Content-Language"] == "zh-CN"


def test_preflight_says_what_the_path_allows() -> None:
    response = preflight(
        "/v1/health", {"origin": "https://a.example.cn"}, Origins.parse("https://a.example.cn")
    )
    assert (response.status, response.body) == (204, "")
    assert response.headers["Allow"] == "GET, OPTIONS"
    assert response.headers["Access-Control-Allow-Origin"] == "https://a.example.cn"


def test_the_lists_link_to_the_checks(services: Services) -> None:
    listed = json.loads(ask("rulebooks", services, {}).body)["rulebooks"]
    assert [entry["href"] for entry in listed] == ["/v1/rulebooks/echo"]
    details = json.loads(ask("rulebook", services, {}).body)
    assert details["procedures"][0]["href"] == "/v1/eligibility/echo/it"
    assert details["procedures"][0]["facts"]["properties"] == {"passed": {"type": "integer", "ask": "几门？"}}
    assert details["photos"][0]["href"] == "/v1/photo/echo/it"
    assert details["photos"][0]["fit"] is True
    assert "fit" not in details["packages"][0]
    assert details["packages"][0]["href"] == "/v1/package/echo/it"
    assert details["cities"] == [{"id": "town", "name": "回声市"}]
    assert details["stamp"]["sha256"] == "0" * 64


def test_below_a_path_the_lists_link_below_it(services: Services) -> None:
    below = dataclasses.replace(services, prefix="/zikao")
    details = ask("rulebook", below, {}).body
    (entry,) = json.loads(ask("rulebooks", below, {}).body)["rulebooks"]
    links = [*re.findall(r'"href":"([^"]+)"', details), entry["href"]]
    assert len(links) >= 5
    assert [each for each in links if not each.startswith("/zikao/v1/")] == []


@pytest.mark.parametrize(
    ("province", "spec", "fit"), [("anhui", "graduation", True), ("zhejiang", "transfer", False)]
)
def test_of_a_photo_is_told_whether_a_file_can_be_made(province: str, spec: str, fit: bool) -> None:
    """As the very function that makes it has it."""
    real = services_for()
    response = respond(BY_NAME["rulebook"], Request({"province": province}), real, Origins())
    told = {each["id"]: each["fit"] for each in json.loads(response.body)["photos"]}
    assert told[spec] is fit
    without = pytest.raises(CannotFitError, match="没有写明") if not fit else nullcontext()
    with without:
        fit_photo(real.library(), f"{province}/{spec}", b"", None)


def test_health_counts_the_rulebooks(services: Services) -> None:
    found = json.loads(ask("health", services, {}).body)
    assert found["status"] == "ok"
    assert found["rulebooks"] == 1


def test_health_is_not_well_when_the_rulebooks_do_not_load(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Any:
        raise ValueError(CANARY)

    problem(ask("health", Services(library=broken, openapi=broken), {}), 500, "internal")
    assert caplog.messages == ["GET /v1/health: ValueError"]
