"""Courses that a candidate named, looked for on certificates.

Names of courses are long, alike and misread: 高等数学（一） is not 高等数学（二）, and 大学语文 holds 语文.
So a course is seen only where its whole name stands by itself, with its own ordinal; where something close to
it stands, it is unclear, and nothing is said of it. Only names that the caller gave are ever told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from zikao.package.declarable import COURSE_LETTERS, LONGEST_COURSE, MOST_COURSES
from zikao.package.shown import shown_name
from zikao.package.text.lines import Line
from zikao.package.text.words import plain

_CHARACTERS: Final = 3000
_LINES: Final = 150
"""Of a page that are looked at; a certificate has a few hundred in a score of lines."""
_PLACES: Final = 20
"""At which a name, or half of one, is looked at: more there are only on a page made to take time."""
_SHORTEST_NEAR: Final = 4
"""Shorter names are like too many others to be nearly read."""
_MORE: Final = (-1, 0, 1)
_WRAPPED: Final = (0.5, 2.5)
"""How far below a line its continuation may stand, in heights of the line."""

_DASHES: Final = "-—–―ー－_"
"""How 一 between brackets is misread."""
_ORDINALS: Final = {
    **{numeral: place for place, numeral in enumerate("一二三四五六七八九", 1)},
    **{str(place): place for place in range(1, 10)},
    **{numeral: place for place, numeral in enumerate(("I", "II", "III", "IV", "V"), 1)},
    **dict.fromkeys(_DASHES, 1),
}
_NUMERALS: Final = tuple(numeral for numeral in _ORDINALS if numeral not in _DASHES)
_NUMERAL: Final = "[一二三四五六七八九1-9]|I{1,3}|IV|V"
_BRACKETS: Final = str.maketrans("[{【〔〈<", "((((((") | str.maketrans("]}】〕〉>", "))))))")
_IN_BRACKETS: Final = re.compile(rf"\(({_NUMERAL}|[{_DASHES}])(?:\)|(?![^\W_]))")
_BARE: Final = re.compile(rf"(?<=[\u4e00-\u9fff])({_NUMERAL})$")
_CODE: Final = re.compile(r"^[0-9]{4,6}(?=\D)|(?<=\D)[0-9]{4,6}$")
_AROUND: Final = "-.、,:《》\"'"
_LEAD: Final = 8
"""Characters that tell whether a name begins there."""
_WORDS_BEFORE: Final = "课程|名称|科目|参加|通过|学完|修完"
_WORDS_AFTER: Final = ("(?:一?门)?(?:课程|科目)?", "[0-9]{1,2}学分", "[0-9]{2,3}分", "考试|成绩|合格|经考")
"""What may stand behind a name: the first may come before any of the others."""
_BEFORE: Final = re.compile(rf"(?:[^{COURSE_LETTERS}]|(?<![0-9])[0-9]{{4,6}}|{_WORDS_BEFORE})$")
_AFTER: Final = re.compile(
    rf"{_WORDS_AFTER[0]}(?:[^{COURSE_LETTERS}(#]|[0-9]{{4,6}}(?![0-9])|[0-9]{{2,3}}[^{COURSE_LETTERS}]"
    rf"|{'|'.join(_WORDS_AFTER[1:])})"
)


@dataclass(frozen=True, slots=True)
class Course:
    """A course as it was declared, and the forms in which it is compared."""

    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Names of declared courses, as declared."""

    seen: frozenset[str] = frozenset()
    unclear: frozenset[str] = frozenset()


def declarable(names: Any) -> tuple[Course, ...] | None:
    """Declared courses, each once; None where the names cannot be compared: no list, too many, too long.

    >>> [each.forms for each in declarable(["00022 高等数学（一）", "大学语文"])]
    [('高等数学#1', '高等数学一', '高等数学1', '高等数学I'), ('大学语文',)]
    """
    if not isinstance(names, list | tuple) or len(names) > MOST_COURSES:
        return None
    courses: dict[tuple[str, ...], Course] = {}
    for name in names:
        if not isinstance(name, str) or len(name) > LONGEST_COURSE:
            return None
        whole = _CODE.sub("", canonical(name)).strip(_AROUND)
        if not re.search(rf"[{COURSE_LETTERS}]", whole):
            return None
        forms = _forms(_BARE.sub(_ordinal, whole))
        courses.setdefault(forms, Course(shown_name(name), forms))
    return tuple(courses.values())


