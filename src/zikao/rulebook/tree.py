"""Plain data that remembers where each piece was written, even after files have been merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from zikao.rulebook.faults import Fault, FaultSeverity

Loc = tuple[str | int, ...]


class Position(NamedTuple):
    """File relative to the root, line and column from 1."""

    file: str
    line: int
    column: int


class Map(dict[str, Any]):
    """A mapping with its own position and those of its keys and values."""

    __slots__ = ("blank", "keys_at", "label", "position", "values_at")

    def __init__(self, position: Position) -> None:
        super().__init__()
        self.position = position
        self.keys_at: dict[str, Position] = {}
        self.values_at: dict[str, Position] = {}
        self.blank: dict[str, Position] = {}
        """Keys written without a value, which are kept out of the mapping."""
        self.label = ""
        """Path of this mapping in its file, where it is looked at on its own."""

    def put(self, key: str, value: Any, key_at: Position, value_at: Position) -> None:
        """Set a key together with where key and value were written."""
        self[key] = value
        self.keys_at[key] = key_at
        self.values_at[key] = value_at

    def take(self, key: str, other: Map) -> None:
        """Set a key to another map's value, places and all."""
        self.put(key, other[key], other.keys_at[key], other.values_at[key])

    def copy(self) -> Map:
        """A copy that shares the values."""
        return self.only(self)

    def only(self, keys: Iterable[str]) -> Map:
        """A copy with those of its keys that are named."""
        made = Map(self.position)
        made.label, made.blank = self.label, dict(self.blank)
        for key in keys:
            if key in self:
                made.take(key, self)
        return made


class Seq(list[Any]):
    """A sequence with its own position and those of its items."""

    __slots__ = ("items_at", "position")

    def __init__(self, position: Position) -> None:
        super().__init__()
        self.position = position
        self.items_at: list[Position] = []

    def add(self, value: Any, at: Position) -> None:
        """Append an item together with where it was written."""
        self.append(value)
        self.items_at.append(at)


@dataclass(frozen=True)
class Spot:
    """A piece of a tree by its path: read it, go on from it, or say what is wrong with it."""

    root: Map
    loc: Loc = ()

    @property
    def value(self) -> Any:
        """The data at this spot."""
        found: Any = self.root
        for step in self.loc:
            found = found[step]
        return found

    def __truediv__(self, step: str | int) -> Spot:
        return Spot(self.root, (*self.loc, step))

    def __iter__(self) -> Iterator[Spot]:
        """The spots below: of each key of a mapping, of each item of a list, none of a scalar."""
        value = self.value
        if isinstance(value, dict):
            yield from (self / key for key in value)
        elif isinstance(value, list):
            yield from (self / index for index in range(len(value)))

    def below(self, step: str) -> Iterator[Spot]:
        """The spots below one key; none where the key is not there."""
        if isinstance(self.value, dict) and step in self.value:
            yield from self / step

    def each(self, step: str) -> Iterator[Spot]:
        """The spot at one key, or of each of its items if it is a list; none where the key is not there."""
        if isinstance(self.value, dict) and step in self.value:
            at = self / step
            yield from at if isinstance(at.value, list) else (at,)

    @property
    def name(self) -> str:
        """The last step as text."""
        return str(self.loc[-1]) if self.loc else ""

    @property
    def path(self) -> str:
        """The path as people read it."""
        return path_text(self.root, self.loc)

    @property
    def file(self) -> str:
        """The file that this piece was written in."""
        return self.position().file

    def position(self, *, key: bool = False) -> Position:
        """Where the piece was written; with `key`, where its key was."""
        holder: Any = self.root
        position = self.root.position
        for step in self.loc:
            if isinstance(holder, Map) and step in holder:
                position = (holder.keys_at if key else holder.values_at)[str(step)]
            elif isinstance(holder, Seq) and isinstance(step, int) and step < len(holder):
                position = holder.items_at[step]
            else:
                break
            holder = holder[step]
        return position

    def fault(
        self,
        message: str,
        *,
        nearest: str | None = None,
        severity: FaultSeverity = "error",
        key: bool = False,
        wrong: str | None = None,
    ) -> Fault:
        """A fault at this spot; with `key`, at its key instead of its value.

        `wrong` is the word in place of which `nearest` belongs, where it is a part of the text only.
        """
        wrong = wrong or ((self.name if key else _word(self.value)) if nearest else None)
        return Fault(*self.position(key=key), self.path, message, nearest, severity, wrong)


def _word(value: object) -> str | None:
    """A scalar as it may stand in a file; true and false are no words that anything is like."""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def path_text(root: object, loc: Loc) -> str:
    """A path as people read it: list items by their id where they have one, else counted from 1.

    >>> path_text({"rules": [{"id": "bytes", "when": {}}]}, ("rules", 0, "when"))
    'rules[bytes].when'
    """
    text = root.label if isinstance(root, Map) else ""
    holder: Any = root
    for step in loc:
        try:
            holder = holder[step]
        except (KeyError, IndexError, TypeError):
            holder = None
        if isinstance(step, int):
            known = holder.get("id") if isinstance(holder, dict) else None
            text += f"[{known if isinstance(known, str) else step + 1}]"
        else:
            text += f".{step}" if text else step
    return text


def plain(value: Any) -> Any:
    """The same data as ordinary dictionaries and lists."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value
