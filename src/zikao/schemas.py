"""The committed JSON Schemas: generated from the models and rulebooks, and proven current by a test.

They are what the browser, the functions and editors share. What belongs beside them but is made elsewhere,
such as `zikao.api`'s `openapi.json`, is handed in as `extra`: text by path from the root. The words that
the browser elements share with the reports are made here, too.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from zikao import __version__
from zikao.judge import document as judged
from zikao.judge.document import SEVERITIES
from zikao.package import archive_words, page_words
from zikao.package.choices import PAPERS
from zikao.photo import file_words, seen_words
from zikao.report import HEADINGS, NOTHING_APPLIES, NOTICE, TO_MEND, VERDICTS, FittedPhoto, Report
from zikao.rulebook.asking import DIALECT, facts_schema
from zikao.rulebook.checklist import Checklist
from zikao.rulebook.described import described_schema
from zikao.rulebook.document import Document
from zikao.rulebook.editor import editor_schemas, tidy
from zikao.rulebook.folders import RULEBOOKS
from zikao.rulebook.store import load_library
from zikao.rulebook.vocabulary import vocabulary
from zikao.typescript import declarations

FOLDER = "schemas"
GENERATED = ("rulebook", "eligibility")
"""Folders in which nothing else may lie."""
WIDGET_WORDS = "widgets/shared/words.js"
WIDGET_FILE_WORDS = "widgets/checks/words.js"
WIDGET_REASONS = "widgets/shared/reasons.js"
WIDGET_TYPES = "widgets/shared/types"
"""Folder of the types that the browser elements share with Python."""

NULL = {"type": "null"}
EMPTY: Mapping[str, str] = MappingProxyType({})


def generate(root: Path) -> dict[str, str]:
    """Every schema of a checkout as text, by its path from the root.

    Raises:
        RulebookFaults: the checkout's rulebooks are wrong.
    """
    library = load_library(root / RULEBOOKS)
    schemas = {f"rulebook/{kind}": schema for kind, schema in editor_schemas().items()}
    answers: dict[str, type[BaseModel]] = {"report": Report, "fitted-photo": FittedPhoto}
    for name, model in answers.items():
        schemas[name] = _answer(model)
    schemas["document"] = _without_nulls(Document)
    schemas["checklist"] = _without_nulls(Checklist)
    schemas["answers-vocabulary"] = vocabulary()
    schemas["photo-facts"] = _photo_facts()
    schemas["package-facts"] = _package_facts()
    for province, book in library.provinces.items():
        for name in book.procedures:
            item = f"{province}/{name}"
            schemas[f"eligibility/{item}"] = facts_schema(library.compiled("procedure", item))
    return {f"{FOLDER}/{name}.schema.json": _text(schema) for name, schema in schemas.items()}


def widget_words() -> str:
    """Module with the words that the browser elements' reports share with Python's."""
    words = {
        "VERSION": __version__,
        "NOTICE": NOTICE,
        "VERDICTS": VERDICTS,
        "HEADINGS": {name: HEADINGS[name] for name in ("elsewhere", "unconcerned", "not yet")},
        "SEVERITIES": SEVERITIES,
        "TO_MEND": TO_MEND,
        "NOTHING_APPLIES": NOTHING_APPLIES["procedure"],
    }
    return _words_module("Words that reports share with Python.", words)


def widget_file_words() -> str:
    """The same of reports on files."""
    words = {
        "HEADINGS": {name: HEADINGS[name] for name in ("elsewhere", "unconcerned file", "left to the eye")},
        "NOTHING_APPLIES": NOTHING_APPLIES["file"],
        "PAPERS": PAPERS,
    }
    return _words_module("Words that reports on files share with Python.", words)


def widget_reasons() -> str:
    """Why something was not measured, each sentence by itself, for bundles in other languages."""
    about = "Reasons for which something is not measured, for bundles in other languages."
    return _words_module(about, {"REASONS": {reason: reason for reason in _reasons()}})


_NO_REASONS = frozenset(
    (
        *("STATED", "BOTH_SIDES", "NO_PIECES", "THEN", "AND", "LEFT_MARK", "RIGHT_MARK", "QUOTED", "PAGE_OF"),
        *("THIS_PICTURE", "IS_NOT", "MORE_OTHERS", "WIDGETS_FILE"),
    )
)
"""Of the same modules: what is said of what was measured, and pieces of sentences."""


def _reasons() -> Iterator[str]:
    for module in (file_words, seen_words, archive_words, page_words):
        yield from (
            word
            for name, word in vars(module).items()
            if name.isupper() and name not in _NO_REASONS and isinstance(word, str)
        )
    for table in (file_words.JPEG_ONLY, file_words.NOT_STATED, seen_words.OTHERWISE, seen_words.UNSEEN):
        yield from table.values()


def _words_module(about: str, words: Mapping[str, Any]) -> str:
    lines = [f"/** {about} Made by `zikao schemas`; not written by hand. */", ""]
    for name, value in words.items():
        if isinstance(value, dict):
            lines.append("/** @type {Record<string, string>} */")
        lines.append(f"export const {name} = {json.dumps(value, ensure_ascii=False)};")
    return "\n".join([*lines, ""])


def widget_types() -> dict[str, str]:
    """Modules with the types of what the browser elements read and make, by path from the root."""
    return {
        f"{WIDGET_TYPES}/document.d.ts": declarations("Document", _without_nulls(Document)),
        f"{WIDGET_TYPES}/checklist.d.ts": declarations("Checklist", _without_nulls(Checklist)),
        f"{WIDGET_TYPES}/judged.d.ts": declarations("Document", tidy(described_schema(judged.Document))),
        f"{WIDGET_TYPES}/report.d.ts": declarations("FittedPhoto", _written_whole(_answer(FittedPhoto))),
    }


def write(root: Path, extra: Mapping[str, str] = EMPTY) -> list[str]:
    """Bring the checkout's schemas up to date; returns the paths that were written or removed."""
    current = {**generate(root), **extra}
    changed = _stale(root, current)
    for name in changed:
        path = root / name
        if name in current:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(current[name], encoding="utf-8")
        else:
            path.unlink()
    return changed


