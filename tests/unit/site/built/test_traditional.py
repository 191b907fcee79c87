"""What is converted to Traditional Chinese and what is not, and queries in the other script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("opencc", reason="the extra 'site' is not installed")

from zikao.chinese.convert import Converter
from zikao.site.built.search import SearchChangedError, answer_both, needs_on_top
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


@pytest.fixture(scope="module")
def converter() -> Converter:
    return Converter()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in {
        "p/guide/index.html": PAGE,
        "p/index.html": PAGE,
        "developers/index.html": PAGE,
        "404.html": PAGE,
        "data/p/guide.json": '{"title": "\\u8f6c\\u51fa", "when": {"is": {"level": "college"}}}',
        "assets/zikao/zikao.js": 'import("./part-ABCDEFG2.js");say("转出")',
        "assets/zikao/part-ABCDEFG2.js": 'say("打印")',
        "assets/javascripts/workers/search.1.min.js": "switch(t.type){case 2:search(t.data)}",
        "assets/javascripts/lunr/min/lunr.zh.min.js": "",
        "search/search_index.json": json.dumps(
            {
                "config": {"fields": {"title": {"boost": 1000.0}, "tags": {"boost": 1000000.0}}},
                "docs": [
                    {"location": "p/guide/", "title": "转出", "text": "打印\u200b登记表", "tags": ["发展"]},
                    {"location": "p/guide/#a", "title": "头发", "text": "发布", "tags": ["发展"]},
                ],
            }
        ),
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_only_what_is_read_changes(site: Path) -> None:
    add(site, api="/v1", leave=("developers/",))
    html = (site / "zh-TW/p/guide/index.html").read_text(encoding="utf-8")
    assert '<html lang="zh-TW">' in html
    assert "<title>轉出</title>" in html
    assert '<a href="../" title="印表機" id="转出">列印</a>' in html
    assert """data-when='{"is": "审核"}'>審核文件，開啟資料夾</p>""" in html
    assert '<p class="zg-menu">打印 <b>信息</b></p>' in html, "characters only"
    assert '<code>信息</code><b translate="no">简体</b><a href="#转出">轉出</a>' in html
    assert '"translations": {"a": "沒有"}' in html


def test_links_lead_to_what_came_along_and_else_to_where_it_is(site: Path) -> None:
    add(site, api="/v1", leave=("developers/",))
    html = (site / "zh-TW/p/guide/index.html").read_text(encoding="utf-8")
    assert 'href="../../../assets/a.css"' in html
    assert '<link hreflang="zh-CN" href="../../../p/guide/">' in html
    assert 'src="../../assets/zikao/zikao.js"' in html
    assert 'new URL("../../..",location)' in html, "choices are kept for both"
    assert not (site / "zh-TW/developers").exists()
    assert not (site / "zh-TW/404.html").exists()


def test_documents_and_scripts_come_along_under_names_of_their_own(site: Path) -> None:
    add(site, api="/v1")
    document = json.loads((site / "zh-TW/data/p/guide.json").read_text(encoding="utf-8"))
    assert document == {"title": "轉出", "when": {"is": {"level": "college"}}}
    [part] = (site / "zh-TW/assets/zikao").glob("part-*.js")
    assert part.name != "part-ABCDEFG2.js", "browsers keep such a name for good"
    assert part.read_text(encoding="utf-8") == 'say("列印")'
    assert part.name in (site / "zh-TW/assets/zikao/zikao.js").read_text(encoding="utf-8")


def test_each_search_gets_a_table_of_the_other_script(site: Path, converter: Converter) -> None:
    add(site, api="/v1")
    answer_both(site, converter)
    ours = (site / "assets/javascripts/workers/search.1.min.js").read_text(encoding="utf-8")
    theirs = (site / "zh-TW/assets/javascripts/workers/search.1.min.js").read_text(encoding="utf-8")
    assert '"轉":"转"' in ours and '"列印":"打印"' in ours
    assert '"转":"轉"' in theirs and '"打印":"列印"' in theirs
    assert '"头发":"頭髮"' in theirs, "where one character has two, the word decides"
    assert ours.endswith("search(t.data)}") and theirs.endswith("search(t.data)}")
    assert (site / "zh-TW/assets/javascripts/lunr/min/lunr.zh.min.js").is_file()


def test_a_worker_that_is_another_one_is_told(site: Path, converter: Converter) -> None:
    (site / "assets/javascripts/workers/search.1.min.js").write_text("changed")
    with pytest.raises(SearchChangedError, match="mkdocs-material"):
        answer_both(site, converter)


def test_needs_are_said_once_for_a_guide_and_weigh_as_its_title(site: Path) -> None:
    needs_on_top(site)
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    assert [entry.get("tags") for entry in index["docs"]] == [["发展"], None]
    assert index["config"]["fields"]["tags"]["boost"] == 1000.0
