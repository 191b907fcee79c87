"""What the candidate says of a file, beside the file: header fields, each of which becomes a fact.

Not in the address, which is written to access logs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from zikao.api.http import NAME_PATTERN, decoded
from zikao.api.problems import BAD_HEADER, ProblemError
from zikao.numbers import Written
from zikao.package import declarable
from zikao.rulebook.file_names import NAME, NO_PERSON, person

_DAY: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_COURSE: Final = NAME_PATTERN.replace("*$", "+$")
_LETTER: Final = "[A-Za-z]|%C2%B7|%E3%[9AB][0-9A-F]%[89AB][0-9A-F]|%E[4-9]%[89AB][0-9A-F]%[89AB][0-9A-F]"
"""Of a person's name, percent-encoded: Latin, a middle dot, U+3400 to U+9FFF."""
_COURSE_LENGTH: Final = declarable.LONGEST_COURSE * 12
"""Characters of one course as it is sent, percent-encoded: at most twelve for one of its own."""
_COURSES_LENGTH: Final = 6_000
"""Characters of them all; gateways take some 10,000 for all headers of a request."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One header field."""

    header: str
    fact: str
    """Name by which the checks know it."""
    read: Callable[[str], Any]
    """From the field's text; ValueError where it is none."""
    wanted: str
    """How it is to be written, in zh-CN."""
    means: str
    """For web masters."""
    schema: Mapping[str, Any]
    example: Any

    def parameter(self) -> dict[str, Any]:
        """The field as OpenAPI describes it."""
        return {
            "name": self.header,
            "in": "header",
            "description": self.means,
            "schema": dict(self.schema),
            "example": self.example,
        }


def read_declared(headers: Mapping[str, str], fields: Sequence[Declared]) -> dict[str, Any]:
    """What was said, by fact.

    Args:
        headers: by names in lower case.
        fields: those that the route knows.

    Raises:
        ProblemError: a field cannot be read; it is named, and its value is not repeated.
    """
    found = {}
    for field in fields:
        if (written := headers.get(field.header.lower())) is not None:
            try:
                found[field.fact] = field.read(written)
            except ValueError:
                detail = f"请求头 {field.header} 应是{field.wanted}，请改正后重发。"
                raise ProblemError(BAD_HEADER, detail) from None
    return found


def _matching(pattern: str, text: str) -> str:
    if not re.fullmatch(pattern, text):
        raise ValueError
    return text


def _day(text: str) -> str:
    return date.fromisoformat(_matching(_DAY, text)).isoformat()


def _yes_or_no(text: str) -> bool:
    return _matching("yes|no", text) == "yes"


def _courses(text: str) -> list[str]:
    names = text.split(",")
    # Only sizes are asked here: a name that cannot be compared is for the measuring to tell, since no schema
    # could say which those are.
    longest = max(map(len, names))
    if len(text) > _COURSES_LENGTH or len(names) > declarable.MOST_COURSES or longest > _COURSE_LENGTH:
        raise ValueError
    return [decoded(_matching(_COURSE, each)) for each in names]


def _ticket_number(text: str, form: Written = declarable.ANY_TICKET) -> str:
    if (number := form.read(text)) is None:
        raise ValueError
    return number


def _person(text: str) -> str:
    if (name := person(decoded(_matching(_COURSE, text)))) is None:
        raise ValueError
    return name


TICKET_NUMBER: Final = Declared(
    header="X-Zikao-Ticket-Number",
    fact="admission_ticket_number",
    read=_ticket_number,
    wanted=f" {declarable.TICKET_NUMBER}",
    means="Admission ticket number that the file belongs to: it is looked for on the pages of a package, and "
    "in the file's name where the spec says what a file has to be called. Spaces and hyphens between the "
    "digits are left out. Where a province's rulebook says which forms its numbers have, "
    "those are taken instead of this pattern.",
    schema={"type": "string", "pattern": f"^{declarable.DIGITS}$"},
    example="010112345678",
)
COURSES: Final = Declared(
    header="X-Zikao-Courses",
    fact="courses",
    read=_courses,
    wanted="百分号编码的课程名称，用英文逗号隔开，最多 "
    f"{declarable.MOST_COURSES} 门、每门 {declarable.LONGEST_COURSE} 个字、编码后共 {_COURSES_LENGTH} 个字符",
    means="Courses whose certificates belong into the package: names as encodeURIComponent writes them, with "
    f"commas between, at most {declarable.LONGEST_COURSE} characters each before encoding and "
    f"{_COURSES_LENGTH} in all after it.",
    schema={
        "type": "array",
        "items": {"type": "string", "pattern": _COURSE},
        "minItems": 1,
        "maxItems": declarable.MOST_COURSES,
    },
    example=["%E5%A4%A7%E5%AD%A6%E8%AF%AD%E6%96%87"],
)
TAKEN: Final = Declared(
    header="X-Zikao-Taken",
    fact="date_taken",
    read=_day,
    wanted="拍摄日期，写成 2026-05-27 的样子",
    means="Day on which the portrait was taken, by the candidate's word: counts where the file tells none.",
    schema={"type": "string", "format": "date"},
    example="2026-05-27",
)
SELFIE: Final = Declared(
    header="X-Zikao-Selfie",
    fact="front_camera",
    read=_yes_or_no,
    wanted=" yes 或 no",
    means="Whether the portrait is a selfie, by the candidate's word; counts where the file does not tell.",
    schema={"type": "string", "enum": ["yes", "no"]},
    example="no",
)
PERSON: Final = Declared(
    header="X-Zikao-Person",
    fact=NAME,
    read=_person,
    wanted=f"百分号编码的姓名（{NO_PERSON}）",
    means="The candidate's name, as encodeURIComponent writes it: compared with the file's name where the "
    "spec says that it has to stand there, and used for nothing else.",
    schema={"type": "string", "pattern": f"^({_LETTER})({_LETTER}|%20|[.]){{0,39}}$"},
    example="%E5%BC%A0%E4%B8%89",
)
OF_PHOTO: Final = (TAKEN, SELFIE, TICKET_NUMBER, PERSON)
OF_PACKAGE: Final = (TICKET_NUMBER, COURSES, PERSON)
"""Where the province has no forms of its own."""


def in_form(fields: Sequence[Declared], form: Written) -> tuple[Declared, ...]:
    """What may be said of a file where ticket numbers have these forms."""
    number = replace(TICKET_NUMBER, read=lambda text: _ticket_number(text, form), wanted=f" {form.wanted}")
    return tuple(number if field is TICKET_NUMBER else field for field in fields)


WIDGETS_FILE: Final = "widgets/shared/declarable.js"
"""From the root of a checkout."""


def for_widgets() -> str:
    """The module by which the forms hold what is typed to the rules of these fields."""
    rules = declarable.for_browsers()
    rules["COURSES"]["header"] = _COURSES_LENGTH
    made = [
        "/** What a candidate may declare beside a file. Made by `zikao schemas`; not written by hand. */"
    ]
    for name, rule in rules.items():
        made.append(f"export const {name} = {json.dumps(rule, ensure_ascii=False, indent=2)};")
    return "\n".join([*made, ""])
