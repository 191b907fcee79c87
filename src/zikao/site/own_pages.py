"""Pages that a site brings itself, with what the rulebooks and its mkdocs.yml put into them.

An own `index.md` is the home page: its heading and its words stand above what is made of the rulebooks, or
around it where it has the mark `<!-- zikao: home -->`. `<!-- zikao: operator -->` gives who runs the site.
"""

from __future__ import annotations

import re
from typing import Final

HOME: Final = "<!-- zikao: home -->"
OPERATOR: Final = "<!-- zikao: operator -->"
_FIRST_PART: Final = re.compile(r"^## ", re.MULTILINE)


def operated(operator: str, contact: str) -> str:
    """Who runs the site and whom to ask, as a sentence of Markdown."""
    if not operator and not contact:
        return "本站由谁主办、怎么联系，还没有写明。"
    told = [f"本站由{operator}主办。"] if operator else []
    return "".join([*told, *([f"联系方式：{contact}。"] if contact else [])])


def filled(markdown: str, operator: str, contact: str) -> str:
    """The page with the operator in the place of its mark."""
    return markdown.replace(OPERATOR, operated(operator, contact))


def below_heading(home: str) -> str:
    """What the rulebooks give of the home page, without its own heading and lead."""
    found = _FIRST_PART.search(home)
    return home[found.start() :] if found else ""


def around(own: str, home: str) -> str:
    """An own home page with what is made of the rulebooks where its mark is, else at its end."""
    before, mark, after = own.partition(HOME)
    return f"{before.rstrip()}\n\n{home}\n\n{after.lstrip() if mark else ''}".rstrip() + "\n"
