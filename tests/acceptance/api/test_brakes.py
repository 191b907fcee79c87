"""One machine under more than it bears, over real sockets: rows, hang-ups, quotas, heads, smaller answers."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Iterator
from ipaddress import ip_network

import pytest

from zikao.serve.brakes import Brakes

from . import harness
from .harness import CANARY, CONSENT, ELIGIBILITY, JSON, PACKAGE, PHOTO, Running, head, png
from .test_hostile import refused

ARCHIVE = {**CONSENT, "Content-Type": "application/zip"}
PICTURE = {**CONSENT, "Content-Type": "image/png"}
ROW = 16
"""Packages that may wait for one thread."""


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with one thread for packages and one for portraits."""
    folder = tmp_path_factory.mktemp("narrow")
    provinces = harness.write_province(folder / "provinces")
    with harness.running(folder, provinces=provinces, threads=1) as running:
        yield running
        assert running.lives()
    assert "Traceback" not in running.written()
    assert CANARY not in running.written()


@pytest.fixture(scope="module")
def slow_package() -> bytes:
    """An archive of noise, which takes a second or more to say nothing of."""
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(8):
            noise = image.frombytes("L", (1200, 1600), random.Random(number).randbytes(1200 * 1600))
            page = io.BytesIO()
            noise.save(page, "JPEG", quality=40)
            made.writestr(f"{number}.jpg", page.getvalue())
    return out.getvalue()


def post(path: str, headers: dict[str, str], body: bytes) -> bytes:
    return head("POST", path, {**headers, "Content-Length": str(len(body))}) + body


def test_a_full_row_is_told_and_keeps_no_other_waiting(narrow: Running, slow_package: bytes) -> None:
    waiting = [narrow.connect(60) for _ in range(ROW + 8)]
    try:
        for each in waiting:
            each.sendall(post(PACKAGE, ARCHIVE, slow_package))
        assert narrow.ask("POST", PHOTO, png(30, 40), PICTURE).status == 200
        assert narrow.ask("POST", ELIGIBILITY, b'{"passed": 12}', JSON).status == 200
        replies = [harness.receive(each) for each in waiting]
    finally:
        for each in waiting:
            each.close()
    told = [reply for reply in replies if reply.status == 503]
    assert len(told) >= 7
    assert all(reply.status == 200 for reply in replies if reply not in told)
    for reply in told:
        refused(reply, 503, "busy")
        assert reply.headers["retry-after"] == "5"


def test_who_hangs_up_leaves_the_row(narrow: Running, slow_package: bytes) -> None:
    """Were they still in it, it would be full."""
    for _ in range(2):
        leaving = [narrow.connect(60) for _ in range(ROW + 1)]
        for each in leaving:
            each.sendall(post(PACKAGE, ARCHIVE, slow_package))
        harness.wait_until(lambda: narrow.ask("POST", PACKAGE, b"x", ARCHIVE).status == 503)
        for each in leaving:
            each.close()
        # The one that runs stops at its next page; those that waited are gone before that.
        harness.wait_until(lambda: narrow.ask("POST", PACKAGE, b"x", ARCHIVE).status == 200)


