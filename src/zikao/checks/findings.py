"""One judged rule as one finding: the sentence, what was measured, what to do, and by which clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast

from zikao.checks.where import Places, against, nowhere
from zikao.judge.evaluate import Facts
from zikao.judge.judgement import Outcome
from zikao.judge.numbers import is_number
from zikao.judge.walk import comparisons, leaves
from zikao.report import Finding, Region
from zikao.rulebook.document import Document, DocumentException, DocumentFact, DocumentRule
from zikao.rulebook.text import fill, fill_whole, item_named

MOST_REGIONS = 25

Reason = Literal["fact missing", "date unknown", "not measured"]


class Prepared:
    """A compiled document with everything looked up that is the same for every case."""

    def __init__(self, document: Document) -> None:
        kind = "package" if document.kind == "together" else document.kind
        self.document = document
        self.facts = document.facts
        self.prefix = f"{document.province}/{document.id}" if kind == "procedure" else kind
        self.values = {name: value.value for name, value in document.values.items()}
        self.rules = {rule.id: rule for rule in document.rules}
        self.elsewhere = {place.id: place for place in document.elsewhere}

    def finding_id(self, rule: str) -> str:
        """`photo.ID`, `package.ID`, or `province/procedure.ID`."""
        return f"{self.prefix}.{rule}"

    def read_by(self, rule: str) -> Mapping[str, DocumentFact]:
        """The facts that a rule may read; of a rule over a list the fields of its items, too."""
        each = self.rules[rule].each
        return {**self.facts, **((self.facts[each].items if each else None) or {})}

    def exception(self, rule: str, name: str) -> DocumentException:
        """One exception of a rule."""
        return next(each for each in self.rules[rule].exceptions if each.id == name)


class Case:
    """What one report is about: the item, all facts known, and why others are not."""

    def __init__(
        self,
        item: Prepared,
        facts: Facts,
        absent: Mapping[str, str],
        places: Places = nowhere,
        device: frozenset[str] = frozenset(),
    ) -> None:
        self.item = item
        self.facts = facts
        self.absent = absent
        self.places = places
        self.device = device
        """Facts that rest on a device's word."""
        self.known = {**facts, **item.values}

    def fill(self, text: str) -> str:
        """A text of the rulebook with its braces filled."""
        return fill(text, self.known, self.item.facts, tables=self.item.document.tables)

    def reason(self, outcome: Outcome) -> Reason | None:
        """Why an outcome is unknown; None where no single fact is to blame."""
        if outcome.outcome != "unknown" or not outcome.missing:
            return None
        missing = [self.item.read_by(outcome.id).get(name) for name in outcome.missing]
        if any(fact is None or fact.ask is None for fact in missing):
            return "not measured"
        if any(fact and fact.from_window for fact in missing):
            return "date unknown"
        return "fact missing"


def finding(case: Case, outcome: Outcome) -> Finding:
    """The finding for a rule that applies."""
    rule = case.item.rules[outcome.id]
    reason = case.reason(outcome)
    words = _Words(case, rule, outcome, reason)
    regions = words.regions()
    exception = case.item.exception(rule.id, outcome.by) if outcome.by not in (None, "require") else None
    return Finding(
        id=case.item.finding_id(rule.id),
        outcome="not checked" if reason == "not measured" else outcome.outcome,
        severity=rule.severity,
        title=rule.title,
        sentence=words.sentence(exception),
        measured=words.whole(rule.measured),
        required=words.whole(rule.required),
        mend=words.mend(),
        tolerance_from=rule.tolerance_from,
        by=outcome.by,
        missing=outcome.missing,
        reason=reason,
        why=words.why_not_measured() if reason == "not measured" else None,
        contradiction=rule.contradiction,
        measured_on=None if case.device.isdisjoint(_read(rule)) else "device",
        cites=rule.cites + (exception.cites if exception else ()),
        regions=regions,
        count=len(outcome.places or regions),
    )


def _read(rule: DocumentRule) -> set[str]:
    return {leaf.fact for leaf in leaves(rule.require)}


