"""The page of a procedure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zikao.rulebook.model import Procedure, Rule, Step
from zikao.site import address
from zikao.site.changes import changes
from zikao.site.page import Page
from zikao.site.scope import Scope, groups, numbers, specs_of, specs_used
from zikao.site.templating import render


@dataclass(frozen=True)
class Test:
    """A rule that finds something beforehand."""

    title: str
    href: str


def guide(scope: Scope, procedure: Procedure) -> Page:
    """One procedure with everything that the rulebook says of it."""
    province = scope.province.id
    page = address.guide_page(province, procedure.id)
    text = render(
        "guide.md.jinja",
        s=scope,
        p=procedure,
        key=f"{province}/{procedure.id}",
        document=address.document_file(province, procedure.id),
        schema=address.schema_file(province, procedure.id),
        groups=groups(procedure.steps),
        numbers=numbers(procedure.steps),
        earlier={step.id: _earlier(step, procedure.steps) for step in procedure.steps},
        changes=list(changes(scope.province, procedure.id)),
        contradictions=contradictions_of(procedure.contradictions, procedure.rules),
        findable=lambda rules: _tests(scope, procedure, rules),
    )
    meta = {"description": procedure.summary}
    return Page(page, text, f"{scope.province.name}：{procedure.title}", meta)


def _earlier(step: Step, steps: Sequence[Step]) -> list[Step]:
    """The steps that come before this one; none where it is only the line above that does."""
    before = [each for each in steps if each.id in step.after]
    place = steps.index(step)
    return [] if before == [steps[place - 1]] else before


def contradictions_of(named: Iterable[str], rules: Iterable[Rule]) -> list[str]:
    """Those that an item names itself and those in which its rules stand, each once."""
    in_rules = (rule.contradiction for rule in rules if rule.contradiction)
    return list(dict.fromkeys([*named, *in_rules]))


def _tests(scope: Scope, procedure: Procedure, names: Iterable[str]) -> list[Test]:
    """The rules that find a reason beforehand: this procedure's, or `photo.bytes` of its specs."""
    found = []
    for name in names:
        kind, _, rule_id = name.rpartition(".")
        for item, rules in _candidates(scope, procedure, kind):
            found += [
                Test(rule.title, scope.finding_href(kind or "procedure", item, rule.id))
                for rule in rules
                if rule.id == rule_id
            ]
    return found


def _candidates(scope: Scope, procedure: Procedure, kind: str) -> Iterator[tuple[str, list[Rule]]]:
    if not kind:
        yield procedure.id, procedure.rules
        return
    keys = specs_used(procedure, kind)
    yield from ((key, spec.rules) for key, spec in specs_of(scope.book, kind).items() if key in keys)
