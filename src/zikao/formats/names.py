"""Names of files, which are shown and judged but never used to open anything."""

from __future__ import annotations

import re


def plain_text(text: str, longest: int = 255) -> str:
    """`text` without control and invisible characters, trimmed, at most `longest` characters."""
    return "".join(c for c in text[: 4 * longest] if c.isprintable()).strip()[:longest]


def base_name(name: str) -> str:
    """The last part of a path of any system, as plain text."""
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, extension = plain_text(last, len(last)).rpartition(".")
    # Of a monstrous name the end stays: the extension is what is judged.
    return (stem + dot + extension)[-255:]


def extension_of(name: str) -> str:
    """Lower-case extension without its dot; empty where there is none, as in a name that only begins so."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""
