"""docs/api.md: says what the registry says, and its examples are well formed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from zikao.api import problems
from zikao.api.declared import OF_PACKAGE, OF_PHOTO, read_declared
from zikao.api.problems import Kind
from zikao.api.routes import ROUTES, Route
from zikao.report import FittedFile, FittedPhoto


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """The page, without the lines' breaks."""
    return (root / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_route_stands_in_the_table_with_its_limit(page: str, route: Route) -> None:
    (row,) = [line for line in page.splitlines() if line.startswith(f"| `{route.method} {route.path}` |")]
    if route.body:
        limit = route.body.limit
        assert (f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit // 1000} KB") in row
    assert ("?city=" in row) == route.by_city


@pytest.mark.parametrize("field", [*OF_PHOTO, *OF_PACKAGE], ids=lambda field: field.header)
def test_every_header_is_told_and_its_example_can_be_read(page: str, field: Any) -> None:
    assert f"| `{field.header}` |" in page
    example = ",".join(field.example) if isinstance(field.example, list) else field.example
    assert field.fact in read_declared({field.header.lower(): example}, [field])


def test_headers_of_the_examples_can_be_read(page: str) -> None:
    sent = dict(re.findall(r"-H '(X-Zikao-[\w-]+): ([^']+)'", page))
    headers = {name.lower(): value for name, value in sent.items()}
    assert read_declared(headers, OF_PACKAGE) == {
        "admission_ticket_number": "010112345678",
        "courses": ["大学语文", "英语（二）"],
    }


@pytest.mark.parametrize(
    "kind", [each for each in vars(problems).values() if isinstance(each, Kind)], ids=lambda kind: kind.slug
)
def test_every_problem_stands_in_the_table(page: str, kind: Kind) -> None:
    assert f"| {kind.status} | `{kind.slug}` |" in page


@pytest.mark.parametrize("name", [*FittedPhoto.model_fields, *FittedFile.model_fields])
def test_every_field_of_a_fitted_photo_is_told(page: str, name: str) -> None:
    assert f"`{name}`" in page.split("{ #fit }")[1].split("\n## ")[0]
