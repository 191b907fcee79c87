"""Hostile requests over real sockets: each is refused in words or cut off, and the server lives on."""

from __future__ import annotations

import json
import socket
import threading
import time

import pytest

from . import harness
from .harness import CANARY, CONSENT, ELIGIBILITY, FIT, JSON, PACKAGE, PHOTO, Reply, Running, head

PROBLEM = "tag:zikao,2026:problem/"
ARCHIVE = {**CONSENT, "Content-Type": "application/zip"}
ANSWERS_HEAD = head("POST", ELIGIBILITY, {**JSON, "Content-Length": "1000"})
FILE_HEAD = head("POST", PACKAGE, {**ARCHIVE, "Content-Length": "9000000"})


def refused(reply: Reply, status: int, slug: str) -> None:
    """The reply is this problem document, complete, and repeats nothing."""
    assert reply.status == status, reply.raw[:300]
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers["cache-control"] == "no-store"
    problem = reply.json
    assert problem["type"] == PROBLEM + slug
    assert problem["status"] == status
    assert str(problem["detail"]).endswith(("。", "？"))
    assert CANARY.encode() not in reply.raw


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b'{"number": NaN, "x": "%b"}', id="NaN"),
        pytest.param(b'{"passed": -Infinity}', id="Infinity"),
        pytest.param(b'{"passed": 1e999}', id="a float that overflows"),
        pytest.param(b'{"passed": 9007199254740993}', id="an integer that JavaScript cannot hold"),
        pytest.param(b'{"passed": ' + b"9" * 5000 + b"}", id="5,000 digits"),
        pytest.param(b"[" * 50_000, id="deep array"),
        pytest.param(b'{"a":' * 12_000, id="deep object"),
        pytest.param(b"[" * 30_000 + b"]" * 30_000, id="deep and closed"),
        pytest.param(b'{"number": "%b", "number": "b"}', id="a name twice"),
        pytest.param(b"\xef\xbb\xbf{}", id="byte order mark"),
        pytest.param('{"number": "%b"}'.encode("utf-16"), id="UTF-16"),
        pytest.param('{"number": "准考证"}'.encode("gbk"), id="GBK"),
        pytest.param(b'{"number": "\\ud800"}', id="half a surrogate pair"),
        pytest.param(b'{"number": "%b"', id="cut off"),
        pytest.param(b'{"number": "%b"}{}', id="two objects"),
        pytest.param(b'"%b"', id="a string"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"null", id="null"),
        pytest.param(b"\x00" * 64, id="NUL bytes"),
    ],
)
def test_json_that_is_none(server: Running, body: bytes) -> None:
    reply = server.ask("POST", ELIGIBILITY, body.replace(b"%b", CANARY.encode()), JSON)
    refused(reply, 400, "malformed-json")


@pytest.mark.parametrize(
    ("facts", "pointer"),
    [
        ({"passed": CANARY}, "/passed"),
        ({"passed": True}, "/passed"),
        ({"passed": 1.5}, "/passed"),
        ({"passed": [CANARY]}, "/passed"),
        ({"passed": {"a": CANARY}}, "/passed"),
        ({"number": [[CANARY] * 50]}, "/number"),
        ({"number": CANARY * 100}, "/number"),
        ({CANARY: CANARY}, ""),
        ({"today": "2020-01-01"}, "/today"),
    ],
)
def test_wrong_facts_name_their_field_and_repeat_nothing(
    server: Running, facts: dict[str, object], pointer: str
) -> None:
    reply = server.ask("POST", ELIGIBILITY, json.dumps(facts).encode(), JSON)
    refused(reply, 422, "facts-invalid")
    errors = reply.json["errors"]
    assert isinstance(errors, list)
    assert [error["pointer"] for error in errors] == [pointer]


def test_a_thousand_unknown_names_are_refused_before_each_is_looked_at(server: Running) -> None:
    body = json.dumps({f"{CANARY}{number}": number for number in range(1000)}).encode()
    refused(server.ask("POST", ELIGIBILITY, body, JSON), 422, "facts-invalid")


