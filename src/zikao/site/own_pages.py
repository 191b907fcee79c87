"""Pages that a site brings itself, with what the rulebooks and its mkdocs.yml put into them.

An own `index.md` is the home page: its heading and its words stand above what is made of the rulebooks, or
around it where it has the mark `<!-- zikao: home -->`. `<!-- zikao: operator -->` gives who runs the site.
What is true only where files are checked on the reader's device stands between `<!-- zikao: on device -->`
and `<!-- zikao: end -->`; what is true only elsewhere follows `<!-- zikao: not on device -->` likewise.
"""

from __future__ import annotations

import re
from typing import Final

HOME: Final = "<!-- zikao: home -->"
OPERATOR: Final = "<!-- zikao: operator -->"
_TOLD: Final = re.compile(
    r"<!-- zikao: (not )?on device -->\n(.*?)(?=<!-- zikao: (?:not on device|end) -->)", re.DOTALL
)
_END: Final = "<!-- zikao: end -->\n"
_FIRST_PART: Final = re.compile(r"^## ", re.MULTILINE)


def operated(operator: str, contact: str) -> str:
    """Who runs the site and whom to ask, as a sentence of Markdown."""
    if not operator and not contact:
        return "本站由谁主办、怎么联系，还没有写明。"
    told = [f"本站由{operator}主办。"] if operator else []
    return "".join([*told, *([f"联系方式：{contact}。"] if contact else [])])


def filled(markdown: str, operator: str, contact: str, *, on_device: bool = False) -> str:
    """The page with the operator in the place of its mark, and with what is true of this site alone.

    Args:
        markdown: the page as it is written.
        operator: who runs the site.
        contact: how to reach them.
        on_device: whether files are checked on the reader's own device where that can.
    """
    true = _TOLD.sub(lambda found: found[2] if bool(found[1]) != on_device else "", markdown)
    return true.replace(_END, "").replace(OPERATOR, operated(operator, contact))


def below_heading(home: str) -> str:
    """What the rulebooks give of the home page, without its own heading and lead."""
    found = _FIRST_PART.search(home)
    return home[found.start() :] if found else ""


def around(own: str, home: str) -> str:
    """An own home page with what is made of the rulebooks where its mark is, else at its end."""
    before, mark, after = own.partition(HOME)
    return f"{before.rstrip()}\n\n{home}\n\n{after.lstrip() if mark else ''}".rstrip() + "\n"
