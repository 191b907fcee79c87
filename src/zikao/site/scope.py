"""What one page may refer to: its province's sources, hosts, windows and contacts, and other pages.

Templates get the scope as `s` and the rulebook's own models beside it; nothing is copied into view classes
that a template can read from the model.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from zikao.clock import spoken
from zikao.judge.evaluate import Tables
from zikao.rulebook import text
from zikao.rulebook.at_hand import AtHand, at_hand
from zikao.rulebook.compile import vocabulary, window_of
from zikao.rulebook.document import DocumentDates, DocumentFact
from zikao.rulebook.in_force import holding, line, over
from zikao.rulebook.model import (
    Authority,
    Cite,
    Contradiction,
    Cycle,
    Fact,
    Host,
    Procedure,
    Province,
    Rule,
    Severity,
    Source,
    Spec,
    SpecValue,
    Step,
    Window,
)
from zikao.rulebook.text import NO_TABLES
from zikao.site import address, words
from zikao.site.contacts import Group, grouped, named

if TYPE_CHECKING:
    from zikao.rulebook.books import ProvinceBook
    from zikao.rulebook.document import Kind
    from zikao.rulebook.in_force import Dated
    from zikao.rulebook.library import Library


@dataclass(frozen=True)
class Reference:
    """A cite with its source at hand."""

    key: str
    clause: str
    note: str | None
    source: Source
    page: str
    """Page of the province that keeps the source."""


@dataclass(frozen=True)
class Occasion:
    """A window as it stands on the day of rendering."""

    key: str
    window: Window
    at: AtHand
    """The dates that count on that day, or those of another round."""
    cycle: Cycle | None
    """The round in which they are valid."""
    over: bool
    """Whether they are history."""
    closed: bool
    """Whether it is over in a round that goes on."""
    current: bool
    """Whether these are the dates at hand, and not those of another round."""

    @property
    def title(self) -> str:
        """What may be done; of a round that is not the one at hand, in which."""
        other = None if self.current else self.at.round
        return f"{self.window.title}（{other.title}）" if other else self.window.title

    @property
    def cite(self) -> list[Cite]:
        """Where its dates come from; where a window has none of its own, where those of its rounds do."""
        if self.at.round:
            return self.window.rounds[self.at.round.cycle].cite
        return self.window.cite or [cite for each in self.window.rounds.values() for cite in each.cite]

    @property
    def dates(self) -> DocumentDates:
        return self.at.dates

    @property
    def standing(self) -> Authority:
        """How much the source of the dates weighs."""
        return self.at.dates.authority

    @property
    def dated(self) -> bool:
        return self.at.dated

    @property
    def binding(self) -> bool:
        """Whether its end is one to be reminded of: known, official and not past."""
        return self.dates.end is not None and self.standing == "official" and not (self.over or self.closed)


@dataclass(frozen=True)
class Schedule:
    """Windows by what a reader can do with them."""

    dated: list[Occasion]
    """Of this or of a coming round."""
    closed: list[Occasion]
    """Over in a round that goes on."""
    unknown: list[list[Occasion]]
    """Without a date, those together of which one finds out in the same way."""
    over: list[Occasion]
    past: list[Occasion]
    """Past rounds of windows that have their dates by round."""

    @property
    def others(self) -> int:
        """How many are not of this or of a coming round, or not any more."""
        return len(self.closed) + len(self.over) + len(self.past) + sum(map(len, self.unknown))

    @property
    def all_over(self) -> bool:
        """Whether there are windows, and none is of this or of a coming round."""
        return bool(self.over or self.past) and not (self.dated or self.closed or self.unknown)


def occasion(province: Province, key: str, today: date) -> Occasion:
    """A window of a province, or of a city's merged one, by its key."""
    return occasions(province, key, today)[0]


def occasions(province: Province, key: str, today: date) -> list[Occasion]:
    """The same, and then the window's other rounds: those still to come, and the past ones, newest first."""
    window, day = province.windows[key], today.isoformat()
    compiled = window_of(window, province)
    current = at_hand(compiled, day)
    others = [AtHand(each, each) for each in compiled.rounds or () if each is not current.round]
    coming = [at for at in others if not at.over(day)]
    past = [at for at in reversed(others) if at.over(day)]
    return [_occasion(province, key, at, day, current=at is current) for at in (current, *coming, *past)]


