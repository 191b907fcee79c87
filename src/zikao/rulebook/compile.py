"""From a book to the document that both judges read, the Python and the JavaScript one.

What the judge needs is there as it needs it: spec values are literals, cites are resolved, a severity is
never higher than its sources bear. What the report needs (texts, values, windows) stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from zikao.judge.document import SEVERITIES
from zikao.judge.operators import ALL, NO_EARLIER, NO_LATER
from zikao.report import Citation, Severity
from zikao.rulebook.books import ProvinceBook
from zikao.rulebook.document import (
    Document,
    DocumentByEye,
    DocumentDaily,
    DocumentDuty,
    DocumentElsewhere,
    DocumentException,
    DocumentFact,
    DocumentImpossible,
    DocumentRound,
    DocumentRule,
    DocumentUnconcerned,
    DocumentValue,
    DocumentWindow,
    DocumentYearly,
    Kind,
)
from zikao.rulebook.model import (
    Cite,
    Contradiction,
    Dates,
    Elsewhere,
    Fact,
    Procedure,
    Province,
    Round,
    Rule,
    Spec,
    SpecValue,
    Together,
    Window,
)
from zikao.rulebook.numbers import numbers_of
from zikao.rulebook.tree import plain

CLOCK: Final[Mapping[str, DocumentFact]] = {
    "today": DocumentFact(type="date", label="今天"),
    "now": DocumentFact(type="datetime", label="现在"),
}
"""Facts that every document has, Beijing time, given by the caller."""

BINDING = ("official", "tool")
"""Authorities that can carry a must: an official text, and what is technically so."""

TEXTS = ("if_yes", "if_no", "if_unknown", "measured", "required", "mend", "tolerance_from")


def compile_item(book: ProvinceBook, kind: Kind, name: str) -> Document:
    """The judgeable document of one procedure or file spec.

    Raises:
        NotInRulebookError: the book has none of that name.
    """
    item = book.item(kind, name)
    values = item.values if isinstance(item, Spec) else {}
    return Document(
        kind=kind,
        province=book.province.id,
        id=name,
        city=book.city,
        title=item.title,
        stamp=book.stamp,
        facts=facts_of(item, kind),
        tables=plain(item.tables),
        values={
            key: DocumentValue(value=plain(value.value), unit=value.unit, label=value.label, note=value.note)
            for key, value in values.items()
        },
        file_name=item.file_name.pattern if isinstance(item, Spec) and item.file_name else None,
        windows=_windows(book.province, item),
        numbers=numbers_of(item, book.province),
        impossible=tuple(
            DocumentImpossible(id=each.id, when=plain(each.when), again=each.again, say=each.say)
            for each in getattr(item, "impossible", ())
        ),
        elsewhere=tuple(_elsewhere(place, book) for place in getattr(item, "elsewhere", ())),
        unconcerned=tuple(
            DocumentUnconcerned(
                when=plain(each.when), text=each.text, cites=citations(each.cite, book.province)
            )
            for each in getattr(item, "unconcerned", ())
        ),
        by_eye=tuple(_by_eye(item, book.province)) if isinstance(item, Spec) else (),
        rules=tuple(_rule(rule, item, book) for rule in item.rules),
    )


def facts_of(item: Procedure | Spec | Together, kind: Kind) -> Mapping[str, DocumentFact]:
    """What may be known of a case, in the order in which it is asked, the clock last."""
    if isinstance(item, Procedure):
        return {**{name: _asked(fact) for name, fact in item.facts.items()}, **CLOCK}
    return {**vocabulary(kind), **CLOCK}


def _asked(fact: Fact) -> DocumentFact:
    made = fact.model_dump(exclude={"called", "fields"})
    return DocumentFact.model_validate({**made, "items": fact.fields and fact.model_dump()["fields"]})


@cache
def vocabulary(kind: Kind) -> Mapping[str, DocumentFact]:
    """The facts that measuring a file of this kind can give."""
    return {name: DocumentFact.model_validate(fact) for name, fact in _measured(kind).items()}


def _measured(kind: Kind) -> Mapping[str, Mapping[str, object]]:
    if kind == "photo":
        from zikao.photo.facts import VOCABULARY as PHOTO

        return PHOTO
    from zikao.package.facts import TOGETHER
    from zikao.package.facts import VOCABULARY as PACKAGE

    return TOGETHER if kind == "together" else PACKAGE


def lower(node: Any, values: Mapping[str, SpecValue]) -> Any:
    """A condition with each {spec: NAME} replaced by that value; the result is plain data."""
    if isinstance(node, dict):
        if list(node) == ["spec"]:
            return plain(values[node["spec"]].value)
        return {key: lower(child, values) for key, child in node.items()}
    if isinstance(node, list):
        return [lower(child, values) for child in node]
    return node


def spec_names(node: object) -> Iterator[str]:
    """The spec values that a condition stands on."""
    if isinstance(node, dict):
        if list(node) == ["spec"]:
            yield node["spec"]
        else:
            for child in node.values():
                yield from spec_names(child)
    elif isinstance(node, list):
        for child in node:
            yield from spec_names(child)


def conditions_of(rule: Rule) -> Iterator[Any]:
    """Every condition and operand of a rule, as written."""
    if rule.when is not None:
        yield rule.when
    yield rule.require
    for exception in rule.exceptions:
        yield exception.when
        for duty in exception.duties:
            yield duty.must
            yield duty.due


def binding(cites: Iterable[Cite], province: Province) -> bool:
    """Whether one of the cites is of a standing that can carry a must."""
    return any(province.sources[cite.source].authority in BINDING for cite in cites)


def severity_of(rule: Rule, item: Procedure | Spec | Together, province: Province) -> Severity:
    """The severity that the rule's sources, and those of the values it stands on, can bear."""
    values = item.values if isinstance(item, Spec) else {}
    borne = binding(rule.cite, province) and all(
        binding(values[name].cite, province)
        for condition in conditions_of(rule)
        for name in spec_names(condition)
    )
    return "should" if rule.severity == "must" and not borne else rule.severity


