"""A page of the site: a path below the docs folder, a title and Markdown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Page:
    """One page, as plain data."""

    path: str
    """Below the docs folder, with forward slashes, ending in `.md`."""
    markdown: str
    """The text without front matter."""
    title: str
    meta: Mapping[str, object] = field(default_factory=dict)
    """Front matter beside the title, such as `description`."""

    @property
    def source(self) -> str:
        """The file as it stands on disk: front matter, then the text."""
        head = {"title": self.title, **self.meta}
        # JSON is YAML, and json.dumps quotes whatever a title may hold.
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
        return "\n".join(["---", *lines, "---", "", self.markdown])
