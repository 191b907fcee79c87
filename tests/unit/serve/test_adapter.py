"""The stand-in for API Gateway."""

from __future__ import annotations

import json

import pytest

from zikao.api.origins import Origins
from zikao.api.problems import ProblemError
from zikao.api.services import Services
from zikao.serve.adapter import Admitted, Gateway
from zikao.serve.chalice_app import build

JSON = {"content-type": "application/json", "content-length": "2"}
FILE = {"content-type": "image/jpeg", "content-length": "2", "x-zikao-consent": "yes"}


@pytest.fixture
def gateway(echo: Services) -> Gateway:
    """All three functions over echoing checks."""
    origins = Origins.parse("https://a.example.cn")
    apps = [build(group, services=echo, origins=origins) for group in ("eligibility", "photo", "package")]
    return Gateway(apps, origins)


def refused(gateway: Gateway, method: str, path: str, headers: dict[str, str]) -> ProblemError:
    """The refusal of a head."""
    with pytest.raises(ProblemError) as caught:
        gateway.admit(method, path, headers)
    return caught.value


def test_a_good_head_is_admitted_with_the_length_to_read(gateway: Gateway) -> None:
    admitted = gateway.admit("POST", "/v1/photo/anhui/graduation", FILE)
    assert admitted.parameters == {"province": "anhui", "spec": "graduation"}
    assert (admitted.method, admitted.length, admitted.lane) == ("POST", 2, "photo")
    assert gateway.admit("POST", "/v1/eligibility/anhui/graduation", JSON).lane is None
    assert gateway.admit("GET", "/v1/health", {}).lane is None


def test_the_body_the_query_and_the_city_arrive(gateway: Gateway) -> None:
    admitted = gateway.admit("POST", "/v1/photo/anhui/graduation", {**FILE, "x-zikao-name": "%E5%9B%BE.jpg"})
    answer = gateway.answer(
        admitted, "city=lu%27an&x=1&city=luan", {**FILE, "x-zikao-name": "%E5%9B%BE.jpg"}, b"ab"
    )
    assert (answer.status, answer.body.decode()) == (200, "anhui/graduation 图.jpg 2 luan")


def test_head_is_admitted_as_get(gateway: Gateway) -> None:
    assert gateway.admit("HEAD", "/v1/health", {}).method == "GET"


def test_a_body_shorter_than_announced_is_not_checked(gateway: Gateway) -> None:
    admitted = gateway.admit("POST", "/v1/eligibility/anhui/graduation", JSON)
    answer = gateway.answer(admitted, "", JSON, b"{")
    assert answer.status == 400
    assert json.loads(answer.body)["type"].endswith("/incomplete-body")


@pytest.mark.parametrize(
    "path", ["", "/", "/v1", "/v1/photo/a", "/v1/photo/a/b/c", "/v1/photo//b", "/v1/health\n"]
)
def test_other_paths_are_not_found(gateway: Gateway, path: str) -> None:
    assert refused(gateway, "GET", path, {}).kind.status == 404


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/v1/photo/a/b"), ("TRACE", "/v1/health"), ("", "/v1/health")]
)
def test_other_methods_are_told_which_are_allowed(gateway: Gateway, method: str, path: str) -> None:
    problem = refused(gateway, method, path, {})
    assert problem.kind.status == 405
    assert problem.headers["Allow"] == ("POST, OPTIONS" if "photo" in path else "GET, OPTIONS, HEAD")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-length": None}, 411),
        ({"transfer-encoding": "chunked"}, 411),
        ({"content-length": "-1"}, 400),
        ({"content-length": "+1"}, 400),
        ({"content-length": "1_0"}, 400),
        ({"content-length": "１"}, 400),
        ({"content-length": " 1"}, 400),
        ({"content-length": ""}, 400),
        ({"content-length": "9" * 21}, 400),
        ({"content-length": "9" * 20}, 413),
        ({"content-length": "10000001"}, 413),
        ({"x-zikao-consent": None}, 403),
        ({"content-type": "text/html"}, 415),
    ],
)
def test_bad_heads_are_refused_before_the_body(
    gateway: Gateway, headers: dict[str, str | None], status: int
) -> None:
    head = {name: value for name, value in {**FILE, **headers}.items() if value is not None}
    assert refused(gateway, "POST", "/v1/photo/anhui/graduation", head).kind.status == status


def test_options_needs_no_body_and_answers_for_the_path(gateway: Gateway) -> None:
    headers = {"origin": "https://a.example.cn"}
    admitted = gateway.admit("OPTIONS", "/v1/photo/any/thing", headers)
    answer = gateway.answer(admitted, "", headers, b"")
    assert (answer.status, answer.body) == (204, b"")
    assert dict(answer.headers)["Access-Control-Allow-Origin"] == "https://a.example.cn"


def test_a_fault_of_ours_is_an_answer_too(gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    def broken(event: object, context: object) -> None:
        raise ValueError("canary")

    good = gateway.admit("POST", "/v1/eligibility/anhui/graduation", JSON)
    resource = type(good.resource)(good.resource.template, good.resource.pattern, broken, {})  # type: ignore[arg-type]
    answer = gateway.answer(Admitted(resource, "POST", {}, 2), "", JSON, b"{}")
    assert answer.status == 500
    assert caplog.messages == ["POST /v1/eligibility/{province}/{procedure}: ValueError"]
    assert b"canary" not in answer.body