def for_browsers() -> dict[str, Any]:
    """What names and their ordinals are known by."""
    return {
        "ordinals": _ORDINALS,
        "dashes": _DASHES,
        "numeral": _NUMERAL,
        "brackets": {chr(odd): chr(plain) for odd, plain in _BRACKETS.items()},
        "around": _AROUND,
        "words_before": _WORDS_BEFORE,
        "words_after": _WORDS_AFTER,
    }


def _forms(name: str) -> tuple[str, ...]:
    """A canonical name, and the same with its ordinal written without brackets."""
    whole, mark, place = name.rpartition("#")
    bare = [numeral for numeral in _NUMERALS if str(_ORDINALS[numeral]) == place] if mark else []
    return name, *(whole + numeral for numeral in bare)


def canonical(text: str) -> str:
    """Without spaces, widths and kinds of brackets folded, an ordinal in brackets as `#1`.

    >>> canonical("高等数学 （一）") == canonical("高等数学(Ⅰ)") == "高等数学#1"
    True
    """
    return _IN_BRACKETS.sub(_ordinal, plain(text).translate(_BRACKETS))


def _ordinal(match: re.Match[str]) -> str:
    return f"#{_ORDINALS[match[1]]}"


def look(courses: Sequence[Course], lines: Sequence[Line]) -> Found:
    """Which courses stand on a page."""
    lines = lines[:_LINES]
    alone = "\n".join(canonical(line.text) for line in lines)
    wrapped = "\n".join(canonical(one.text + other.text) for one, other in _wrapped(lines))
    text = f"\n{alone[:_CHARACTERS]}\n{wrapped[:_CHARACTERS]}\n"
    seen, unclear = set(), set()
    for course in courses:
        if any(_stands(form, text) for form in course.forms):
            seen.add(course.name)
        elif any(form in text or _nearly(form, text) for form in course.forms):
            unclear.add(course.name)
    return Found(frozenset(seen), frozenset(unclear))


def _wrapped(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Each line with the one below it, which may go on where it ends."""
    low, high = _WRAPPED
    for line in lines:
        below = []
        for other in lines:
            along, across = line.box.from_here(other.box)
            overlaps = abs(along) < (line.box.width + other.box.width) / 2
            if overlaps and low * line.box.height < across < high * line.box.height:
                below.append((across, other))
        if below:
            yield line, min(below, key=lambda each: each[0])[1]


def _stands(name: str, text: str) -> bool:
    """Whether the whole name stands there by itself, not within a longer one."""
    return any(
        _BEFORE.search(text[max(0, at - _LEAD) : at]) and _AFTER.match(text, at + len(name))
        for at in _places(name, text)
    )


def _nearly(name: str, text: str) -> bool:
    """Whether the name stands there but for one character that is wrong, missing or too much."""
    if len(name) < _SHORTEST_NEAR:
        return False
    middle = len(name) // 2
    head, tail = name[:middle], name[middle:]
    # One half at least is whole, so only its places are looked at.
    behind = (
        (tail, text[at + middle : at + len(name) + more]) for at in _places(head, text) for more in _MORE
    )
    before = (
        (head, text[max(0, at - len(head) - more) : at]) for at in _places(tail, text) for more in _MORE
    )
    return any(_one_off(one, other) for one, other in chain(behind, before))


def _places(part: str, text: str) -> Iterator[int]:
    at = -1
    for _ in range(_PLACES):
        at = text.find(part, at + 1)
        if at < 0:
            return
        yield at


def _one_off(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if same is None:
        return True
    left, right = one[same:], other[same:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:]
