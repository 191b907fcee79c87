"""The pieces of a page that the search finds."""

from __future__ import annotations

import pytest

pytest.importorskip("selectolax", reason="the extra 'site' is not installed")

from zikao.site.built.sections import sections


def read(content: str) -> list[tuple[str | None, str | None, str]]:
    return [(each.id, each.title, each.text) for each in sections(content)]


def test_a_heading_holds_until_the_next() -> None:
    page = '<h1 id="_1">转出</h1>\n<p>先读</p><h2 id="when">时间</h2><ul><li>8月</li></ul>'
    assert read(page) == [(None, "转出", "先读"), ("when", "时间", "8月")]


def test_a_heading_in_a_card_holds_no_longer_than_the_card() -> None:
    page = '<h1 id="a">甲</h1><div><h3 id="b">乙</h3><p>卡片里</p></div><p>卡片后</p>'
    assert read(page) == [(None, "甲", "卡片后"), ("b", "乙", "卡片里")]


def test_what_only_dresses_a_word_does_not_part_it() -> None:
    assert read('<h1 id="a">甲</h1><p>准<b>考</b>证<code>号</code></p>') == [(None, "甲", "准考证 号")]


def test_left_out_is_what_is_marked_and_what_no_reader_sees() -> None:
    page = (
        '<h1 id="a">甲<a class="headerlink" href="#a">¶</a></h1><p data-search-exclude>不找</p>'
        "<script>let x</script><style>p{}</style><p>找</p>"
    )
    assert read(page) == [(None, "甲", "找")]


def test_a_heading_that_is_marked_takes_all_that_it_holds_for_with_it() -> None:
    page = '<h1 id="a">甲</h1><p>找</p><h2 id="b" data-search-exclude>乙</h2><p>不找</p><h2 id="c">丙</h2>'
    assert read(page) == [(None, "甲", "找"), ("c", "丙", "")]


def test_text_before_any_heading_and_a_page_that_begins_lower() -> None:
    assert read("<p>前言</p>") == [(None, None, "前言")]
    assert read('<nav>位置</nav><h1 id="a">甲</h1>') == [(None, None, "位置"), ("a", "甲", "")]
    assert read('<h2 id="b">乙</h2><p>文</p>') == [(None, None, ""), ("b", "乙", "文")]
    assert read("") == []


def test_a_heading_without_an_address_is_text() -> None:
    assert read('<h1 id="a">甲</h1><h4>小标题</h4><p>文</p>') == [(None, "甲", "小标题 文")]
