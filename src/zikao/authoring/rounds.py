"""A new round of a province: the last one copied, with what has to be known anew left to be said.

Two ways to write rounds are known. Where each round has windows of its own, with a `cycle`, those are copied
and every list that names them names the new ones too. Where a window holds its `rounds`, it gets one more.
What nobody says stays unknown: no date is carried over from the round before, and none is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from zikao.authoring.changing import tried, written
from zikao.authoring.sheets.cells import CellError, meant
from zikao.authoring.yaml_edit import Editing
from zikao.errors import ExitCode, ZikaoError
from zikao.rulebook.faults import Fault, nearest
from zikao.rulebook.folders import MAIN
from zikao.rulebook.model.base import SLUG
from zikao.rulebook.tree import Map, plain

Ask = Literal["text", "day", "moment", "authority", "slug"]

KNOWN_ANEW = ("start", "end", "daily", "workdays", "stated", "rounds", "opens")
"""What a notice says of one round alone."""
DATES = ("start", "end")
_IN_BRACKETS = re.compile(r"（[^（）]*[0-9]{4}[^（）]*）$")


class RollOverError(ZikaoError):
    """A round that cannot be begun; the sentence says why."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True)
class Question:
    """One thing that has to be known anew."""

    key: str
    """Where the answer goes: title, valid_from, source.title, WINDOW.start, and so on."""
    ask: str
    kind: Ask
    needed: bool
    proposed: str = ""


@dataclass
class Rolled:
    """The files as they shall be; nothing is written yet."""

    texts: dict[str, str]
    """By name within the province's folder, those that change."""
    told: list[str] = field(default_factory=list)
    """What was done, in words."""
    unknown: list[str] = field(default_factory=list)
    """Dates that nobody said."""
    left: list[str] = field(default_factory=list)
    """What has to be looked at by a person."""
    faults: list[Fault] = field(default_factory=list)
    """What lint says of it and did not say before."""


