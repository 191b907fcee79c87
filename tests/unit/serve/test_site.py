"""The built site as answers."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from zikao.api.origins import Origins
from zikao.serve.site import Site, SiteMissingError

HASHED = (
    "assets/main.7e37652d.min.css",
    "assets/bundle.d7c377c4fe.js",
    "widgets/1.0.0/zh-CN/light-QF3LPX7A.js",
    "widgets/1.0.0/zikao.js",
    "widgets/1.0.0/integrity.json",
)
PLAIN = (
    *("assets/main.css", "guide/index.html", "term-20260527.ics", "search/search_index.json", "a.min.js"),
    *(
        "widgets/v1/zikao.js",
        "widgets/1.0.1/zikao.js",
        "widgets/1.0.1-dev/zikao.js",
        "data/widgets/1.0.0.json",
        "embed/photo/anhui/graduation/index.html",
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site beside a file that is none of its."""
    (tmp_path / "secret.txt").write_text("secret")
    for name in ("index.html", "404.html", *HASHED, *PLAIN):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n" * 50)
    for version, released in (("1.0.0", True), ("1.0.1", False), ("1.0.1-dev", True)):
        told = json.dumps({"version": version, "released": released})
        (tmp_path / "site/widgets" / version / "integrity.json").write_text(told)
    return tmp_path / "site"


@pytest.fixture
def site(folder: Path) -> Site:
    """That site, open to one portal."""
    return Site(folder, Origins.parse("https://portal.example.cn"))


def test_a_calendar_is_opened_as_one(site: Site) -> None:
    about = dict(site.answer("GET", "/term-20260527.ics", {}).headers)
    assert about["Content-Type"].startswith("text/calendar")


def test_the_service_worker_and_what_it_lists_are_asked_for_anew(folder: Path) -> None:
    for name in ("sw.js", "manifest.json", "offline.json"):
        (folder / name).write_text("x")
    site = Site(folder, Origins.parse(""))
    for name, kind in (("sw.js", "text/javascript"), ("manifest.json", "application/json")):
        about = dict(site.answer("GET", f"/{name}", {}).headers)
        assert about["Content-Type"].startswith(kind)
        assert about["Cache-Control"] == "no-cache"


def test_a_folder_is_its_index(site: Site) -> None:
    assert site.answer("GET", "/", {}).body.startswith(b"index.html")
    assert site.answer("GET", "/guide/", {}).body.startswith(b"guide/index.html")
    moved = site.answer("GET", "/guide", {})
    assert (moved.status, dict(moved.headers)["Location"]) == (302, "guide/")


@pytest.mark.parametrize("name", HASHED)
def test_what_carries_its_digest_is_kept_for_ever(site: Site, name: str) -> None:
    assert "immutable" in dict(site.answer("GET", f"/{name}", {}).headers)["Cache-Control"]


@pytest.mark.parametrize("name", [name for name in PLAIN if "index.html" not in name])
def test_what_may_change_is_asked_for_again(site: Site, name: str) -> None:
    answer = site.answer("GET", f"/{name}", {})
    assert dict(answer.headers)["Cache-Control"] == "no-cache"
    again = site.answer("GET", f"/{name}", {"if-none-match": dict(answer.headers)["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_a_worker_of_a_frame_is_as_isolated_as_the_frame(folder: Path) -> None:
    device = folder / "assets/zikao/device"
    device.mkdir(parents=True)
    for name in ("photo-worker.0123456789abcdef.js", "pixels.0123456789abcdef.wasm"):
        (device / name).write_bytes(b"x" * 9)
        (device / f"{name}.br").write_bytes(b"x")
    site = Site(folder, Origins())
    for name, kind in (
        ("photo-worker.0123456789abcdef.js", "text/javascript"),
        ("pixels.0123456789abcdef.wasm", "application/wasm"),
    ):
        answer = site.answer("GET", f"/assets/zikao/device/{name}", {"accept-encoding": "gzip, br"})
        about = dict(answer.headers)
        assert about["Content-Type"].startswith(kind)
        assert about["Cross-Origin-Embedder-Policy"] == "require-corp"
        assert "immutable" in about["Cache-Control"]
        assert (about["Content-Encoding"], answer.body) == ("br", b"x")


def test_what_is_packed_already_is_sent_so(folder: Path) -> None:
    page = folder / "guide/index.html"
    (folder / "guide/index.html.gz").write_bytes(gzip.compress(page.read_bytes()))
    site = Site(folder, Origins())
    answer = site.answer("GET", "/guide/", {"accept-encoding": "gzip, br"})
    assert dict(answer.headers)["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == page.read_bytes()
    assert "Content-Encoding" not in dict(site.answer("GET", "/guide/", {}).headers)


def test_a_part_may_be_asked_for(site: Site) -> None:
    answer = site.answer("GET", "/a.min.js", {"range": "bytes=0-3"})
    assert (answer.status, answer.body) == (206, b"a.mi")


def test_what_is_not_there_is_the_page_for_it(site: Site, folder: Path) -> None:
    answer = site.answer("GET", "/nothing", {})
    assert (answer.status, answer.body) == (404, (folder / "404.html").read_bytes())
    (folder / "404.html").unlink()
    assert "没有这个页面" in Site(folder, Origins()).answer("GET", "/nothing", {}).body.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/guide/../../secret.txt",
        "//secret.txt",
        "/..\\secret.txt",
        "secret.txt",
        "/\0",
        "*",
    ],
)
def test_no_path_leads_out_of_the_folder(site: Site, path: str) -> None:
    answer = site.answer("GET", path, {})
    assert answer.status == 404
    assert b"secret" not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "TRACE", "OPTIONS", "CONNECT"])
