"""The Chalice apps: their routes, their threads, their imports."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chalice.app import Chalice

from zikao.api.openapi import document
from zikao.api.routes import Group
from zikao.api.services import Services
from zikao.serve.chalice_app import ThreadSafeChalice, build

GROUPS: tuple[Group, ...] = ("eligibility", "photo", "package")
PHOTO = "/v1/photo/{province}/{spec}"


def event(resource: str, method: str, body: str = "", **headers: str) -> dict[str, Any]:
    """An event of API Gateway."""
    return {
        "httpMethod": method,
        "headers": {name.replace("_", "-"): value for name, value in headers.items()},
        "multiValueQueryStringParameters": None,
        "pathParameters": {"province": "echo", "spec": "it", "procedure": "it"},
        "stageVariables": None,
        "requestContext": {"httpMethod": method, "resourcePath": resource},
        "body": body,
        "isBase64Encoded": False,
    }


def routes(app: Chalice) -> set[tuple[str, str]]:
    """Method and path of everything that an app answers."""
    return {(method, path) for path, methods in app.routes.items() for method in methods}


def test_the_apps_together_answer_what_the_document_says_and_nothing_else() -> None:
    answered = [routes(build(group)) for group in GROUPS]
    written = {(method.upper(), path) for path, item in document()["paths"].items() for method in item}
    assert set().union(*answered) == written
    assert sum(map(len, answered)) == len(written)


@pytest.mark.parametrize("group", GROUPS)
def test_the_function_of_a_folder_is_that_group(
    root: Path, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ZIKAO_ORIGINS", raising=False)
    spec = importlib.util.spec_from_file_location(f"function_{group}", root / "functions" / group / "app.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert isinstance(module.app, ThreadSafeChalice)
    assert routes(module.app) == routes(build(group))
    config = json.loads((root / "functions" / group / ".chalice" / "config.json").read_text())
    assert config["app_name"] == module.app.app_name == f"zikao-{group}"
    assert config["api_gateway_endpoint_type"] == "REGIONAL"


def test_a_picture_sent_as_base64_arrives_as_bytes(echo: Services) -> None:
    sent = event(PHOTO, "POST", "AP8A", content_type="image/jpeg", x_zikao_consent="yes")
    answer = build("photo", services=echo)({**sent, "isBase64Encoded": True}, None)
    assert (answer["statusCode"], answer["body"]) == (200, "echo/it None 3 None")


def test_chalice_leaves_the_refusal_of_a_type_to_the_dispatcher(echo: Services) -> None:
    answer = build("photo", services=echo)(event(PHOTO, "POST", "x", x_zikao_consent="yes"), None)
    assert answer["statusCode"] == 415
    assert answer["headers"]["Content-Type"] == "application/problem+json"


def test_the_gateway_is_told_which_bodies_are_binary() -> None:
    binary = {group: set(build(group).api.binary_types) for group in GROUPS}
    assert binary["eligibility"] == set()
    assert {"image/jpeg", "application/octet-stream"} <= binary["photo"]
    assert {"application/zip", "application/octet-stream"} <= binary["package"]


def mixed(base: Callable[..., Chalice], services: Services, threads: int = 16) -> int:
    """How many of as many threads are answered with another's file name.

    Every thread has handed in its request before the first view looks at one: what happens by chance on a
    busy server happens here each time.
    """
    app = build("photo", services=services, base=base)
    met = threading.Barrier(threads)

    @app.middleware("http")
    def wait(request: Any, get_response: Callable[[Any], Any]) -> Any:
        met.wait(10)
        return get_response(request)

    answers: dict[int, str] = {}

    def ask(number: int) -> None:
        sent = event(
            PHOTO, "POST", "x", content_type="image/jpeg", x_zikao_consent="yes", x_zikao_name=f"{number}.jpg"
        )
        answers[number] = app(sent, None)["body"]

    crowd = [threading.Thread(target=ask, args=(number,)) for number in range(threads)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len(answers) == threads
    return sum(f" {number}.jpg " not in answer for number, answer in answers.items())


def test_plain_chalice_mixes_the_requests_of_threads(echo: Services) -> None:
    """Why ThreadSafeChalice is there. Should Chalice mend this, that class can go."""
    assert mixed(Chalice, echo) == 15


def test_no_request_is_mixed_with_another(echo: Services) -> None:
    assert mixed(ThreadSafeChalice, echo) == 0


def test_nothing_of_a_request_stays_behind(echo: Services) -> None:
    app = build("photo", services=echo)
    app(event(PHOTO, "POST", "x", content_type="image/jpeg", x_zikao_consent="yes"), None)
    for name in ("current_request", "lambda_context"):
        with pytest.raises(AttributeError):
            getattr(app, name)


@pytest.mark.parametrize("group", GROUPS)
def test_nothing_heavy_is_imported_before_it_is_needed(group: Group) -> None:
    """The function of the questions has no picture library in its package at all."""
    code = (
        f"from zikao.serve.chalice_app import build; build({group!r})\n"
        "import sys; from zikao.api.assembly import services_for\n"
        "services_for().library().compiled('procedure', 'anhui/graduation')\n"
        "import zikao.checks.eligibility\n"
        "heavy = {'PIL', 'numpy', 'boto3', 'botocore', 'mkdocs', 'granian'}\n"
        "print(heavy & {name.partition('.')[0] for name in sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout == "set()\n"
