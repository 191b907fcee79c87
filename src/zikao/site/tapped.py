"""Addresses and telephone numbers in a page's text become links: who reads on a phone copies nothing by hand.

Done once, on the whole text of a page, so that no template can forget it. Only what a reader sees as text is
looked at, and nothing but the number or address itself becomes part of the link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from markupsafe import escape

_PRESSED = "a|button|code|label|option|pre|script|style|summary|svg|textarea"
_PASSED = rf"<(?P<pressed>{_PRESSED})\b.*?</(?P=pressed)>|(?:<(?!(?:{_PRESSED})\b)[^>]*>\s*)+|<[^>]*>|^\#.*?$"
"""What is not looked at: what is pressed already or cannot hold a link, tags, headings in Markdown."""

_SIGN = r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$()*+,;=%]|&amp;)"
"""Of an address, as it stands in HTML: no Chinese sign, no space, no quotation mark."""
_NAME = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
_TOP = r"(?:cn|com|net|org)"
"""Endings of the hosts that sources name. Others would make addresses of file names (`download.jsp`)."""
_AREA = r"0(?:10|2\d|[3-9]\d\d)"
_PLAIN = rf"1[3-9]\d{{9}}|{_AREA}\d{{7,8}}|400\d{{7}}|1\d{{4}}|9\d{{4,5}}"

_TAPPED = re.compile(
    rf"""
    {_PASSED}
    | (?P<address>
      (?<![A-Za-z0-9])https?://{_NAME}(?![A-Za-z0-9_.:%\-]*@)(?::\d+)?(?:[/?\#]{_SIGN}*)?
    )
    | (?P<host>
      (?<![A-Za-z0-9_@./:\-]){_NAME}\.{_TOP}(?![A-Za-z0-9_@\-]|\.[A-Za-z0-9_])(?::\d+)?(?:/{_SIGN}*)?
    )
    | (?<![A-Za-z0-9_.\-/])(?P<phone>
      (?:{_AREA}[-－—–]\d{{7,8}}|400-\d{{3}}-\d{{4}}|400-\d{{4}}-\d{{3}})
      | (?<=[话线打电])[：:为是\ ]{{0,2}}(?P<plain>{_PLAIN})
    )(?![A-Za-z0-9_\-]|\.[0-9])
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
"""A number without a mark of its own is one for calling only right behind 电话, 热线, 拨打 or 致电."""
_BEHIND = ".,;:!?~*"
_CLOSING = {")": "(", "]": "["}


def tapped(html: str) -> str:
    """The same text with links where it names an `http(s)` address, a host or a telephone number.

    Args:
        html: text of a page, its values escaped; lines that are Markdown headings stay as they are.
    """
    return _TAPPED.sub(_link, html)


def pieces(text: str) -> Iterator[str | tuple[str, str]]:
    """The same for what is no page: plain text in pieces, each link as what is shown and where it leads."""
    html, end = str(escape(text)), 0
    for found in _TAPPED.finditer(html):
        if (link := _named(found)) is None:
            continue
        before, shown, href = link
        start = found.start() + len(before)
        yield from _plain(html[end:start])
        yield unescape(shown), unescape(href)
        end = start + len(shown)
    yield from _plain(html[end:])


def _plain(html: str) -> Iterator[str]:
    if html:
        yield unescape(html)


def _link(found: re.Match[str]) -> str:
    if (link := _named(found)) is None:
        return found[0]
    before, shown, href = link
    rel = "" if found["phone"] else ' rel="noopener noreferrer"'
    return f'{before}<a href="{href}"{rel}>{shown}</a>{found[0][len(before) + len(shown) :]}'


def _named(found: re.Match[str]) -> tuple[str, str, str] | None:
    """What stands before a link, what it shows and where it leads; None: there is none."""
    if found["phone"]:
        number = found["plain"] or found["phone"]
        digits = re.sub(r"[^0-9]", "", number)
        return found["phone"].removesuffix(number), number, f"tel:{digits}"
    if not (found["address"] or found["host"]):
        return None
    shown = _trimmed(found[0])
    # Many portals answer to http only; browsers try https first on their own.
    return "", shown, shown if found["address"] else f"http://{shown}"


def _trimmed(address: str) -> str:
    """Without the sentence's own marks behind it."""
    while True:
        last = address[-1]
        unpaired = last in _CLOSING and address.count(last) > address.count(_CLOSING[last])
        if last == ";" and address.endswith("&amp;"):
            address = address.removesuffix("&amp;")
        elif last in _BEHIND or unpaired:
            address = address[:-1]
        else:
            return address
