r"""What a file has to be called: the pattern of a spec filled with what a candidate typed.

The names of people are typed as they are; what no system takes in a file's name is refused, never replaced.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from zikao.numbers import TICKET
from zikao.rulebook.text import PLACEHOLDER, placeholders

NAME: Final = "name"
ID_NUMBER: Final = "id_number"
TYPED: Final = {TICKET: "准考证号", NAME: "姓名", ID_NUMBER: "身份证号"}
"""What a pattern may name in braces."""
_MADE_UP: Final = {TICKET: "010112345678", NAME: "张三", ID_NUMBER: "11010519491231002X"}

PERSON: Final = r"[A-Za-z\u3400-\u9fff\u00b7][A-Za-z\u3400-\u9fff\u00b7 .]{0,39}"
"""A person's name as it may stand in a file's name, for Python and JavaScript alike."""
NO_PERSON: Final = "姓名只写汉字、字母和间隔号，不超过 40 个字"
_PERSON: Final = re.compile(PERSON)
_DOTS: Final = re.compile("[\u2022\u30fb]")


def person(typed: str) -> str | None:
    """A person's name as it stands in a file's name; None where it is none.

    >>> person(" 张三 "), person("阿依·努尔"), person("../张三")
    ('张三', '阿依·努尔', None)
    """
    name = _DOTS.sub("\u00b7", unicodedata.normalize("NFKC", typed).strip(" \t\r\n"))
    return name if _PERSON.fullmatch(name) else None


def file_name(pattern: str, typed: Mapping[str, str]) -> str | None:
    """The name that a file has to have; None where something that it names was not typed.

    >>> file_name("{admission_ticket_number}{name}.zip", {"admission_ticket_number": "0101", "name": "张三"})
    '0101张三.zip'
    """
    if any(not typed.get(each) for each in placeholders(pattern)):
        return None
    return PLACEHOLDER.sub(lambda found: typed[found[1]], pattern)


def in_words(pattern: str) -> str:
    """The pattern as a reader takes it: 准考证号＋姓名.zip."""
    parts = re.split(r"(?<=\})(?=\{)", pattern)
    return "＋".join(PLACEHOLDER.sub(lambda found: TYPED.get(found[1], found[0]), part) for part in parts)


def example(pattern: str, number: str | None = None) -> str:
    """A made-up name of this pattern; `number`: an example of this province's ticket numbers."""
    made_up = _MADE_UP | ({TICKET: number} if number else {})
    return PLACEHOLDER.sub(lambda found: made_up.get(found[1], ""), pattern)
