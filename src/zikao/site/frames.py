"""Pages that portals show in a frame: the check of one file spec, by the element of the spec's own page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from zikao.clock import beijing_today
from zikao.rulebook.books import CityBook
from zikao.site import address
from zikao.site.scope import Scope, specs_of
from zikao.site.specs import KINDS
from zikao.site.templating import render

if TYPE_CHECKING:
    from zikao.rulebook.books import ProvinceBook
    from zikao.rulebook.document import Kind
    from zikao.rulebook.library import Library

UNABLE: Final = {
    "old": "这个浏览器太旧，查不了文件。请更新浏览器（Chrome 86、Firefox 78、iOS 14 起），或换一个打开。",
    "off": "检查没有载入。请检查网络后刷新。",
    "broken": "网页自己出了错，检查没有开始。请刷新再试，还不行就换一个浏览器。",
}
"""What is said where the script finds that the check cannot start."""


@dataclass(frozen=True)
class Brand:
    """Whose frames they are: a portal's reader sees no other page of the site around them."""

    name: str = ""
    """Of the site."""
    sheet: str = ""
    """Path below the site's root of the style sheet with its own colours; empty: it has none."""


NOBODY: Final = Brand()
"""A site that says nothing of itself."""


def frames(
    library: Library,
    *,
    api: str,
    brand: Brand = NOBODY,
    today: date | None = None,
    on_device: frozenset[str] = frozenset(),
) -> Iterator[tuple[str, str]]:
    """Path below the site's root and HTML, without a policy yet.

    One for each spec of a province, and again for each of its cities that has rules of its own.

    Args:
        library: the loaded rulebooks.
        api: address of the functions, without a closing slash.
        brand: whose they are.
        today: the day in Beijing that decides which windows are over; None: this day.
        on_device: kinds of files that are checked on the reader's own device where that can.
    """
    day = today or beijing_today()
    for book in library.provinces.values():
        for each in (book, *book.cities.values()):
            for kind in KINDS:
                for key in specs_of(each, kind):
                    scope = scope_of(kind, key, library, each, day, api, on_device)
                    yield _frame(scope, brand, kind, key)


def _frame(scope: Scope, brand: Brand, kind: Kind, key: str) -> tuple[str, str]:
    # The address of a spec that another one has followed goes on leading to a check.
    key = scope.holding(kind, key)
    return framed(
        scope,
        brand,
        "frame.html.jinja",
        elements=f"{address.ELEMENTS}/zikao.js",
        kind=kind,
        key=key,
        spec=scope.spec(kind, key),
        whole=scope.spec_href(kind, key),
        unable=UNABLE,
    )


def scope_of(
    kind: str,
    key: str,
    library: Library,
    book: ProvinceBook,
    day: date,
    api: str,
    on_device: frozenset[str] = frozenset(),
) -> Scope:
    """What the frame page of an element can look at; `key` is what it is about."""
    page = address.frame_page(kind, book.province.id, key, book.city)
    return Scope(library, book, page, day, api, on_device=on_device)


def framed(scope: Scope, brand: Brand, template: str, **more: Any) -> tuple[str, str]:
    """The path of a frame page below the site's root, and its HTML."""
    city = scope.book.overlay.name if isinstance(scope.book, CityBook) else ""
    return f"{address.folder(scope.page)}index.html", render(
        template, s=scope, city=city, brand=brand, **more
    )
