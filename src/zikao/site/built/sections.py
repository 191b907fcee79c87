"""A page's pieces for the search: each heading that can be linked to, with the text that stands under it.

The theme's generator makes the same pieces with a parser written in Python, which takes a tenth of a build;
this one reads the page with lexbor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

EXCLUDED = "data-search-exclude"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNREAD = frozenset({"object", "script", "style", "template"})
_APART = _HEADINGS.union(
    ("p", "div", "li", "ol", "ul", "dl", "dt", "dd", "table", "tr", "th", "td"),
    ("summary", "code", "pre", "sub", "sup", "br"),
)
"""What stands apart from the text beside it; other elements only dress a piece of it."""


@dataclass
class Section:
    """A heading and what belongs to it.

    Attributes:
        id: of the heading; None for what stands before the first one, and for the page's own heading.
        title: words of the heading; None where there is none.
        text: words below it, with blanks where pieces stand apart.
        left_out: whether nobody should find it.
    """

    id: str | None = None
    title: str | None = None
    left_out: bool = False
    _text: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self._text).split())

    def add(self, words: str) -> None:
        """Put words behind those that it has."""
        self._text.append(words)


def sections(content: str) -> Iterator[Section]:
    """The pieces of a page in their order.

    A heading within a card or a fold holds for what is left of that element; behind it, what stood before
    goes on. Left out is what is marked with `data-search-exclude`: an element, or a heading with all that it
    holds for.

    Args:
        content: HTML of the page's own text, without the frame around it.
    """
    body = LexborHTMLParser(content).body
    found: list[Section] = []
    if body is not None:
        _walk(body, None, found)
    return (each for each in found if not each.left_out)


def _walk(node: LexborNode, section: Section | None, found: list[Section]) -> None:
    """Read the children of an element; the first of them belong to the section that is open before it."""
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag in _HEADINGS and child.attributes.get("id"):
            if tag != "h1" and not found:
                found.append(Section())
            section = Section(
                id=child.attributes["id"] if found else None,
                title=_title(child),
                left_out=EXCLUDED in child.attributes,
            )
            found.append(section)
            continue
        if section is None:
            found.append(section := Section())
        if tag == "-text":
            section.add(child.text_content or "")
        elif tag not in _UNREAD and EXCLUDED not in child.attributes:
            apart = " " if tag in _APART else ""
            section.add(apart)
            _walk(child, section, found)
            section.add(apart)


def _title(heading: LexborNode) -> str:
    """The words of a heading, without the sign that links to it."""
    return " ".join("".join(_words(heading)).split())


def _words(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag not in _UNREAD and child.attributes.get("class") != "headerlink":
            yield from _words(child)
