"""Themes that the site has been built with, and others."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError

import pytest

pytest.importorskip("mkdocs", reason="the extra 'site' is not installed")

from zikao.site import versions
from zikao.site.versions import ThemeVersionError, check_theme

DECLARED = ["click>=8.1", 'mkdocs<2,>=1.6; extra == "site"', 'mkdocs-material<9.9,>=9.6; extra == "site"']


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "requires", lambda name: DECLARED)


@pytest.mark.parametrize("installed", ["9.6.0", "9.6", "9.8.2", "9.8.3rc1"])
def test_a_theme_of_the_declared_range_is_taken(monkeypatch: pytest.MonkeyPatch, installed: str) -> None:
    monkeypatch.setattr(versions, "version", lambda name: installed)
    check_theme()


@pytest.mark.parametrize("installed", ["9.5.50", "9.9.0", "10.0.0"])
def test_another_is_refused_in_a_sentence_that_names_the_mend(
    monkeypatch: pytest.MonkeyPatch, installed: str
) -> None:
    monkeypatch.setattr(versions, "version", lambda name: installed)
    with pytest.raises(ThemeVersionError) as raised:
        check_theme()
    assert installed in raised.value.sentence
    assert "pip install 'mkdocs-material<9.9,>=9.6'" in raised.value.sentence


def test_what_was_not_installed_has_no_version_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(versions, "version", version)
    check_theme()