@pytest.mark.parametrize("path", [ELIGIBILITY, PHOTO, FIT, PACKAGE])
def test_a_body_without_a_length(server: Running, path: str) -> None:
    chunked = head("POST", path, {**CONSENT, "Transfer-Encoding": "chunked"}) + b"3\r\nabc\r\n0\r\n\r\n"
    refused(server.send(chunked), 411, "length-required")
    refused(server.send(head("POST", path, CONSENT)), 411, "length-required")


@pytest.mark.parametrize(
    "line",
    [
        "Content-Length: -5",
        "Content-Length: +5",
        "Content-Length: 5, 6",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 99999999999999999999999999",
        "Content-Length: 0x5",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked, identity",
        "X-A: b\x00c",
        "X-A: b\rc: d",
        " folded: value",
    ],
)
def test_heads_that_two_servers_could_read_differently(server: Running, line: str) -> None:
    smuggled = head("GET", f"/v1/health?{CANARY}", {})
    first = head("POST", ELIGIBILITY, JSON).replace(b"\r\n\r\n", f"\r\n{line}\r\n\r\n".encode())
    reply = server.send(first + smuggled)
    assert reply.status == 400
    assert reply.raw.count(b"HTTP/1.1 ") == 1


def test_a_chunked_body_beside_a_length_is_one_refusal_and_no_second_request(server: Running) -> None:
    smuggled = head("GET", "/v1/health", {})
    both = {"Content-Length": str(5 + len(smuggled)), "Transfer-Encoding": "chunked"}
    first = head("POST", ELIGIBILITY, {**JSON, **both}) + b"0\r\n\r\n"
    with server.connect(2) as connection:
        connection.sendall(first + smuggled)
        data = b""
        while piece := connection.recv(65536):
            data += piece
    assert data.startswith(b"HTTP/1.1 411 ")
    assert data.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    ("path", "announced", "content_type"),
    [
        (ELIGIBILITY, 64_001, "application/json"),
        (PHOTO, 10_000_001, "image/jpeg"),
        (FIT, 10_000_001, "image/jpeg"),
        (PACKAGE, 50_000_001, "application/zip"),
        (PACKAGE, 10**18, "application/zip"),
    ],
)
def test_too_large_is_refused_before_a_byte_of_it_is_read(
    server: Running, path: str, announced: int, content_type: str
) -> None:
    headers = {**CONSENT, "Content-Type": content_type, "Content-Length": str(announced)}
    refused(server.send(head("POST", path, headers)), 413, "too-large")


def test_a_careful_client_is_told_before_it_sends(server: Running) -> None:
    headers = {"Content-Type": "image/jpeg", "Content-Length": "1000", "Expect": "100-continue"}
    refused(server.send(head("POST", PHOTO, headers)), 403, "consent-required")


@pytest.mark.parametrize("path", [PHOTO, FIT, PACKAGE])
@pytest.mark.parametrize("consent", [{}, {"X-Zikao-Consent": "no"}, {"X-Zikao-Consent": ""}])
def test_files_need_consent(server: Running, path: str, consent: dict[str, str]) -> None:
    reply = server.ask("POST", path, CANARY.encode(), {"Content-Type": "application/octet-stream", **consent})
    refused(reply, 403, "consent-required")


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        (ELIGIBILITY, "text/plain"),
        (ELIGIBILITY, "application/x-www-form-urlencoded"),
        (ELIGIBILITY, "application/jsonp"),
        (ELIGIBILITY, ""),
        (PHOTO, "multipart/form-data; boundary=x"),
        (PHOTO, "application/zip"),
        (FIT, "multipart/form-data; boundary=x"),
        (PACKAGE, "text/html"),
    ],
)
def test_wrong_content_type(server: Running, path: str, content_type: str) -> None:
    headers = {**CONSENT, "Content-Type": content_type}
    refused(server.ask("POST", path, b"{}", headers), 415, "unsupported-media-type")


