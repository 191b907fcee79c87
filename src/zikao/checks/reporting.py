"""From facts to a report: judge them, then say each outcome in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from zikao import __version__
from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.clock import known_facts
from zikao.checks.findings import Case, Prepared, finding
from zikao.checks.named import name_known
from zikao.checks.outline import heading, in_order, summary
from zikao.checks.where import Places, nowhere
from zikao.formats.reduced import TOLD
from zikao.judge.evaluate import Facts, evaluate
from zikao.judge.judgement import Judgement
from zikao.judge.rules import judge
from zikao.report import (
    NOTHING_APPLIES,
    ByEye,
    CheckName,
    Duty,
    Elsewhere,
    Engine,
    Finding,
    PageRead,
    Question,
    Reduced,
    Report,
    Target,
    Unconcerned,
)
from zikao.rulebook.document import Document, Kind
from zikao.rulebook.library import Library

CHECKS: dict[Kind, CheckName] = {
    "procedure": "eligibility",
    "photo": "photo",
    "package": "package",
    "together": "package",
}
ENGINE = Engine(version=__version__)


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to judge: measured, read or answered."""

    facts: Facts
    """By name."""
    absent: Mapping[str, str] = field(default_factory=dict)
    """Facts that were to be measured but were not, each with the reason in zh-CN."""
    file: str | None = None
    """Name of the checked file."""
    places: Places = nowhere
    """Where in the file a fact was seen."""
    reduced: tuple[int, int] | None = None
    """Width and height of the smaller picture that a device sent in place of the file's pixels."""
    pages: tuple[PageRead, ...] = ()
    """Of a package, what each page was taken for."""

    def told(self, facts: Facts) -> Known:
        """The same with these facts, which go before its own."""
        return replace(self, facts={**self.facts, **facts})


def report_from(
    library: Library, kind: Kind, item: str, known: Known, circumstances: Circumstances = HERE_AND_NOW
) -> Report:
    """The report on facts that are already measured or checked.

    Args:
        library: the rulebooks.
        kind: procedure, photo or package, or together for several archives.
        item: `province/name`.
        known: the facts; `today` and `now` are added, and dates of windows that are in force.
        circumstances: whose rules and which moment. What was declared is among the facts where it counts.

    Raises:
        NotInRulebookError: unknown province, city or item.
    """
    document = library.compiled(kind, item, circumstances.city)
    complete = replace(known, facts=known_facts(document, known.facts, circumstances.now))
    return report_on(library, kind, item, complete, circumstances)


def report_on(
    library: Library, kind: Kind, item: str, known: Known, circumstances: Circumstances = HERE_AND_NOW
) -> Report:
    """The same on facts that hold all that is known, the clock too."""
    city = circumstances.city
    document = library.compiled(kind, item, city)
    name, nameless = name_known(document, known.file, circumstances)
    known = replace(known, facts={**known.facts, **name}, absent={**known.absent, **nameless})
    prepared = library.once("prepared", kind, item, city, lambda: Prepared(document))
    device = TOLD if known.reduced else frozenset()
    case = Case(prepared, known.facts, known.absent, known.places, device)
    judged = judge(document, case.facts)
    findings = in_order(finding(case, each) for each in judged.outcomes if each.outcome != "not_applicable")
    elsewhere = _elsewhere(case, judged.elsewhere)
    unconcerned = None if findings or judged.verdict != "pass" else _unconcerned(case)
    by_eye = () if elsewhere or unconcerned else tuple(_by_eye(case, findings))
    instead = elsewhere or unconcerned
    return Report(
        check=CHECKS[kind],
        target=Target(
            province=document.province,
            item=document.id,
            city=city,
            title=document.title,
            file=known.file,
        ),
        verdict=judged.verdict,
        heading=heading(CHECKS[kind], judged.verdict, instead, len(by_eye)),
        summary=instead.sentence if instead else summary(findings, judged, len(by_eye)),
        findings=findings,
        by_eye=by_eye,
        pages=known.pages,
        duties=tuple(_duties(case, judged)),
        elsewhere=elsewhere,
        unconcerned=unconcerned,
        next_question=_question(document, judged.next),
        missing=judged.missing,
        rulebook=library.book(document.province, city).stamp,
        engine=ENGINE,
        measured_on=circumstances.measured_on,
        reduced=Reduced(width=known.reduced[0], height=known.reduced[1]) if known.reduced else None,
    )


def _duties(case: Case, judged: Judgement) -> list[Duty]:
    return [
        Duty(
            rule=case.item.finding_id(outcome.id),
            exception=duty.exception,
            todo=case.fill(duty.todo),
            due=duty.due if isinstance(duty.due, str) else None,
            state=duty.state,
            cites=case.item.exception(outcome.id, duty.exception).cites,
        )
        for outcome in judged.outcomes
        for duty in outcome.duties
    ]


def _elsewhere(case: Case, name: str | None) -> Elsewhere | None:
    if name is None:
        return None
    place = case.item.elsewhere[name]
    return Elsewhere(
        id=name,
        sentence=case.fill(place.text),
        mend=case.fill(place.mend) if place.mend else None,
        cites=place.cites,
    )


def _unconcerned(case: Case) -> Unconcerned:
    document = case.item.document
    for each in document.unconcerned:
        if evaluate(each.when, case.facts, document.tables).truth:
            return Unconcerned(sentence=case.fill(each.text), cites=each.cites)
    return Unconcerned(sentence=NOTHING_APPLIES["procedure" if document.kind == "procedure" else "file"])


def _by_eye(case: Case, findings: tuple[Finding, ...]) -> Iterator[ByEye]:
    """What is left to the reader's eye: all but what rules have decided for this very file."""
    decided = {each.id for each in findings if each.outcome in ("yes", "no")}
    for point in case.item.document.by_eye:
        if not point.unless or not {case.item.finding_id(rule) for rule in point.unless} <= decided:
            yield ByEye(
                id=case.item.finding_id(point.id),
                severity=point.severity,
                ask=point.ask,
                sentence=point.text,
                cites=point.cites,
            )


def _question(document: Document, name: str | None) -> Question | None:
    if name is None:
        return None
    fact = document.facts[name]
    return Question(
        fact=name,
        ask=fact.ask or "",
        type=fact.type,
        options=fact.options,
        none=fact.none,
        help=fact.help,
        unsure=fact.unsure,
    )
