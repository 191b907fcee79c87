"""The functions under the real Lambda runtime client, against a small Runtime API on this machine."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import queue
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .harness import CANARY, pixel_flood, png, watched, write_province, written_files
from .original import original

if TYPE_CHECKING:
    from PIL import Image

pytest.importorskip("awslambdaric")

Event = dict[str, Any]
NUMBER = "91827364550"
"""A ticket number that stands nowhere else."""


class RuntimeApi:
    """Gives out one event at a time and takes the answers."""

    def __init__(self) -> None:
        self.events: queue.Queue[Event | None] = queue.Queue()
        self.answers: queue.Queue[Any] = queue.Queue()
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                """The next event; none: the runtime is let go."""
                event = api.events.get()
                body = json.dumps(event).encode()
                self.send_response(200 if event is not None else 410)
                self.send_header("Lambda-Runtime-Aws-Request-Id", "1")
                self.send_header("Lambda-Runtime-Deadline-Ms", "4102444800000")
                self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws-cn:lambda:::function:zikao")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                """An answer, or the runtime's own error."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                api.answers.put(
                    json.loads(body) if self.path.endswith("/response") else {"runtime": self.path}
                )
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def invoke(self, event: Event) -> Any:
        """One invocation."""
        self.events.put(event)
        return self.answers.get(timeout=60)


@contextmanager
def function(
    name: str, root: Path, folder: Path, provinces: Path | None = None, **variables: str
) -> Iterator[tuple[RuntimeApi, Path]]:
    """The runtime client with one function loaded, and its log; ``variables`` of its environment."""
    api = RuntimeApi()
    log = folder / f"{name}.log"
    environment = {
        **os.environ,
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.server.server_port}",
        **watched(folder),
        "ZIKAO_PROVINCES": str(provinces or write_province(folder / "provinces")),
        **variables,
    }
    command = [sys.executable, "-m", "awslambdaric", "app.app"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=root / "functions" / name, env=environment, stdout=output, stderr=output
        )
    try:
        yield api, log
    finally:
        process.kill()
        process.wait()
        api.events.put(None)
        api.server.shutdown()
        api.server.server_close()
    assert written_files(folder) == []


def event(
    resource: str,
    headers: dict[str, str],
    body: bytes,
    *,
    binary: bool,
    city: str | None = None,
    **parameters: str,
) -> Event:
    """What API Gateway sends for a REST API (v1)."""
    text = base64.b64encode(body).decode() if binary else body.decode()
    path = resource.format(**parameters)
    return {
        "resource": resource,
        "path": path,
        "httpMethod": "POST",
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {"city": city} if city else None,
        "multiValueQueryStringParameters": {"city": [city]} if city else None,
        "pathParameters": parameters,
        "stageVariables": None,
        "requestContext": {"httpMethod": "POST", "resourcePath": resource, "stage": "prod", "path": path},
        "body": text,
        "isBase64Encoded": binary,
    }


