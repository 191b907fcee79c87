"""The loaded book of a province or city: its models, and the trees that they were read from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from zikao.errors import ExitCode, ZikaoError
from zikao.report import RulebookStamp
from zikao.rulebook.document import Kind
from zikao.rulebook.faults import nearest
from zikao.rulebook.model import CityOverlay, Model, Procedure, Province, Spec, Together
from zikao.rulebook.tree import Map

T = TypeVar("T")

SHELF: dict[Kind, str] = {
    "procedure": "procedures",
    "photo": "photos",
    "package": "packages",
    "together": "together",
}
ITEMS: dict[str, type[Model]] = {"procedures": Procedure, "photos": Spec, "packages": Spec}
"""What a book is made of beside its province."""


class NotInRulebookError(ZikaoError):
    """A province, city or item that the rulebooks do not have; the sentence names the nearest."""

    exit_code = ExitCode.USAGE

    def __init__(self, what: str, name: str, known: list[str]) -> None:
        near = nearest(name, known)
        advice = f"是不是 {near}？" if near else f"可用的有：{'、'.join(known) or '无'}。"
        super().__init__(f"规则中没有这个{what}，{advice}")


class NothingToJudgeError(NotInRulebookError):
    """A procedure that has steps and papers, and no rule: nobody may be told that they meet it."""

    exit_code = ExitCode.COULD_NOT_CHECK

    def __init__(self, title: str) -> None:
        ZikaoError.__init__(self, f"“{title}”只有步骤和材料，没有可以核对的条件；请看它的指南。")


@dataclass(frozen=True)
class Trees:
    """The resolved data behind a book, with the place where each piece was written."""

    province: Map
    procedures: dict[str, Map]
    photos: dict[str, Map]
    packages: dict[str, Map]
    unread: frozenset[str] = frozenset()
    """What a file would have held that cannot be read, as `photos` or `procedures/graduation`."""

    def may_hold(self, shelf: str, name: str) -> bool:
        """Whether something of this name may stand in a file that cannot be read."""
        return shelf in self.unread or f"{shelf}/{name}" in self.unread

    @property
    def together(self) -> dict[str, Map]:
        """The parts of package specs that judge several archives at once."""
        return {key: tree["together"] for key, tree in self.packages.items() if "together" in tree}

    def digest(self) -> str:
        """sha256 of the canonical JSON. Keys keep their order: that of facts is the order of questions."""
        data = [self.province, self.procedures, self.photos, self.packages]
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _placed(source: T | None) -> T:
    if source is None:
        raise LookupError("a book of resolved JSON has no places in files")
    return source


@dataclass(frozen=True, kw_only=True)
class ProvinceBook:
    """One province with everything that it extends resolved."""

    province: Province
    procedures: Mapping[str, Procedure]
    photos: Mapping[str, Spec]
    packages: Mapping[str, Spec]
    stamp: RulebookStamp
    cities: Mapping[str, CityBook] = field(default_factory=dict)
    source: Trees | None = field(default=None, repr=False, compare=False)
    """The trees of its files; None where the book was read from resolved JSON."""

    @property
    def trees(self) -> Trees:
        """What the book was made of, with its places; only the tools of those who write rulebooks ask.

        Raises:
            LookupError: the book was read from resolved JSON, which has no places.
        """
        return _placed(self.source)

    @property
    def city(self) -> str | None:
        """Id of the city whose overlay is merged in."""
        return None

    @property
    def together(self) -> dict[str, Together]:
        """What package specs ask of several archives at once."""
        return {key: spec.together for key, spec in self.packages.items() if spec.together is not None}

    def item(self, kind: Kind, name: str) -> Procedure | Spec | Together:
        """One procedure or file spec, or what a spec asks of several files.

        Raises:
            NotInRulebookError: this province has none of that name.
        """
        shelf: Mapping[str, Procedure | Spec | Together] = getattr(self, SHELF[kind])
        return _known(shelf, "事项或文件规格", name)

    def procedure(self, name: str) -> Procedure:
        """One procedure.

        Raises:
            NotInRulebookError: this province has none of that name.
        """
        return _known(self.procedures, "事项", name)

    def tree(self, kind: Kind, name: str) -> Map:
        """The resolved tree of one procedure or file spec."""
        shelf: dict[str, Map] = getattr(self.trees, SHELF[kind])
        return shelf[name]


def _known(shelf: Mapping[str, T], what: str, name: str) -> T:
    if name not in shelf:
        raise NotInRulebookError(what, name, list(shelf))
    return shelf[name]


@dataclass(frozen=True, kw_only=True)
class CityBook(ProvinceBook):
    """A province with one city's overlay merged in."""

    overlay: CityOverlay
    overlay_source: Map | None = field(default=None, repr=False, compare=False)

    @property
    def written(self) -> Map:
        """The overlay's own file as a tree.

        Raises:
            LookupError: the book was read from resolved JSON, which has no places.
        """
        return _placed(self.overlay_source)

    @property
    def city(self) -> str:
        return self.overlay.id