def _occasion(province: Province, key: str, at: AtHand, day: str, *, current: bool) -> Occasion:
    window = province.windows[key]
    cycle = at.round.cycle if at.round else window.cycle
    return Occasion(
        key,
        window,
        at,
        province.cycles[cycle] if cycle else None,
        over=at.over(day),
        closed=at.ended(day) and not at.over(day),
        current=current,
    )


def reminded(province: Province, key: str, today: date) -> Occasion | None:
    """What the calendar file of a window is about, if there is one."""
    return next((found for found in occasions(province, key, today) if found.binding), None)


def standing(province: Province, cites: Sequence[Cite]) -> Authority:
    """How much a statement weighs: official where any of its sources is, else as the first of them."""
    authorities = [province.sources[cite.source].authority for cite in cites]
    return "official" if "official" in authorities else authorities[0]


class Scope:
    """One province, or one city of it, as seen from one page."""

    def __init__(
        self,
        library: Library,
        book: ProvinceBook,
        page: str,
        today: date,
        api: str,
        registered: Mapping[str, list[int]] | None = None,
        *,
        on_device: frozenset[str] = frozenset(),
    ) -> None:
        self.library = library
        self.book = book
        self.province = book.province
        self.page = page
        self.today = today
        self.api = api
        self._registered = registered or {}
        self.on_device = on_device
        """Kinds of files that are checked on the reader's own device where that can."""

    def registered(self, item: str = "") -> list[int]:
        """Numbers of the sources' facts that a file of the rulebook carries: an item's or the province's."""
        return self._registered.get(f"{self.province.id}/{item}" if item else self.province.id, [])

    def href(self, to: str, anchor: str | None = None) -> str:
        return address.href(self.page, to, anchor)

    def references(self, cites: Iterable[Cite]) -> list[Reference]:
        """The cites with their sources."""
        return [
            Reference(
                cite.source,
                cite.clause,
                cite.note,
                self.province.sources[cite.source],
                self._home_of(cite.source),
            )
            for cite in cites
        ]

    def _home_of(self, source: str) -> str:
        """The page that shows a source: a city's own stand on the city's, all others on the province's."""
        province = self.library.provinces[self.province.id].province
        if self.book.city and source not in province.sources:
            return address.city_page(province.id, self.book.city)
        return address.province_page(province.id)

    def host(self, key: str) -> Host:
        return self.province.hosts[key]

    def contradiction(self, key: str) -> Contradiction:
        return self.province.contradictions[key]

    def contacts(self, names: Iterable[str]) -> list[Group]:
        """The contacts of these names, or of groups of that name, as they are shown."""
        return grouped(named(self.province.contacts, names))

    def occasion(self, key: str) -> Occasion:
        """A window of the province by its key."""
        return occasion(self.province, key, self.today)

    def latest(self, key: str) -> Occasion:
        """A window as it stands, or its newest past round where nothing newer has a date."""
        found = occasions(self.province, key, self.today)
        return next((each for each in found if each.dated), found[0])

    def reminded(self, key: str) -> Occasion | None:
        """What the calendar file of a window is about, if there is one."""
        return reminded(self.province, key, self.today)

    def in_force(self, rule: Dated) -> str:
        """From when or until when a rule is in force; empty where that needs no word."""
        return words.in_force(rule, self.today.isoformat())

    def in_order(self, rules: Iterable[Rule]) -> list[Rule]:
        """Rules in force, then those that will be, then those that were."""
        today = self.today.isoformat()

        def place(rule: Rule) -> int:
            if rule.valid_until and rule.valid_until < today:
                return 2
            return 1 if rule.valid_from and rule.valid_from > today else 0

        return sorted(rules, key=place)

    def occasions(self, keys: Iterable[str]) -> Iterator[Occasion]:
        """Windows with all their rounds; what only names past rounds says nothing beside them."""
        for key in keys:
            for found in occasions(self.province, key, self.today):
                if found.dated or found.window.cite:
                    yield found

    def schedule(self, keys: Iterable[str]) -> Schedule:
        """Windows sorted out as they stand on the day of rendering."""
        plan = Schedule([], [], [], [], [])
        ways: dict[str | None, list[Occasion]] = {}
        for found in self.occasions(keys):
            if found.over:
                (plan.past if found.at.round else plan.over).append(found)
            elif found.closed:
                plan.closed.append(found)
            elif found.dated:
                plan.dated.append(found)
            elif (look_up := found.dates.look_up) in ways:
                ways[look_up].append(found)
            else:
                ways[look_up] = [found]
                plan.unknown.append(ways[look_up])
        return plan

    @property
    def official_site(self) -> str | None:
        """Key of the authority's own site among the province's hosts, where the rulebook names it."""
        return self.province.authority_site

    def calendar_href(self, key: str) -> str:
        """The calendar file of a window; a city has files of its own windows only."""
        book, city = self.library.provinces[self.province.id], self.book.city
        own = city if city and key in book.cities[city].overlay.windows else None
        return self.href(address.calendar_file(self.province.id, key, own))

    def related(self, names: Iterable[str]) -> Iterator[tuple[str, Procedure]]:
        """Address and procedure of each name, less those of provinces that this site does not show."""
        for name in names:
            province, _, procedure = name.rpartition("/")
            home = province or self.province.id
            if home in self.library.provinces:
                yield (
                    self.href(address.guide_page(home, procedure)),
                    self.library.provinces[home].procedures[procedure],
                )

    def spec(self, kind: str, key: str) -> Spec:
        return specs_of(self.book, kind)[key]

    def line(self, kind: str, key: str) -> list[str]:
        """The specs that follow one another and that this one is among, the oldest first."""
        return line(specs_of(self.book, kind), key)

    def holding(self, kind: str, key: str) -> str:
        """The one of them that is in force today."""
        return holding(specs_of(self.book, kind), key, self.today.isoformat())

    def days(self, spec: Spec) -> str:
        """From when or until when a spec is in force, where that is not always."""
        if over(spec, self.today.isoformat()):
            return f"已经不用了，知道有效的最后一天是 {spoken(spec.valid_until or '')}"
        return self.in_force(spec)

    def spec_href(self, kind: str, key: str) -> str:
        return self.href(address.spec_page(kind, self.province.id, key))

    def guide_href(self, procedure: str) -> str:
        return self.href(address.guide_page(self.province.id, procedure))

    def finding_href(self, kind: str, item: str, rule: str) -> str:
        page = address.findings_page(self.province.id)
        return self.href(page, address.finding_anchor(kind, item, rule))

    def endpoint(self, kind: str, spec: str) -> str:
        """Address of the function that checks a file against a spec."""
        query = f"?city={self.book.city}" if self.book.city else ""
        return f"{self.api}/{kind}/{self.province.id}/{spec}{query}"

    def severity(self, kind: Kind, item: str, rule: str) -> Severity:
        """How much a rule weighs after its sources are weighed: only an official text can carry a must."""
        compiled = self.library.compiled(kind, f"{self.province.id}/{item}", city=self.book.city)
        return next(each.severity for each in compiled.rules if each.id == rule)

    def when(self, condition: Mapping[str, Any] | None, facts: Mapping[str, Fact]) -> str | None:
        return None if condition is None else words.condition(condition, facts)

    def shown(self, kind: Kind, value: object) -> str:
        """A spec's value, its words as the measured facts call them (`light_blue` is 浅蓝色)."""
        return text.shown(value, _words_of(kind))

    def fill(
        self,
        text: str,
        values: Mapping[str, SpecValue],
        facts: Mapping[str, Fact],
        tables: Tables = NO_TABLES,
    ) -> str:
        return words.fill(text, values, facts, tables)


@cache
def _words_of(kind: Kind) -> DocumentFact:
    """What the words of measured facts are called, all in one."""
    words_of = [words.FILE_KINDS, *(fact.options or {} for fact in vocabulary(kind).values())]
    return DocumentFact(type="text", options=dict(ChainMap(*words_of)))


def specs_of(book: ProvinceBook, kind: str) -> Mapping[str, Spec]:
    """The file specs of a kind."""
    return book.photos if kind == "photo" else book.packages


def specs_used(procedure: Procedure, kind: str) -> list[str]:
    """Keys of the specs of a kind that a procedure uses."""
    if kind == "package":
        return procedure.packages
    return [procedure.photo] if procedure.photo else []


def groups(steps: Iterable[Step]) -> list[tuple[str | None, list[Step]]]:
    """Neighbouring steps of one heading together, in order."""
    found: list[tuple[str | None, list[Step]]] = []
    for step in steps:
        if not found or found[-1][0] != step.group:
            found.append((step.group, []))
        found[-1][1].append(step)
    return found


def numbers(steps: Iterable[Step]) -> dict[str, int]:
    """The number of each step that is the candidate's own."""
    own = (step for step in steps if step.by is None)
    return {step.id: number for number, step in enumerate(own, 1)}