class RollOver:
    """The round of a province that follows another."""

    def __init__(self, folder: Path, key: str, old: str | None = None) -> None:
        self.folder = folder
        self.key = key
        self.text, tree = written(folder)
        self.province: dict[str, Any] = plain(tree)
        cycles: Mapping[str, Any] = self.province.get("cycles", {})
        if not re.fullmatch(SLUG, key):
            raise RollOverError("轮次的编号只能用小写字母、数字和中间的连字符，如 2027h1。")
        if key in cycles:
            raise RollOverError(f"已经有轮次 {key}，换一个编号，或者直接改它的日期。")
        if not cycles:
            raise RollOverError("这个省还没有轮次，没有可以照着写的；请先在 province.yaml 里写一轮。")
        self.old = old if old is not None else max(cycles, key=lambda name: str(cycles[name].get("valid_to")))
        if self.old not in cycles:
            near = nearest(self.old, cycles)
            raise RollOverError(
                f"没有轮次 {self.old}，" + (f"是不是 {near}？" if near else f"有的是：{'、'.join(cycles)}。")
            )
        self.cycle: Mapping[str, Any] = cycles[self.old]

    @property
    def windows(self) -> dict[str, str]:
        """The windows of the old round by key, each with its new key; one that holds its rounds stays."""
        found = {}
        for name, window in self.province.get("windows", {}).items():
            if self.old in window.get("rounds", {}):
                found[name] = name
            elif window.get("cycle") == self.old:
                found[name] = name.replace(self.old, self.key) if self.old in name else f"{name}-{self.key}"
        return found

    def questions(self, source: str | None) -> Iterator[Question]:
        """What has to be known anew, in the order in which a notice says it."""
        title = str(self.cycle.get("title", ""))
        yield Question("title", f"这一轮叫什么？上一轮是“{title}”", "text", True)
        yield Question("valid_from", "这一轮的日期从哪天起作准？", "day", True)
        yield Question("valid_to", "到哪天为止？", "day", True)
        if source is None:
            known = "、".join(self.province.get("sources", {}))
            yield Question("source", f"通知在来源里的编号？已有的：{known}；新的通知另取一个", "slug", True)
        if source is not None and source not in self.province.get("sources", {}):
            authority = str(self.province.get("authority", ""))
            yield Question("source.title", "通知的标题？", "text", True)
            yield Question("source.publisher", "谁发的？", "text", True, authority)
            yield Question(
                "source.authority",
                "它是哪一类？official 官方，mirror 转载，unofficial 其他",
                "authority",
                True,
            )
            yield Question("source.address", "网址？没有就空着", "text", False)
            yield Question("source.issued", "哪天发的？没有写日期就填 undated", "text", True)
        if source is not None:
            yield Question("clause", "通知的哪一条写了这一轮的时间？", "text", True)
        for name in self.windows if source is not None else ():
            window = self.province["windows"][name]
            called = str(window.get("title", name))
            yield Question(f"{name}.start", f"“{called}”从什么时候开始？", "moment", False)
            yield Question(f"{name}.end", f"“{called}”到什么时候截止？", "moment", False)
            yield Question(f"{name}.clause", f"“{called}”的时间写在通知的哪一条？", "text", False)
            if "look_up" not in window:
                yield Question(f"{name}.look_up", f"“{called}”还不知道的话，考生到哪里看？", "text", False)

    def form(self, answers: Mapping[str, str]) -> list[Question]:
        """All questions at once, for who fills them in elsewhere, with the answers that there are."""
        early = list(self.questions(None))
        later = [each for each in self.questions(answers.get("source", "")) if each not in early]
        return [replace(each, proposed=answers.get(each.key, each.proposed)) for each in (*early, *later)]

    def made(self, answers: Mapping[str, str], today: date) -> Rolled:
        """The files with the new round.

        Args:
            answers: by the keys of the questions, as text; what is left out or empty is not known.
            today: the day on which a new source was read.

        Raises:
            RollOverError: something is missing that a round cannot do without.
            ZikaoError: a file is written in a way in which a program cannot change it.
        """
        said = {key: text.strip() for key, text in answers.items() if text and text.strip()}
        asked = {question.key for question in self.form(said)}
        if said.get("source") in self.province.get("sources", {}):
            said = {key: text for key, text in said.items() if not key.startswith("source.")}
        if unasked := sorted(set(said) - asked):
            raise RollOverError(
                f"没有这些要填的：{'、'.join(unasked)}；可以填的是 {'、'.join(sorted(asked))}。"
            )
        lacking = [q for q in self.questions(said.get("source")) if q.needed and q.key not in said]
        if lacking:
            told = "\n".join(f"  {each.key}  {each.ask}" for each in lacking)
            raise RollOverError(f"一轮少了这些就写不成，请补上（写在表里，或者用 --say 编号=内容）：\n{told}")
        said |= _dated({q.key for q in self.questions(said["source"]) if q.kind in ("day", "moment")}, said)
        rolled = Rolled({})
        editing = Editing(self.text, f"{self.folder.name}/{MAIN}")
        self._source(editing, said, today)
        cite = {"source": said["source"], "clause": said["clause"]}
        cycle = {key: said[key] for key in ("title", "valid_from", "valid_to")} | {"cite": cite}
        editing.set(["cycles", self.key], cycle, self.old)
        rolled.told.append(f"新的一轮 {self.key}：{said['title']}")
        self._windows(editing, said, cite, rolled)
        rolled.texts[MAIN] = editing.text
        self._procedures(rolled)
        self._cities(rolled)
        rolled.faults = tried(self.folder, rolled.texts)
        return rolled

    def _source(self, editing: Editing, said: Mapping[str, str], today: date) -> None:
        if said["source"] in self.province.get("sources", {}):
            return
        source = {
            key: said[f"source.{key}"]
            for key in ("title", "publisher", "authority", "address", "issued")
            if f"source.{key}" in said
        }
        editing.set(["sources", said["source"]], source | {"read": today.isoformat()})

    def _windows(
        self, editing: Editing, said: Mapping[str, str], cite: Mapping[str, str], rolled: Rolled
    ) -> None:
        names = self.windows
        behind = [name for name in names if names[name] != name]
        for name, new in names.items():
            window = self.province["windows"][name]
            dates = {edge: said[f"{name}.{edge}"] for edge in DATES if f"{name}.{edge}" in said}
            looked_up = {"look_up": said[f"{name}.look_up"]} if f"{name}.look_up" in said else {}
            rolled.unknown += [
                f"{new} 的{'开始' if edge == 'start' else '截止'}" for edge in DATES if edge not in dates
            ]
            clause = said.get(f"{name}.clause")
            mine = {**cite, "clause": clause} if clause else dict(cite)
            if new == name:
                old = window["rounds"][self.old]
                # Without a date nothing is known of this round but that the window is one of it.
                entry = {
                    **_kept(old),
                    **dates,
                    **looked_up,
                    "cite": mine if dates or clause else old.get("cite", mine),
                }
                editing.set(["windows", name, "rounds", self.key], entry, self.old)
                continue
            entry = _kept(window)
            entry = {
                "title": self._title(str(entry.pop("title")), said["title"]),
                "cycle": self.key,
                **dates,
                **entry,
                **looked_up,
            }
            entry["cite"] = mine if dates or clause else window["cite"]
            editing.set(["windows", new], entry, behind[-1])
        if names:
            rolled.told.append(f"时间 {len(names)} 段：{'、'.join(names.values())}")

    def _title(self, title: str, said: str) -> str:
        """The title of a window with the name of the new round in the place of the old one's."""
        old = str(self.cycle.get("title", ""))
        if old and old in title:
            return title.replace(old, said)
        return _IN_BRACKETS.sub(f"（{said}）", title)

    def _procedures(self, rolled: Rolled) -> None:
        """Lists and questions of procedures that name the old windows."""
        names = {old: new for old, new in self.windows.items() if old != new}
        for path in sorted((self.folder / "procedures").glob("*.yaml")) if names else ():
            name = f"procedures/{path.name}"
            text, tree = written(self.folder, name)
            editing = Editing(text, f"{self.folder.name}/{name}")
            _lists(editing, tree, (), names)
            _questions(editing, tree, names)
            if editing.changed:
                rolled.texts[name] = editing.text
                rolled.told.append(f"{name}：换上新一轮的时间")

    def _cities(self, rolled: Rolled) -> None:
        for path in sorted((self.folder / "cities").glob("*.yaml")):
            if self.old in path.read_text("utf-8"):
                rolled.left.append(f"cities/{path.name} 里也写着 {self.old}，请看要不要改")


