"""Which format a file has by its content, and whether its name says the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zikao.photo.facts import Format

_STARTS: Final[tuple[tuple[bytes, Format], ...]] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
_BRANDS: Final[dict[bytes, Format]] = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "heic"),
    **dict.fromkeys((b"avif", b"avis"), "avif"),
}
"""Major brands of ISO base media files (ISO/IEC 23008-12, AV1 image file format)."""

EXTENSIONS: Final[dict[Format, frozenset[str]]] = {
    "jpeg": frozenset({"jpg", "jpeg", "jpe", "jfif"}),
    "png": frozenset({"png"}),
    "heic": frozenset({"heic", "heif", "hif"}),
    "avif": frozenset({"avif"}),
    "gif": frozenset({"gif"}),
    "webp": frozenset({"webp"}),
    "bmp": frozenset({"bmp", "dib"}),
    "tiff": frozenset({"tif", "tiff"}),
    "pdf": frozenset({"pdf"}),
    "zip": frozenset({"zip"}),
    "unknown": frozenset(),
}


def format_of(data: bytes) -> Format:
    """The format by the first bytes; `unknown` where none of ours fits."""
    for start, name in _STARTS:
        if data.startswith(start):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "unknown")
    return "unknown"


def plain_text(text: str, longest: int = 255) -> str:
    """`text` without control and invisible characters, trimmed, at most `longest` characters."""
    return "".join(c for c in text[: 4 * longest] if c.isprintable()).strip()[:longest]


def base_name(name: str) -> str:
    """The last part of a path of any system, as plain text. A name is shown, never used to open anything."""
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, extension = plain_text(last, len(last)).rpartition(".")
    # Of a monstrous name the end stays: the extension is what is judged.
    return (stem + dot + extension)[-255:]


def extension_of(name: str) -> str:
    """Lower-case extension without its dot; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def extension_matches(extension: str, kind: Format) -> bool | None:
    """Whether the extension is one of the format's; None where neither of them is known here."""
    if kind == "unknown" and not any(extension in known for known in EXTENSIONS.values()):
        return None
    return extension in EXTENSIONS[kind]
