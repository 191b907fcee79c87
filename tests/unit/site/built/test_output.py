"""What is done to built pages: their policy, what is left out, what is compressed, the browser elements."""

from __future__ import annotations

import base64
import gzip
import hashlib
from pathlib import Path

import pytest

from zikao.site.built.csp import policy, protect
from zikao.site.built.finish import (
    ThemeChangedError,
    compress,
    lean,
    name_by_content,
    prune,
    search_when_asked,
)
from zikao.site.bundle import NoElementsError, bundle

PAGE = """<!doctype html><html><head>
<meta charset="utf-8">
<script>first()</script></head><body>
<script id="__config" type="application/json">{"base": "."}</script>
<script src="assets/bundle.js"></script><script>second();
</script></body></html>"""


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def directives(text: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in text.split(";"))}


def test_a_page_allows_its_own_scripts_and_no_other() -> None:
    rules = directives(policy(PAGE, "/v1"))
    assert rules["script-src"] == ["'self'", digest("first()"), digest("second();\n")]
    assert rules["default-src"] == ["'none'"]
    assert rules["connect-src"] == ["'self'"]
    assert "unsafe" not in policy(PAGE, "/v1")


def test_functions_on_another_origin_are_named_in_full() -> None:
    assert directives(policy(PAGE, "https://api.example/v1"))["connect-src"] == [
        "'self'",
        "https://api.example",
    ]


def test_the_policy_comes_before_any_script() -> None:
    html = protect(PAGE, "/v1")
    assert html.index("Content-Security-Policy") < html.index("<script")
    assert html.count("Content-Security-Policy") == 1


def test_search_waits_until_it_is_asked(tmp_path: Path) -> None:
    scripts = tmp_path / "assets/javascripts"
    scripts.mkdir(parents=True)
    script = scripts / "bundle.a5f9d56c.min.js"
    script.write_text('w=(e,t=new Worker(e))=>t;a=L($(location.protocol!=="file:"),Je("search")).pipe(b)')
    search_when_asked(tmp_path)
    assert script.read_text().startswith('w=(e,t=zikaoWorkerLater(e))=>t;a=L(Je("search")).pipe(b)')
    with pytest.raises(ThemeChangedError):
        search_when_asked(tmp_path)


def test_what_no_reader_needs_is_left_out(tmp_path: Path) -> None:
    lunr = "assets/javascripts/lunr/min/lunr"
    for name in (f"{lunr}.de.min.js", f"{lunr}.zh.min.js", "a.js.map", "a.js"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / "a.js").write_text("x\n//# sourceMappingURL=a.js.map\ny")
    prune(tmp_path)
    assert (tmp_path / "a.js").read_text() == "x\ny"
    assert {path.name for path in tmp_path.rglob("*.js*")} == {"a.js", "lunr.zh.min.js"}


def test_compressed_copies_hold_the_same(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"a" * 5000)
    (tmp_path / "small.html").write_bytes(b"a")
    (tmp_path / "picture.png").write_bytes(b"a" * 5000)
    compress(tmp_path)
    [copy] = tmp_path.glob("*.gz")
    assert copy.name == "page.html.gz"
    assert gzip.decompress(copy.read_bytes()) == b"a" * 5000
    before = copy.read_bytes()
    compress(tmp_path)
    assert copy.read_bytes() == before


def test_without_esbuild_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "widgets").mkdir()
    (tmp_path / "widgets/zikao.js").write_text("")
    with pytest.raises(NoElementsError, match="scripts/npm ci"):
        bundle(tmp_path / "out", root=tmp_path)
    assert not (tmp_path / "out").exists()


def test_without_anything_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoElementsError, match="重新安装"):
        bundle(tmp_path / "out", root=tmp_path)


def test_a_page_is_sent_without_its_templates_indentation() -> None:
    assert lean("<p>\n\n   一\n  <b>二</b>\n</p>") == "<p>\n一\n<b>二</b>\n</p>"
    assert lean("<pre>\n  a\n</pre>\n\n  <p>") == "<pre>\n  a\n</pre>\n\n  <p>", "code keeps its shape"


def test_a_policy_is_made_anew_where_there_was_one() -> None:
    html = protect(protect(PAGE, "/v1").replace("first()", "other()"), "/v1")
    assert html.count("Content-Security-Policy") == 1
    assert digest("other()") in html and digest("first()") not in html


def test_a_rewritten_file_gets_the_digest_of_what_it_now_holds(tmp_path: Path) -> None:
    """Each script's search worker has a name of its own, though both had the same."""
    sheet, worker = "palette.aaaaaaaa.min.css", "search.bbbbbbbb.min.js"
    files = {
        f"assets/stylesheets/{sheet}": "ours",
        "assets/javascripts/lunr/min/lunr.zh.min.js": "words",
        f"assets/javascripts/workers/{worker}": "simplified",
        f"zh-TW/assets/javascripts/workers/{worker}": "traditional",
        "index.html": f"<link href='assets/stylesheets/{sheet}'>{worker}",
        "zh-TW/a/index.html": f"<link href='../../assets/stylesheets/{sheet}'>{worker}",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    name_by_content(tmp_path)
    ours, simplified, traditional = (
        hashlib.sha256(text.encode()).hexdigest()[:8] for text in ("ours", "simplified", "traditional")
    )
    held = {p.relative_to(tmp_path).as_posix(): p.read_text() for p in tmp_path.rglob("*") if p.is_file()}
    assert held == {
        f"assets/stylesheets/palette.{ours}.min.css": "ours",
        "assets/javascripts/lunr/min/lunr.zh.min.js": "words",
        f"assets/javascripts/workers/search.{simplified}.min.js": "simplified",
        f"zh-TW/assets/javascripts/workers/search.{traditional}.min.js": "traditional",
        "index.html": f"<link href='assets/stylesheets/palette.{ours}.min.css'>search.{simplified}.min.js",
        "zh-TW/a/index.html": f"<link href='../../assets/stylesheets/palette.{ours}.min.css'>"
        f"search.{traditional}.min.js",
    }
