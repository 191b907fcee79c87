"""What the widget that checks a file has to know of its spec: what to ask beside, whether it can fit one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zikao.checks.fit.spec import can_fit
from zikao.judge.walk import rule_leaves
from zikao.rulebook.conditions import facts_in

if TYPE_CHECKING:
    from zikao.rulebook.document import Document, Kind
    from zikao.site.scope import Scope

_FIELDS: Final = {
    "ticket-number": {"ticket_number_declared", "ticket_number_seen", "page_ticket_number"},
    "courses": {"courses_declared", "courses_seen", "courses_missing", "courses_certified"},
    "taken": {"date_taken"},
    "selfie": {"front_camera"},
}
"""Each field of the widget and the facts that are known, or known better, once it is filled in."""


def declares(scope: Scope, kind: Kind, key: str) -> str:
    """Fields that a spec's rules have a use for, with spaces between."""
    compiled = _compiled(scope, kind, key)
    tables = compiled.tables
    leaves = (leaf for rule in compiled.rules for leaf in rule_leaves(rule))
    read = {fact for leaf in leaves for fact in facts_in(leaf, tables)}
    return " ".join(field for field, facts in _FIELDS.items() if not facts.isdisjoint(read))


def fits(scope: Scope, kind: Kind, key: str) -> bool:
    """Whether a compliant file can be made."""
    return kind == "photo" and can_fit(_compiled(scope, kind, key))


def _compiled(scope: Scope, kind: Kind, key: str) -> Document:
    return scope.library.compiled(kind, f"{scope.province.id}/{key}", city=scope.book.city)