def citations(cites: Iterable[Cite], province: Province) -> tuple[Citation, ...]:
    """Cites with all that a reader needs to find the clause."""
    return tuple(_citation(cite, province) for cite in cites)


def _citation(cite: Cite, province: Province) -> Citation:
    source = province.sources[cite.source]
    return Citation(
        source=cite.source,
        title=source.title,
        clause=cite.clause,
        authority=source.authority,
        publisher=source.publisher,
        address=source.address,
        issued=source.issued,
    )


def _rule(rule: Rule, item: Procedure | Spec | Together, book: ProvinceBook) -> DocumentRule:
    values = item.values if isinstance(item, Spec) else {}
    province = book.province
    contradiction = rule.contradiction and contradiction_text(province.contradictions[rule.contradiction])
    return DocumentRule(
        id=rule.id,
        title=rule.title,
        severity=severity_of(rule, item, province),
        when=_when(rule, values),
        each=rule.each,
        require=lower(rule.require, values),
        exceptions=tuple(
            DocumentException(
                id=exception.id,
                title=exception.title,
                when=lower(exception.when, values),
                duties=tuple(
                    DocumentDuty(must=lower(duty.must, values), todo=duty.todo, due=lower(duty.due, values))
                    for duty in exception.duties
                ),
                cites=citations(exception.cite, province),
            )
            for exception in rule.exceptions
        ),
        if_yes=rule.if_yes,
        if_no=rule.if_no,
        if_unknown=rule.if_unknown,
        measured=rule.measured,
        required=rule.required,
        mend=rule.mend,
        tolerance_from=rule.tolerance_from,
        contradiction=contradiction,
        cites=citations(rule.cite, province),
    )


