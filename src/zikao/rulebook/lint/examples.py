"""Examples are tests: each case is judged, and must come out as written beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from zikao.judge.document import Fact
from zikao.judge.explain import explain
from zikao.judge.judgement import Judgement, Outcome
from zikao.judge.operands import literal_fault, nearest_option
from zikao.judge.rules import judge
from zikao.rulebook.answers import impossible
from zikao.rulebook.compile import compile_item
from zikao.rulebook.conditions import bare, items_of
from zikao.rulebook.document import Document
from zikao.rulebook.faults import Fault, nearest
from zikao.rulebook.library import Library
from zikao.rulebook.named import FACT
from zikao.rulebook.tree import Spot, plain

_AS_WANTED = {FACT: "nothing"}
"""An example is about what is in a file, unless it says something of its name."""


def check(library: Library, today: date) -> Iterator[Fault]:
    """Examples that come out differently, or give facts that the item does not know."""
    for item in items_of(library):
        document = compile_item(item.book, item.kind, item.name)
        for example in item.spot.below("examples"):
            given = {**_AS_WANTED, **plain(example.value["given"])}
            if wrong := [*_unknown_facts(example / "given", document), *_wrong(example / "given", document)]:
                yield from wrong
                continue
            yield from _impossible(example, document)
            yield from _differences(example, judge(document, given), document)


def _unknown_facts(given: Spot, document: Document) -> Iterator[Fault]:
    for fact in given:
        if fact.name not in document.facts:
            near = nearest(fact.name, document.facts)
            yield fact.fault(f"没有事实 {fact.name}", nearest=near, key=True)


def _wrong(given: Spot, document: Document) -> Iterator[Fault]:
    """Answers that nobody can give: of another type, or none of the options. Null is "not sure"."""
    yield from _misfits(given, document.facts)


def _misfits(given: Spot, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    for answer in given:
        fact = facts.get(answer.name)
        if fact is None or answer.value is None:
            continue
        if fact.type == "list":
            yield from _items(answer, fact)
            continue
        if fact.type != "set":
            parts = [answer]
        elif isinstance(answer.value, list):
            parts = [*answer]
        else:
            yield answer.fault("这里要写列表，可以选几项，例如 [a, b]", nearest=f"[{answer.value}]")
            continue
        for part in parts:
            if (wrong := literal_fault(part.value, fact)) is not None:
                more, meant = ("", None) if fact.options else bare(part.value)
                yield part.fault(wrong + more, nearest=nearest_option(part.value, fact) or meant)


def _items(given: Spot, fact: Fact) -> Iterator[Fault]:
    """What is wrong with the items of a list. Those of a file are measured; an example may shorten them."""
    fields = fact.items or {}
    items = [*given] if isinstance(given.value, list) else []
    if not isinstance(given.value, list) or not all(isinstance(item.value, dict) for item in items):
        yield given.fault(f"这里要写列表，一项写成 {{{'、'.join(fields)}}} 里的几栏")
        return
    for item in items if fact.ask else ():
        for field in item:
            if field.name not in fields:
                near = nearest(field.name, fields)
                yield field.fault(f"{given.name} 没有栏目 {field.name}", nearest=near, key=True)
        yield from _misfits(item, fields)


def _impossible(example: Spot, document: Document) -> Iterator[Fault]:
    """No example rests on answers that nobody could give, unless it is there to show them."""
    found = [each.id for each in impossible(document, plain(example.value["given"]))]
    expected = example.value.get("impossible")
    if expected is not None and expected not in found:
        yield (example / "impossible").fault(
            f"例子不符：这些回答算出的 impossible 是 {'、'.join(found) or '无'}"
        )
    if expected is None and found:
        yield (example / "given").fault(f"这些回答不可能都对（{'、'.join(found)}），不能当例子", key=True)


def _differences(example: Spot, judged: Judgement, document: Document) -> Iterator[Fault]:
    if "elsewhere" in example.value and example.value["elsewhere"] != judged.elsewhere:
        yield (example / "elsewhere").fault(f"例子不符：算出的 elsewhere 是 {judged.elsewhere or '无'}")
    outcomes = {outcome.id: outcome for outcome in judged.outcomes}
    for key, say in (("expect", _outcome), ("by", _by), ("due", _due)):
        for expected in example.below(key):
            outcome = outcomes.get(expected.name)
            found = "没有判断（属于 elsewhere）" if outcome is None else say(outcome)
            if found != expected.value:
                why = "" if outcome is None else f"。{_trace(document, example, outcome.id)}"
                yield expected.fault(f"例子不符：规则 {expected.name} 算出 {found}{why}")
    if "verdict" in example.value and example.value["verdict"] != judged.verdict:
        decisive = "、".join(
            outcome.id for outcome in judged.outcomes if outcome.outcome in ("no", "unknown")
        )
        why = f"（由 {decisive} 决定）" if decisive else ""
        yield (example / "verdict").fault(f"例子不符：总的结论算出 {judged.verdict}{why}")
    if "next" in example.value and example.value["next"] != judged.next:
        yield (example / "next").fault(f"例子不符：下一个问题是 {judged.next or '无'}")


def _outcome(outcome: Outcome) -> str:
    return outcome.outcome


def _by(outcome: Outcome) -> str:
    return outcome.by or "无"


def _due(outcome: Outcome) -> str:
    return next((str(duty.due or "无") for duty in outcome.duties), "无")


def _trace(document: Document, example: Spot, rule: str) -> str:
    """How the rule read the case, in one line."""
    lines = explain(document, rule, plain(example.value["given"])).splitlines()
    return "；".join(line.lstrip("│├└─ ") for line in lines)
