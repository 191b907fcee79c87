"""A canary of its own in every request to every route: it comes back to nobody else, and stays nowhere."""

from __future__ import annotations

import base64
import io
import json
import os
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from zikao.api.routes import ROUTES, Group, Route

from . import harness
from .harness import PACKAGE, Running, png
from .runtime_api import event, function

OWN_HEADERS = ("X-Zikao-Name", "X-Zikao-Consent", "X-Zikao-Upload", "X-Zikao-Ticket-Number")
SECRET = "secret-of-a-test"
TARGETS = {"procedure": "numbers", "photo": "portrait", "fit": "print", "package": "evidence"}


class Bucket:
    """As much of a storage as is asked here: it holds what was sent, or repeats it where it refuses."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.refused: set[str] = set()
        self.held = 0
        bucket = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                name = self.path.rpartition("/")[2]
                data = bucket.files.get(name, b"")
                words = b"<Error><Code>%s</Code><Message>%s</Message></Error>" % (name.encode(), data)
                refused, there = name in bucket.refused, name in bucket.files
                self._say(403 if refused else 200 if there else 404, data if there and not refused else words)

            def do_PUT(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self._say(200, b"")

            def do_DELETE(self) -> None:
                bucket.files.pop(self.path.rpartition("/")[2], None)
                self._say(204, b"")

            do_GET = do_HEAD  # noqa: N815 - the library looks for this name

            def _say(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def variables(self) -> dict[str, str]:
        """Environment of a server that takes uploads out of it."""
        return {
            "ZIKAO_UPLOADS": "inbox",
            "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{self.server.server_port}",
            "AWS_DEFAULT_REGION": "cn-north-1",
            "AWS_ACCESS_KEY_ID": "key-of-a-test",
            "AWS_SECRET_ACCESS_KEY": SECRET,
        }

    def hold(self, sent: Sent) -> None:
        """Have the file that a request names, where it names one; of every third, refuse to hand it out."""
        name = sent.headers.get("X-Zikao-Upload")
        if name and sent.upload:
            self.files[name] = sent.upload
            self.held += 1
            if self.held % 3 == 0:
                self.refused.add(name)


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    """A storage while it is needed."""
    made = Bucket()
    yield made
    made.server.shutdown()
    made.server.server_close()


def bird() -> str:
    """A fresh canary: as a name, a number, a header or bytes it is the same."""
    return f"canary{os.urandom(8).hex()}"


def picture(canary: str) -> bytes:
    """A PNG that carries it in a text chunk."""
    made = png(30, 40)
    return made[:33] + harness.chunk(b"tEXt", b"Comment\0" + canary.encode()) + made[33:]


def archive(canary: str) -> bytes:
    """A ZIP that carries it in names, contents and its comment."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(f"{canary}.png", picture(canary))
        made.writestr("2.txt", canary)
        made.comment = canary.encode()
    return out.getvalue()


@dataclass(frozen=True)
class Sent:
    """One request."""

    canary: str
    parameters: dict[str, str]
    headers: dict[str, str]
    body: bytes
    query: str = ""
    upload: bytes = b""
    """What lies in the storage for it."""


def good(route: Route) -> Sent:
    """One that a route can answer, with a canary wherever a request may hold one."""
    canary = bird()
    target = "fit" if "fit" in route.name else route.path.split("/")[2]
    spec = TARGETS.get(target, "")
    parameters = {"province": "echo", "procedure": "numbers", "spec": spec, "check": bird()}
    headers = {
        "User-Agent": canary,
        "Referer": f"https://zikao.test/{canary}",
        "Cookie": f"a={canary}",
        "Origin": f"https://{canary}.example.cn",
        "X-Zikao-Name": f"{canary}.zip",
    }
    if route.needs_consent or route.uploaded:
        headers |= {"X-Zikao-Consent": "yes"}
    if route.uploaded:
        headers |= {"X-Zikao-Upload": os.urandom(16).hex()}
    if route.group == "package" and route.takes_file:
        headers |= {"X-Zikao-Courses": canary, "X-Zikao-Ticket-Number": str(int(canary[6:], 16))[:12]}
    body = upload = b""
    if route.uploaded:
        upload = archive(canary) if route.group == "package" else picture(canary)
    if route.body is not None:
        headers |= {"Content-Type": route.body.media_types[0]}
        if route.name == "eligibility":
            body = json.dumps({"number": canary, "passed": 12}).encode()
        elif route.wish is not None:
            body = json.dumps({"kind": "package", "size": 1000, "type": "application/zip"}).encode()
        else:
            body = archive(canary) if route.group == "package" else picture(canary)
    return Sent(canary, parameters, headers, body, upload=upload)


def spoilt(route: Route) -> Iterator[Sent]:
    """Ones that go wrong in a way of their own."""
    for parameter in ("province", "procedure", "spec", "check"):
        if f"{{{parameter}}}" in route.path:
            sent = good(route)
            yield replace(sent, parameters={**sent.parameters, parameter: sent.canary})
    if route.by_city:
        sent = good(route)
        yield replace(sent, query=f"city={sent.canary}")
    for name in (
        "X-Zikao-Name",
        "X-Zikao-Consent",
        "X-Zikao-Upload",
        "X-Zikao-Ticket-Number",
        "X-Zikao-Person",
        "Content-Type",
    ):
        sent = good(route)
        yield replace(sent, headers={**sent.headers, name: f"%{sent.canary}"})
    if route.uploaded:
        sent = good(route)
        yield replace(sent, upload=sent.upload[:-9])
        yield replace(sent, upload=sent.canary.encode())
    if route.body is not None:
        for wrong in (b"%b", b'{"number": "%b"', b'{"%b": 1}', b'{"passed": "%b"}', b'{"kind": "%b"}'):
            sent = good(route)
            yield replace(sent, body=wrong.replace(b"%b", sent.canary.encode()))
        sent = good(route)
        yield replace(sent, body=sent.body[:-9])


