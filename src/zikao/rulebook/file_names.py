r"""What a file has to be called: the pattern of a spec filled with what a candidate typed.

The names of people are typed as they are; what no system takes in a file's name is refused, never replaced.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from zikao.facts import NameDifference
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


_ID_NUMBER: Final = "[0-9]{17}[0-9Xx]"

_BY_FIELD: Final[Mapping[str, NameDifference]] = {TICKET: "number", NAME: "person"}


def difference(pattern: str, name: str, typed: Mapping[str, str], number: str) -> NameDifference | None:
    """What is other in a file's name than its spec wants; None where that cannot be told.

    The twin of `difference` in `widgets/shared/files/named.js`. Capital letters count everywhere but in the
    extension. What was not typed is looked at for its form only, so that such a name is never the right one.

    Args:
        pattern: of the spec.
        name: of the file.
        typed: what the candidate typed, by the names of `TYPED`.
        number: the forms of a ticket number, as `zikao.numbers.Written.pattern` has them.

    >>> difference("{name}.jpg", "张三.JPG", {"name": "张三"}, "[0-9]{12}")
    'nothing'
    >>> difference("{name}.jpg", "张三.jpg", {"name": "李四"}, "[0-9]{12}")
    'person'
    """
    forms = {TICKET: number, NAME: PERSON, ID_NUMBER: _ID_NUMBER}
    stem, extension = _parted(pattern)
    found, its_extension = _parted(unicodedata.normalize("NFC", name))
    # Whoever wrote the extension twice, or none, has another name as well.
    if not _like(stem, forms, found):
        return "form"
    if its_extension.lower() != extension.lower():
        return "extension"
    exact = {field: re.escape(typed[field]) for field in placeholders(stem) if typed.get(field)}
    for field, text in exact.items():
        if not _like(stem, {**forms, field: text}, found):
            return _BY_FIELD.get(field, "form")
    if not _like(stem, {**forms, **exact}, found):
        return "form"
    return "nothing" if untyped(pattern, typed) == [] else None


def untyped(pattern: str, typed: Mapping[str, str]) -> list[str]:
    """What a pattern names and was not typed, in zh-CN."""
    return [TYPED[each] for each in placeholders(pattern) if not typed.get(each) and each in TYPED]


def _parted(name: str) -> tuple[str, str]:
    """A name and its extension; a pattern that ends in braces has none."""
    stem, dot, extension = name.rpartition(".")
    return (stem, extension) if dot and "}" not in extension else (name, "")


def _like(stem: str, forms: Mapping[str, str], name: str) -> bool:
    parts = re.split(r"\{([^{}]*)\}", stem)
    made = [f"(?:{forms.get(part, '')})" if odd % 2 else re.escape(part) for odd, part in enumerate(parts)]
    return re.fullmatch("".join(made), name) is not None