@pytest.mark.parametrize(
    "path",
    [
        "/v1/eligibility/nowhere/numbers",
        "/v1/eligibility/echo/nothing",
        "/v1/eligibility/echo/portrait",
        "/v1/eligibility/%E5%AE%89%E5%BE%BD/numbers",
        "/v1/eligibility/%ff%fe/numbers",
        f"/v1/eligibility/echo/{CANARY}",
        f"{ELIGIBILITY}?city={CANARY}",
        "/v1/eligibility/echo/numbers%00",
        "/v1/eligibility/echo/..",
    ],
)
def test_what_the_rulebooks_do_not_have(server: Running, path: str) -> None:
    refused(server.ask("POST", path, b"{}", JSON), 404, "not-in-rulebook")


@pytest.mark.parametrize("path", ["/v1/", "/v1/nothing", "/v1//health", "/v1/health/", "/v1/../v1/health"])
def test_what_the_api_does_not_have(server: Running, path: str) -> None:
    refused(server.ask("GET", path), 404, "not-found")


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/guide/..%2f..%2f..%2fserver.log",
        "/..\\..\\server.log",
        "//etc/passwd",
        "/%00",
        "/index.html%00.js",
        "/%ff%fe",
        "/%E4%BD%A0",
        f"/{CANARY}?{CANARY}",
        "/" + "a/" * 4000,
    ],
)
def test_no_way_out_of_the_site(server: Running, path: str) -> None:
    reply = server.ask("GET", path)
    assert reply.status == 404
    assert "没有这个页面" in reply.raw.decode()


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "HEAD", "ZIKAO"])
def test_methods_that_a_check_does_not_know(server: Running, method: str) -> None:
    reply = server.ask(method, ELIGIBILITY, headers={"X-Secret": CANARY})
    assert reply.status == 405
    assert reply.headers["allow"] == "POST, OPTIONS"
    assert CANARY.encode() not in reply.raw


@pytest.mark.parametrize("method", ["TRACE", "POST", "DELETE"])
def test_methods_that_a_page_does_not_know(server: Running, method: str) -> None:
    reply = server.ask(method, "/")
    assert reply.status == 405
    assert reply.headers["allow"] == "GET, HEAD"


def test_head_is_get_without_its_body(server: Running) -> None:
    for path in ("/", "/v1/health"):
        got, bare = server.ask("GET", path), server.ask("HEAD", path)
        assert bare.status == 200
        assert bare.headers["content-length"] == got.headers["content-length"]
        assert bare.raw.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x00" * 100,
        b"GET\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"CONNECT example.cn:443 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 30_000 + b"\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_what_is_no_request_at_all(server: Running, data: bytes) -> None:
    reply = server.send(data, wait=5)
    assert reply.closed or 400 <= reply.status < 500


@pytest.mark.parametrize("name", ["a b.png", "%zz.png", "%", '"a.png"', "a/b.png", "照片.png", "x" * 3000])
def test_a_file_name_that_is_not_percent_encoded(server: Running, name: str) -> None:
    headers = {**CONSENT, "Content-Type": "image/png", "X-Zikao-Name": name}
    refused(server.ask("POST", PHOTO, harness.png(9, 9), headers), 400, "bad-header")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Zikao-Ticket-Number", CANARY),
        ("X-Zikao-Ticket-Number", "1" * 21),
        ("X-Zikao-Ticket-Number", "０１"),
        ("X-Zikao-Courses", f"{CANARY},,"),
        ("X-Zikao-Courses", "%zz"),
        ("X-Zikao-Courses", "语文"),
        ("X-Zikao-Courses", ",".join(["x"] * 61)),
    ],
)
def test_what_was_typed_and_cannot_be_read(server: Running, header: str, value: str) -> None:
    reply = server.ask("POST", PACKAGE, b"PK", {**ARCHIVE, header: value})
    refused(reply, 400, "bad-header")
    assert header in str(reply.json["detail"])


