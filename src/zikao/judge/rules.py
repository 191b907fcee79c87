"""From conditions to a verdict: rules, their exceptions and duties, rules over lists, and elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from zikao.judge.dates import date_kind
from zikao.judge.document import Document, Rule, RuleDuty, RuleException, facts_of_items
from zikao.judge.evaluate import Facts, evaluate, value_of
from zikao.judge.judgement import Duty, DutyState, Judgement, Outcome, OutcomeName, Verdict
from zikao.judge.logic import TRUE, Evaluation, all_of, any_of, negate
from zikao.judge.numbers import is_number
from zikao.judge.questions import Open, open_questions
from zikao.judge.walk import comparisons, in_time

REQUIRE = "require"
"""What `by` says when the requirement itself is met."""


@dataclass(frozen=True, slots=True)
class JudgedDuty:
    """A duty with its truth: what the exception rests on, and what the candidate is told."""

    shown: Duty
    holds: Evaluation


@dataclass(frozen=True, slots=True)
class JudgedException:
    """An exception with the truth of its `when`, of each duty, and of the whole."""

    id: str
    when: Evaluation
    duties: tuple[JudgedDuty, ...]
    holds: Evaluation

    def shown(self, *states: DutyState) -> tuple[Duty, ...]:
        """The duties that are in one of these states."""
        return tuple(duty.shown for duty in self.duties if duty.shown.state in states)


def judge(document: Document, facts: Facts) -> Judgement:
    """Judge a compiled document (see `docs/developers/conditions.md`) over a flat document of facts."""
    needs: list[Open] = []
    for place in document.elsewhere:
        outcome = judge_rule(place.rule, document, facts)
        if outcome.outcome == "no":
            return Judgement("unknown", place.id, (), (), None)
        if outcome.outcome == "unknown":
            needs.append(_need(place.rule, outcome, document, facts))
    maybe_elsewhere = bool(needs)

    outcomes: list[Outcome] = []
    seen: set[tuple[str, OutcomeName]] = set()
    for rule in document.rules:
        outcome = judge_rule(rule, document, facts)
        outcomes.append(outcome)
        seen.add((rule.severity, outcome.outcome))
        if outcome.outcome == "unknown":
            needs.append(_need(rule, outcome, document, facts))

    verdict = _verdict(outcomes, seen, maybe_elsewhere)
    asks = verdict == "unknown" or (verdict != "fail" and seen & _OPEN)
    question = None
    for name in open_questions(document.facts, facts, needs) if asks else ():
        if verdict == "pass":
            # What an answer can change is no pass; what no measurement tells is said beside one.
            verdict = "attention"
        if name not in facts:
            question = name
            break
    missing = {name for each in needs for name in each.missing}
    return Judgement(
        verdict=verdict,
        elsewhere=None,
        outcomes=tuple(outcomes),
        missing=tuple(name for name in document.facts if name in missing),
        next=question,
    )


_DOUBTS: set[tuple[str, OutcomeName]] = {("should", "no"), ("advice", "no"), ("should", "unknown")}
_OPEN: set[tuple[str, OutcomeName]] = {("should", "unknown"), ("advice", "unknown")}


def _verdict(
    outcomes: Iterable[Outcome], seen: Set[tuple[str, OutcomeName]], maybe_elsewhere: bool
) -> Verdict:
    """What all rules come to.

    Args:
        outcomes: of each rule.
        seen: severity and outcome of each rule.
        maybe_elsewhere: whether another procedure may be the right one.
    """
    if ("must", "no") in seen:
        return "fail"
    if maybe_elsewhere or ("must", "unknown") in seen:
        return "unknown"
    pending = any(duty.state == "pending" for each in outcomes for duty in each.duties)
    return "attention" if pending or seen & _DOUBTS else "pass"


def judge_rule(rule: Rule, document: Document, facts: Facts) -> Outcome:
    """Judge one rule; one with `each` over every item of its list."""
    if not rule.each:
        return judge_once(rule, document, facts)
    known = item_facts(rule, facts)
    if known is None:
        applies = _applies(rule, document, facts)
        if applies.truth is False:
            # Whatever the items are.
            return Outcome(rule.id, "not_applicable", places=())
        fields = facts_of_items(document.facts, rule.each)
        beside = (name for name in applies.missing if name not in fields)
        return Outcome(rule.id, "unknown", missing=(rule.each, *beside), places=())
    judged = [judge_once(rule, document, each) for each in known]
    outcomes = {each.outcome for each in judged}
    if "no" in outcomes:
        return Outcome(rule.id, "no", places=_places(judged, "no"))
    if "unknown" in outcomes:
        open_items = [each for each in judged if each.outcome == "unknown"]
        return Outcome(
            rule.id,
            "unknown",
            missing=tuple(dict.fromkeys(name for each in open_items for name in each.missing)),
            duties=_duties(open_items),
            places=_places(judged, "unknown"),
        )
    if "yes" not in outcomes:
        # Of nothing everything is true, so nothing is said of it.
        return Outcome(rule.id, "not_applicable", places=())
    return Outcome(rule.id, "yes", duties=_duties(judged), places=())


def item_facts(rule: Rule, facts: Facts) -> list[Facts] | None:
    """The facts to judge a rule over: once, or with each item laid over them; None without the list."""
    if not rule.each:
        return [facts]
    items = facts.get(rule.each)
    if not isinstance(items, list):
        return None
    return [{**facts, **item} if isinstance(item, Mapping) else facts for item in items]


def _duties(judged: list[Outcome]) -> tuple[Duty, ...]:
    """Those of several items; what is to be done by the same day for each of them is told once."""
    return tuple(dict.fromkeys(duty for each in judged for duty in each.duties))


def _places(judged: list[Outcome], found: OutcomeName) -> tuple[int, ...]:
    return tuple(place for place, each in enumerate(judged) if each.outcome == found)


def judge_once(rule: Rule, document: Document, facts: Facts) -> Outcome:
    """Judge a rule over facts in which the item, if any, is already laid."""
    tables = document.tables
    applies = _applies(rule, document, facts)
    if applies.truth is False:
        return Outcome(rule.id, "not_applicable")
    met = evaluate(rule.require, facts, tables)
    if met.truth:
        return Outcome(rule.id, "yes", by=REQUIRE)
    exceptions = [judge_exception(each, document, facts) for each in rule.exceptions]
    granted = [each for each in exceptions if each.holds.truth]
    if granted:
        chosen = next((each for each in granted if not each.shown("pending")), granted[0])
        return Outcome(rule.id, "yes", by=chosen.id, duties=chosen.shown("done", "pending"))
    whole = any_of((negate(applies), met, *(each.holds for each in exceptions)))
    if whole.truth is False:
        return Outcome(rule.id, "no")
    hopeful = [each for each in exceptions if each.when.truth and each.holds.truth is None]
    return Outcome(
        rule.id,
        "unknown",
        missing=whole.missing,
        duties=tuple(duty for each in hopeful for duty in each.shown("open", "pending")),
    )


def _applies(rule: Rule, document: Document, facts: Facts) -> Evaluation:
    return evaluate(rule.when, facts, document.tables) if rule.when else TRUE


def judge_exception(exception: RuleException, document: Document, facts: Facts) -> JudgedException:
    """Judge an exception: its `when` and each of its duties."""
    when = evaluate(exception.when, facts, document.tables)
    duties = tuple(_judge_duty(duty, exception.id, document, facts) for duty in exception.duties)
    return JudgedException(exception.id, when, duties, all_of((when, *(duty.holds for duty in duties))))


def _judge_duty(duty: RuleDuty, exception: str, document: Document, facts: Facts) -> JudgedDuty:
    tables = document.tables
    state: DutyState
    holds = evaluate(duty.must, facts, tables)
    if holds.truth:
        state = "done"
    elif holds.truth is None:
        state = "open"
    else:
        # What has not happened yet can still be done in time.
        on_time = evaluate(in_time(duty), facts, tables)
        holds = evaluate(duty.must, facts, tables, undone=on_time)
        if holds.truth is False:
            lapsed = on_time.truth is False and evaluate(duty.must, facts, tables, undone=TRUE).truth
            state = "lapsed" if lapsed else "failed"
        else:
            state = "pending" if holds.truth else "open"
    day, _ = value_of(duty.due, facts, tables)
    due = day if is_number(day) or (isinstance(day, str) and date_kind(day)) else None
    return JudgedDuty(Duty(exception, duty.todo, due, state), holds)


def _need(rule: Rule, outcome: Outcome, document: Document, facts: Facts) -> Open:
    compared = tuple(
        comparison
        for known in item_facts(rule, facts) or ()
        for comparison in comparisons(rule, known, document.tables)
    )
    return Open(outcome.missing, compared, lambda known: judge_rule(rule, document, known).outcome)
