"""The document as one HTML file that prints to A4 and needs nothing beside it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from zikao.site.signoff.paper import Entry, Paper, Points, Table

if TYPE_CHECKING:
    from jinja2 import Template


def page(paper: Paper) -> str:
    """HTML of the whole; the same paper gives the same text."""
    return _template().render(paper=paper)


@cache
def _template() -> Template:
    from zikao.templates import of_pages

    environment = of_pages("zikao.site")
    environment.tests.update(
        table=lambda block: isinstance(block, Table),
        points=lambda block: isinstance(block, Points),
        entry=lambda block: isinstance(block, Entry),
    )
    return environment.get_template("sign-off.html.jinja")
