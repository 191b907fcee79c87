"""Whether every name in a book stands for something: sources, windows, hosts, rules, steps, specs, facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from zikao.rulebook.asking import MOST_ITEMS
from zikao.rulebook.books import ProvinceBook
from zikao.rulebook.faults import Fault, nearest
from zikao.rulebook.library import Library
from zikao.rulebook.model import Cite, Model
from zikao.rulebook.tree import Map, Seq, Spot
from zikao.rulebook.window_faults import window_faults

RESERVED = ("today", "now")
"""Facts that every procedure has: the date and the moment, Beijing time, given by the caller."""
CITING = ("cite", "basis")
PLAIN = (str, int, float, type(None))
"""What nothing stands below."""


def cited_sources(piece: object) -> list[str]:
    """The sources that a piece of a rulebook cites at any depth, by key; models, plain data or a tree."""
    found: list[str] = []
    _cited(piece, found)
    return found


def _cited(piece: object, found: list[str]) -> None:
    # Plain data first: whether something is a model takes pydantic much longer to say.
    if isinstance(piece, dict):
        for key, child in piece.items():
            cites = child if isinstance(child, list) else [child]
            # A question may be called like this, too.
            if key in CITING and all(isinstance(cite, dict) and "source" in cite for cite in cites):
                found += (cite["source"] for cite in cites)
            elif not isinstance(child, PLAIN):
                _cited(child, found)
    elif isinstance(piece, list):
        for child in piece:
            if not isinstance(child, PLAIN):
                _cited(child, found)
    elif isinstance(piece, Cite):
        found.append(piece.source)
    elif isinstance(piece, Model):
        for child in vars(piece).values():
            if not isinstance(child, PLAIN):
                _cited(child, found)


def check_references(library: Library, procedures: list[str]) -> Iterator[Fault]:
    """Every name of every book and city overlay that stands for nothing.

    Args:
        library: the books; items with faults of their own may be left out of them.
        procedures: `province/name` of all there are, those with faults too.
    """
    for province in library.provinces.values():
        yield from _Names(province, procedures).check()
        for city in province.cities.values():
            yield from _Names(city, procedures, province).check()


def unknown(spot: Spot, known: Collection[str], what: str) -> Iterator[Fault]:
    """A fault where the word at a spot is none of the known ones."""
    if spot.value not in known:
        yield spot.fault(f"没有{what} {spot.value}", nearest=nearest(spot.value, known))


def repeated(items: Iterator[Spot], key: str = "id") -> Iterator[Fault]:
    """Faults for items of one list that share an id."""
    seen: dict[str, int] = {}
    for item in items:
        name = item.value.get(key)
        if name in seen:
            yield (item / key).fault(f"{key} {name} 在第 {seen[name]} 行已经用过")
        elif name is not None:
            seen[name] = (item / key).position().line


@dataclass
class _Names:
    """The names that one book knows, and the checks against them."""

    book: ProvinceBook
    all_procedures: list[str]
    base: ProvinceBook | None = None
    """Of a city its province: what it has just as that has it was looked at there, and all names hold."""

    def __post_init__(self) -> None:
        province = self.book.province
        self.known: dict[str, Collection[str]] = {
            "sources": province.sources,
            "cycles": province.cycles,
            "windows": province.windows,
            "hosts": province.hosts,
            "contradictions": province.contradictions,
            "contacts": [
                name for contact in province.contacts for name in (contact.who, contact.group) if name
            ],
            "procedures": self.book.trees.procedures,
            "photos": self.book.trees.photos,
            "packages": self.book.trees.packages,
        }
        self.specs = {"photo": self.book.photos, "package": self.book.packages}

    def check(self) -> Iterator[Fault]:
        book = self.book
        province = Spot(book.trees.province)
        yield from self.province(province)
        yield from self.cites(province)
        for procedure in self.trees("procedures"):
            yield from self.procedure(procedure)
            yield from self.cites(procedure)
        for shelf in ("photos", "packages"):
            for spec in self.trees(shelf):
                yield from self.spec(spec, shelf)
                yield from self.cites(spec)

    def trees(self, shelf: str) -> Iterator[Spot]:
        """The items of a shelf that came to a model."""
        taken: dict[str, Map] = getattr(self.base.trees, shelf) if self.base else {}
        for name in getattr(self.book, shelf):
            tree: Map = getattr(self.book.trees, shelf)[name]
            if taken.get(name) is not tree:
                yield Spot(tree)

    def cites(self, spot: Spot) -> Iterator[Fault]:
        """Every cite below a spot names a source."""
        if all(each in self.known["sources"] for each in {*cited_sources(spot.value)}):
            return  # as nearly always; the way below is the slow one, which knows where each of them stands
        for child in spot:
            if isinstance(child.value, Map | Seq):
                yield from self.cites(child)
            if child.name in CITING and isinstance(spot.value, Map):
                for cite in spot.each(child.name):
                    yield from self.known_at(cite, "source", "sources", "来源")

    def known_at(self, spot: Spot, key: str, shelf: str, what: str) -> Iterator[Fault]:
        """The word or each of the words at a key is on a shelf."""
        for word in spot.each(key):
            yield from self.on_shelf(word, shelf, what)

    def on_shelf(self, word: Spot, shelf: str, what: str) -> Iterator[Fault]:
        """A word is on a shelf, or may be in a file that cannot be read."""
        if not self.book.trees.may_hold(shelf, str(word.value)):
            yield from unknown(word, self.known[shelf], what)

    def province(self, spot: Spot) -> Iterator[Fault]:
        for cycle in spot.below("cycles"):
            if cycle.value["valid_from"] > cycle.value["valid_to"]:
                yield (cycle / "valid_to").fault("valid_to 早于 valid_from")
        for window in spot.below("windows"):
            yield from self.known_at(window, "cycle", "cycles", "周期")
            yield from window_faults(window)
            for each in window.below("rounds"):
                if each.name not in self.known["cycles"]:
                    cycles = self.known["cycles"]
                    yield each.fault(f"没有周期 {each.name}", nearest=nearest(each.name, cycles), key=True)
        yield from self.known_at(spot, "authority_site", "hosts", "网站")
        for contact in spot.below("contacts"):
            if "about" not in contact.value and "group" not in contact.value:
                yield contact.fault("缺少 about：写问什么可以找它")
        for change in spot.below("changes"):
            for name in change.each("procedures"):
                yield from self.on_shelf(name, "procedures", "事项")

    def judged(self, spot: Spot) -> Iterator[Fault]:
        """What procedures and specs share: rules and examples."""
        twice = list(repeated(spot.below("rules")))
        yield from twice
        rules = {rule["id"] for rule in spot.value.get("rules", ())}
        for rule in spot.below("rules"):
            yield from repeated(rule.below("exceptions"))
            yield from self.known_at(rule, "contradiction", "contradictions", "矛盾说明")
            yield from _in_order(rule)
        yield from self.known_at(spot, "contradictions", "contradictions", "矛盾说明")
        for example in spot.below("examples"):
            for key in ("expect", "by", "due"):
                for named in example.below(key):
                    if named.name not in rules and not twice:  # else it may be the one that lost its name
                        yield named.fault(
                            f"没有规则 {named.name}", nearest=nearest(named.name, rules), key=True
                        )
            for named in example.below("by"):
                yield from unknown(named, self.deciders(spot, named.name), "这个例外")
            for key in ("elsewhere", "impossible"):
                for named in example.each(key):
                    places = [item["id"] for item in spot.value.get(key, ())]
                    yield from unknown(named, places, f" {key}")

    def deciders(self, spot: Spot, rule_id: str) -> list[str]:
        """What may stand in an example's `by`."""
        exceptions = [
            exception["id"]
            for rule in spot.value.get("rules", ())
            if rule["id"] == rule_id
            for exception in rule.get("exceptions", ())
        ]
        return ["require", *exceptions]

    def procedure(self, spot: Spot) -> Iterator[Fault]:
        tree = spot.value
        yield from self.judged(spot)
        for key in ("steps", "materials", "impossible", "elsewhere", "unconcerned", "rejections"):
            yield from repeated(spot.below(key))
        for place in spot.below("impossible"):
            for asked in place.each("again"):
                yield from unknown(asked, tree.get("facts", {}), "事实")
        for fact in spot.below("facts"):
            yield from _fact(fact)
            yield from _fields(fact, tree["facts"])
            for origin in fact.each("from_window"):
                yield from self.known_at(origin, "window", "windows", "时间窗口")
        for key in ("channels", "steps"):
            for item in spot.below(key):
                yield from self.known_at(item, "host", "hosts", "网站")
        steps, papers = ([item["id"] for item in tree.get(key, ())] for key in ("steps", "materials"))
        listed = tree.get("windows", ())
        # Of a list with a slip in it, nobody knows which window it was to name.
        lists_windows = all(name in self.known["windows"] for name in listed)
        for step in spot.below("steps"):
            for before in step.each("after"):
                yield from unknown(before, steps, "步骤")
            for paper in step.each("papers"):
                yield from unknown(paper, papers, "材料")
            for window in step.each("windows") if lists_windows else ():
                yield from unknown(window, listed, "本事项的时间窗口")
        for key, shelf, what in (
            ("windows", "windows", "时间窗口"),
            ("contacts", "contacts", "联系方式"),
            ("photo", "photos", "照片规格"),
            ("packages", "packages", "文件规格"),
        ):
            yield from self.known_at(spot, key, shelf, what)
        for material in spot.below("materials"):
            yield from self.material(material)
        for other in spot.each("related"):
            own, word = self.book.trees.procedures, other.value
            unread = self.book.trees.may_hold("procedures", word)
            if not unread and word not in own and word not in self.all_procedures:
                near = nearest(word, own) or nearest(word, self.all_procedures)
                yield other.fault(f"没有事项 {word}", nearest=near)
        yield from _statuses(spot)
        rules = self.rules_for(tree)
        for rejection in spot.below("rejections"):
            for rule in rejection.each("rules"):
                kind, _, _ = str(rule.value).rpartition(".")
                if kind not in self.unreadable(tree):
                    yield from unknown(rule, rules, "规则")

    def material(self, spot: Spot) -> Iterator[Fault]:
        check, spec = spot.value.get("check"), spot.value.get("spec")
        if (check is None) != (spec is None):
            yield spot.fault("check 和 spec 要一起写")
        elif check is not None:
            yield from self.known_at(
                spot, "spec", f"{check}s", "照片规格" if check == "photo" else "文件规格"
            )

    def specs_for(self, tree: Map) -> list[tuple[str, str]]:
        """The file specs that a procedure uses: photo or package, and name."""
        found = [("photo", tree["photo"])] if "photo" in tree else []
        found += [("package", name) for name in tree.get("packages", ())]
        found += [(item["check"], item["spec"]) for item in tree.get("materials", ()) if "spec" in item]
        return list(dict.fromkeys(found))

    def rules_for(self, tree: Map) -> list[str]:
        """Ids of the procedure's own rules, and of those of its file specs as photo.ID and package.ID."""
        found = [rule["id"] for rule in tree.get("rules", ())]
        for kind, name in self.specs_for(tree):
            spec = self.specs[kind].get(name)
            found += [f"{kind}.{rule.id}" for rule in spec.rules] if spec else []
        return list(dict.fromkeys(found))

    def unreadable(self, tree: Map) -> set[str]:
        """Kinds of spec of which one has faults of its own, so that its rules are not known."""
        return {kind for kind, name in self.specs_for(tree) if name not in self.specs[kind]}

    def spec(self, spot: Spot, shelf: str) -> Iterator[Fault]:
        yield from self.judged(spot)
        yield from _in_order(spot)
        for follows in spot.each("follows"):
            yield from self.known_at(follows, "spec", shelf, "文件规格")
        yield from repeated(spot.below("parts"))
        rules = [rule["id"] for rule in spot.value.get("rules", ())]
        yield from _notices(spot, rules)
        for together in spot.each("together"):
            yield from self.judged(together)
            for rule in together.below("rules"):
                if rule.value["id"] in rules:
                    yield (rule / "id").fault("这个 id 在单个文件的 rules 里已经用过，报告里就分不清了")
        for label in spot.below("labels"):
            for rule in label.each("rules"):
                yield from unknown(rule, rules, "规则")


