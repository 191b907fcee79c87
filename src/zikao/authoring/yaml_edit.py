"""Changing single values of a rulebook's file and leaving every other byte as it is.

ruamel.yaml says where each value stands; what is written into the text are the pieces that change. At the
end the text is read again as rulebooks are read, and has to come to exactly what was asked for. Where it does
not, because a value is shared by an alias for instance, nothing is changed and a person is told the place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from zikao.authoring.yaml_text import flow
from zikao.errors import ExitCode, ZikaoError
from zikao.rulebook.reader import parse
from zikao.rulebook.tree import plain

Path = Sequence[str | int]

FLOW = ("cite", "basis", "from_window", "menu", "windows", "papers", "after", "procedures", "daily")
"""Written in one line, as rulebooks do."""


class EditError(ZikaoError):
    """A file whose YAML is written in a way in which this place cannot be changed by a program."""

    exit_code = ExitCode.COULD_NOT_CHECK


class Editing:
    """The changes to one file, made all at once by `text`."""

    def __init__(self, text: str, name: str) -> None:
        tree, faults = parse(text.encode(), name)
        if tree is None or faults:
            raise EditError(f"{name} 读不了：{faults[0].sentence if faults else '内容是空的。'}")
        self.before = text
        self.name = name
        self.data: dict[str, Any] = plain(tree)
        """What the file is to come to."""
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        self.root: MappingNode = YAML(typ="rt", pure=True).compose(text.removeprefix("\ufeff"))
        self.mark = len(text) - len(text.removeprefix("\ufeff"))
        self.pieces: list[tuple[int, int, int, str]] = []
        """Start and end in the old text, the order in which they were asked for, and what stands there."""

    def set(self, path: Path, value: Any, after: str | None = None) -> None:
        """Give a key a value; where it is not there it is added, behind another key or at the end."""
        holder, key = self._holder(path), path[-1]
        _into(self.data, path, value)
        found = self._child(holder, key)
        if found is None:
            self._add(holder, str(key), value, after, path)
            return
        start, end = self._span(holder, key, found, path)
        self._put(start, end, flow(value))

    def remove(self, path: Path) -> None:
        """Take a key away, with its value."""
        holder, key = self._holder(path), path[-1]
        _out_of(self.data, path)
        found = self._child(holder, key)
        if found is None or not isinstance(holder, MappingNode) or len(holder.value) < 2:
            raise self._special(path)
        place = next(at for at, pair in enumerate(holder.value) if pair[1] is found and pair[0].value == key)
        key_node = holder.value[place][0]
        _, end = self._span(holder, key, found, path)
        if holder.flow_style:
            if place:
                start = self._span(holder, *_pair(holder, place - 1), path)[1]
            else:
                start, end = key_node.start_mark.index, holder.value[1][0].start_mark.index
            self._put(start, end, "")
            return
        start = self._line_start(key_node.start_mark.index)
        if self.text_of(start, key_node.start_mark.index).strip():
            raise self._special(path)
        self._put(start, self._line_end(end) + len(self.line_end), "")

    def append(self, path: Path, value: Any) -> None:
        """Add an item to a list in brackets or in lines; a list that is not there is begun."""
        node = self._node(path)
        if node is None:
            self.set(path, [value])
            return
        _at(self.data, path).append(value)
        if not isinstance(node, SequenceNode):
            raise self._special(path)
        self._grow(node, flow(value), block=_item(value), path=path)

    def insert_after(self, path: Path, sibling: Any, value: Any) -> None:
        """Add a scalar behind another one of a list."""
        node = self._node(path)
        items = _at(self.data, path)
        place = items.index(sibling)
        items.insert(place + 1, value)
        if not isinstance(node, SequenceNode) or len(node.value) <= place:
            raise self._special(path)
        item = node.value[place]
        if not isinstance(item, ScalarNode):
            raise self._special(path)
        if node.flow_style:
            self._put(item.end_mark.index, item.end_mark.index, f", {flow(value)}")
        else:
            at = self._line_end(item.end_mark.index)
            self._put(at, at, f"{self.line_end}{' ' * node.start_mark.column}- {flow(value)}")

    @property
    def text(self) -> str:
        """The file with all changes.

        Raises:
            EditError: it would come to something else than was asked for.
        """
        body = self.before[self.mark :]
        for start, end, _, new in sorted(self.pieces, reverse=True):
            body = body[:start] + new + body[end:]
        made = self.before[: self.mark] + body
        tree, faults = parse(made.encode(), self.name)
        if tree is None or faults or plain(tree) != self.data:
            line = self.before.count("\n", 0, min(each[0] for each in self.pieces)) + 1
            raise EditError(f"{self.name} 第 {line} 行附近的写法程序改不了（例如用了别名），请手工改。")
        return made

    @property
    def changed(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.pieces)

    def text_of(self, start: int, end: int) -> str:
        """Part of the old text."""
        return self.before[self.mark + start : self.mark + end]

    def _add(self, holder: Node, key: str, value: Any, after: str | None, path: Path) -> None:
        if not isinstance(holder, MappingNode) or not holder.value:
            raise self._special(path)
        names = [pair[0].value for pair in holder.value]
        place = names.index(after) if after in names else len(names) - 1
        _, end = self._span(holder, *_pair(holder, place), path)
        if holder.flow_style:
            self._put(end, end, f", {key}: {flow(value)}")
            return
        at = self._line_end(end)
        indent = " " * holder.value[0][0].start_mark.column
        lines = [f"{indent}{line}" for line in block({key: value})]
        self._put(at, at, "".join(f"{self.line_end}{line}" for line in lines))

    def _grow(self, node: SequenceNode, one: str, *, block: list[str], path: Path) -> None:
        if not node.value:
            self._put(node.start_mark.index, node.end_mark.index, f"[{one}]")
            return
        last = node.value[-1]
        end = self._end(last)
        if node.flow_style:
            self._put(end, end, f", {one}")
            return
        indent = " " * node.start_mark.column
        at = self._line_end(end)
        self._put(at, at, "".join(f"{self.line_end}{indent}{line}" for line in block))

    def _put(self, start: int, end: int, new: str) -> None:
        self.pieces.append((start, end, len(self.pieces), new))

    def _holder(self, path: Path) -> Node:
        found = self._node(path[:-1])
        if found is None:
            raise self._special(path)
        return found

    def _node(self, path: Path) -> Node | None:
        node: Node | None = self.root
        for step in path:
            node = self._child(node, step) if node is not None else None
        return node

    def _child(self, node: Node, step: str | int) -> Node | None:
        if isinstance(node, MappingNode):
            return next((value for key, value in node.value if key.value == step), None)
        if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            found: Node = node.value[step]
            return found
        return None

    def _span(self, holder: Node, key: str | int, node: Node, path: Path) -> tuple[int, int]:
        """Where a value stands; an alias stands behind its key, and its node somewhere else."""
        if isinstance(holder, MappingNode):
            key_node = next(each for each, value in holder.value if each.value == key)
            if node.start_mark.index < key_node.end_mark.index:
                found = re.compile(r"\s*:\s*(\*[\w-]+)").match(
                    self.before[self.mark :], key_node.end_mark.index
                )
                if not found:
                    raise self._special(path)
                return found.start(1), found.end(1)
        return node.start_mark.index, self._end(node)

    def _end(self, node: Node) -> int:
        """Behind the last sign of a value; the marks of a block lie behind what follows it."""
        if isinstance(node, ScalarNode):
            end: int = node.end_mark.index
            return len(self.text_of(0, end).rstrip()) if node.style in ("|", ">") else end
        if not isinstance(node, MappingNode | SequenceNode) or node.flow_style or not node.value:
            return int(node.end_mark.index)
        if isinstance(node, MappingNode):
            key, value = node.value[-1]
            return self._span(node, key.value, value, ())[1]
        return self._end(node.value[-1])

    def _line_start(self, index: int) -> int:
        return self.before[self.mark :].rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        body = self.before[self.mark :]
        found = body.find("\n", index)
        found = len(body) if found < 0 else found
        return found - 1 if self.line_end == "\r\n" and body[found - 1 : found] == "\r" else found

    def _special(self, path: Path) -> EditError:
        where = ".".join(map(str, path))
        return EditError(f"{self.name} 里 {where} 的写法程序改不了，请手工改。")


def block(value: Mapping[str, Any]) -> list[str]:
    """A mapping in lines, two blanks a level; what is short by custom in one line.

    >>> block({"a": {"title": "甲", "cite": {"source": "b", "clause": "一"}}})
    ['a:', '  title: 甲', '  cite: {source: b, clause: 一}']
    """
    lines: list[str] = []
    for key, each in value.items():
        if isinstance(each, Mapping) and each and key not in FLOW:
            lines += [f"{key}:", *(f"  {line}" for line in block(each))]
        elif isinstance(each, list) and each and all(isinstance(item, Mapping) for item in each):
            lines += [f"{key}:", *(f"  {line}" for item in each for line in _item(item))]
        else:
            lines.append(f"{key}: {flow(each)}")
    return lines


def _item(value: Any) -> list[str]:
    if not isinstance(value, Mapping):
        return [f"- {flow(value)}"]
    first, *rest = block(value)
    return [f"- {first}", *(f"  {line}" for line in rest)]


def _pair(holder: MappingNode, place: int) -> tuple[str, Node]:
    key, value = holder.value[place]
    return key.value, value


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _into(data: Any, path: Path, value: Any) -> None:
    _at(data, path[:-1])[path[-1]] = deepcopy(value)


def _out_of(data: Any, path: Path) -> None:
    del _at(data, path[:-1])[path[-1]]