@pytest.fixture(scope="module")
def metered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of two processes behind a proxy on this machine, with small quotas."""
    folder = tmp_path_factory.mktemp("metered")
    provinces = harness.write_province(folder / "provinces")
    site = harness.write_site(folder / "site")
    brakes = Brakes(files_a_minute=3, requests_a_minute=6, proxies=(ip_network("127.0.0.0/8"),), hsts=True)
    with harness.running(folder, provinces=provinces, site_dir=site, brakes=brakes, workers=2) as running:
        yield running
    assert "Traceback" not in running.written()
    assert "198.51.100" not in running.written(), "addresses are not logged"


def test_requests_of_one_address_are_limited(metered: Running) -> None:
    one, other = {"X-Forwarded-For": "198.51.100.1"}, {"X-Forwarded-For": "198.51.100.2"}
    told = [metered.ask("POST", PHOTO, png(3, 4), {**PICTURE, **one}) for _ in range(4)]
    assert [reply.status for reply in told] == [200, 200, 200, 429]
    assert told[0].headers["ratelimit-policy"] == '"files";q=3;w=60'
    assert told[0].headers["ratelimit"] == '"files";r=2;t=20'
    refused(told[3], 429, "too-many-requests")
    assert 0 < int(told[3].headers["retry-after"]) <= 20
    assert metered.ask("GET", "/v1/health", headers=one).headers["ratelimit"].startswith('"requests";r=1;')
    assert metered.ask("GET", "/v1/health", headers=one).status == 200
    refused(metered.ask("GET", "/v1/health", headers=one), 429, "too-many-requests")
    assert metered.ask("GET", "/", headers=one).status == 200, "pages are not counted"
    assert metered.ask("POST", PHOTO, png(3, 4), {**PICTURE, **other}).status == 200


def test_a_quota_is_one_for_all_processes(metered: Running) -> None:
    """Each request comes by a connection of its own, and each connection to either of them."""
    one = {"X-Forwarded-For": "198.51.100.4"}
    told = [metered.ask("GET", "/v1/health", headers=one).status for _ in range(24)]
    assert (told.count(200), told.count(429)) == (6, 18)


def test_a_page_by_https_tells_to_come_so_again(metered: Running) -> None:
    by_https = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.3"}
    for path in ("/", "/nothing", "/v1/health", "/v1/nothing"):
        reply = metered.ask("GET", path, headers=by_https)
        assert reply.headers["strict-transport-security"] == "max-age=31536000"
        assert "strict-transport-security" not in metered.ask("GET", path).headers


@pytest.mark.parametrize("line", [b"", b"Host: a\r\nHost: b\r\n"])
@pytest.mark.parametrize("path", [b"/v1/health", b"/"])
def test_a_request_has_one_host(server: Running, path: bytes, line: bytes) -> None:
    refused(server.send(b"GET " + path + b" HTTP/1.1\r\n" + line + b"\r\n"), 400, "bad-header")


def test_http_1_0_needs_none(server: Running) -> None:
    assert b" 200 " in server.send(b"GET /v1/health HTTP/1.0\r\n\r\n").raw.split(b"\r\n")[0]


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ('Application/JSON;Charset="UTF-8"', 200),
        ("application/json; charset=gbk", 415),
        ("application/json;charset=utf-16", 415),
    ],
)
def test_json_comes_in_utf_8(server: Running, content_type: str, status: int) -> None:
    reply = server.ask("POST", ELIGIBILITY, b'{"passed": 12}', {"Content-Type": content_type})
    assert reply.status == status
    if status == 415:
        refused(reply, 415, "unsupported-media-type")


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "gzip, identity", CANARY])
def test_bodies_are_taken_as_they_are(server: Running, encoding: str) -> None:
    body = gzip.compress(b'{"passed": 12}')
    reply = server.ask("POST", ELIGIBILITY, body, {**JSON, "Content-Encoding": encoding})
    refused(reply, 415, "unsupported-encoding")
    assert reply.headers["accept-encoding"] == "identity"
    assert server.ask("POST", ELIGIBILITY, b"{}", {**JSON, "Content-Encoding": "identity"}).status == 200


def test_long_heads_and_addresses_are_refused_in_words(server: Running) -> None:
    for path in ("/v1/health", "/"):
        refused(server.ask("GET", path, headers={"X-A": CANARY * 2000}), 431, "head-too-large")
        refused(server.ask("GET", f"{path}?{CANARY * 1000}"), 431, "head-too-large")


def test_answers_are_smaller_for_those_who_take_gzip(server: Running) -> None:
    plain = server.ask("GET", "/v1/openapi.json")
    small = server.ask("GET", "/v1/openapi.json", headers={"Accept-Encoding": "br, gzip"})
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert plain.headers["vary"] == small.headers["vary"] == "Accept-Language, Origin, Accept-Encoding"
    body = small.raw.partition(b"\r\n\r\n")[2]
    assert json.loads(gzip.decompress(body)) == plain.json
    assert len(small.raw) * 10 < len(plain.raw)
    for refusing in ("", "identity", "gzip;q=0", "br"):
        reply = server.ask("GET", "/v1/openapi.json", headers={"Accept-Encoding": refusing})
        assert "content-encoding" not in reply.headers
    short = server.ask("GET", "/v1/health", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in short.headers


@pytest.mark.parametrize("path", ["/v1/openapi.json", "/v1/rulebooks", "/v1/rulebooks/echo"])
def test_what_is_the_same_for_all_is_asked_for_by_its_tag(server: Running, path: str) -> None:
    first = server.ask("GET", path)
    assert first.headers["cache-control"] == "public, max-age=300"
    tag = first.headers["etag"]
    for asked in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = server.ask("GET", path, headers={"If-None-Match": asked})
        assert (again.status, again.raw.partition(b"\r\n\r\n")[2]) == (304, b"")
        assert again.headers["etag"] == tag
    assert server.ask("GET", path, headers={"If-None-Match": '"other"'}).status == 200
    for private in ("/v1/health", "/v1/nothing"):
        assert server.ask("GET", private).headers["cache-control"] == "no-store"