@pytest.mark.parametrize("path", ["/", "/guide", "/nothing", ""])
def test_pages_are_only_read(site: Site, method: str, path: str) -> None:
    answer = site.answer(method, path, {})
    assert (answer.status, dict(answer.headers)["Allow"]) == (405, "GET, HEAD")


def test_every_answer_carries_the_security_headers(site: Site) -> None:
    for method, path in (
        ("GET", "/"),
        ("GET", "/guide"),
        ("GET", "/nothing"),
        ("POST", "/"),
        ("GET", "/guide/embed/"),
        ("GET", "/no.js"),
    ):
        headers = dict(site.answer(method, path, {}).headers)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "camera=()" in headers["Permissions-Policy"]


def test_a_script_carries_all_of_them_but_what_holds_for_documents_only(site: Site) -> None:
    page, script = (
        {name for name, _ in site.answer("GET", path, {}).headers if name not in ("ETag", "Last-Modified")}
        for path in ("/", "/a.min.js")
    )
    assert page - script == {"Cross-Origin-Opener-Policy", "Permissions-Policy"}
    assert "Content-Security-Policy" in script


def test_only_the_pages_for_frames_are_shown_in_those_of_portals(site: Site, folder: Path) -> None:
    frames = ("/embed/photo/anhui/graduation/", "/zh-TW/embed/photo/anhui/graduation/", "/embed/nothing/")
    for path in frames:
        headers = dict(site.answer("GET", path, {}).headers)
        assert headers["Content-Security-Policy"] == "frame-ancestors 'self' https://portal.example.cn"
        assert "camera=(self)" in headers["Permissions-Policy"]
        # In a portal that is isolated, and for its script that looks why a frame does not open.
        assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Content-Security-Policy" in headers["Access-Control-Expose-Headers"]
        assert "X-Frame-Options" not in headers
    for path in ("/", "/guide/", "/a.min.js", "/embedding/", "/data/embed/x.json", "/nothing"):
        headers = dict(site.answer("GET", path, {}).headers)
        assert headers["Content-Security-Policy"] == "frame-ancestors 'self'", path
        assert "Cross-Origin-Embedder-Policy" not in headers
    alone = dict(Site(folder, Origins()).answer("GET", frames[0], {}).headers)
    assert alone["Content-Security-Policy"] == "frame-ancestors 'self'"


def test_files_may_be_loaded_by_any_page(site: Site) -> None:
    # Also that there is none, or nobody could tell that from a server that does not allow it.
    for path in ("/a.min.js", "/widgets/v1/zikao.js", "/widgets/2.0.0/zikao.js", "/data/nowhere.json"):
        headers = [
            value
            for name, value in site.answer("GET", path, {}).headers
            if name == "Access-Control-Allow-Origin"
        ]
        assert headers == ["*"], path


def test_a_missing_site_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SiteMissingError) as caught:
        Site(tmp_path / "site", Origins())
    assert caught.value.sentence == "site/ 里没有首页 index.html，请先用 zikao build 生成网站。"
