"""Site and functions from one port: pages, other sites' calls, starting and stopping."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from . import harness
from .harness import CANARY, CONSENT, ELIGIBILITY, FIT, JSON, PACKAGE, PHOTO, Running, watched, written_files
from .original import original

if TYPE_CHECKING:
    from PIL import Image

PORTAL = "https://portal.example.cn"
TRADITIONAL = {"Accept-Language": "zh-TW,zh;q=0.9,en;q=0.8"}
OWN = (
    *("content-type", "x-zikao-consent", "x-zikao-name", "x-zikao-taken", "x-zikao-selfie"),
    *("x-zikao-ticket-number", "x-zikao-person", "x-zikao-courses", "x-zikao-upload", "prefer"),
)


def test_the_first_line_says_where_to_look(server: Running) -> None:
    assert f"自考自查已启动：http://127.0.0.1:{server.port}/\n" in server.written()


def test_pages_and_checks_share_one_origin(server: Running) -> None:
    page = server.ask("GET", "/guide/")
    assert page.status == 200
    assert "指南" in page.raw.decode()
    report = server.ask("POST", ELIGIBILITY, b'{"number": "7", "passed": 12}', JSON)
    assert report.status == 200
    assert report.json["verdict"] == "pass"


def test_every_page_carries_the_headers_of_a_public_site(server: Running) -> None:
    for path in ("/", "/guide", "/guide/", "/nothing"):
        headers = server.ask("GET", path).headers
        assert headers["content-security-policy"] == "frame-ancestors 'self'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "geolocation=()" in headers["permissions-policy"]
    framed = server.ask("GET", "/embed/photo/anhui/graduation/").headers
    assert framed["content-security-policy"] == f"frame-ancestors 'self' {PORTAL}"


@pytest.mark.parametrize("path", [ELIGIBILITY, PHOTO, FIT, PACKAGE])
def test_an_allowed_portal_may_ask_before_it_sends(server: Running, path: str) -> None:
    asks = {
        "Origin": PORTAL,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": ",".join(OWN),
    }
    reply = server.ask("OPTIONS", path, headers=asks)
    assert reply.status == 204
    assert reply.headers["access-control-allow-origin"] == PORTAL
    assert reply.headers["access-control-allow-methods"] == "POST"
    allowed = {name.strip().lower() for name in reply.headers["access-control-allow-headers"].split(",")}
    assert allowed == set(OWN)


def test_an_allowed_portal_may_read_answers_and_refusals(server: Running) -> None:
    for body in (b'{"passed": 12}', b"{"):
        reply = server.ask("POST", ELIGIBILITY, body, {**JSON, "Origin": PORTAL})
        assert reply.headers["access-control-allow-origin"] == PORTAL
        assert reply.headers["vary"].startswith("Accept-Language, Origin")


def test_other_sites_may_not(server: Running) -> None:
    for origin in ("https://evil.example", "https://portal.example.cn.evil.example", "null", "*"):
        reply = server.ask("POST", ELIGIBILITY, b"{}", {**JSON, "Origin": origin})
        assert "access-control-allow-origin" not in reply.headers
        assert reply.headers["vary"].startswith("Accept-Language, Origin")


def test_answers_and_refusals_come_in_the_script_that_is_preferred(server: Running) -> None:
    pytest.importorskip("opencc", reason="OpenCC is not installed")
    facts = '{"number": "国强", "passed": 12}'.encode()
    report = server.ask("POST", ELIGIBILITY, facts, {**JSON, **TRADITIONAL})
    assert report.headers["content-language"] == "zh-TW"
    assert "審核" in str(report.json["notice"])
    assert "'<国强> <12>'" in str(report.json["findings"]), "what was written stays"
    listed = server.ask("GET", "/v1/rulebooks", headers=TRADITIONAL)
    assert "回聲省教育考試院" in str(listed.json)
    for method, path, body, headers in (
        ("GET", "/v1/nothing", None, {}),
        ("GET", ELIGIBILITY, None, {}),
        ("POST", PHOTO, b"x", {"Content-Type": "image/jpeg"}),
        ("POST", ELIGIBILITY, b"{", JSON),
        ("POST", ELIGIBILITY, b'{"passed": "x"}', JSON),
    ):
        refused = server.ask(method, path, body, {**headers, **TRADITIONAL})
        assert refused.status >= 400
        assert refused.headers["content-language"] == "zh-TW"
        usual = server.ask(method, path, body, headers)
        assert usual.headers["content-language"] == "zh-CN"
        assert usual.json["detail"] != refused.json["detail"]
        assert usual.json["type"] == refused.json["type"]


def test_one_connection_serves_many_requests(server: Running) -> None:
    with server.connect() as connection:
        for number in range(50):
            body = f'{{"passed": {number}}}'.encode()
            headers = {**JSON, "Content-Length": str(len(body))}
            connection.sendall(harness.head("POST", ELIGIBILITY, headers) + body)
            assert harness.receive(connection).status == 200


def test_a_taken_port_is_one_sentence(server: Running) -> None:
    code = (
        "from zikao.serve.server import serve\nfrom zikao.errors import ZikaoError\n"
        f"try:\n    serve(port={server.port})\nexcept ZikaoError as error:\n    print(error.sentence)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.stdout == f"端口 {server.port} 已被别的程序占用，请关掉那个程序，或用 --port 换一个端口。\n"
    assert run.stderr == ""


def test_a_portrait_is_fitted_and_nothing_of_it_stays(
    server: Running, studio_picture: Callable[[str], Image.Image], networks: None
) -> None:
    data = original(studio_picture("005"), CANARY)
    headers = {**CONSENT, "Content-Type": "image/jpeg", "X-Zikao-Name": f"{CANARY}.jpg"}
    reply = server.ask("POST", FIT, data, headers)
    assert reply.status == 200
    assert reply.headers["cache-control"] == "no-store"
    made = reply.json["file"]
    assert isinstance(made, dict)
    picture = base64.b64decode(made["base64"], validate=True)
    assert made["name"] == f"{CANARY}.jpg"
    assert picture.startswith(b"\xff\xd8\xff")
    assert CANARY.encode() not in picture
    assert CANARY not in server.written()
    assert written_files(server.log.parent) == []


def test_the_watch_over_files_would_see_one(tmp_path: Path) -> None:
    code = "import tempfile; open('a', 'a').close(); tempfile.NamedTemporaryFile(dir='.').close()"
    environment = {**os.environ, **watched(tmp_path)}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, timeout=60, check=True)
    assert written_files(tmp_path)[0] == "a"
    assert len(written_files(tmp_path)) >= 2


def test_two_processes_share_a_port_and_stop_together(tmp_path: Path) -> None:
    provinces = harness.write_province(tmp_path / "provinces")
    with harness.running(tmp_path, provinces=provinces, workers=2) as server:
        assert all(server.lives() for _ in range(10))
        assert server.written().count("自考自查已启动") == 1
    with pytest.raises(ConnectionRefusedError):
        server.connect()
