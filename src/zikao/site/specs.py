"""The page of a file spec, and the page that explains every finding of a province."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from zikao.rulebook.document import Kind
from zikao.rulebook.model import Fact, Judged, PortalLabel, Rejection, Rule, SpecValue
from zikao.site import address, file_forms
from zikao.site.guides import contradictions_of
from zikao.site.page import Page
from zikao.site.scope import Scope, specs_of, specs_used
from zikao.site.subjects import by_subject
from zikao.site.templating import render

KINDS: tuple[Kind, ...] = ("photo", "package")


def spec(scope: Scope, kind: Kind, key: str) -> Page:
    """What one kind of file must be like; `kind` is `photo` or `package`."""
    described = specs_of(scope.book, kind)[key]
    rules = [*described.rules, *(described.together.rules if described.together else ())]
    users = [procedure for procedure in scope.book.procedures.values() if key in specs_used(procedure, kind)]
    text = render(
        f"{kind}.md.jinja",
        s=scope,
        kind=kind,
        key=key,
        spec=described,
        users=users,
        subjects=by_subject(described.rules, file_forms.compiled(scope, kind, key)),
        by_eye=[notice for notice in described.notices if notice.severity],
        warnings=[notice for notice in described.notices if not notice.severity],
        contradictions=contradictions_of(described.contradictions, rules),
    )
    page = address.spec_page(kind, scope.province.id, key)
    # result: of a portrait's check, which is shown by itself.
    meta = {"description": described.summary, "result": kind == "photo"}
    return Page(page, text, f"{scope.province.name}：{described.title}", meta)


@dataclass(frozen=True)
class Entry:
    """One rule with what candidates meet because of it."""

    rule: Rule
    code: str
    """The finding's id, as reports show it."""
    anchor: str
    labels: list[PortalLabel]
    rejections: list[Rejection]


@dataclass(frozen=True)
class Group:
    """The rules of one procedure or spec."""

    title: str
    anchor: str
    kind: Kind
    item: str
    entries: list[Entry]
    values: Mapping[str, SpecValue] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """The questions of a procedure."""
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def findings(scope: Scope) -> Page | None:
    """Why each finding matters and how to mend it; None where a province has no rules."""
    groups = [group for group in _groups(scope) if group.entries]
    if not groups:
        return None
    text = render("findings.md.jinja", s=scope, groups=groups)
    title = f"{scope.province.name}：检查结果说明"
    # Guides and specs are what a search should find; this page is reached from a finding.
    meta = {"description": "检查报告里每一项的意思、改法和依据。", "search": {"exclude": True}}
    return Page(address.findings_page(scope.province.id), text, title, meta)


def _groups(scope: Scope) -> Iterator[Group]:
    rejections = [r for procedure in scope.book.procedures.values() for r in procedure.rejections]
    for procedure in scope.book.procedures.values():
        code = f"{scope.province.id}/{procedure.id}."
        entries = _entries(procedure, "procedure", procedure.id, code, [], procedure.rejections)
        yield Group(
            procedure.title,
            procedure.id,
            "procedure",
            procedure.id,
            entries,
            facts=procedure.facts,
            tables=procedure.tables,
        )
    for kind in KINDS:
        for key, item in specs_of(scope.book, kind).items():
            entries = _entries(item, kind, key, f"{kind}.", item.labels, rejections)
            yield Group(item.title, f"{kind}-{key}", kind, key, entries, item.values)
            if item.together:
                entries = _entries(item.together, kind, key, f"{kind}.", [], rejections)
                yield Group(item.together.title, f"together-{key}", "together", key, entries, item.values)


def _entries(
    judged: Judged, kind: str, item: str, code: str, labels: list[PortalLabel], rejections: list[Rejection]
) -> list[Entry]:
    named = "" if kind == "procedure" else f"{kind}."
    return [
        Entry(
            rule,
            f"{code}{rule.id}",
            address.finding_anchor(kind, item, rule.id),
            [label for label in labels if rule.id in label.rules],
            [rejection for rejection in rejections if f"{named}{rule.id}" in rejection.rules],
        )
        for rule in judged.rules
    ]
