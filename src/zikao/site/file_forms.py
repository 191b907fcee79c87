"""What the widget that checks a file has to know of its spec: what to ask beside, what to hold it against."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from zikao.checks.bands import frame_of
from zikao.checks.fit.spec import can_fit
from zikao.judge.operators import AT_LEAST, AT_MOST, BETWEEN, EQUALS
from zikao.judge.walk import leaves, rule_leaves
from zikao.numbers import TICKET, Written
from zikao.package.declarable import ANY_TICKET
from zikao.rulebook.conditions import facts_in
from zikao.rulebook.file_names import NAME, in_words
from zikao.rulebook.text import fill_whole, placeholders
from zikao.site import address

if TYPE_CHECKING:
    from zikao.rulebook.document import Document, Kind
    from zikao.site.scope import Scope

_FIELDS: Final = {
    "ticket-number": {TICKET, "ticket_number_declared", "ticket_number_seen", "page_ticket_number"},
    "person": {NAME},
    "courses": {"courses_declared", "courses_seen", "courses_missing", "courses_certified"},
    "taken": {"date_taken"},
    "selfie": {"front_camera"},
}
"""Each field of the widget, and what is known, or known better, once it is filled in: facts, and parts of the
file's name."""


def declares(scope: Scope, kind: Kind, key: str) -> str:
    """Fields for which a spec's rules, or the name of its file, have a use, with spaces between."""
    document = compiled(scope, kind, key)
    tables = document.tables
    leaves = (leaf for rule in document.rules for leaf in rule_leaves(rule))
    read = {fact for leaf in leaves for fact in facts_in(leaf, tables)}
    read |= {*placeholders(document.file_name or "")}
    return " ".join(field for field, facts in _FIELDS.items() if not facts.isdisjoint(read))


def number(scope: Scope, kind: Kind, key: str) -> Written:
    """How a ticket number that is typed beside a file is written."""
    said = (compiled(scope, kind, key).numbers or {}).get(TICKET)
    return Written(said.pattern, said.wanted) if said else ANY_TICKET


def number_told(scope: Scope, kind: Kind, key: str) -> str:
    """The same as JSON for the widget; empty where the rule for all provinces holds."""
    form = number(scope, kind, key)
    return "" if form == ANY_TICKET else json.dumps(form.for_browsers(), ensure_ascii=False)


def fits(scope: Scope, kind: Kind, key: str) -> bool:
    """Whether a compliant file can be made."""
    return kind == "photo" and can_fit(compiled(scope, kind, key))


_SEEN: Final = {"width": "pixels", "bytes": "bytes", "format": "format"}
"""Facts that a browser reads from a file by itself, and what the widget calls their demands."""


def wanted(scope: Scope, kind: Kind, key: str) -> str:
    """What a portrait has to be, as JSON for the widget; empty where that is unknown.

    `frame` is the picture with its bands as in a report; `pixels`, `bytes` and `format` are demands in words,
    with the numbers (`low`, `high`) or the word (`is`) that decide; `name` is one in words, with the pattern.
    """
    if kind != "photo":
        return ""
    document = compiled(scope, kind, key)
    told: dict[str, object] = {}
    frame = frame_of(document)
    if frame is not None:
        bands = [band.model_dump(include={"line", "name", "low", "high"}) for band in frame.bands]
        told["frame"] = {"width": frame.width, "height": frame.height, "bands": bands}
    values = {name: each.value for name, each in document.values.items()}
    for rule in document.rules:
        for leaf in leaves(rule.require):
            name = _SEEN.get(leaf.fact)
            if name and name not in told and rule.severity != "advice" and leaf.operator in _ENDS:
                words = fill_whole(rule.required, values, {}) or rule.title
                limits = zip(_ENDS[leaf.operator], leaf.operands(), strict=True)
                told[name] = {"words": words, **dict(limits)}
    if document.file_name:
        told["name"] = {"words": in_words(document.file_name), "pattern": document.file_name}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""


def next_steps(scope: Scope, kind: Kind, key: str) -> str:
    """The step of each guide that hands in such a file, as JSON for the widget; empty where there is none.

    Each is its guide's title, its own title and address, and the portal's name, address and menus where the
    source names them.
    """
    found = []
    for procedure in scope.book.procedures.values():
        papers = {each.id for each in procedure.materials if (each.check, each.spec) == (kind, key)}
        handing = [step for step in procedure.steps if not step.by and not papers.isdisjoint(step.papers)]
        # One a guide: the first that leads to a portal, as far as the source names any.
        for step in sorted(handing, key=lambda each: each.host is None)[:1]:
            page = address.guide_page(scope.province.id, procedure.id)
            told: dict[str, object] = {
                "guide": procedure.title,
                "title": step.title,
                "href": scope.href(page, f"step-{step.id}"),
            }
            if step.host:
                host = scope.host(step.host)
                told |= {"host": host.name, "at": f"http://{host.host}/", "menu": step.menu}
            found.append(told)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""


_ENDS: Final = {BETWEEN: ("low", "high"), AT_LEAST: ("low",), AT_MOST: ("high",), EQUALS: (EQUALS,)}


def compiled(scope: Scope, kind: Kind, key: str) -> Document:
    """A spec as it is judged here, a city's own changes with it."""
    return scope.library.compiled(kind, f"{scope.province.id}/{key}", city=scope.book.city)
