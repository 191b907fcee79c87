"""Entries that are made when they are first asked for: one answer needs one procedure of one province."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

T = TypeVar("T")

MAKING = threading.RLock()
"""Held while anything is made of a rulebook: pydantic finishes a class where it is first used, and two
threads that do so at once would find it half finished."""


class Later(Mapping[str, T], Generic[T]):
    """A mapping with all its names, each of whose values is made once, on first use."""

    def __init__(self, raw: Mapping[str, Any], make: Callable[[Any], T]) -> None:
        self._raw = raw
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._made:
            with MAKING:
                if name not in self._made:
                    self._made[name] = self._make(self._raw[name])
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)
