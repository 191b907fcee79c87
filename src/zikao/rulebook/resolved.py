"""Every rulebook as one JSON file, resolved and examined: what a function loads instead of the YAML folders.

Written where a package is built. Reading it needs no parser of YAML, follows no `extends` and looks for no
faults, since none of a faulty folder is written; it is a tenth of the work at a cold start.
"""

from __future__ import annotations

import json
from typing import Any

from zikao.report import RulebookStamp
from zikao.rulebook.books import ITEMS, CityBook, ProvinceBook, Trees
from zikao.rulebook.faults import Fault, RulebookFaults
from zikao.rulebook.later import Later
from zikao.rulebook.library import Library
from zikao.rulebook.model import CityOverlay, Province

FORM = 1
"""Raised when files of before cannot be read any more."""


def resolved_text(library: Library) -> str:
    """The library as JSON text; a city holds only what differs from its province.

    Raises:
        LookupError: the library was itself read from such a file.
    """
    books = [
        _book(book) | {"cities": {key: _city(book, city) for key, city in book.cities.items()}}
        for book in library.provinces.values()
    ]
    return json.dumps({"form": FORM, "books": books}, ensure_ascii=False, separators=(",", ":"))


def _book(book: ProvinceBook) -> dict[str, Any]:
    shelves = {kind: dict(_shelf(book.trees, kind)) for kind in ITEMS}
    return {"stamp": book.stamp.model_dump(), "province": book.trees.province, **shelves}


def _city(province: ProvinceBook, city: CityBook) -> dict[str, Any]:
    made = _book(city)
    for kind in ITEMS:
        under = _shelf(province.trees, kind)
        made[kind] = {key: tree for key, tree in made[kind].items() if under.get(key) is not tree}
    return made | {"overlay": city.written}


def _shelf(trees: Trees, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = getattr(trees, kind)
    return found


def library_of(text: str, name: str = "rulebooks.json", *, later: bool = False) -> Library:
    """The library that was written; its books have models and stamps, and no places in files.

    Args:
        text: what `resolved_text` gave.
        name: of the file.
        later: make each book and each model of it when it is first asked for. Only for the file that is
            built with the program: of any other, all is looked at before it is taken.

    Raises:
        RulebookFaults: no such file, or one of another form; the sentence names it.
    """
    try:
        data = json.loads(text)
        if data["form"] == FORM:
            library = Library(Later({each["province"]["id"]: each for each in data["books"]}, _province))
            return library if later else _whole(library)
    except (KeyError, TypeError, ValueError):
        pass
    sentence = "不是这个版本的规则文件，请用 zikao compile 重新生成"
    raise RulebookFaults([Fault(name, 1, 1, "", sentence)])


def _whole(library: Library) -> Library:
    """Everything in it made."""
    for province in library.provinces.values():
        for book in (province, *province.cities.values()):
            for kind in ITEMS:
                dict(getattr(book, kind))
    return library


def _province(data: dict[str, Any]) -> ProvinceBook:
    shelves: dict[str, Any] = {kind: Later(data[kind], model.model_validate) for kind, model in ITEMS.items()}
    cities = Later(data["cities"], lambda each: _city_over(data, each))
    return ProvinceBook(**_head(data), **shelves, cities=cities)


def _city_over(under: dict[str, Any], data: dict[str, Any]) -> CityBook:
    shelves: dict[str, Any] = {
        kind: Later({**under[kind], **data[kind]}, model.model_validate) for kind, model in ITEMS.items()
    }
    return CityBook(**_head(data), **shelves, overlay=CityOverlay.model_validate(data["overlay"]))


def _head(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "province": Province.model_validate(data["province"]),
        "stamp": RulebookStamp.model_validate(data["stamp"]),
    }
