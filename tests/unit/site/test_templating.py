"""Templates are compiled once, and then wait in the cache for the next build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from zikao.site import templating

TEMPLATE = "home.md.jinja"


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache of its own, and nothing remembered from other tests."""

    def forget() -> None:
        templating._environment.cache_clear()
        templating.compiled_before.cache_clear()

    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path / "cache"))
    forget()
    yield tmp_path / "cache"
    forget()


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Names of the templates that were compiled, in their order."""
    names: list[str | None] = []
    usual = Environment.compile

    def noted(self: Environment, source: Any, name: str | None = None, *more: Any, **options: Any) -> Any:
        names.append(name)
        return usual(self, source, name, *more, **options)

    monkeypatch.setattr(Environment, "compile", noted)
    return names


def test_a_template_is_compiled_once(fresh: Path, compiled: list[str | None]) -> None:
    templating._environment().get_template(TEMPLATE)
    templating._environment.cache_clear()
    templating._environment().get_template(TEMPLATE)
    assert compiled == [TEMPLATE]
    assert [path.parent for path in fresh.rglob("*.cache")] == [fresh / "templates"]


def test_without_a_place_to_keep_them_they_are_compiled_every_time(
    fresh: Path, compiled: list[str | None]
) -> None:
    fresh.write_text("a file where the folder would be")
    for _ in range(2):
        templating._environment().get_template(TEMPLATE)
        templating._environment.cache_clear()
    assert compiled == [TEMPLATE, TEMPLATE]