def _in_order(dated: Spot) -> Iterator[Fault]:
    """First and last day of what is in force for a time."""
    first, last = (dated.value.get(key) for key in ("valid_from", "valid_until"))
    if first and last and first > last:
        yield (dated / "valid_until").fault("valid_until 早于 valid_from")


def _fact(spot: Spot) -> Iterator[Fault]:
    """A question whose fields fit its type."""
    fact = spot.value
    kind = fact["type"]
    if spot.name in RESERVED:
        yield spot.fault(f"{spot.name} 由程序给出，不能自己定义", key=True)
    needs_options = kind in ("choice", "set")
    if needs_options and not fact.get("options"):
        yield spot.fault(f"{kind} 类型要写 options")
    for key, kinds in (
        ("options", ("choice", "set")),
        ("none", ("date", "datetime", "set", "list")),
        ("minimum", ("integer", "number", "list")),
        ("maximum", ("integer", "number", "list")),
        ("one", ("list",)),
        ("fields", ("list",)),
        ("from_window", ("date", "datetime")),
        ("from_city", ("boolean",)),
    ):
        if key in fact and kind not in kinds:
            yield (spot / key).fault(f"{kind} 类型不能写 {key}", key=True)
    low, high = fact.get("minimum"), fact.get("maximum")
    if low is not None and high is not None and low > high:
        yield (spot / "maximum").fault("maximum 小于 minimum")


