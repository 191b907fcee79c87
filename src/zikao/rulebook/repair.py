"""What stops a file from being YAML, and the line as it was meant.

The slips of those who write no YAML every day are few: a full-width sign, no blank behind a colon, a tab, a
quote or bracket left open. Each is tried on the lines around the place where reading stopped, and the
first that lets the file be read further is the one. So one slip is one fault, and the rest is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from zikao.rulebook.widths import PLAIN, signs, told

MOST_SLIPS = 8
"""Of one file; one with more is left until these are mended."""
MOST_CHARACTERS = 600_000
"""Read in trying, of one file."""
LINES_ABOVE = 30
"""A full-width sign is looked for so far above the place where reading stopped."""

LONGEST = 120
"""Characters shown of a line; of a longer one the piece around the mend."""

_KEY = r"""["']?[A-Za-z_][A-Za-z0-9_-]*["']?"""
_HEAD = r"^\s*(?:-\s+)*"
_BEFORE_KEY = rf"(?:{_HEAD}|[{{\[,，；]\s*)"
_WIDE_COLON = re.compile(rf"({_BEFORE_KEY})({_KEY})\s*：\s*")
_WIDE_COMMA = re.compile(rf"[，；;、]\s*(?={_KEY}\s*[:：])")
_WIDE_DASH = re.compile(r"^(\s*)[－—–•·]\s*")
_WIDE_QUOTES = re.compile(r"(:\s+|-\s+|,\s*|\[)[“”「]([^“”「」]*)[”“」](?=\s*(?:[,}\]]|$))")
_BRACKETS = {sign: PLAIN[sign] for sign in "｛｝［］【】"}
_WIDE_INDENT = re.compile(rf"^ *[\u3000\u00a0][\u3000\u00a0 ]*(?:-\s|{_KEY}\s*[:：])", re.MULTILINE)
_CLOSE = re.compile(rf"({_BEFORE_KEY})({_KEY}):(?=[^\s/:])")
_VALUE = re.compile(rf"({_HEAD}{_KEY}:\s+|{_HEAD}-\s+)(\S.*?)\s*$")


@dataclass(frozen=True)
class Trouble:
    """Where reading stopped: the line of what was left open, or the one that cannot stand there; from 0."""

    line: int


@dataclass(frozen=True)
class Slip:
    """One mend: the place, from 0, what is wrong, and the line as it should be."""

    line: int
    column: int
    message: str
    mended: str
    sure: bool = True
    """Whether the line shows it; an indent or a bracket may be meant otherwise."""


FAR = 3
"""Lines that a guess must bring the reading on: the next line may be taken in by a wrong one, too."""
MOST_GUESSES = 1
"""Of a file; what two of them make of it may be far from what was meant."""


def repaired(text: str, trouble: Callable[[str], Trouble | None]) -> tuple[str, list[Slip]] | None:
    """The text as it can be read, and its slips; None where no single mend of a line helps.

    Args:
        text: of a file that cannot be read.
        trouble: where reading a text stops; None where it does not.
    """
    lines = text.split("\n")
    found = _wide_indents(lines)
    left = MOST_CHARACTERS
    at = trouble("\n".join(lines))
    while at is not None:
        if len(found) == MOST_SLIPS:
            return None
        for slip in _tried(lines, at.line):
            left -= len(text)
            if left < 0:
                return None
            there = [*lines[: slip.line], slip.mended, *lines[slip.line + 1 :]]
            after = trouble("\n".join(there))
            if after is None or after.line > at.line + (0 if slip.sure else FAR):
                break
        else:
            return None
        found.append(slip)
        if sum(not each.sure for each in found) > MOST_GUESSES:
            return None
        lines, at = there, after
    return "\n".join(lines), found


def wide_indents(text: str) -> bool:
    """Whether lines begin with full-width blanks: they are read as part of a word, or as no indent at all."""
    return bool(_WIDE_INDENT.search(text))


def _wide_indents(lines: list[str]) -> list[Slip]:
    """Plain blanks in their place, two for one, in the lines themselves; the first such line tells of all."""
    at = [number for number, line in enumerate(lines) if _WIDE_INDENT.match(line)]
    for number in at:
        indent = _indent(lines[number], "\u3000\u00a0 ")
        blanks = indent.replace("\u3000", "  ").replace("\u00a0", " ")
        lines[number] = blanks + lines[number][len(indent) :]
    more = f"，另有 {len(at) - 1} 行也是" if len(at) > 1 else ""
    message = f"行首是全角空格，要换成半角的空格，一个换两个{more}"
    return [Slip(at[0], 0, message, lines[at[0]])] if at else []


def _tried(lines: list[str], at: int) -> Iterator[Slip]:
    """Mends worth a try, the surest first, each of one line."""
    near = [each for each in (at, at - 1, at + 1) if 0 <= each < len(lines)]
    above = range(min(at, len(lines) - 1), max(-1, at - LINES_ABOVE), -1)
    for number in dict.fromkeys([*near, *above]):
        line = lines[number]
        if (mended := wide(line)) != line:
            yield _slip(number, line, mended, told(_structural(line, mended)))
    for number in near:
        line = lines[number]
        if "\t" in line:
            for indent in _indents(lines, number):
                mended = indent + line.lstrip().replace("\t", " ")
                yield _slip(number, line, mended, "不能用制表符（Tab），请改用空格", "\t")
        if (mended := _CLOSE.sub(r"\1\2: ", line)) != line:
            yield _slip(number, line, mended, "冒号后面要空一格")
    for number in near:
        yield from _left_open(number, lines[number])
    for number in near:
        yield from _unquoted(number, lines[number])
    for number in near:
        line = lines[number]
        if line.strip():
            for indent in _indents(lines, number):
                mended = indent + line.lstrip()
                yield Slip(number, len(_indent(line)), "缩进不齐，同一层的行要左对齐", mended, sure=False)


def wide(line: str) -> str:
    """A line with plain signs where the sign belongs to YAML and not to a text."""
    head = len(line) - len(line.lstrip())
    line = line[:head].replace("\u3000", "  ").replace("\u00a0", " ") + line[head:]
    line = re.sub(r"^(\s*)＃", r"\1#", line)
    if line.lstrip().startswith("#"):
        return line
    line = _WIDE_DASH.sub(r"\1- ", line)
    line = _WIDE_COLON.sub(r"\1\2: ", line)
    line = re.sub(r"(?<=:)\u3000+", " ", line)
    value = re.match(rf"{_HEAD}(?:{_KEY}:\s+)?", line)
    start = value.end() if value else 0
    rest = line[start:]
    if rest and rest[0] in "｛［【{[":
        if re.match(rf"【\s*{_KEY}\s*[:：]", rest):
            rest = rest.replace("【", "{").replace("】", "}")
        rest = "".join(_BRACKETS.get(sign, sign) for sign in rest)
        for _ in range(2):  # a comma may stand between what two mends make keys
            rest = _WIDE_COLON.sub(r"\1\2: ", _WIDE_COMMA.sub(", ", rest))
    return _WIDE_QUOTES.sub(r'\1"\2"', line[:start] + rest)


def _structural(line: str, mended: str) -> list[str]:
    """The signs that a mend has replaced."""
    return [sign for sign in signs(line) if line.count(sign) > mended.count(sign)] or signs(line)


def _indents(lines: list[str], number: int) -> list[str]:
    """Indents that a line may be meant to have, the likeliest first: of lines above, or one level further."""
    own, tabbed = _indent(lines[number]), "\t" in lines[number]
    above = [line for line in lines[max(0, number - LINES_ABOVE) : number] if line.strip()]
    above = [line for line in above if "\t" not in _indent(line)]
    found = [_indent(line) for line in above]
    if above and above[-1].rstrip().endswith(":"):
        found.append(found[-1] + "  ")
    like = found[-1] if tabbed and found else own
    found.sort(key=lambda indent: abs(len(indent) - len(like)))
    return [indent for indent in dict.fromkeys(found) if indent != own or tabbed]


def _indent(line: str, blanks: str = " \t") -> str:
    return line[: len(line) - len(line.lstrip(blanks))]


def _left_open(number: int, line: str) -> Iterator[Slip]:
    """A quote or a bracket that is not closed where its line ends."""
    for quote in ('"', "'"):
        if line.count(quote) % 2:
            closed = re.match(r"(.*?)(\s*[}\]]+)?\s*$", line)
            if closed and closed[2]:
                yield _slip(number, line, f"{closed[1]}{quote}{closed[2]}", "引号没有写完", quote)
            yield _slip(number, line, line.rstrip() + quote, "引号没有写完", quote)
    waiting: list[str] = []
    for sign in line:
        if sign in "{[":
            waiting.append(sign)
        elif sign in "}]" and waiting:
            waiting.pop()
    missing = "".join("}" if sign == "{" else "]" for sign in reversed(waiting))
    if missing:
        whole = line.rstrip().rstrip(",") + missing
        yield replace(_slip(number, line, whole, "括号没有写完", waiting[-1]), sure=False)
    if line.count("}") > line.count("{") or line.count("]") > line.count("["):
        yield _slip(number, line, line.rstrip()[:-1], "括号多了一个")


def _unquoted(number: int, line: str) -> Iterator[Slip]:
    """A text that begins or goes on like YAML itself and has no quotes."""
    found = _VALUE.match(line)
    if not found or found[2][0] in "{[":
        return
    value = found[2]
    if value[0] == '"' == value[-1] and "\\" in value:
        yield _slip(number, line, f"{found[1]}'{value[1:-1]}'", "双引号里的反斜杠写法不对，可以改用单引号")
        return
    if value[0] in "\"'":
        message = "引号后面还有文字，整段话要放在一对引号里"
    elif ": " in value or value.endswith(":"):
        message = "文字里有“: ”，整段话要加引号"
    elif value[0] in "@`%*&!|>,":
        message = f"以 {value[0]} 开头的文字要加引号"
    else:
        return
    quote = "'" if '"' in value else '"'
    yield _slip(number, line, f"{found[1]}{quote}{value}{quote}", message)


def _slip(number: int, line: str, mended: str, message: str, sign: str = "") -> Slip:
    """A mend with the column where the line parts from what it should be, or where a sign stands."""
    column = line.rfind(sign) if sign else -1
    if column < 0:
        alike = zip(line, mended, strict=False)
        column = next((at for at, (old, new) in enumerate(alike) if old != new), min(len(line), len(mended)))
    return Slip(number, column, message, mended)


def ran_together(word: str) -> tuple[str, str, str] | None:
    """Key, value and what is wrong where both were read as one word: `source：guide`, `source:guide`."""
    found = re.fullmatch(rf"({_KEY})\s*([：:])\s*(\S.*)", word)
    if found is None:
        return None
    return found[1], found[3], "冒号后面要空一格" if found[2] == ":" else told("：")


def spaced(text: str) -> str:
    """Keys and values that ran into one text, with plain signs and their blanks: `guide，clause：一`."""
    text = re.sub(rf"({_KEY})\s*[：:]\s*", r"\1: ", text)
    return re.sub(rf"\s*[，；;、]\s*(?={_KEY}: )", ", ", text)


def shown(line: str, at: int) -> str:
    """A line, or of a long one what stands around a place in it."""
    if len(line.strip()) <= LONGEST:
        return line.strip()
    start = max(0, at - LONGEST // 2)
    piece = line[start : start + LONGEST].strip()
    return f"{'…' if start else ''}{piece}{'…' if start + LONGEST < len(line) else ''}"
