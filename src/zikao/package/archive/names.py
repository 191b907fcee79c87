"""Names of entries: which characters the stored bytes stand for, and what is wrong with the path they form.

A ZIP says of a name only whether it is UTF-8. Windows in China stores GBK and macOS UTF-8, both without
saying so; some writers add the Unicode name as an extra field (0x7075, APPNOTE 4.6.9).
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zikao.package.archive.directory import Record, extra_field
from zikao.package.archive.garbled import is_garbled
from zikao.package.choices import NameEncoding
from zikao.package.shown import shown_extension, shown_name

_COMPARED_CHARACTERS: Final = 1000
"""Longer paths are twins only where they are spelt alike: no file system takes them, and to compose a run of
marks takes a time that grows with the square of its length.
"""

_UTF8_FLAG: Final = 0x800
_UNICODE_PATH: Final = 0x7075
_FOLDER_ATTRIBUTE: Final = 0x10
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_SEPARATORS: Final = re.compile(r"[/\\]")
_BAD: Final = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*]|[. ]$')
_BIDI: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³]|con(in|out)\$) *(\..*)?", re.IGNORECASE)
_JUNK_FOLDERS: Final = frozenset(
    {
        "__macosx",
        ".spotlight-v100",
        ".trashes",
        ".fseventsd",
        "$recycle.bin",
        "system volume information",
        "@eadir",
    }
)
_JUNK_FILES: Final = frozenset(
    {
        ".ds_store",
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "icon\r",
        ".nomedia",
        ".picasa.ini",
        ".localized",
    }
)
_JUNK_STARTS: Final = ("._", "~$")


@dataclass(frozen=True, slots=True)
class Name:
    """A decoded path and what can be said about it."""

    path: str
    """Bytes that are no text stand as half of a surrogate pair, which no other name can hold."""
    encoding: NameEncoding
    folder: bool
    parts: tuple[str, ...]
    """The path's parts without drive, '.' and '..'."""
    unsafe: bool

    @property
    def shown(self) -> str:
        """The path fit for a page: what cannot be seen is named, and a long one is cut."""
        return shown_name(self.path)

    @property
    def depth(self) -> int | None:
        """Folders around the entry; None where the path leaves the archive."""
        return None if self.unsafe else max(0, len(self.parts) - 1)

    @property
    def extension(self) -> str:
        """Lower case, without the dot; empty for folders and where there is none."""
        return "" if self.folder or not self.parts else shown_extension(self.parts[-1])

    @property
    def reserved(self) -> bool:
        """A part that Windows takes for a device."""
        return any(_RESERVED.fullmatch(part) for part in self.parts)

    @property
    def bad_char(self) -> bool:
        """A character that Windows refuses in a name, or no name at all."""
        return not self.path or any(_BAD.search(part) for part in self.parts)

    @property
    def bidi(self) -> bool:
        """A character that makes the name look like another one."""
        return _BIDI.search(self.path) is not None

    @property
    def garbled(self) -> bool:
        """Chinese that was misread before it was stored."""
        return is_garbled(self.path)

    @property
    def junk(self) -> bool:
        """Left behind by an operating system or an office program."""
        parts = [part.lower() for part in self.parts]
        if not parts:
            return False
        known = parts[-1] in _JUNK_FILES or parts[-1].startswith(_JUNK_STARTS)
        return known or not _JUNK_FOLDERS.isdisjoint(parts)

    @property
    def unpacked_as(self) -> str:
        """Equal for two files that overwrite each other on a common computer."""
        path = "/".join(part.rstrip(". ") for part in self.parts)
        composed = unicodedata.normalize("NFC", path) if len(path) <= _COMPARED_CHARACTERS else path
        return composed.casefold()


def read_names(records: Sequence[Record]) -> list[Name]:
    """The names of all entries, in their order.

    Names without any sign of their encoding are decoded together where that goes: a tool writes all of them
    alike, and one short GBK name such as 图片 may also be valid UTF-8.
    """
    signed = [_signed(record) for record in records]
    unsigned = [record.name for record, known in zip(records, signed, strict=True) if known is None]
    guessed = iter(_guess(unsigned))
    return [
        _name(record, *(known if known is not None else next(guessed)))
        for record, known in zip(records, signed, strict=True)
    ]


def _signed(record: Record) -> tuple[str, NameEncoding] | None:
    """The name where the archive says how it is meant."""
    if (text := _unicode_path(record)) is not None:
        return text, "unicode_extra"
    if record.name.isascii():
        return record.name.decode("ascii"), "ascii"
    if not record.flags & _UTF8_FLAG:
        return None
    try:
        return record.name.decode("utf-8"), "utf8"
    except UnicodeDecodeError:
        # Written in another encoding under the wrong flag; two names stay two, whatever becomes of the bytes.
        chinese = _decoded([record.name], "gb18030")
        return chinese[0] if chinese else record.name.decode("utf-8", "surrogateescape"), "undecodable"


def _unicode_path(record: Record) -> str | None:
    field = extra_field(record.extra, _UNICODE_PATH)
    if field is None or field[:1] != b"\x01":
        return None
    # A tool that renamed the entry without knowing the field leaves a stale one behind.
    if int.from_bytes(field[1:5], "little") != zlib.crc32(record.name):
        return None
    try:
        return field[5:].decode("utf-8")
    except UnicodeDecodeError:
        return None


def _guess(names: Sequence[bytes]) -> list[tuple[str, NameEncoding]]:
    """Each name with its encoding: the same for all where there is one, else each by itself.

    Tools that add to an archive leave the names that others wrote as they were.
    """
    if together := _of_one_encoding(names):
        texts, encoding = together
        return [(text, encoding) for text in texts]
    guessed: list[tuple[str, NameEncoding]] = []
    for name in names:
        if alone := _of_one_encoding([name]):
            guessed.append((alone[0][0], alone[1]))
        else:
            guessed.append((name.decode("cp437"), "cp437"))
    return guessed


def _of_one_encoding(names: Sequence[bytes]) -> tuple[list[str], NameEncoding] | None:
    texts = _decoded(names, "utf-8")
    # Two-byte UTF-8 is what GBK names look like by accident; real Chinese names need three bytes a character.
    if texts is not None and all(letter < "\x80" or letter >= "\u2000" for text in texts for letter in text):
        return texts, "utf8_unflagged"
    if (chinese := _decoded(names, "gb18030")) is not None:
        return chinese, "gb18030"
    if texts is not None:
        return texts, "utf8_unflagged"
    if (traditional := _decoded(names, "big5")) is not None:
        return traditional, "big5"
    return None


def _decoded(names: Sequence[bytes], encoding: str) -> list[str] | None:
    try:
        return [name.decode(encoding) for name in names]
    except UnicodeDecodeError:
        return None


def _name(record: Record, path: str, encoding: NameEncoding) -> Name:
    drive = _DRIVE.match(path)
    pieces = _SEPARATORS.split(path[drive.end() :] if drive else path)
    unsafe = drive is not None or path.startswith(("/", "\\")) or ".." in pieces
    marked = bool(record.attributes & _FOLDER_ATTRIBUTE) and record.size == 0
    folder = marked or path.endswith(("/", "\\"))
    parts = tuple(piece for piece in pieces if piece not in ("", ".", ".."))
    return Name(path, encoding, folder, parts, unsafe)
