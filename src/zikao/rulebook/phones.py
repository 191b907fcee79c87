"""Telephone numbers as notices print them, and as a rulebook has them."""

from __future__ import annotations

import re

PHONE = r"^\+?[0-9][0-9-]{3,17}[0-9](转[0-9]{1,6})?$"
"""Digits and hyphens; what stands behind 转 is no part of what a telephone dials."""

_PHONE = re.compile(PHONE)
_AREA = re.compile(r"^[(（]([0-9]{3,4})[)）]\s*(?=[0-9])")
_BETWEEN = re.compile(r"\s*[、，,；;/]\s*|\s+(?:或|和)?\s*")


def meant(printed: str) -> tuple[str, str | None]:
    """What a number was meant to be that is printed otherwise, and what has to be written otherwise.

    >>> meant("（0551）62345678")
    ('区号后面用连字符，不用括号', '0551-62345678')
    >>> meant("0551-62345678、62345679")
    ('几个号码写成列表', '[0551-62345678, 62345679]')
    >>> meant("请看通知")
    ('', None)
    """
    numbers = [_AREA.sub(r"\1-", each) for each in _BETWEEN.split(printed.strip())]
    if not all(map(_PHONE.match, numbers)):
        return "", None
    if len(numbers) > 1:
        return "几个号码写成列表", f"[{', '.join(numbers)}]"
    return ("区号后面用连字符，不用括号", numbers[0]) if numbers[0] != printed else ("", None)
