"""Home, provinces, cities and the list of all sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from zikao.clock import beijing_today
from zikao.report import NOTICE
from zikao.rulebook.in_force import current
from zikao.rulebook.model import (
    Authority,
    Contact,
    Material,
    Notice,
    Procedure,
    Province,
    Rule,
    Source,
    Spec,
    SpecValue,
    Statement,
    Step,
)
from zikao.rulebook.references import cited_sources
from zikao.site import address
from zikao.site.own import own
from zikao.site.page import Page
from zikao.site.places import choices, for_readers, has_choice
from zikao.site.scope import Scope, specs_of, standing
from zikao.site.specs import KINDS
from zikao.site.templating import render

if TYPE_CHECKING:
    from zikao.rulebook.authorities import Authorities
    from zikao.rulebook.books import CityBook, ProvinceBook
    from zikao.rulebook.library import Library

T = TypeVar("T", Rule, Notice, Material, Step)
NAME = "自考办事指南"
"""What a site is called that says nothing else."""
OPEN_AT_MOST = 6
"""With more provinces than this the home page shows their names only, each to be opened; so it does where
needs stand above them."""


@dataclass(frozen=True)
class ProvinceEntry:
    """A province as one entry of a list, seen from one page."""

    page: str
    book: ProvinceBook

    @property
    def province(self) -> Province:
        return self.book.province

    @property
    def procedures(self) -> list[Procedure]:
        return in_order(self.book)

    @property
    def href(self) -> str:
        return address.href(self.page, address.province_page(self.province.id))

    def guide(self, procedure: str) -> str:
        return address.href(self.page, address.guide_page(self.province.id, procedure))


def in_order(book: ProvinceBook) -> list[Procedure]:
    """Procedures as a reader meets them."""
    return sorted(book.procedures.values(), key=lambda procedure: procedure.order)


@dataclass(frozen=True)
class Answer:
    """A guide that answers a need, as the home page shows it."""

    place: str
    title: str
    href: str
    standing: Authority
    """How much the best of its sources weighs."""


def _answers(library: Library, need: str) -> list[Answer]:
    """The guides that are called for in these words."""
    return [
        Answer(
            book.province.name,
            procedure.title,
            address.href(address.HOME, address.guide_page(book.province.id, procedure.id)),
            standing(book.province, procedure.basis),
        )
        for book in for_readers(library)
        for procedure in in_order(book)
        if need in procedure.needs
    ]


def home(
    library: Library,
    first: Iterable[str] = (),
    *,
    register: Authorities | None = None,
    name: str = NAME,
    today: date | None = None,
) -> Page:
    """The reader's two questions: where, and what for.

    Args:
        library: the loaded rulebooks.
        first: needs that stand on top, each with the guides of all provinces that answer it; one that no
            guide of this site answers is left out.
        register: every province with its exam authority; without it those of this site only are asked for,
            and one alone is not asked for at all.
        name: of the site: title and first heading.
        today: the day in Beijing that decides which specs are in force; None: this day.
    """
    day = (today or beijing_today()).isoformat()
    wanted = [(need, answers) for need in first if (answers := _answers(library, need))]
    places = [ProvinceEntry(address.HOME, book) for book in for_readers(library)]
    checks = [
        {"title": spec.title, "place": book.province.name, "href": address.href(address.HOME, page)}
        for book in for_readers(library)
        for kind in KINDS
        for key, spec in current(specs_of(book, kind), day).items()
        for page in [address.spec_page(kind, book.province.id, key)]
    ]
    served = [place for place in places if place.procedures]
    asked = has_choice(library, register)
    text = render(
        "home.md.jinja",
        name=name,
        regions=list(choices(library, register, address.HOME)) if asked else [],
        listed=register is not None,
        provinces=[] if register else served,
        first=wanted,
        open=len(served) <= OPEN_AT_MOST and not wanted,
        checks=checks if len(places) <= OPEN_AT_MOST else [],
        notice=NOTICE,
        sources=address.href(address.HOME, address.SOURCES),
    )
    description = "自考办事前先自己查一遍：按清单办，查资格，检查照片和材料。"
    return Page(address.HOME, text, name, {"description": description, "hide": ["navigation", "toc"]})


def sources(
    library: Library,
    shown: Mapping[str, Mapping[str, Source]],
    *,
    registered: bool = False,
    catalogued: Collection[str] = (),
) -> Page:
    """Every source of every province, each listed with the province whose file names it.

    `shown` are those of each province by its id: `rested_on`. `registered` says that the register of the
    sources' facts is a page too; `catalogued`, which provinces have a page of a register of their own.
    """
    places = [ProvinceEntry(address.SOURCES, book) for book in library.provinces.values()]
    lists = [
        {
            "province": place.province,
            "href": place.href,
            "sources": shown[place.province.id],
            "register": address.href(address.SOURCES, address.own_register_page(place.province.id))
            if place.province.id in catalogued
            else None,
        }
        for place in places
    ]
    register = address.href(address.SOURCES, address.REGISTER) if registered else None
    text = render("sources.md.jinja", provinces=lists, register=register)
    return Page(address.SOURCES, text, "全部来源", {"description": "本站每条要求所依据的文件。"})


def province(scope: Scope, shown: Mapping[str, Source]) -> Page:
    """Everything of one province, by the reader's needs first.

    `shown` are the sources of its pages: `rested_on`.
    """
    book, day = scope.book, scope.today.isoformat()
    text = render(
        "province.md.jinja",
        s=scope,
        sources=shown,
        procedures=in_order(book),
        specs=[
            (kind, key, item) for kind in KINDS for key, item in current(specs_of(book, kind), day).items()
        ],
        cities=[city.overlay for city in book.cities.values()],
        contradictions=list(own(scope.library, book, "contradictions")),
    )
    # keep: the page has the button that keeps its section on the device.
    meta = {"description": f"{book.province.name}自考办事指南、文件要求、官方网址和依据。", "keep": True}
    return Page(address.province_page(book.province.id), text, book.province.name, meta)


@dataclass(frozen=True)
class SpecChange:
    """What a city says differently of a file."""

    kind: str
    key: str
    spec: Spec
    values: list[SpecValue]
    rules: list[Rule]
    notices: list[Notice]


@dataclass(frozen=True)
class ProcedureChange:
    """What a city says differently of a procedure; `procedure` is the merged one."""

    procedure: Procedure
    rules: list[Rule]
    notices: list[Statement]
    windows: list[str]
    materials: list[Material]
    steps: list[Step]
    document: str
    schema: str


def _contacts(book: CityBook) -> list[Contact]:
    """A city's own contacts, and those of its province that are there for it."""
    own = {contact.who for contact in book.overlay.contacts}
    named = (
        each for each in book.province.contacts if book.overlay.name in each.serves and each.who not in own
    )
    return [*book.overlay.contacts, *named]