def all_requests(group: Group | None = None) -> Iterator[tuple[Route, Sent]]:
    for route in ROUTES:
        if group in (None, route.group):
            yield route, good(route)
            yield from ((route, sent) for sent in spoilt(route))


def assert_nowhere(canaries: list[str], places: dict[str, str]) -> None:
    """None of them, nor its digits, nor what base64 makes of it."""
    found = [
        f"{canary} in {name}"
        for name, text in places.items()
        for canary in canaries
        if canary in text or base64.b64encode(canary.encode()).decode()[:20] in text
    ]
    assert found == []


def texts(folder: Path) -> dict[str, str]:
    """Every file below it."""
    return {
        str(path.relative_to(folder)): path.read_bytes().decode("latin-1")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def counting(
    tmp_path: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Running, Path]]:
    """A server that counts its answers and takes uploads, and the folder of all its files."""
    pytest.importorskip("prometheus_client", reason="prometheus-client is not installed")
    provinces = harness.write_province(tmp_path / "provinces")
    for name, value in {**bucket.variables, "TMPDIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    with harness.running(tmp_path, provinces=provinces, metrics=True) as server:
        yield server, tmp_path


@pytest.mark.timeout(300)
def test_on_one_machine(counting: tuple[Running, Path], bucket: Bucket) -> None:
    server, folder = counting
    canaries, answers, uploaded = [], {}, set()
    for number, (route, sent) in enumerate(all_requests()):
        bucket.hold(sent)
        path = route.path.format(**sent.parameters) + (f"?{sent.query}" if sent.query else "")
        reply = server.ask(route.method, path, sent.body if route.body else None, sent.headers)
        assert reply.status not in (0, 500), (route.name, reply.raw)
        # Only who sent it may be told what was sent: answers are looked through for all others' canaries.
        answers[f"answer {number}"] = reply.raw.decode("latin-1").replace(sent.canary, "")
        if reply.status >= 400:
            assert sent.canary not in reply.raw.decode("latin-1"), f"{route.name} repeats what it refuses"
        canaries.append(sent.canary)
        uploaded |= {(route.name, reply.status)} if sent.upload else set()
    assert {status for _, status in uploaded} >= {200, 404, 503}, "taken, not there, storage in the way"
    counts = server.ask("GET", "/-/metrics")
    assert counts.status == 200
    assert "zikao" in counts.raw.decode()
    assert len(canaries) > 100
    places = {**answers, "metrics": counts.raw.decode(), **texts(folder)}
    assert "server.log" in places
    assert "Traceback" not in places["server.log"]
    assert_nowhere([*canaries, SECRET], places)


def test_a_fault_of_ours_says_nothing_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library fails with the file in its words."""
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "sitecustomize.py").write_text(
        "import zikao.checks.package as module\n"
        "def fails(library, item, data, *rest, **more):\n"
        "    raise RuntimeError(bytes(data))\n"
        "module.check_package = fails\n",
        encoding="utf-8",
    )
    before = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(tmp_path / "hooks"), before))))
    provinces = harness.write_province(tmp_path / "provinces")
    canary = bird()
    with harness.running(tmp_path, provinces=provinces) as server:
        headers = {"X-Zikao-Consent": "yes", "Content-Type": "application/zip"}
        reply = server.ask("POST", PACKAGE, archive(canary), headers)
        assert reply.status == 500
        written = server.written()
    assert "RuntimeError" in written, "the fault is told, by its class"
    assert_nowhere([canary], {"log": written, "answer": reply.raw.decode()})


@pytest.mark.timeout(300)
@pytest.mark.parametrize("group", ["eligibility", "photo", "package"])
def test_under_the_client_of_lambda(root: Path, tmp_path: Path, bucket: Bucket, group: Group) -> None:
    pytest.importorskip("awslambdaric")
    canaries, answers = [], {}
    with function(group, root, tmp_path, None, **bucket.variables) as (api, log):
        for number, (route, sent) in enumerate(all_requests(group)):
            bucket.hold(sent)
            binary = route.body is not None and "application/json" not in route.body.media_types
            made = event(route.path, sent.headers, sent.body, binary=binary, **sent.parameters)
            made["httpMethod"] = made["requestContext"]["httpMethod"] = route.method
            if sent.query:
                made["multiValueQueryStringParameters"] = {"city": [sent.query.partition("=")[2]]}
            answer = json.dumps(api.invoke(made), ensure_ascii=False)
            assert '"statusCode": 500' not in answer, (route.name, answer)
            answers[f"answer {number}"] = answer.replace(sent.canary, "")
            canaries.append(sent.canary)
    assert_nowhere([*canaries, SECRET], {**answers, "log": log.read_text("utf-8"), **texts(tmp_path)})


def test_the_watch_would_see_one(tmp_path: Path) -> None:
    canary = bird()
    (tmp_path / "a.log").write_text(f"x {canary}\n")
    for text in (f"x{canary}", base64.b64encode(f"{canary}".encode()).decode()):
        with pytest.raises(AssertionError):
            assert_nowhere([canary], {"place": text})
    with pytest.raises(AssertionError):
        assert_nowhere([canary], texts(tmp_path))
