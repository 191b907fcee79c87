"""HTML that is set aside while a page is read as Markdown, which would read every byte and change none."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"^<div.*(?:\n.+)*", re.MULTILINE)
_PLACE = re.compile(r'<div id="zikao-([0-9]+)"></div>')


class Aside:
    """The blocks of one page, and where each of them belongs."""

    def __init__(self) -> None:
        self._blocks: list[str] = []

    def put(self, html: str) -> str:
        """An empty block that stands for this one."""
        self._blocks.append(html)
        return f'<div id="zikao-{len(self._blocks) - 1}"></div>'

    def without(self, markdown: str) -> str:
        """The page with an empty block in the place of each of its own."""
        return _BLOCK.sub(lambda block: self.put(block[0]), markdown)

    def back(self, html: str) -> str:
        """The page that Markdown made, with every block where it belongs."""
        return _PLACE.sub(lambda place: self._blocks[int(place[1])], html) if self._blocks else html
