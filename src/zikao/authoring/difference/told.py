"""One difference in words: what it is about, what stood there, what stands there, and where on both sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zikao.authoring.difference.words import HOW, KEYS, SECTIONS, Words
from zikao.authoring.difference.written import Piece
from zikao.rulebook.merge import IDENTITY
from zikao.rulebook.tree import Map, Position

NAMES = ("title", "name", "who", "word", "term", "label", "called", "ask", "text", "why", "what", "id")
"""What an item is called, in the order in which it is looked for."""
SHOWN = (
    "start", "end", "yearly", "daily", "stated", "valid_from", "valid_to", "value", "unit", "when", "require",
    "each", "form", "copies", "phone", "how", "hours", "host", "body", "answer", "means", "meaning", "safe",
    "options", "if_no", "mend",
)  # fmt: skip
"""What is told of an item that is new or gone, beside its name."""
MOST_NAME = 40


@dataclass(frozen=True)
class Line:
    """One difference as it is told."""

    section: str
    """Part of the file, by key: windows, rules, and so on."""
    path: str
    """Keys and ids that lead there."""
    how: str
    """added, removed, changed or moved."""
    about: str
    """What it is about, in words."""
    before: str | None
    now: str | None
    old: str | None
    """`file:line` of the old version."""
    new: str | None

    @property
    def heading(self) -> str:
        """What happened to what, in a line."""
        return f"{HOW[self.how]}  {self.about}"


def line(piece: Piece, old: Map, new: Map, words: tuple[Words, Words]) -> Line:
    """A difference of two trees in words, each side by its own facts and sources."""
    tree, own = (old, words[0]) if piece.how == "removed" else (new, words[1])
    key = piece.loc[-1]
    before: str | None = None
    now: str | None = None
    if piece.how == "moved":
        before, now = _names(piece.loc, old, piece.old), _names(piece.loc, new, piece.new)
    else:
        before = None if piece.old is None else _said(key, piece.old, words[0])
        now = None if piece.new is None else _said(key, piece.new, words[1])
    return Line(
        section=piece.loc[0],
        path=".".join(piece.loc),
        how=piece.how,
        about=_about(piece.loc, tree, own),
        before=before or None,
        now=now or None,
        old=place(piece.old_at),
        new=place(piece.new_at),
    )


def place(position: Position | None) -> str | None:
    """`file:line`, as faults write it."""
    return f"{position.file}:{position.line}" if position else None


def name_of(item: Any, otherwise: str) -> str:
    """What an item is called by those who read it."""
    if isinstance(item, Mapping):
        found = next((item[key] for key in NAMES if isinstance(item.get(key), str)), otherwise)
        return found if len(found) <= MOST_NAME else f"{found[:MOST_NAME]}…"
    return otherwise


def _about(loc: tuple[str, ...], tree: Any, words: Words) -> str:
    """The names of the items on the way, and the words of the keys."""
    told: list[str] = []
    holder = tree
    for depth, step in enumerate(loc):
        holder = _inside(holder, step)
        parent = loc[depth - 1] if depth else ""
        if depth == 0 and len(loc) > 1 and step in SECTIONS:
            continue  # its heading says so
        if parent == "values":
            named = holder.get("label") if isinstance(holder, Mapping) else None
            told.append(f"“{named or words.labels.get(step, step)}”")
        elif isinstance(holder, Mapping) and (any(key in holder for key in NAMES) or parent in SECTIONS):
            told.append(f"“{name_of(holder, step)}”")
        elif parent == "options":
            told.append(f"“{holder if isinstance(holder, str) else step}”")
        elif step.isdigit():
            told.append(f"第 {step} 项")
        else:
            told.append(SECTIONS.get(step) or KEYS.get(step) or words.step(step))
    return " · ".join(told) or SECTIONS.get(loc[0], loc[0])


def _inside(holder: Any, step: str) -> Any:
    """One step further in: by key, by the identity of an item, or by its number."""
    if isinstance(holder, Mapping):
        return holder.get(step)
    if isinstance(holder, list):
        for item in holder:
            if isinstance(item, Mapping) and any(item.get(key) == step for key in IDENTITY):
                return item
        if step.isdigit() and 0 < int(step) <= len(holder):
            return holder[int(step) - 1]
    return None


def _names(loc: tuple[str, ...], tree: Any, order: list[str]) -> str:
    holder = tree
    for step in loc:
        holder = _inside(holder, step)
    return "、".join(name_of(_inside(holder, step), step) for step in order)


def _said(key: str, value: Any, words: Words) -> str:
    """A value in one line; of an item that is new or gone what matters of it."""
    if isinstance(value, Mapping) and any(name in value for name in (*NAMES, "cite", "value")):
        shown = {name: words.value(name, value[name]) for name in SHOWN if name in value}
        return "；".join(f"{KEYS.get(name, name)}：{said}" for name, said in shown.items())
    return words.value(key, value)
