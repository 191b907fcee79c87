"""What is converted to Traditional Chinese and what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("opencc", reason="the extra 'site' is not installed")

from zikao.chinese.convert import Converter
from zikao.site.built.traditional import add

PAGE = """<!doctype html><html lang="zh-CN"><head>
<meta charset="utf-8"><title>转出</title>
<link rel="stylesheet" href="../../assets/a.css"><link hreflang="zh-CN" href="./">
<script>__md_scope=new URL("../..",location)</script>
<script id="__config" type="application/json">{"base": "../..", "translations": {"a": "没有"}}</script>
</head><body><a href="../" title="打印机" id="转出">打印</a>
<p data-when='{"is": "审核"}'>审核文件，打开文件夹</p>
<p class="zg-menu">打印 <b>信息</b></p><code>信息</code><b translate="no">简体</b><a href="#转出">转出</a>
<script src="../../assets/zikao/zikao.js" type="module"></script></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in {
        "p/guide/index.html": PAGE,
        "p/index.html": PAGE,
        "developers/index.html": PAGE,
        "404.html": PAGE,
        "data/p/guide.json": '{"title": "\\u8f6c\\u51fa", "when": {"is": {"level": "college"}}}',
        "data/p/guide.list.json": '{"text": ["打开文件夹", {"shown": "“信息”\\"打印"}, "打印"]}',
        "assets/zikao/zikao.js": 'import("./part-ABCDEFG2.js");say("转出")',
        "assets/zikao/part-ABCDEFG2.js": 'say("打印")',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_only_what_is_read_changes(site: Path) -> None:
    add(site, asked=("/v1",), leave=("developers/",))
    html = (site / "zh-TW/p/guide/index.html").read_text(encoding="utf-8")
    assert '<html lang="zh-TW">' in html
    assert "<title>轉出</title>" in html
    assert '<a href="../" title="印表機" id="转出">列印</a>' in html
    assert """data-when='{"is": "审核"}'>審核電子檔，開啟資料夾</p>""" in html
    assert '<p class="zg-menu">打印 <b>信息</b></p>' in html, "characters only"
    assert '<code>信息</code><b translate="no">简体</b><a href="#转出">轉出</a>' in html
    assert '"translations": {"a": "沒有"}' in html


def test_links_lead_to_what_came_along_and_else_to_where_it_is(site: Path) -> None:
    add(site, asked=("/v1",), leave=("developers/",))
    html = (site / "zh-TW/p/guide/index.html").read_text(encoding="utf-8")
    assert 'href="../../../assets/a.css"' in html
    assert '<link hreflang="zh-CN" href="../../../p/guide/">' in html
    assert 'src="../../assets/zikao/zikao.js"' in html
    assert 'new URL("../../..",location)' in html, "choices are kept for both"
    assert not (site / "zh-TW/developers").exists()
    assert not (site / "zh-TW/404.html").exists()


def test_what_stands_on_every_page_is_converted_once(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    convert = Converter.words

    def heard(self: Converter, text: str) -> str:
        asked.append(text)
        return convert(self, text)

    monkeypatch.setattr(Converter, "words", heard)
    add(site, asked=("/v1",))
    assert "".join(asked).count("审核文件，打开文件夹") == 1


def test_documents_and_scripts_come_along_under_names_of_their_own(site: Path) -> None:
    add(site, asked=("/v1",))
    document = json.loads((site / "zh-TW/data/p/guide.json").read_text(encoding="utf-8"))
    assert document == {"title": "轉出", "when": {"is": {"level": "college"}}}
    listed = (site / "zh-TW/data/p/guide.list.json").read_text(encoding="utf-8")
    assert json.loads(listed) == {"text": ["開啟資料夾", {"shown": '「信息」"打印'}, "列印"]}, (
        "a portal's own words"
    )
    [part] = (site / "zh-TW/assets/zikao").glob("part-*.js")
    assert part.name != "part-ABCDEFG2.js", "browsers keep such a name for good"
    assert part.read_text(encoding="utf-8") == 'say("列印")'
    assert part.name in (site / "zh-TW/assets/zikao/zikao.js").read_text(encoding="utf-8")