def archive() -> bytes:
    """A ZIP of two files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in ("1.png", "2.png"):
            made.writestr(name, png(30, 40))
    return out.getvalue()


def answered(answer: Any) -> dict[str, Any]:
    """The report in a good answer."""
    assert answer["statusCode"] == 200, answer
    assert answer["headers"]["Cache-Control"] == "no-store"
    assert answer["headers"]["Content-Type"] == "application/json"
    found: dict[str, Any] = json.loads(answer["body"])
    return found


def test_eligibility(root: Path, tmp_path: Path) -> None:
    resource = "/v1/eligibility/{province}/{procedure}"
    target = {"province": "echo", "procedure": "numbers"}
    headers = {"Content-Type": "application/json"}
    facts = json.dumps({"number": CANARY, "passed": 12}).encode()
    with function("eligibility", root, tmp_path) as (api, log):
        report = answered(api.invoke(event(resource, headers, facts, binary=False, **target)))
        assert report["findings"][0]["sentence"] == f"<{CANARY}> <12>"
        bad = api.invoke(
            event(resource, headers, f'{{"number": NaN, "{CANARY}'.encode(), binary=False, **target)
        )
    assert bad["statusCode"] == 400
    assert bad["headers"]["Content-Type"] == "application/problem+json"
    assert CANARY not in bad["body"]
    assert_clean(log)


@pytest.mark.parametrize("installed", [True, False])
def test_a_small_function_says_in_which_script_it_answers(
    root: Path, tmp_path: Path, installed: bool
) -> None:
    """OpenCC has 7 MB, which a function may have to do without."""
    if installed:
        pytest.importorskip("opencc", reason="OpenCC is not installed")
    else:
        (tmp_path / "hooks").mkdir()
        (tmp_path / "hooks" / "opencc.py").write_text("raise ImportError", encoding="utf-8")
    resource = "/v1/eligibility/{province}/{procedure}"
    target = {"province": "echo", "procedure": "numbers"}
    headers = {"Content-Type": "application/json", "Accept-Language": "zh-HK, zh-CN;q=0.5"}
    with function("eligibility", root, tmp_path) as (api, log):
        for facts in (b'{"passed": 12}', b"{"):
            reply = api.invoke(event(resource, headers, facts, binary=False, **target))
            assert reply["headers"]["Content-Language"] == ("zh-TW" if installed else "zh-CN")
            assert reply["headers"]["Vary"] == "Accept-Language, Origin"
            word = "審核" if installed else "审核"
            assert reply["statusCode"] == 400 or word in json.loads(reply["body"])["notice"]
    assert_clean(log)


def test_photo(root: Path, tmp_path: Path) -> None:
    resource = "/v1/photo/{province}/{spec}"
    target = {"province": "echo", "spec": "portrait"}
    headers = {"content-type": "image/png", "x-zikao-consent": "yes", "x-zikao-name": f"{CANARY}.png"}
    with function("photo", root, tmp_path) as (api, log):
        report = answered(api.invoke(event(resource, headers, png(30, 40), binary=True, **target)))
        assert report["target"]["file"] == f"{CANARY}.png"
        assert report["findings"][0]["measured"].startswith("<30> <40>")
        without = {"content-type": "image/png"}
        refused = api.invoke(event(resource, without, CANARY.encode(), binary=True, **target))
    assert refused["statusCode"] == 403
    assert_clean(log)


def test_fit(
    root: Path, tmp_path: Path, studio_picture: Callable[[str], Image.Image], networks: None
) -> None:
    """A portrait of real size, against a real spec: fitted, refused by a city, and too many pixels."""
    resource = "/v1/photo/{province}/{spec}/fit"
    target = {"province": "anhui", "spec": "graduation"}
    headers = {"content-type": "image/jpeg", "x-zikao-consent": "yes", "x-zikao-name": f"{CANARY}.jpeg"}
    data = original(studio_picture("005"), CANARY)
    with function("photo", root, tmp_path, root / "provinces") as (api, log):
        invoked = api.invoke(event(resource, headers, data, binary=True, **target))
        assert len(json.dumps(invoked)) < 6_000_000
        found = answered(invoked)
        made = base64.b64decode(found["file"]["base64"], validate=True)
        assert (found["file"]["name"], found["file"]["size"]) == (f"{CANARY}.jpg", len(made))
        assert found["file"]["sha256"] == hashlib.sha256(made).hexdigest()
        assert 20_480 <= len(made) <= 40_000
        assert CANARY.encode() not in made
        named = {**headers, "x-zikao-name": f"{CANARY}.jpg"}
        again = answered(api.invoke(event(resource[:-4], named, made, binary=True, **target)))
        assert not [each["id"] for each in again["findings"] if each["outcome"] == "no"]
        assert found["report"]["findings"] == again["findings"]

        white = answered(api.invoke(event(resource, headers, data, binary=True, city="luan", **target)))
        assert white["file"] is None
        assert any("白色" in each["what"] for each in white["refused"])

        flood = answered(api.invoke(event(resource, headers, pixel_flood(), binary=True, **target)))
        assert flood["file"] is None
        assert "百万像素" in flood["refused"][0]["what"]
    assert_clean(log)


def test_package(root: Path, tmp_path: Path) -> None:
    resource = "/v1/package/{province}/{spec}"
    target = {"province": "echo", "spec": "evidence"}
    headers = {
        "content-type": "application/zip",
        "x-zikao-consent": "yes",
        "x-zikao-name": f"{CANARY}.zip",
        "x-zikao-ticket-number": NUMBER,
        "x-zikao-courses": CANARY,
    }
    with function("package", root, tmp_path) as (api, log):
        report = answered(api.invoke(event(resource, headers, archive(), binary=True, **target)))
        assert report["findings"][0]["measured"] == "<2>"
        assert NUMBER not in json.dumps(report)
        bad = {**headers, "x-zikao-ticket-number": f"{NUMBER}/{CANARY}"}
        refused = api.invoke(event(resource, bad, archive(), binary=True, **target))
        assert refused["statusCode"] == 400
        assert NUMBER not in refused["body"]
        broken = answered(api.invoke(event(resource, headers, CANARY.encode() * 9, binary=True, **target)))
        assert broken["verdict"] == "unknown"
    assert_clean(log)


def assert_clean(log: Path) -> None:
    """Nothing of the input, and no traceback, in what the function wrote."""
    written = log.read_text(encoding="utf-8")
    assert CANARY not in written
    assert NUMBER not in written
    assert "Traceback" not in written
