"""Entries made on first use: each once, also when threads ask at the same time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from zikao.rulebook.faults import RulebookFaults
from zikao.rulebook.later import Later
from zikao.rulebook.resolved import library_of, resolved_text
from zikao.rulebook.store import load_library

from .places import GOOD

THREADS = 8


def test_the_names_are_there_and_nothing_is_made() -> None:
    made: list[int] = []

    def make(raw: int) -> int:
        made.append(raw)
        return raw * 10

    entries = Later({"a": 1, "b": 2}, make)
    assert list(entries) == ["a", "b"]
    assert len(entries) == 2
    assert "a" in entries
    assert "c" not in entries
    assert made == []
    assert entries["b"] == entries["b"] == 20
    assert made == [2]
    assert entries == {"a": 10, "b": 20}


def test_each_is_made_once_by_however_many_threads() -> None:
    made: list[str] = []
    together = Barrier(THREADS)

    def make(raw: str) -> object:
        time.sleep(0.01)  # gives way to the others
        made.append(raw)
        return object()

    entries = Later({"a": "x"}, make)

    def ask(_: int) -> object:
        together.wait()
        return entries["a"]

    with ThreadPoolExecutor(THREADS) as pool:
        assert len(set(pool.map(ask, range(THREADS)))) == 1
    assert made == ["x"]


def test_a_document_is_compiled_once_by_however_many_threads() -> None:
    library = load_library(GOOD)
    together = Barrier(THREADS)

    def make() -> object:
        time.sleep(0.01)
        return object()

    def ask(_: int) -> object:
        together.wait()
        return library.once("document", "photo", "demo/graduation", None, make)

    with ThreadPoolExecutor(THREADS) as pool:
        assert len(set(pool.map(ask, range(THREADS)))) == 1


def test_a_file_of_others_is_looked_at_whole() -> None:
    text = resolved_text(load_library(GOOD)).replace('"severity":"must"', '"severity":"may"')
    library_of(text, later=True)
    with pytest.raises(RulebookFaults):
        library_of(text)
