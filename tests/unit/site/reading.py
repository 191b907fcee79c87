"""Reading rendered pages as a browser would: their text, their links, their marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "input", "img", "meta", "link", "hr"})
HEADING_ID = re.compile(r"^#+ .*\{ #([^ ]+) (?:[^{}]* )?\}$", re.MULTILINE)
BACKSLASH = re.compile(r"\\([\\`*_{}\[\]()#+!|~])")


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def find(self, tag: str | None = None, cls: str | None = None) -> list[Element]:
        """All elements below this one, in order, of a tag and a class."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                if (tag is None or child.tag == tag) and (cls is None or cls in child.classes):
                    found.append(child)
                found += child.find(tag, cls)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stack = [Element("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack[-1].tag == tag, f"</{tag}> closes <{self.stack[-1].tag}>"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def read(markdown: str) -> Element:
    """A page's tree; Markdown outside HTML blocks is text. Fails where a tag is not closed."""
    reader = _Reader()
    reader.feed(markdown)
    reader.close()
    assert len(reader.stack) == 1, f"<{reader.stack[-1].tag}> is not closed"
    return reader.stack[0]


def words(markdown: str) -> str:
    """All text of a page, Markdown escapes undone."""
    return BACKSLASH.sub(r"\1", read(markdown).text)


def anchors(markdown: str) -> list[str]:
    """Every id of a page: of headings and of elements."""
    return HEADING_ID.findall(markdown) + [e.attrs["id"] for e in read(markdown).find() if "id" in e.attrs]
