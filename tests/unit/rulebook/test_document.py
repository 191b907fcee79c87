"""What a rulebook compiles to, as JSON and back: of every item of every province and city."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from tests.books import rulebooks
from zikao.rulebook.books import SHELF
from zikao.rulebook.document import Document
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

from .places import GOOD

SCHEMA = Path(__file__).resolve().parents[3] / "schemas" / "document.schema.json"
FITS = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def documents(library: Library) -> Iterator[Document]:
    for province, book in library.provinces.items():
        for city in (None, *book.cities):
            for kind, shelf in SHELF.items():
                for name in getattr(library.book(province, city), shelf):
                    yield library.compiled(kind, f"{province}/{name}", city)


DOCUMENTS = [*documents(rulebooks()), *documents(load_library(GOOD))]
ANY = DOCUMENTS[0].as_json()


def name(document: Document) -> str:
    return f"{document.kind}:{document.stamp.id}/{document.id}"


def test_every_province_and_city_is_among_them() -> None:
    stamps = {document.stamp.id for document in DOCUMENTS}
    assert {"cn", "general", "zhejiang", "anhui", "anhui/luan", "demo/river"} <= stamps


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_a_document_comes_back_from_json_as_it_was(document: Document) -> None:
    again = Document.model_validate_json(document.text())
    assert again == document
    assert again.text() == document.text()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_its_json_fits_the_schema_and_leaves_out_what_is_not_there(document: Document) -> None:
    plain = document.as_json()
    assert json.loads(document.text()) == plain
    FITS.validate(plain)
    assert [each for each in _values(plain) if each is None] == []


def _values(node: Any) -> Iterator[Any]:
    yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _values(child)


@pytest.mark.parametrize("key", sorted(ANY))
def test_no_part_may_be_missing(key: str) -> None:
    lacking = {each: value for each, value in ANY.items() if each != key}
    assert list(FITS.iter_errors(lacking))


def test_what_is_not_known_is_refused() -> None:
    assert list(FITS.iter_errors({**ANY, "ruels": []}))
    with pytest.raises(ValidationError, match="ruels"):
        Document.model_validate({**ANY, "ruels": []})


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_no_part_of_a_part_may_be_missing_or_unknown(document: Document) -> None:
    """In a rule, exception, duty, question, window, value and citation, as deep as they lie."""
    plain = document.as_json()
    # One of each class: what a class may hold is said once for all of them.
    parts = {kind: part for kind, part in _parts(document, plain) if part is not plain}
    assert parts
    for part in parts.values():
        part["ruels"] = []
        assert not FITS.is_valid(plain), part
        del part["ruels"]
    FITS.validate(plain)


def _parts(model: Any, plain: Any) -> Iterator[tuple[type[BaseModel], dict[str, Any]]]:
    """The class and the JSON of each model in a model."""
    if isinstance(model, BaseModel):
        yield type(model), plain
        for key in plain:
            yield from _parts(getattr(model, key), plain[key])
    elif isinstance(model, Mapping):
        for key in model.keys() & plain.keys():
            yield from _parts(model[key], plain[key])
    elif isinstance(model, tuple):
        for each, made in zip(model, plain, strict=True):
            yield from _parts(each, made)
