"""Checks that repeat what they are given, behind the real Chalice apps."""

from __future__ import annotations

from types import SimpleNamespace
from unittest.mock import MagicMock

import pytest

from zikao.api.services import Services


@pytest.fixture
def echo() -> Services:
    """Services whose checks answer with the file name and the length of the body."""

    def check(
        library: object,
        item: str,
        data: bytes,
        name: str | None,
        *,
        city: str | None = None,
        limits: object = None,
        declared: object = None,
    ) -> str:
        said = f" {declared}" if declared else ""
        return f"{item} {name} {len(data)} {city}{said}"

    checks = SimpleNamespace(
        check_photo=check,
        check_package=check,
        check_eligibility=lambda library, item, facts, *, city=None: f"{item} {sorted(facts)} {city}",
    )
    return Services(library=MagicMock(), checks=lambda: checks)  # type: ignore[arg-type,return-value]
