"""What a page's text names can be tapped, and nothing else becomes a link."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from markupsafe import escape

from zikao.site.page import Page
from zikao.site.tapped import tapped

from .reading import Element, read


def links(text: str) -> list[tuple[str, str]]:
    """What becomes a link in a paragraph: what is shown, and where it leads."""
    found = read(f"<p>{tapped(str(escape(text)))}</p>").find("a")
    return [(link.text, str(link.attrs["href"])) for link in found]


@pytest.mark.parametrize(
    ("text", "shown", "href"),
    [
        ("下载网址：https://www.a.cn/wap/x.jsp", "https://www.a.cn/wap/x.jsp", None),
        ("见 http://a.cn/b_(1).htm。", "http://a.cn/b_(1).htm", None),
        ("（见http://a.cn/b?c=1&d=2）", "http://a.cn/b?c=1&d=2", None),
        ("见(http://a.cn/b).", "http://a.cn/b", None),
        ("见“http://a.cn”，", "http://a.cn", None),
        ('见"http://a.cn/b&"', "http://a.cn/b", None),
        ("看 https://a.cn/b/?!;", "https://a.cn/b/", None),
        ("自己输入zk.a.net或别的", "zk.a.net", "http://zk.a.net"),
        ("登录 www.a.gov.cn:8080/x/。", "www.a.gov.cn:8080/x/", "http://www.a.gov.cn:8080/x/"),
        ("A.CN 不是，a.cn.下一句", "a.cn", "http://a.cn"),
        ("电话0551-1234567，", "0551-1234567", "tel:05511234567"),
        ("010－12345678转1", "010－12345678", "tel:01012345678"),
        ("热线：12345", "12345", "tel:12345"),
        ("拨打 96123。", "96123", "tel:96123"),
        ("400-123-4567", "400-123-4567", "tel:4001234567"),
    ],
)
def test_addresses_and_numbers_can_be_tapped(text: str, shown: str, href: str | None) -> None:
    assert links(text) == [(shown, href or shown)]
    assert read(f"<p>{tapped(str(escape(text)))}</p>").find("p")[0].text == text, "a word was lost or broken"


@pytest.mark.parametrize(
    "text",
    [
        "照片.jpg、download.jsp、index.html 和 报名表.doc",
        "版本 0.1.0，第 3.2 条",
        "写信到 help@a.cn 或 a.com@b.cn",
        "http://zk.a.cn@b.com/",
        "http://user:word@b.com/",
        "javascript://a.cn/%0aalert(1)",
        "a.cnn、a.cn-b、_a.cn",
        "http://",
        "准考证号 010112345678，身份证号 110101199003071234",
        "2026-05-30 17:00，09:00-17:00",
        "0101-12345678、0551-123456789、10551-1234567",
        "共 12345 人，第 96123 号",
    ],
)
def test_what_only_looks_like_one_stays_text(text: str) -> None:
    assert links(text) == []
    assert tapped(str(escape(text))) == str(escape(text))


def test_text_is_never_taken_for_markup() -> None:
    hostile = 'https://a.cn/"onclick="x"><img src=x onerror=y> https://a.cn/<script>z</script>&lt;&amp;'
    piece = read(f"<p>{tapped(str(escape(hostile)))}</p>")
    assert [(e.tag, sorted(e.attrs)) for e in piece.find()] == [("p", []), *[("a", ["href", "rel"])] * 2]
    assert [e.attrs["href"] for e in piece.find("a")] == ["https://a.cn/", "https://a.cn/"]
    assert piece.find("p")[0].text == hostile


def test_a_long_text_costs_no_more_than_its_length() -> None:
    """Patterns that look back again and again would take hours here."""
    for piece in ("a", "a.", "-", "a-", "0551-", "http://a", "电话", "a.cn/", "a.cn:", "a.cn@", "("):
        assert tapped(piece * 20000)


def test_what_can_be_pressed_already_is_left_alone() -> None:
    for tag in ("a", "button", "label", "summary", "code", "option", "svg"):
        text = f"<p><{tag} title='x'><b>见</b> a.cn <i>b.cn</i></{tag}></p>"
        assert tapped(text) == text
    assert tapped("<p><a href='x'>a.cn</a> b.cn</p>").count("<a") == 2
    assert (
        tapped('<p title="a.cn" data-x="http://a.cn">a</p>') == '<p title="a.cn" data-x="http://a.cn">a</p>'
    )
    assert tapped("## 见 a.cn { #x }\n<p># a.cn</p>").count("<a") == 1, (
        "a heading is Markdown; a paragraph is not"
    )


def outside(element: Element) -> Iterator[str]:
    """Texts of a page that nothing makes pressable."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag not in ("a", "summary", "label", "code"):
            yield from outside(child)


def test_no_page_leaves_an_address_to_be_copied(pages: dict[str, Page]) -> None:
    left = re.compile(r"https?://[a-z]|(?<!@)\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:cn|com|net|org)\b")
    found = [
        (path, text)
        for path, page in pages.items()
        for text in outside(read(page.markdown))
        if left.search(text)
    ]
    assert found == []
