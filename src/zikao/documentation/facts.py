"""Tables of `photo-facts.md` and `package-facts.md`: every fact, as its model describes it."""

from __future__ import annotations

from collections.abc import Iterable

from zikao.documentation.marks import table
from zikao.facts import Described, Facts, absent_where, vocabulary
from zikao.package.facts import ArchiveFacts, EntryFacts, PackageFacts, PageFacts, TogetherFacts
from zikao.photo.facts import PhotoFacts
from zikao.photo.file_facts import FileFacts


def photo_file() -> str:
    """Facts of a portrait's file."""
    return _table(FileFacts)


def photo_picture() -> str:
    """Facts of what is seen in a portrait."""
    return _table(PhotoFacts, PhotoFacts.model_fields.keys() - FileFacts.model_fields.keys())


def archive() -> str:
    """Facts of an archive."""
    return _table(PackageFacts)


def entries() -> str:
    """Facts of each of its entries."""
    return _table(EntryFacts)


def pages() -> str:
    """Facts of each of its pages."""
    return _table(PageFacts)


def together() -> str:
    """Facts of several archives."""
    return _table(TogetherFacts)


def archives() -> str:
    """Facts of each of several archives."""
    return _table(ArchiveFacts)


def _table(model: type[Facts], only: Iterable[str] | None = None) -> str:
    known, absent = vocabulary(model), absent_where(model)
    wanted = known.keys() if only is None else set(only)
    rows = [
        (
            f"`{name}`",
            each["label"],
            _type(each),
            each["unit"],
            str(model.model_fields[name].description),
            absent[name],
        )
        for name, each in known.items()
        if name in wanted
    ]
    return table(("fact", "called", "type", "unit", "what it is", "absent where"), rows)


def _type(described: Described) -> str:
    """The judge's name for the type, and of a choice its values."""
    options = ", ".join(f"`{each}`" for each in described.get("options", ()))
    return f"{described['type']}: {options}" if options else str(described["type"])
