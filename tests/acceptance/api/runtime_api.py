"""The real Lambda runtime client with one function loaded, against a small Runtime API on this machine."""

from __future__ import annotations

import base64
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from .harness import CANARY, watched, write_province, written_files

Event = dict[str, Any]
NUMBER = "91827364550"
"""A ticket number that stands nowhere else."""


class Quiet(ThreadingHTTPServer):
    """Says nothing of a client that was killed while it waited."""

    def handle_error(self, request: object, client_address: object) -> None: ...


class RuntimeApi:
    """Gives out one event at a time and takes the answers."""

    def __init__(self) -> None:
        self.events: queue.Queue[Event | None] = queue.Queue()
        self.answers: queue.Queue[Any] = queue.Queue()
        self.ready = threading.Event()
        """Set when the function has loaded and asks for its first event."""
        self.process = 0
        """Its number, once it runs."""
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                """The next event; none: the runtime is let go."""
                api.ready.set()
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

        self.server = Quiet(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def invoke(self, event: Event) -> Any:
        """One invocation."""
        self.events.put(event)
        return self.answers.get(timeout=60)


@contextmanager
def function(
    name: str,
    root: Path,
    folder: Path,
    provinces: Path | None = None,
    entry: str = "app.app",
    **variables: str,
) -> Iterator[tuple[RuntimeApi, Path]]:
    """A function of the checkout under the runtime client, and its log; ``variables`` of its environment."""
    variables = {"ZIKAO_PROVINCES": str(provinces or write_province(folder / "provinces")), **variables}
    environment = {**os.environ, **variables}
    with started(sys.executable, root / "functions" / name, folder, environment, entry) as running:
        yield running


@contextmanager
def started(
    python: str, app: Path, folder: Path, environment: dict[str, str], entry: str = "app.app"
) -> Iterator[tuple[RuntimeApi, Path]]:
    """The runtime client with the app of one folder loaded, its log, and a watch on what it writes."""
    api = RuntimeApi()
    log = folder / f"{app.name}.log"
    variables = {
        **environment,
        **watched(folder),
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.server.server_port}",
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [python, "-m", "awslambdaric", entry], cwd=app, env=variables, stdout=output, stderr=output
        )
    api.process = process.pid
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


def answered(answer: Any) -> dict[str, Any]:
    """The report in a good answer."""
    assert answer["statusCode"] == 200, answer
    assert answer["headers"]["Cache-Control"] == "no-store"
    assert answer["headers"]["Content-Type"] == "application/json"
    found: dict[str, Any] = json.loads(answer["body"])
    return found


def assert_clean(log: Path) -> None:
    """Nothing of the input, and no traceback, in what the function wrote."""
    written = log.read_text(encoding="utf-8")
    assert CANARY not in written
    assert NUMBER not in written
    assert "Traceback" not in written
