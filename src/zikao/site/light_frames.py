"""Frames of what lives in a portal's own page as a rule, for portals that take no module scripts.

Each holds the tags that other pages have: what they show comes from the documents beside the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from zikao.clock import beijing_today
from zikao.site import address
from zikao.site.frames import NOBODY, Brand, framed, scope_of

if TYPE_CHECKING:
    from zikao.rulebook.books import ProvinceBook
    from zikao.rulebook.library import Library
    from zikao.rulebook.model import Procedure

CALLED: Final = {
    "eligibility": "资格自查",
    "checklist": "材料和步骤",
    "way": "我的步骤",
    "until": "办理时间",
}
"""Elements by the last part of their tags, and what a reader calls the page."""

UNABLE: Final = {
    "old": "这个浏览器太旧，这里打不开。请更新浏览器（Chrome 86、Firefox 78、iOS 14 起），或者看指南全文。",
    "off": "没有载入。请检查网络后刷新，或者看指南全文。",
    "broken": "网页自己出了错。请刷新再试，还不行就换一个浏览器，或者看指南全文。",
}
"""What is said where the script finds that the element cannot start."""


def light_frames(
    library: Library, *, api: str, brand: Brand = NOBODY, today: date | None = None
) -> Iterator[tuple[str, str]]:
    """Path below the site's root and HTML, without a policy yet.

    Args:
        library: the loaded rulebooks.
        api: address of the functions, without a closing slash.
        brand: whose they are.
        today: the day in Beijing that decides which windows are over; None: this day.
    """
    day = today or beijing_today()
    for book in library.provinces.values():
        for procedure in book.procedures.values():
            yield from _frames(library, book, procedure, brand, day, api)
        for city in book.cities.values():
            for key in city.overlay.procedures:
                yield from _frames(library, city, city.procedures[key], brand, day, api)


def _frames(
    library: Library, book: ProvinceBook, procedure: Procedure, brand: Brand, day: date, api: str
) -> Iterator[tuple[str, str]]:
    kinds = list(_kinds(procedure))
    for kind in kinds:
        scope = scope_of(kind, procedure.id, library, book, day, api)
        yield framed(
            scope,
            brand,
            "light-frame.html.jinja",
            elements=f"{address.HOSTS}/v1/zikao.js",
            kind=kind,
            procedure=procedure,
            title=f"{procedure.title}：{CALLED[kind]}",
            parts=[each for each in kinds if each in ("eligibility", "checklist")],
            whole=scope.guide_href(procedure.id),
            unable=UNABLE,
        )


def _kinds(procedure: Procedure) -> Iterator[str]:
    """What there is something to show of."""
    if procedure.rules:
        yield "eligibility"
    if procedure.steps or procedure.materials:
        yield "checklist"
        yield "way"
    if procedure.windows:
        yield "until"