def _dated(keys: set[str], said: Mapping[str, str]) -> dict[str, str]:
    """The days among the answers, in the one spelling of rulebooks."""
    found = {}
    for key in sorted(keys & set(said)):
        try:
            found[key] = meant(said[key], "moment")
        except CellError as wrong:
            raise RollOverError(f"{key}：{wrong}。") from None
    return found


def _kept(window: Mapping[str, Any]) -> dict[str, Any]:
    """What a window says of every round, in its order."""
    return {key: value for key, value in window.items() if key not in (*KNOWN_ANEW, "cycle", "cite")}


def _lists(editing: Editing, node: Any, path: tuple[str | int, ...], names: Mapping[str, str]) -> None:
    """Every list of windows: the new key stands behind the old one."""
    if isinstance(node, Map):
        for key, value in node.items():
            here = (*path, key)
            if key == "windows" and isinstance(value, list):
                for name in [each for each in value if each in names]:
                    editing.insert_after(here, name, names[name])
            else:
                _lists(editing, value, here, names)
    elif isinstance(node, list):
        for place, value in enumerate(node):
            _lists(editing, value, (*path, place), names)


def _questions(editing: Editing, tree: Map, names: Mapping[str, str]) -> None:
    """What a window of the round answers is answered by that of the new one."""
    facts = tree.get("facts", {})
    for name, fact in facts.items() if isinstance(facts, Map) else ():
        origin = fact.get("from_window") if isinstance(fact, Map) else None
        if isinstance(origin, Map) and origin.get("window") in names:
            editing.set(["facts", name, "from_window", "window"], names[origin["window"]])
