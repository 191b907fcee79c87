"""Where the reader takes the exam: provinces to choose from, and the page of those that are not here yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zikao.rulebook.authorities import short
from zikao.rulebook.in_force import current
from zikao.site import address
from zikao.site.page import Page
from zikao.site.scope import specs_of
from zikao.site.specs import KINDS
from zikao.site.templating import render

if TYPE_CHECKING:
    from datetime import date

    from zikao.rulebook.authorities import Authorities, Place
    from zikao.rulebook.books import ProvinceBook
    from zikao.rulebook.library import Library

SEEN = {
    "official": "官方页面",
    "document": "官方文件",
    "quoted": "别人转引的官方页面",
    "article": "官方公众号文章的副本",
}
"""Where a site was seen to be the authority's, in words."""


@dataclass(frozen=True)
class Choice:
    """One province as an answer to where the exam is taken."""

    id: str
    name: str
    """As people say it."""
    href: str
    here: bool
    """Whether this site has its rules."""


def is_of_no_province(book: ProvinceBook) -> bool:
    """Whether it holds for the country or for no named province (code 00)."""
    return book.province.code == "00"


def for_readers(library: Library) -> list[ProvinceBook]:
    """Provinces first, what holds for no single one last."""
    return sorted(library.provinces.values(), key=is_of_no_province)


def has_choice(library: Library, register: Authorities | None) -> bool:
    """Whether there is more than one province to choose from."""
    return register is not None or sum(not is_of_no_province(book) for book in for_readers(library)) > 1


def missing(library: Library, register: Authorities) -> Mapping[str, Place]:
    """Provinces of the register that have no rulebook here."""
    return {key: place for key, place in register.places.items() if key not in library.provinces}


def choices(library: Library, register: Authorities | None, page: str) -> Iterator[tuple[str, list[Choice]]]:
    """Parts of the country with their provinces, seen from a page; what holds for no single one comes last.

    Without a register these are the site's own provinces, in one part without a name.
    """
    own = {
        book.province.id: Choice(
            book.province.id,
            short(book.province.name.partition("（")[0]),
            address.href(page, address.province_page(book.province.id)),
            here=True,
        )
        for book in for_readers(library)
    }
    of_none = [own[book.province.id] for book in for_readers(library) if is_of_no_province(book)]
    known = register.places if register else {}
    unlisted = [each for key, each in own.items() if key not in known and each not in of_none]
    if register:
        for region, places in register.by_region():
            yield (
                region,
                [
                    own.get(key)
                    or Choice(key, place.short, address.href(page, address.PLACES, key), here=False)
                    for key, place in places
                ],
            )
    if unlisted:
        yield "", unlisted
    if of_none:
        yield "不分省", of_none


def page_of_missing(library: Library, register: Authorities, today: date) -> Page:
    """Who decides in the provinces that are not here yet, their sites, and what can be used all the same.

    What can be used is counted as of a day in Beijing.
    """
    day = today.isoformat()
    useful = [
        {
            "name": book.province.name,
            "href": address.href(address.PLACES, address.province_page(book.province.id)),
            "guides": len(book.procedures),
            "files": sum(len(current(specs_of(book, kind), day)) for kind in KINDS),
        }
        for book in for_readers(library)
        if is_of_no_province(book)
    ]
    text = render(
        "places.md.jinja",
        places=missing(library, register),
        read=register.read,
        useful=useful,
        here=[
            each
            for _, part in choices(library, register, address.PLACES)
            for each in part
            if each.here and not is_of_no_province(library.provinces[each.id])
        ],
        home=address.href(address.PLACES, address.HOME),
        SEEN=SEEN,
    )
    description = "还没有收录的省份：那里的考试机构、官方网站，和现在就能用的检查。"
    return Page(address.PLACES, text, "其他省份", {"description": description})
