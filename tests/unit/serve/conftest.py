"""Checks that repeat what they are given, behind the real Chalice apps."""

from __future__ import annotations

from unittest.mock import MagicMock

import pytest

from zikao.api.services import Services
from zikao.checks.circumstances import Circumstances


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> Services:
    """Services, and checks that answer with the file name and the length of the body."""

    def check(
        library: object,
        item: str,
        data: bytes,
        name: str | None,
        about: Circumstances,
        *,
        limits: object = None,
    ) -> str:
        said = f" {about.declared}" if about.declared else ""
        return f"{item} {name} {len(data)} {about.city}{said}"

    def eligibility(library: object, item: str, facts: dict[str, object], about: Circumstances) -> str:
        return f"{item} {sorted(facts)} {about.city}"

    monkeypatch.setattr("zikao.checks.eligibility.check_eligibility", eligibility)
    monkeypatch.setattr("zikao.checks.photo.check_photo", check)
    monkeypatch.setattr("zikao.checks.package.check_package", check)
    return Services(MagicMock(), str)