class _Words:
    """The texts of one finding, filled with the facts; for a rule over a list, with the first item's too."""

    def __init__(self, case: Case, rule: DocumentRule, outcome: Outcome, reason: Reason | None) -> None:
        self.case, self.rule, self.outcome, self.reason = case, rule, outcome, reason
        self.known = case.known
        self.definitions = case.item.read_by(rule.id)
        self.places = outcome.places or ()
        if self.places and rule.each:
            # The judge names places of a list alone.
            self.items = cast("Sequence[Mapping[str, Any]]", case.facts[rule.each])
            self.known = self.known_at(self.places[0])

        # What breaks a limit must not read like it.
        self.apart = self.limits() if outcome.outcome == "no" else {}

    def known_at(self, place: int) -> dict[str, Any]:
        """What is known of one item of the list that a rule is over."""
        return {**self.case.known, **self.items[place]}

    def limits(self) -> dict[str, list[float]]:
        """The numbers that each fact is compared with."""
        found: dict[str, list[float]] = {}
        for names, limit in comparisons(self.rule, self.known, self.case.item.document.tables):
            if is_number(limit):
                found.setdefault(names[0], []).append(cast("float", limit))
        return found

    def text(self, written: str | None) -> str | None:
        tables = self.case.item.document.tables
        return None if written is None else fill(written, self.known, self.definitions, self.apart, tables)

    def whole(self, written: str | None) -> str | None:
        tables = self.case.item.document.tables
        return fill_whole(written, self.known, self.definitions, self.apart, tables)

    def sentence(self, exception: DocumentException | None) -> str:
        title = self.rule.title.rstrip("。")
        if self.outcome.outcome == "no":
            return self.text(self.rule.if_no) or f"不符合：{title}。"
        if exception is not None:
            return f"“{title}”这一条可以例外：{exception.title.rstrip('。')}。"
        if self.outcome.outcome == "yes":
            return self.text(self.rule.if_yes) or f"符合：{title}。"
        written = self.text(self.rule.if_unknown)
        if self.reason == "not measured":
            why = self.why_not_measured()
            return f"{written.rstrip('。')}（{why}）。" if written else f"没有检查“{title}”：{why}。"
        if written:
            return written
        if self.reason == "date unknown":
            return f"“{title}”这一条还不能判断：没有可用的官方日期。"
        return f"“{title}”这一条还不能判断。"

    def mend(self) -> str | None:
        """What to do: about a no, the mend; about an unknown, where to find out."""
        if self.outcome.outcome == "no":
            return self.text(self.rule.mend)
        if self.outcome.outcome == "yes":
            return None
        return next((advice for name in self.outcome.missing if (advice := self.find_out(name))), None)

    def find_out(self, name: str) -> str | None:
        """Where to look for a missing fact."""
        fact = self.definitions.get(name)
        if fact is None:
            return None
        origin = fact.from_window
        look_up = self.case.item.document.windows[origin.window].look_up if origin else None
        return look_up or fact.unsure

    def why_not_measured(self) -> str:
        reasons = (self.case.absent[name] for name in self.outcome.missing if name in self.case.absent)
        return next(reasons, "本次没有测得").rstrip("。")

    def measured_at(self, place: int) -> str | None:
        """What was measured of that item."""
        tables = self.case.item.document.tables
        return fill_whole(self.rule.measured, self.known_at(place), self.definitions, self.apart, tables)

    def regions(self) -> tuple[Region, ...]:
        """Where it shows.

        The items at fault by name and position, pages of a PDF by their number too; in a picture, the places
        where what speaks against the rule was seen.
        """
        if self.places:
            shown = self.places[:MOST_REGIONS]
            measured = [self.measured_at(place) for place in shown]
            alike = len(set(measured)) == 1
            return tuple(
                self.region(place, None if alike else each)
                for place, each in zip(shown, measured, strict=True)
            )
        if self.outcome.outcome not in ("no", "unknown") or self.rule.each:
            return ()
        names = against(self.rule.require, self.case.facts, self.case.item.document.tables)
        seen = (region for name in dict.fromkeys(names) for region in self.case.places(name))
        return tuple(dict.fromkeys(seen))[:MOST_REGIONS]

    def region(self, place: int, measured: str | None) -> Region:
        """One item of the list: an entry of an archive or a page in it, or what was answered."""
        item, listed = self.items[place], self.case.item.facts[self.rule.each or ""]
        if listed.ask is not None:
            return Region(item=item_named(item, place, listed), index=place, measured=measured)
        # A picture is one page: there the number would say nothing.
        page = item.get("page") if item.get("page_kind") == "pdf" else None
        return Region(entry=item.get("name"), index=item.get("index", place), page=page, measured=measured)
