"""From files to books: what extends what, which city overlays which province, is the result whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from zikao.report import RulebookStamp
from zikao.rulebook.books import ITEMS, CityBook, ProvinceBook, Trees
from zikao.rulebook.faults import Fault, Waiting, nearest
from zikao.rulebook.files import ProvinceFiles
from zikao.rulebook.folders import MAIN
from zikao.rulebook.library import Library
from zikao.rulebook.merge import amends_nothing, inherit, merge, uncited
from zikao.rulebook.model import CityOverlay, Model, Province
from zikao.rulebook.named import with_name_rule
from zikao.rulebook.tree import Map, Spot
from zikao.rulebook.validate import validate

VISIBLE = ("sources", "contradictions")
"""What an extended province lends to the one that extends it."""
SHARED = (*VISIBLE, "cycles", "windows", "contacts")
"""What a city may lay over its province."""

DATED = frozenset({"valid_from", "valid_until", "follows"})
"""When an item is in force is its own matter: what extends it has days of its own."""


def assemble(
    files: dict[str, ProvinceFiles], lent: Mapping[str, ProvinceFiles] = MappingProxyType({})
) -> tuple[Library, list[Fault]]:
    """A book of every province, and every fault; items with faults are left out of their book.

    Args:
        files: the provinces of which books are made.
        lent: provinces of elsewhere that those may extend; they get no book here.
    """
    workshop = _Workshop({**lent, **files})
    books = [book for name in files if (book := workshop.book(name)) is not None]
    books.sort(key=lambda book: (book.province.code, book.province.id))
    bases = {book.province.extends or "" for book in books} & lent.keys()
    shelf = {name: base for name in sorted(bases) if (base := workshop.province(name)) is not None}
    return Library({book.province.id: book for book in books}, shelf), workshop.faults


class _Workshop:
    """Resolves and validates, collecting faults on the way."""

    def __init__(self, files: dict[str, ProvinceFiles]) -> None:
        self.files = files
        self.faults: list[Fault] = []
        self.checked: dict[str, bool] = {}
        self.broken: list[Map] = []
        """Trees that could not take over what they extend; what they lack is no fault of theirs."""
        self.made: dict[int, tuple[Map, Model | None]] = {}
        """The instance of each tree, by its identity: a city has most of its province's as they are."""

    def book(self, name: str) -> ProvinceBook | None:
        files = self.files[name]
        province_tree = self.province_tree(name)
        shelves = {
            kind: {
                key: self.named(self.item_tree(f"{name}/{key}", kind), province_tree)
                for key in files.shelf(kind)
            }
            for kind in ITEMS
        }
        trees = Trees(province_tree, **shelves, unread=self.unread(name))
        known = len(self.faults)
        models = self.models(trees)
        if models is None:
            self.left(name, {fault.file for fault in self.faults[known:]})
            return None
        cities = {key: self.city(trees, key, tree) for key, tree in files.cities.items()}
        province: Province = models["province"]
        stamp = RulebookStamp(
            id=province.id, version=province.version, sha256=trees.digest(), reviewed_on=province.reviewed_on
        )
        whole = {key: city for key, city in cities.items() if city is not None}
        return ProvinceBook(**models, stamp=stamp, cities=whole, source=trees)

    def unread(self, name: str) -> frozenset[str]:
        """What is not known of a province, since a file of it, or of one that it extends, cannot be read."""
        found = {path.removesuffix(".yaml") for path in self.files[name].unread}
        if any(self.is_faulty(ancestor) for ancestor in self.ancestors(name)[0]):
            found |= {*VISIBLE}
        return frozenset(found)

    def is_faulty(self, name: str) -> bool:
        """Whether a province's main file is wrong, so that nothing can be said of its sources."""
        if name not in self.checked:
            self.checked[name] = validate(Province, self.files[name].province)[0] is None
        return self.checked[name]

    def left(self, name: str, faulty: Collection[str]) -> None:
        """Tell that a province without its main file is not looked at any further, its cities neither."""
        chain = [f"{each}/{MAIN}" for each in (name, *self.ancestors(name)[0])]
        culprit = next((path for path in chain if path in faulty), chain[0])
        cities = "、".join(f"cities/{key}.yaml" for key in self.files[name].cities)
        message = (
            f"这个文件改好以前，{name} 的引用、条件和例子{f'，还有 {cities}，' if cities else ''}都没有核对"
        )
        self.faults.append(Waiting(culprit, 1, 1, "", message, severity="info"))

    def city(self, base: Trees, name: str, tree: Map) -> CityBook | None:
        """The province's trees with the city's laid over them."""
        overlay, faults = validate(CityOverlay, tree)
        self.faults += faults
        if overlay is None:
            return None
        province_tree = merge(base.province, tree.only(SHARED), levels=2)
        self.spread(base.province, province_tree)
        laid = {kind: self.laid(base, kind, tree) for kind in ITEMS}
        trees = Trees(province_tree, **laid, unread=base.unread)
        models = self.models(trees)
        if models is None:
            return None
        province: Province = models["province"]
        stamp = RulebookStamp(
            id=f"{province.id}/{overlay.id}",
            version=f"{province.version}+{overlay.version}",
            sha256=trees.digest(),
            reviewed_on=min(province.reviewed_on, overlay.reviewed_on),
        )
        return CityBook(**models, stamp=stamp, source=trees, overlay=overlay, overlay_source=tree)

    def laid(self, province: Trees, kind: str, overlay: Map) -> dict[str, Map]:
        """One kind's trees with the city's laid over them; a new key needs a whole item."""
        base: dict[str, Map] = getattr(province, kind)
        made, base_province = dict(base), province.province
        for spot in Spot(overlay).below(kind):
            spot.value.label = f"{kind}.{spot.name}"
            under = base.get(spot.name)
            if under is not None:
                self.faults += uncited(under, spot)
                made[spot.name] = self.named(self.inherited(under, spot.value), base_province)
            elif "title" in spot.value:
                made[spot.name] = self.named(spot.value, base_province)
            elif not province.may_hold(kind, spot.name):
                message = f"本省没有 {spot.name} 可以补充；新增的要写全"
                self.faults.append(spot.fault(message, nearest=nearest(spot.name, base), key=True))
        return made

    def named(self, tree: Map, province: Map) -> Map:
        """An item with the rule for its file's name, where it has one."""
        made = with_name_rule(tree, province.get("numbers"))
        self.spread(tree, made)
        return made

    def inherited(self, under: Map, over: Map) -> Map:
        """An item laid over the one that it extends; one that amends what is not there is broken."""
        made = inherit(under, over)
        self.spread(under, made)
        if not self.is_broken(made) and (faults := amends_nothing(under, over)):
            self.faults += faults
            self.broken.append(made)
        return made

    def models(self, trees: Trees) -> dict[str, Any] | None:
        """The instances of one book, as far as they validate; None where the province itself does not."""
        made: dict[str, Any] = {
            kind: {
                key: instance
                for key, tree in getattr(trees, kind).items()
                if (instance := self.model(model, tree)) is not None
            }
            for kind, model in ITEMS.items()
        }
        if trees.province:
            made["province"] = self.model(Province, trees.province)
        return made if made.get("province") else None

    def model(self, model: type[Model], tree: Map) -> Model | None:
        """The instance of one tree; what lacks what it extends is looked at, but comes to nothing."""
        if id(tree) not in self.made:
            broken = self.is_broken(tree)
            instance, faults = validate(model, tree, whole=not broken)
            self.faults += faults
            self.made[id(tree)] = tree, None if broken else instance
        return self.made[id(tree)][1]

    def is_broken(self, tree: Map) -> bool:
        """Whether the tree lacks what it extends."""
        return any(tree is each for each in self.broken)

    def spread(self, base: Map, made: Map) -> None:
        """What is made of a broken tree is broken too."""
        if self.is_broken(base):
            self.broken.append(made)

    def province(self, name: str) -> Province | None:
        """A province that is lent, without its items; its faults are those of its own folder."""
        return validate(Province, self.province_tree(name))[0]

    def province_tree(self, name: str) -> Map:
        """A province's own tree with the sources and contradictions of those that it extends."""
        made = self.files[name].province
        ancestors, fault = self.ancestors(name)
        for ancestor in ancestors:
            made = merge(self.files[ancestor].province.only(VISIBLE), made, levels=2)
        if fault:
            self.faults.append(fault)
            self.broken.append(made)
        return made

    def ancestors(self, name: str) -> tuple[list[str], Fault | None]:
        """The provinces that one extends, nearest first, and what is wrong with the chain."""
        found: list[str] = []
        at = name
        while isinstance(base := self.files[at].province.get("extends"), str):
            spot = Spot(self.files[at].province) / "extends"
            if base not in self.files:
                return found, spot.fault(f"没有省份 {base}", nearest=nearest(base, self.files))
            if base == name or base in found:
                return found, spot.fault(f"extends 绕成了一圈：{' → '.join([name, *found, base])}")
            found.append(base)
            at = base
        return found, None

    def item_tree(self, path: str, kind: str, *, trail: tuple[str, ...] = ()) -> Map:
        """An item's own tree laid over the one that it extends."""
        province, _, name = path.partition("/")
        own = self.files[province].shelf(kind)[name]
        base = own.get("extends")
        if not isinstance(base, str):
            return own
        spot = Spot(own) / "extends"
        known = list(self.lendable(province, kind))
        if base in known and base not in (*trail, path):
            under = self.item_tree(base, kind, trail=(*trail, path))
            self.faults += uncited(under, Spot(own))
            made = self.inherited(under, own)
            for key in DATED - own.keys():
                made.pop(key, None)
            return made
        self.broken.append(own)
        if base in known:
            self.faults.append(spot.fault(f"extends 绕成了一圈：{' → '.join([*trail, path, base])}"))
        elif self.ancestors(province)[1] is None and not self.may_lend(province, kind, base):
            message = f"没有 {base}，只能沿用本省或本省 extends 的省份里的"
            self.faults.append(spot.fault(message, nearest=nearest(base, known)))
        return own

    def may_lend(self, province: str, kind: str, base: str) -> bool:
        """Whether a base may stand in a file that cannot be read."""
        lender, _, name = base.partition("/")
        chain = (province, *self.ancestors(province)[0])
        unread = (
            {path.removesuffix(".yaml") for path in self.files[lender].unread} if lender in chain else set()
        )
        return kind in unread or f"{kind}/{name}" in unread or "province" in self.unread(province)

    def lendable(self, province: str, kind: str) -> Iterator[str]:
        """What an item of a province may extend: only from where its sources are visible too."""
        for name in (province, *self.ancestors(province)[0]):
            for key in self.files[name].shelf(kind):
                yield f"{name}/{key}"
