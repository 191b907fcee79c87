"""Markdown tables, and the marks of a page between which what is made stands.

The marks are those of `widgets/docs.mjs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zikao.errors import ZikaoError


class LostMarksError(ZikaoError):
    """A page without the marks between which something belongs."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Markdown table without a line break at its end; the cells are Markdown, on one line."""
    lines = [head, ["---"] * len(head), *([_cell(text) for text in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(text: str) -> str:
    """A bar would end the cell, in code too."""
    return text.replace("|", "\\|")


def between(text: str, path: str, mark: str, made: str) -> str:
    """Page's text, with what is made put between the two marks in place of what stood there.

    Raises:
        LostMarksError: the page, named by `path`, lacks them.
    """
    start, end = f"<!-- {mark}: made by zikao schemas -->", f"<!-- end of {mark} -->"
    before, started, rest = text.partition(start)
    _, ended, after = rest.partition(end)
    if not (started and ended):
        raise LostMarksError(f"{path} 里缺少标记，请补上：{start} 和 {end}。")
    return f"{before}{start}\n\n{made}\n\n{end}{after}"
