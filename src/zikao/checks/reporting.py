"""From facts to a report: judge them, then say each outcome in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from zikao import __version__
from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.clock import clock_facts, window_facts
from zikao.checks.findings import Case, Prepared, finding
from zikao.checks.where import Places, nowhere
from zikao.judge import Judgement, judge
from zikao.judge.evaluate import Facts
from zikao.report import CheckName, Duty, Elsewhere, Engine, Finding, Question, Report, Target
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
    city = circumstances.city
    document = library.compiled(kind, item, city)
    prepared = library.once("prepared", kind, item, city, lambda: Prepared(document))
    clock = clock_facts(circumstances.now)
    facts = {**window_facts(document, clock["today"]), **known.facts, **clock}
    case = Case(prepared, facts, known.absent, known.places)
    judged = judge(document, case.facts)
    findings = tuple(finding(case, each) for each in judged.outcomes if each.outcome != "not_applicable")
    elsewhere = _elsewhere(case, judged.elsewhere)
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
        summary=elsewhere.sentence if elsewhere else summary(findings, judged),
        findings=findings,
        duties=tuple(_duties(case, judged)),
        elsewhere=elsewhere,
        next_question=_question(document, judged.next),
        missing=judged.missing,
        rulebook=library.book(document.province, city).stamp,
        engine=ENGINE,
        measured_on=circumstances.measured_on,
    )


def summary(findings: Sequence[Finding], judged: Judgement) -> str:
    """The counts in one zh-CN sentence. What was not checked is never counted as checked."""
    count = Counter[str](each.outcome for each in findings)
    pending = sum(duty.state == "pending" for outcome in judged.outcomes for duty in outcome.duties)
    decided = _counted((count["yes"], "符合"), (count["no"], "不符合"))
    left = _counted(
        (count["unknown"], "还不能判断"), (count["not checked"], "没有检查"), (pending, "要在期限内补办")
    )
    counts = "；".join(part for part in (decided, left) if part) or "没有适用的条目"
    return f"已核对 {count['yes'] + count['no']} 项：{counts}。"


def _counted(*counts: tuple[int, str]) -> str:
    return "，".join(f"{number} 项{word}" for number, word in counts if number)


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
