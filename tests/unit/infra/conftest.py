"""The stacks' templates, put together once."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from infra.stack.apps import App, package
from infra.stack.assemble import templates
from zikao.api.routes import Group

Tree = dict[str, Any]


@pytest.fixture(scope="session")
def apps() -> list[App]:
    """What Chalice says of each app."""
    return [package(name) for name in get_args(Group)]


@pytest.fixture(scope="session")
def stacks(apps: list[App]) -> dict[str, Tree]:
    """Every stack's template by name; not to be changed."""
    return templates(apps)


@pytest.fixture(scope="session")
def resources(stacks: dict[str, Tree]) -> dict[str, Tree]:
    """Those of the stack of the region, by their names."""
    found: dict[str, Tree] = stacks["region"]["Resources"]
    return found
