"""The pages for frames in English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zikao.rulebook.library import Library
from zikao.site.built import english
from zikao.site.built.english import Words
from zikao.site.bundle import english_words
from zikao.site.frames import frames
from zikao.site.light_frames import light_frames

PAGE = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>样例省：拍照 - 指南</title>'
    '<link rel="stylesheet" href="../../../assets/zikao/frame.css">'
    '<script type="module" src="../../../assets/zikao/zikao.js"></script></head><body><h1>证件照片</h1>'
    '<zikao-photo next="[{&#34;title&#34;:&#34;上传 &lt;1&gt;&#34;,'
    '&#34;href&#34;:&#34;../../../made/all/#step-1&#34;}]">'
    '<label aria-label="身份证：拍照">要检查的<b>身份证</b>&lt;</label></zikao-photo>'
    '<a href="../../photo/made/other/">是</a><a href="https://exam.example/">否</a></body></html>'
)
CATALOG = {
    "是": "Yes",
    "否": {"": "No", "a.js": "no"},
    "{name}：拍照": "{name}: take a photo",
    "照片": "photo",
}


def turned() -> str:
    return english.english(PAGE, "embed/photo/made", Words(CATALOG), frozenset({"embed/photo/made/other"}))


def test_words_are_turned_and_the_rest_is_told_to_be_chinese() -> None:
    made = turned()
    assert '<html lang="en">' in made
    assert '<title lang="zh-CN">样例省: take a photo - 指南</title>' in made
    assert ">Yes</a>" in made
    assert ">No</a>" in made
    assert 'aria-label="身份证: take a photo"' in made
    assert '<b><span lang="zh-CN">身份证</span></b>&lt;' in made
    assert made.count(english.NOTE) == 1


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("<h1>照片</h1><p>是</p>", "</h1>{note}<p>"),
        ('<h1>安徽省</h1><h2 class="zf-title">时间</h2><p>是</p>', "</h2>{note}<p>"),
        (
            '<h1>安徽省</h1><h2 class="zf-title">条件</h2><zikao-checklist class="zf-host">',
            "",
        ),
    ],
)
def test_that_it_is_the_original_is_said_once_below_the_title(body: str, where: str) -> None:
    made = english.english(body, "embed/x", Words(CATALOG))
    assert made.count(english.NOTE) == bool(where)
    assert where.format(note=english.NOTE) in made


def test_a_name_that_is_read_out_has_the_language_that_it_begins_in() -> None:
    made = english.english(
        '<input aria-label="身份证：拍照"><input aria-label="是">', "embed/x", Words(CATALOG)
    )
    assert made == '<input lang="zh-CN" aria-label="身份证: take a photo"><input aria-label="Yes">'


def test_what_a_page_leads_to_is_where_it_was(tmp_path: Path) -> None:
    made = turned()
    assert 'href="../../../../assets/zikao/frame.css"' in made
    assert 'src="../../../../assets/zikao/en/zikao.js"' in made
    assert "../../../../made/all/#step-1" in made
    assert "上传 &lt;1&gt;" in made
    assert 'href="../../photo/made/other/"' in made, "it has come along"
    assert 'href="https://exam.example/"' in made


def test_nothing_that_a_page_says_by_itself_stays_chinese(library: Library, tmp_path: Path) -> None:
    """What stays is a rulebook's."""
    site = tmp_path / "site"
    for name, html in (*frames(library, api="/v1"), *light_frames(library, api="/v1")):
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, "utf-8")
    english.add(site, english_words(), asked=("/v1",))
    books = "".join(str(book) for book in library.provinces.values())
    for book in library.provinces.values():
        books += "".join(f" {book.province.name}{city.overlay.name}" for city in book.cities.values())
    made = sorted((site / "en").rglob("*.html"))
    assert len(made) == len(list((site / "embed").rglob("*.html"))) > 0
    for path in made:
        html = path.read_text("utf-8")
        assert "Content-Security-Policy" in html
        for piece in re.findall(r'<span lang="zh-CN">(.*?)</span>', html):
            for run in re.findall(r"[\u3400-\u9fff]+", piece):
                assert run in books, f"{path.relative_to(site)}: {piece}"
        bare = re.sub(r'<title.*?</title>|<span lang="zh-CN">.*?</span>|<[^>]*>', "", html, flags=re.DOTALL)
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", bare)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("身份证：拍照", "身份证: take a photo"),
        ("照片：拍照", "photo: take a photo"),
        ("2026年5月9日 16:30", "9 May 2026 16:30"),
    ],
)
def test_what_is_filled_in_is_turned_too_where_it_is_known(text: str, said: str) -> None:
    assert Words(CATALOG).said(text) == said
