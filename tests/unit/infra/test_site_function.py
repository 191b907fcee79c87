"""The site's own function: the answers of one machine in the form of the gateway's events."""

from __future__ import annotations

import base64
import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
Handler = Callable[[dict[str, Any], object], dict[str, Any]]


@pytest.fixture
def handler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Handler:
    """The function as it is unpacked, with a site of three files."""
    monkeypatch.setenv("ZIKAO_ORIGINS", "https://portal.example.cn")
    app = Path(shutil.copy(ROOT / "functions" / "site" / "app.py", tmp_path))
    folder = tmp_path / "site"
    (folder / "anhui").mkdir(parents=True)
    (folder / "index.html").write_text("首页", "utf-8")
    (folder / "404.html").write_text("没有这一页", "utf-8")
    (folder / "anhui" / "index.html").write_text("安徽", "utf-8")
    (folder / "logo.png").write_bytes(b"\x89PNG\xff")
    spec = importlib.util.spec_from_file_location("site_app", app)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Handler = module.handler
    return found


def asked(
    handler: Handler, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, Any], bytes]:
    answer = handler({"httpMethod": method, "path": path, "headers": headers or None}, None)
    assert answer["isBase64Encoded"] is True
    return answer["statusCode"], answer["multiValueHeaders"], base64.b64decode(answer["body"])


def test_pages_files_and_headers(handler: Handler) -> None:
    status, headers, body = asked(handler, "/")
    assert (status, body) == (200, "首页".encode())
    assert headers["Content-Security-Policy"] == ["frame-ancestors 'self'"]
    framed = asked(handler, "/embed/photo/anhui/graduation/")[1]
    assert framed["Content-Security-Policy"] == ["frame-ancestors 'self' https://portal.example.cn"]
    assert asked(handler, "/logo.png")[2] == b"\x89PNG\xff"
    assert asked(handler, "/anhui/")[2] == "安徽".encode()


def test_a_folder_without_its_slash_leads_to_it(handler: Handler) -> None:
    status, headers, _ = asked(handler, "/anhui")
    assert (status, headers["Location"]) == (302, ["anhui/"])


def test_what_is_not_there_and_what_is_not_asked_that_way(handler: Handler) -> None:
    assert asked(handler, "/nothing/../../etc/passwd")[::2] == (404, "没有这一页".encode())
    assert asked(handler, "/", "POST")[0] == 405
    assert asked(handler, "/", "HEAD")[::2] == (200, b"")


def test_a_page_that_has_not_changed_is_not_sent_again(handler: Handler) -> None:
    (tag,) = asked(handler, "/")[1]["ETag"]
    assert asked(handler, "/", **{"If-None-Match": tag})[::2] == (304, b"")


def test_at_the_cdn_a_folder_stands_for_its_page() -> None:
    code = (ROOT / "infra/templates/folders.js").read_text("utf-8")
    asks = (
        "for (const uri of ['/', '/anhui/', '/a.css', '/anhui']) console.log(handler({request: {uri}}).uri)"
    )
    command = [str(ROOT / "scripts/node"), "-e", f"{code}\n{asks}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["/index.html", "/anhui/index.html", "/a.css", "/anhui"]