def test_a_flood_of_pixels_is_told_from_its_head(server: Running) -> None:
    headers = {**CONSENT, "Content-Type": "image/png"}
    reply = server.ask("POST", FIT, harness.pixel_flood(), headers)
    assert reply.status == 200
    assert reply.json["file"] is None
    assert "百万像素" in str(reply.json["refused"])
    assert server.ask("POST", PHOTO, harness.pixel_flood(), headers).status == 200


def test_a_spec_without_numbers_cannot_be_aimed_at(server: Running) -> None:
    headers = {**CONSENT, "Content-Type": "image/png"}
    refused(server.ask("POST", f"{PHOTO}/fit", harness.png(30, 40), headers), 422, "cannot-fit")


@pytest.mark.parametrize("data", [b"", b"x", CANARY.encode() * 99, b"\xff\xd8\xff", harness.png(30, 40)])
def test_nothing_is_fitted_from_what_is_no_portrait(server: Running, data: bytes) -> None:
    reply = server.ask("POST", FIT, data, {**CONSENT, "Content-Type": "application/octet-stream"})
    assert reply.status == 200
    assert reply.json["file"] is None
    assert reply.json["refused"]
    assert CANARY.encode() not in reply.raw


def test_a_strange_file_name_cannot_break_the_answer(server: Running) -> None:
    headers = {
        **CONSENT,
        "Content-Type": "image/png",
        "X-Zikao-Name": "%E7%85%A7%ff%00%0d%0aX-Bad%3A%20y.png",
    }
    reply = server.ask("POST", PHOTO, harness.png(9, 9), headers)
    assert reply.status == 200
    assert "x-bad" not in reply.headers
    target = reply.json["target"]
    assert isinstance(target, dict)
    assert target["file"] == "照\ufffd\ufffd\ufffd\ufffdX-Bad: y.png"


def test_connections_that_break_off(server: Running) -> None:
    for sent in (b'{"number": "', b"", CANARY.encode() * 50):
        with server.connect() as connection:
            connection.sendall(ANSWERS_HEAD + sent)
    for _ in range(5):
        with server.connect() as connection:
            connection.sendall(FILE_HEAD + b"PK" * 100_000)
    assert server.lives()


def test_slow_senders_are_cut_off_and_keep_nobody_waiting(server: Running) -> None:
    """192 heads and bodies that never end, half of them silent; others are answered meanwhile."""
    beginnings = {"head": b"GET / HTTP/1.1\r\n", "body": ANSWERS_HEAD, "file": FILE_HEAD + CANARY.encode()}
    slow = [(kind, server.connect(30)) for kind in beginnings for _ in range(64)]
    for kind, connection in slow:
        connection.sendall(beginnings[kind])

    stop = threading.Event()

    def trickle() -> None:
        while not stop.wait(0.5):
            for kind, connection in slow[::2]:
                try:
                    connection.sendall(b"X-A: b\r\n" if kind == "head" else b"x")
                except OSError:
                    continue

    sender = threading.Thread(target=trickle)
    sender.start()
    try:
        assert all(server.lives() for _ in range(50))
        patience = time.monotonic() + 60
        replies = [(kind, receive_all(connection, patience)) for kind, connection in slow]
    finally:
        stop.set()
        sender.join()
        for _, connection in slow:
            connection.close()
    assert all(reply.closed for _, reply in replies)
    assert {reply.status for kind, reply in replies if kind != "head"} == {408}
    assert server.lives()


def receive_all(connection: socket.socket, patience: float) -> Reply:
    """A reply and then the end of the connection, if that comes before the given moment."""
    data = b""
    try:
        connection.settimeout(max(0.01, patience - time.monotonic()))
        while piece := connection.recv(65536):
            data += piece
    except ConnectionError:
        pass
    except TimeoutError:
        return Reply(data, closed=False)
    return Reply(data, closed=True)