def _fields(spot: Spot, facts: Collection[str]) -> Iterator[Fault]:
    """A list with all that it takes to ask for its items: their fields, their name, how many there may be."""
    fact = spot.value
    if fact["type"] != "list":
        return
    if not fact.get("fields"):
        yield spot.fault("list 类型要写 fields：每一项要填哪几栏", key=True)
    if "one" not in fact:
        yield spot.fault("list 类型要写 one：一项怎么称呼，例如 一门课程", key=True)
    elif not fact["one"].startswith("一") or len(fact["one"]) == 1:
        yield (spot / "one").fault("one 要以“一”开头，带上量词，例如 一门课程")
    for key in ("minimum", "maximum"):
        if key in fact and fact[key] not in range(1, MOST_ITEMS + 1):
            yield (spot / key).fault(f"列表的 {key} 是项数，要写 1 到 {MOST_ITEMS} 的整数")
    if "none" in fact and fact.get("minimum", 1) != 1:
        yield (spot / "minimum").fault("写了 none 就可以一项也没有，不能再写 minimum", key=True)
    for field in spot.below("fields"):
        yield from _fact(field)
        if field.name in facts:
            yield field.fault(f"{field.name} 已经是一个问题的名字，栏目要另起一个", key=True)


def _statuses(spot: Spot) -> Iterator[Fault]:
    """Statuses whose ways on lead to later words and whose ways back lead to earlier ones."""
    yield from repeated(spot.below("statuses"), "word")
    order = [item["word"] for item in spot.value.get("statuses", ())]
    for place, status in enumerate(spot.below("statuses")):
        for key, those in (("next", order[place + 1 :]), ("back", order[:place])):
            for word in status.each(key):
                if word.value in order and word.value not in those:
                    side, other = ("后面", "back") if key == "next" else ("前面", "next")
                    yield word.fault(f"{word.value} 不在它{side}，{key} 只写{side}的；反过来的写 {other}")
                yield from unknown(word, order, "状态") if word.value not in order else ()


def _notices(spot: Spot, rules: list[str]) -> Iterator[Fault]:
    """What a notice needs to be asked about; its names stand for something, and for one thing only."""
    yield from repeated(spot.below("notices"))
    for notice in spot.below("notices"):
        for key in ("id", "severity"):
            if "ask" in notice.value and key not in notice.value:
                yield (notice / "ask").fault(f"要读者自己看的，还要写 {key}", key=True)
        for name in notice.each("id"):
            if name.value in rules:
                yield name.fault("这个 id 在 rules 里已经用过，报告里就分不清了")
        for rule in notice.each("unless"):
            yield from unknown(rule, rules, "规则")
