"""The text of a file's bytes, whatever program saved it."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAVE = "请另存为 UTF-8"


def decoded(data: bytes) -> tuple[str | None, str]:
    """The text, and what is wrong with how it is saved: empty for UTF-8, with a mark at its beginning or not.

    The text is None where no program of today's would have saved it so.
    """
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _as(data, name), f"文件是 {name.upper()} 编码（记事本叫它“Unicode”），{_SAVE}"
    for name in ("utf-16-le", "utf-16-be"):
        if data.count(0) > len(data) // 8 and (text := _as(data, name)) is not None:
            return text, f"文件是 UTF-16 编码（记事本叫它“Unicode”），{_SAVE}"
    if 0 not in data and (text := _as(data, "gb18030")) is not None and _is_chinese(text):
        return text, f"文件是 GBK 编码（记事本叫它“ANSI”），{_SAVE}"
    return None, f"文件不是 UTF-8 编码，{_SAVE}"


def _as(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _is_chinese(text: str) -> bool:
    """Whether what is not ASCII are characters of everyday Chinese: almost any bytes can be read as GBK."""
    other = [sign for sign in text if ord(sign) > 127]
    return sum(bool(sign.encode("gb2312", "ignore")) for sign in other) > 0.9 * len(other)
