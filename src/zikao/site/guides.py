"""The two pages of a procedure: the guide, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass

from zikao.rulebook.model import Material, Procedure, Rule
from zikao.site import address
from zikao.site.changes import changes
from zikao.site.lists import earlier
from zikao.site.page import Page
from zikao.site.scope import Scope, groups, numbers, specs_of, specs_used
from zikao.site.templating import render


@dataclass(frozen=True)
class Test:
    """A rule that finds something beforehand."""

    title: str
    href: str


def guide(scope: Scope, procedure: Procedure) -> Page:
    """What a candidate does, in the order in which it is done; what it rests on is a page of its own."""
    province = scope.province.id
    page = address.guide_page(province, procedure.id)
    own = address.basis_page(province, procedure.id)
    text = render(
        "guide.md.jinja",
        s=scope,
        p=procedure,
        key=f"{province}/{procedure.id}",
        document=address.document_file(province, procedure.id),
        schema=address.schema_file(province, procedure.id),
        have=_have(procedure),
        onward=_onward(procedure),
        papers=_papers(procedure),
        groups=groups(procedure.steps),
        numbers=numbers(procedure.steps),
        earlier={step.id: earlier(step, procedure.steps) for step in procedure.steps},
        counts=list(_counts(scope, procedure)),
        basis_href=lambda anchor: scope.href(own, anchor),
        findable=lambda rules: _tests(scope, procedure, rules),
    )
    # case: a script shows one part of the page at a time; its element stands where there is something to do.
    meta = {"description": procedure.summary, "case": bool(procedure.steps or procedure.materials)}
    return Page(page, text, f"{scope.province.name}：{procedure.title}", meta)


def basis(scope: Scope, procedure: Procedure) -> Page:
    """Sources, contradictions, gaps, changes, the conditions whole, the facts that are told."""
    text = render(
        "basis.md.jinja",
        s=scope,
        p=procedure,
        counts=list(_counts(scope, procedure)),
        changes=list(changes(scope.province, procedure.id)),
        contradictions=contradictions_of(procedure.contradictions, procedure.rules),
    )
    title = f"{scope.province.name}：{procedure.title}的依据和说明"
    meta = {"description": f"{procedure.title}：依据哪些文件，来源在哪里说法不一，有什么没有写，条件的全文。"}
    return Page(address.basis_page(scope.province.id, procedure.id), text, title, meta)


@dataclass(frozen=True)
class Have:
    """What every reader of a guide needs, whatever the answers."""

    papers: list[list[str]]
    """Names; several of which one is enough stand together."""
    hosts: list[str]
    """Keys of the portals."""


def _have(procedure: Procedure) -> Have:
    papers: dict[str, list[str]] = {}
    for paper in procedure.materials:
        if paper.when is None:
            papers.setdefault(paper.any_of or f"={paper.id}", []).append(paper.name)
    needed = [*(step.host for step in procedure.steps if step.when is None)]
    named = [*(channel.host for channel in procedure.channels), *needed]
    return Have(list(papers.values()), list(dict.fromkeys(filter(None, named))))


def _onward(procedure: Procedure) -> str | None:
    """Anchor of the first part in which something is to be done."""
    parts = {"eligibility": procedure.rules, "materials": procedure.materials, "steps": procedure.steps}
    return next((anchor for anchor, there in parts.items() if there), None)


def _papers(procedure: Procedure) -> dict[str, list[Material]]:
    """The papers of each step."""
    known = {paper.id: paper for paper in procedure.materials}
    return {step.id: [known[paper] for paper in step.papers] for step in procedure.steps}


def _counts(scope: Scope, procedure: Procedure) -> Iterator[tuple[str, str, str]]:
    """Each part of a guide's second page: its anchor, its name, how much there is of it."""
    parts: tuple[tuple[str, str, Sized, str], ...] = (
        ("basis", "依据", procedure.basis, "份"),
        ("contradictions", "说法不一", contradictions_of(procedure.contradictions, procedure.rules), "处"),
        ("gaps", "没有写的", procedure.gaps, "条"),
        ("rules", "条件全文", procedure.rules, "条"),
        ("past", "往期的时间", scope.schedule(procedure.windows).past, "次"),
        ("changes", "更新", list(changes(scope.province, procedure.id)), "次"),
        ("register", "逐条登记", scope.registered(procedure.id), "条"),
    )
    for anchor, name, held, unit in parts:
        if held:
            yield anchor, name, f"{len(held)} {unit}"


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
