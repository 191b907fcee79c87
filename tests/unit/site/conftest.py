"""Rulebooks for the tests of the site: the sample province, and every real one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.books import rulebooks
from zikao.rulebook.library import Library
from zikao.site.page import Page
from zikao.site.render import render

from . import sample

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return sample.library(tmp_path_factory.mktemp("provinces"))


@pytest.fixture(scope="session")
def sample_pages(sample_library: Library) -> dict[str, Page]:
    return {page.path: page for page in render(sample_library, today=TODAY)}


@pytest.fixture(scope="session", params=["sample", "real"])
def library(request: pytest.FixtureRequest) -> Library:
    """What every rulebook must hold to, the sample and the real ones alike."""
    chosen: Library = request.getfixturevalue("sample_library") if request.param == "sample" else rulebooks()
    return chosen


@pytest.fixture(scope="session")
def pages(library: Library) -> dict[str, Page]:
    return {page.path: page for page in render(library, today=TODAY)}
