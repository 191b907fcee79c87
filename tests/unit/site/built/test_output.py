"""What is done to built pages: their policy, what is left out, what is compressed, the browser elements."""

from __future__ import annotations

import base64
import gzip
import hashlib
from pathlib import Path

import pytest

from zikao.site.built.csp import policy, protect
from zikao.site.built.finish import compress, lean, prune
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


def test_pages_may_send_to_the_bucket_that_is_named_and_to_no_other() -> None:
    bucket = "https://inbox.s3.cn-north-1.amazonaws.com.cn"
    rules = directives(policy(PAGE, "/v1", f"{bucket}/"))
    assert rules["connect-src"] == ["'self'", bucket]
    assert rules["form-action"] == ["'self'"]
    assert directives(policy(PAGE, "/v1", ""))["connect-src"] == ["'self'"]


def test_the_policy_comes_before_any_script() -> None:
    html = protect(PAGE, "/v1")
    assert html.index("Content-Security-Policy") < html.index("<script")
    assert html.count("Content-Security-Policy") == 1


@pytest.mark.parametrize("own_search", [True, False])
def test_what_no_reader_needs_is_left_out(tmp_path: Path, own_search: bool) -> None:
    worker = "assets/javascripts/workers/search.1.min.js"
    for name in ("assets/javascripts/lunr/min/lunr.de.min.js", worker, "a.js.map", "a.js"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    prune(tmp_path, own_search=own_search)
    left = {path.name for path in tmp_path.rglob("*.*")}
    assert left == ({"a.js"} if own_search else {"a.js", "lunr.de.min.js", "search.1.min.js"})


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
        bundle(tmp_path / "out", tmp_path / "hosts", root=tmp_path)
    assert not (tmp_path / "out").exists()


def test_without_anything_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoElementsError, match="重新安装"):
        bundle(tmp_path / "out", tmp_path / "hosts", root=tmp_path)


def test_a_page_is_sent_without_its_templates_indentation() -> None:
    assert lean("<p>\n\n   一\n  <b>二</b>\n</p>") == "<p>\n一\n<b>二</b>\n</p>"
    assert lean("<pre>\n  a\n</pre>\n\n  <p>") == "<pre>\n  a\n</pre>\n\n  <p>", "code keeps its shape"


def test_a_policy_is_made_anew_where_there_was_one() -> None:
    html = protect(protect(PAGE, "/v1").replace("first()", "other()"), "/v1")
    assert html.count("Content-Security-Policy") == 1
    assert digest("other()") in html and digest("first()") not in html


def test_a_package_brings_the_scripts_of_both_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = ("widgets/zikao.js", "hosts/1.0.0/zikao.js", "hosts/v1/zikao.js")
    for name in ready:
        path = tmp_path / "zikao/_data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    monkeypatch.setattr("zikao.site.bundle.files", lambda name: tmp_path / name)
    bundle(tmp_path / "elements", tmp_path / "hosts", root=tmp_path / "nowhere")
    copied = [tmp_path / name.replace("widgets/", "elements/") for name in ready]
    assert [path.read_text(encoding="utf-8") for path in copied] == [*ready]
