"""Names as they are shown on a page: what cannot be seen is named, and long ones are cut."""

from __future__ import annotations

from typing import Final

from zikao.formats.names import extension_of

_NAME_CHARACTERS: Final = 120
_EXTENSION_CHARACTERS: Final = 16


def shown_extension(file_name: str) -> str:
    """The extension of a file's name, without the dot."""
    return _visible(extension_of(file_name), _EXTENSION_CHARACTERS)


def shown_name(file_name: str) -> str:
    """The name or path of a file."""
    return _visible(file_name, _NAME_CHARACTERS)


def _visible(text: str, length: int) -> str:
    letters = (
        letter if letter.isprintable() or letter == "\u3000" else f"[U+{ord(letter):04X}]"
        for letter in text[: length + 1]
    )
    visible = "".join(letters)
    return visible if len(visible) <= length else visible[: length - 1] + "…"
