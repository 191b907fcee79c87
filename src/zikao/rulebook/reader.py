"""YAML 1.2 text to a tree, with every limit checked before it can hurt.

ruamel.yaml scans and parses; this module turns its events into data, because that is where positions, size
limits and the reading of bare words can be had without a second pass:

- a bare word is a number, `true`, `false` or `null` only where JSON would read it so; `no`, `0571`,
  `1_000` and `2026-06-30` stay text;
- keys are always text; a key written twice is a fault;
- aliases count with the size of what they stand for, so nesting them cannot blow up.

Where ruamel.yaml.clib is installed, libyaml reads in place of ruamel's own parser, ten times as fast. The two
do not agree on everything, so ruamel's own has the last word: it reads whatever libyaml may read differently,
and tells whatever is wrong. The tests hold the two equal.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from ruamel.yaml.parser import Parser

from zikao.rulebook.encodings import decoded
from zikao.rulebook.faults import Fault
from zikao.rulebook.repair import Slip, Trouble, ran_together, repaired, shown, wide_indents
from zikao.rulebook.tree import Map, Position, Seq, path_text

MAX_BYTES = 1_000_000
MAX_NODES = 50_000
"""More than any hand-written file has; aliases count as often as they are used."""
MAX_DEPTH = 40
EMPTY = "这里没有内容，不需要就删去这一行"

_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})\Z")
"""Up to 15 digits: more would not survive a JavaScript number, and are identifiers anyway."""
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+([eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)\Z")

LIBYAML: bool = YAML(typ="safe").Parser is not Parser
"""Whether ruamel.yaml.clib is there."""
_DOUBTFUL = re.compile(
    r"""
      !                     # tags
    | [|>][-+0-9]*\#        # a comment right behind the head of a block of text
    | [&*][\w-]+[?:%@`]     # the end of an anchor's name
    | ["'\]}]\s*:\S         # no blank behind the colon of a quoted key
    | ^[ ]+\r?$             # lines of blanks alone
    | ^(?:\.\.\.|---|%)     # marks between documents, directives
    | [^\r\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]
    """,
    re.VERBOSE | re.MULTILINE,
)
"""What libyaml, made for YAML 1.1, may read otherwise than ruamel does, and texts that merely look like it.
The last line is all but plain characters: tabs, controls, byte order marks, the line ends of YAML 1.1."""

_PROBLEMS = (
    ("found character '\\t'", "不能用制表符（Tab），请改用空格"),
    ("mapping values are not allowed", "冒号的位置不对：缩进不齐，或者含冒号的文字没有加引号"),
    ("could not find expected ':'", "这一行缺少冒号和空格，或者多行文字没有缩进"),
    ("found unexpected end of stream", "引号或括号没有写完"),
    ("found unexpected ':'", "冒号的位置不对，含冒号的文字要加引号"),
    ("expected <block end>", "缩进不齐，或者引号后面还有文字"),
    ("did not find expected", "缩进不齐，或者括号、逗号没有配齐"),
    ("expected ',' or", "括号里缺少逗号，或者括号没有写完"),
    ("that cannot start any token", "以这个符号开头的文字要加引号"),
    ("found unknown escape", "双引号里的反斜杠写法不对，可以改用单引号"),
    ("special characters are not allowed", "含有不能出现的控制字符"),
    ("found undefined alias", "这个别名没有定义"),
    ("found duplicate anchor", "这个锚点定义了两次"),
)


_OPENED = ("while parsing a flow", "while scanning a quoted", "while scanning a simple key")
"""What a fault lies at the beginning of, and not where it is noticed."""


@dataclass(frozen=True)
class NotYaml(Fault):
    """The place from which a file cannot be read on."""


class _Stop(Exception):  # noqa: N818 - ends one file, is no error of the program
    """The file cannot be read further."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def read(path: Path, name: str) -> tuple[Map | None, list[Fault]]:
    """The tree of one file, and what is wrong with it as YAML.

    Args:
        path: the file.
        name: how faults name it, relative to the rulebooks' root.

    Returns:
        The tree, or None where nothing can be made of the file, and the faults.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return None, [_whole(name, f"文件有 {size} 字节，超过上限 {MAX_BYTES} 字节")]
        data = path.read_bytes()
    except OSError:
        return None, [_whole(name, "文件打不开")]
    return parse(data, name)


def parse(data: bytes, name: str) -> tuple[Map | None, list[Fault]]:
    """The tree of one document's bytes; see `read`."""
    text, wrong = decoded(data)
    saved = [_whole(name, wrong)] if wrong else []
    if text is None:
        return None, saved
    tree, faults = _tree(text, name)
    if wide_indents(text) or any(isinstance(fault, NotYaml) for fault in faults):
        mended = repaired(text, _trouble)
        if mended is not None:
            tree, faults = _tree(mended[0], name)
            slips = [_slipped(slip, name) for slip in mended[1]]
            faults = sorted([*slips, *faults], key=lambda fault: fault.line)
    return tree, [*saved, *faults]


def lines_of(path: Path) -> list[str]:
    """The lines of a file, none where it cannot be read."""
    try:
        return (decoded(path.read_bytes())[0] or "").split("\n")
    except OSError:
        return []


def _slipped(slip: Slip, name: str) -> Fault:
    mended = shown(slip.mended, slip.column)
    return Fault(name, slip.line + 1, slip.column + 1, "", slip.message, mended=mended)


def _tree(text: str, name: str) -> tuple[Map | None, list[Fault]]:
    """The tree of a text, and what is wrong with it as YAML."""
    if LIBYAML and not _DOUBTFUL.search(text):
        tree, faults = _built(text, name, pure=False)
        if not faults:
            return tree, []
    return _built(text, name, pure=True)


def _trouble(text: str) -> Trouble | None:
    """Where reading a text stops; libyaml is asked whether it does, and ruamel's own parser where."""
    fast = LIBYAML and not _DOUBTFUL.search(text)
    for pure in (False, True) if fast else (True,):
        try:
            for _ in YAML(typ="safe", pure=pure).parse(text):
                pass
        except MarkedYAMLError as error:
            at = Trouble(_mark(error)[0] - 1)
        except YAMLError as error:
            at = Trouble(text.count("\n", 0, getattr(error, "position", 0) or 0))
        else:
            return None
    return at


def _mark(error: MarkedYAMLError) -> tuple[int, int]:
    """Line and column, from 1: of what was left open, else where reading stopped."""
    left_open = str(error.context).startswith(_OPENED)
    mark = (left_open and error.context_mark) or error.problem_mark or error.context_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _built(text: str, name: str, *, pure: bool) -> tuple[Map | None, list[Fault]]:
    """The tree of a text, by ruamel's own parser or by the fastest there is."""
    builder = _Builder(name)
    try:
        tree = builder.document(YAML(typ="safe", pure=pure).parse(text))
    except _Stop as stop:
        return None, [*builder.faults, stop.fault]
    except MarkedYAMLError as error:
        return None, [*builder.faults, NotYaml(name, *_mark(error), "", _problem(str(error.problem)))]
    except YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0) or 0) + 1
        return None, [*builder.faults, NotYaml(name, line, 1, "", _problem(str(error)))]
    return tree, builder.faults


def _whole(name: str, message: str) -> Fault:
    return Fault(name, 1, 1, "", message)


def _problem(text: str) -> str:
    """The words of ruamel in ours."""
    for pattern, sentence in _PROBLEMS:
        if pattern in text:
            return sentence
    return "YAML 写法有误"


class _Builder:
    """Builds one document out of the parser's events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.nodes = 0
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.path: list[str | int] = []

    def document(self, events: Iterator[Any]) -> Map:
        root: Any = None
        seen = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                seen += 1
                if seen > 1:
                    self.stop(event, "一个文件只能有一份内容，请去掉 --- 之后的部分")
                if event.version or event.tags:
                    self.stop(event, "不支持以 % 开头的 YAML 指令")
                root = self.node(next(events), events)
            elif isinstance(event, StreamEndEvent):
                break
        if root is None:
            raise _Stop(_whole(self.file, "文件是空的"))
        if not isinstance(root, Map):
            raise _Stop(_whole(self.file, "文件最外层必须是 键: 值 的形式"))
        return root

    def node(self, event: Any, events: Iterator[Any]) -> Any:
        self.nodes += 1
        before = self.nodes
        if isinstance(event, AliasEvent):
            return self.alias(event)
        if getattr(event, "tag", None) not in (None, "!") and not _is_implied(event):
            self.stop(event, "不支持 YAML 标签（以 ! 开头的词）")
        if len(self.path) > MAX_DEPTH:
            self.stop(event, f"嵌套超过 {MAX_DEPTH} 层")
        value: Any
        if isinstance(event, ScalarEvent):
            value = _scalar(event)
        elif isinstance(event, MappingStartEvent):
            value = self.mapping(event, events)
        else:
            value = self.sequence(event, events)
        if self.nodes > MAX_NODES:
            self.stop(event, f"内容超过 {MAX_NODES} 项")
        if event.anchor:
            self.anchors[event.anchor] = (value, self.nodes - before + 1)
        return value

    def mapping(self, start: MappingStartEvent, events: Iterator[Any]) -> Map:
        made = Map(self.position(start))
        while not isinstance(event := next(events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                self.stop(event, "键必须是一个词")
            key = str(event.value)
            key_at = self.position(event)
            self.path.append(key)
            value_event = next(events)
            value = self.node(value_event, events)
            if key in made:
                message = f"键 {key} 在第 {made.keys_at[key].line} 行已经写过"
                self.faults.append(Fault(*key_at, path_text({}, tuple(self.path)), message))
            elif value is None and (parts := ran_together(key)):
                made.put(parts[0], parts[1], key_at, key_at)
                message, right = parts[2], f"{parts[0]}: {parts[1]}"
                self.faults.append(Fault(*key_at, path_text({}, tuple(self.path)), message, right, wrong=key))
            elif value is None:
                made.blank[key] = key_at
                self.empty(key_at)
            else:
                made.put(key, value, key_at, self.position(value_event))
            self.path.pop()
        return made

    def sequence(self, start: SequenceStartEvent, events: Iterator[Any]) -> Seq:
        made = Seq(self.position(start))
        while not isinstance(event := next(events), SequenceEndEvent):
            self.path.append(len(made))
            value, at = self.node(event, events), self.position(event)
            if value is None:
                self.empty(at)
            else:
                made.add(value, at)
            self.path.pop()
        return made

    def alias(self, event: AliasEvent) -> Any:
        if event.anchor not in self.anchors:
            self.stop(event, f"别名 {event.anchor} 没有定义")
        value, size = self.anchors[event.anchor]
        self.nodes += size
        if self.nodes > MAX_NODES:
            self.stop(event, f"别名展开后超过 {MAX_NODES} 项")
        return value

    def empty(self, at: Position) -> None:
        """Left empty is not the same as left out: most often somebody has not finished writing."""
        self.faults.append(Fault(*at, path_text({}, tuple(self.path)), EMPTY))

    def position(self, event: Any) -> Position:
        return Position(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def stop(self, event: Any, message: str) -> None:
        raise _Stop(Fault(*self.position(event), path_text({}, tuple(self.path)), message))


def _is_implied(event: Any) -> bool:
    """Whether a tag is the parser's own guess and not written in the file."""
    return not isinstance(event, ScalarEvent) and bool(event.implicit)


def _scalar(event: ScalarEvent) -> Any:
    text = str(event.value)
    if event.style or event.tag == "!":
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    if _NUMBER.match(text) and math.isfinite(number := float(text)):
        return number
    return text