def city(scope: Scope, book: CityBook) -> Page:
    """Only what differs from the province; `scope` is over the city's merged book."""
    overlay = book.overlay
    specs, procedures = list(_spec_changes(book)), list(_procedure_changes(book))
    windows = [book.province.windows[key] for change in procedures for key in change.windows]
    shown = [piece for spec in specs for piece in (*spec.rules, *spec.notices)]
    for each in procedures:
        shown += [*each.rules, *each.notices, *each.materials, *each.steps]
    contacts = _contacts(book)
    cited = {*overlay.sources, *cited_sources([overlay, *windows, *contacts, *shown])}
    text = render(
        "city.md.jinja",
        s=scope,
        contacts=contacts,
        city=overlay,
        sources={key: source for key, source in book.province.sources.items() if key in cited},
        specs=specs,
        procedures=procedures,
    )
    title = f"{book.province.name} · {overlay.name}"
    meta = {"description": f"{overlay.name}与{book.province.name}规定不同的地方。"}
    return Page(address.city_page(book.province.id, overlay.id), text, title, meta)


def _spec_changes(book: CityBook) -> Iterator[SpecChange]:
    for kind, changes in (("photo", book.overlay.photos), ("package", book.overlay.packages)):
        for key, change in changes.items():
            spec = specs_of(book, kind)[key]
            yield SpecChange(
                kind,
                key,
                spec,
                [value for name, value in spec.values.items() if name in change.get("values", {})],
                _written(change, "rules", spec.rules),
                _written(change, "notices", spec.notices),
            )


def _written(change: dict[str, Any], key: str, merged: list[T]) -> list[T]:
    """The items of a merged list that the city's file writes; what has no id comes with its whole list."""
    if key not in change:
        return []
    ids = {item.get("id") for item in change[key]}
    return [item for item in merged if item.id is None or item.id in ids]


def _procedure_changes(book: CityBook) -> Iterator[ProcedureChange]:
    for key, change in book.overlay.procedures.items():
        procedure = book.procedures[key]
        yield ProcedureChange(
            procedure,
            _written(change, "rules", procedure.rules),
            procedure.notices if "notices" in change else [],
            procedure.windows if "windows" in change else [],
            _written(change, "materials", procedure.materials),
            _written(change, "steps", procedure.steps),
            address.document_file(book.province.id, key, book.overlay.id),
            address.schema_file(book.province.id, key, book.overlay.id),
        )