def stale(root: Path, extra: Mapping[str, str] = EMPTY) -> list[str]:
    """Paths from the root of schemas that are missing, outdated, or belong to nothing any more."""
    return _stale(root, {**generate(root), **extra})


def _stale(root: Path, current: dict[str, str]) -> list[str]:
    differing = [
        name for name, text in current.items() if not (root / name).is_file() or _read(root / name) != text
    ]
    present = [
        path.relative_to(root).as_posix()
        for kind in GENERATED
        for path in (root / FOLDER / kind).rglob("*.json")
    ]
    return sorted([*differing, *(name for name in present if name not in current)])


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _answer(model: type[BaseModel]) -> dict[str, Any]:
    """Schema of what is written with every field, null where there is nothing."""
    return {"$schema": DIALECT, **tidy(model.model_json_schema(mode="serialization"), nulls=True)}


def _without_nulls(model: type[BaseModel]) -> dict[str, Any]:
    """Schema of what is written without what is null: a compiled document, a list."""
    schema = described_schema(model, mode="serialization")
    for each in _objects(schema):
        each["required"] = [
            name for name, entry in each["properties"].items() if NULL not in entry.get("anyOf", ())
        ]
    return {"$schema": DIALECT, **tidy(schema)}


def _written_whole(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of what is written with every field, whatever a reader may do without."""
    for each in _objects(schema):
        each["required"] = list(each["properties"])
    return schema


def _objects(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """A model's schema and those of the models inside it."""
    return [each for each in (schema, *schema["$defs"].values()) if "properties" in each]


def _photo_facts() -> dict[str, Any]:
    from zikao.photo.facts import Measured, PhotoFacts

    return _measured("photo", Measured, PhotoFacts)


def _package_facts() -> dict[str, Any]:
    from zikao.package.facts import Measured, PackageFacts

    return _measured("package", Measured, PackageFacts)


def _measured(check: str, document: type[BaseModel], facts: type[BaseModel]) -> dict[str, Any]:
    """Schema of a measured document: an unmeasured fact is left out, and its reason stands in `absent`."""
    inside = tidy(facts.model_json_schema())
    defs = inside.pop("$defs", {})
    return {
        "$schema": DIALECT,
        "title": f"{check} facts",
        "description": inspect.getdoc(document),
        "type": "object",
        "properties": {
            "check": {"const": check},
            "facts": {"$ref": "#/$defs/Facts"},
            "absent": {
                "description": "Reason in zh-CN for each fact that was not measured.",
                "type": "object",
                "additionalProperties": {"type": "string"},
            },
        },
        "required": ["check", "facts", "absent"],
        "additionalProperties": False,
        "$defs": {**defs, "Facts": inside},
    }