def _when(rule: Rule, values: Mapping[str, SpecValue]) -> Any:
    """When the rule applies: within the days on which it is in force, by the day that is asked about."""
    days: list[Any] = []
    if rule.valid_from:
        days.append({NO_EARLIER: {"today": rule.valid_from}})
    if rule.valid_until:
        days.append({NO_LATER: {"today": rule.valid_until}})
    parts = days if rule.when is None else [*days, lower(rule.when, values)]
    return {ALL: parts} if len(parts) > 1 else next(iter(parts), None)


def contradiction_text(contradiction: Contradiction) -> str:
    """A contradiction in one paragraph: what is said, and what is right under every reading."""
    sides = "；".join(say.text.rstrip("。；") for say in contradiction.says)
    return f"{contradiction.title.rstrip('。')}：{sides}。稳妥的做法：{contradiction.safe.rstrip('。')}。"


def _elsewhere(place: Elsewhere, book: ProvinceBook) -> DocumentElsewhere:
    return DocumentElsewhere(
        id=place.id,
        when=plain(place.when),
        text=place.text,
        mend=place.mend,
        cites=citations(place.cite, book.province),
    )


def _by_eye(spec: Spec, province: Province) -> Iterator[DocumentByEye]:
    """The notices that ask for the reader's eye, the gravest first."""
    points = []
    for notice in spec.notices:
        if notice.ask and notice.id and notice.severity:
            borne = notice.severity != "must" or binding(notice.cite, province)
            points.append(
                DocumentByEye(
                    id=notice.id,
                    severity=notice.severity if borne else "should",
                    ask=notice.ask,
                    text=notice.text,
                    unless=tuple(notice.unless),
                    cites=citations(notice.cite, province),
                )
            )
    rank = tuple(SEVERITIES)
    return iter(sorted(points, key=lambda each: rank.index(each.severity)))


def _windows(province: Province, item: Procedure | Spec | Together) -> dict[str, DocumentWindow]:
    """The windows that an item names, with what tells whether their dates may be used."""
    if not isinstance(item, Procedure):
        return {}
    taken = [fact.from_window.window for fact in item.facts.values() if fact.from_window]
    names = dict.fromkeys([*item.windows, *taken])
    return {name: window_of(province.windows[name], province) for name in names}


def window_of(window: Window, province: Province) -> DocumentWindow:
    """A window with what tells whether its dates may be used."""
    cycle = province.cycles[window.cycle] if window.cycle else None
    rounds = tuple(_round(key, each, window, province) for key, each in window.rounds.items())
    cites = window.cite or [cite for each in window.rounds.values() for cite in each.cite]
    return DocumentWindow(
        title=window.title,
        **_dates(window, cites, province),
        until=cycle.valid_to if cycle else window.end and window.end[:10],
        yearly=tuple(DocumentYearly(start=span.start, end=span.end) for span in window.yearly) or None,
        rounds=tuple(sorted(rounds, key=lambda each: each.since)) or None,
        look_up=window.look_up,
    )


def _round(key: str, dates: Round, window: Window, province: Province) -> DocumentRound:
    cycle = province.cycles[key]
    hours = {"daily": dates.daily or window.daily, "workdays": dates.workdays or window.workdays}
    return DocumentRound(
        cycle=key,
        title=cycle.title,
        since=cycle.valid_from,
        **_dates(dates.model_copy(update=hours), dates.cite, province),
        until=cycle.valid_to,
        look_up=dates.look_up or window.look_up,
    )


def _dates(dates: Dates, cites: Iterable[Cite], province: Province) -> dict[str, Any]:
    """What a window and a round of it have alike."""
    authorities = [province.sources[cite.source].authority for cite in cites]
    return {
        "start": dates.start,
        "end": dates.end,
        "daily": dates.daily and DocumentDaily(start=dates.daily.start, end=dates.daily.end),
        "workdays": dates.workdays or None,
        "authority": "official" if "official" in authorities else authorities[0],
        "stated": dates.stated,
    }
