"""Which files can be packed, and which archive each belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any, Final

from zikao.checks.pack.piece import Loose, Piece
from zikao.formats.heic import DAMAGED, NotOpenedError, as_jpeg
from zikao.formats.kinds import ARCHIVES, PICTURES, TABLE, Kind
from zikao.formats.signatures import identify
from zikao.numbers import TICKET, Written
from zikao.package.declarable import ANY_TICKET
from zikao.package.limits import DEFAULT
from zikao.package.pack import label_of

EXTENSIONS: Final = {"jpeg": "jpg", "png": "png", "pdf": "pdf"}
"""What can be put in: whatever the reviewer's computer opens and this tool can look at."""

_SAVE_AS_JPEG: Final = "请在手机相册或看图软件里另存为 JPG 再来打包。"
_FAULTS: Final = {
    "word": "是 Word 文档，不是照片或扫描件。请把里面的图片另存出来，或导出为 PDF，再来打包。",
    "empty": "是空的（0 字节）。请从原来的设备重新发送，或重新拍照。",
}
_ARCHIVE: Final = "是压缩包。请先解压，把里面的图片直接拿来打包。"
_NO_PAGE: Final = "不是照片、扫描件或 PDF。去掉它，或拍成照片再来打包。"
_LOCKED: Final = "设置了打开密码。请去掉密码重新导出，或把每一页另存为图片。"
_WHOSE: Final = (
    "认不出属于哪个准考证号。请给每个准考证号建一个文件夹，文件夹名就写号码，把这个文件放进它的文件夹。"
)
_SHARED: Final = ("identity_card_seen", "household_register_seen")
_OWN: Final = ("admission_ticket_seen", "course_certificate_seen")


def look_at(loose: Loose, numbers: Sequence[str], form: Written = ANY_TICKET) -> Piece:
    """What a file shows and, where there are several numbers, whose it is; its fault if it cannot be packed.

    Args:
        loose: the file.
        numbers: all ticket numbers for which there will be an archive, as they are compared.
        form: how ticket numbers are written.
    """
    kind = identify(loose.data, PurePath(loose.name).suffix.removeprefix(".").lower())
    facts: dict[str, Any] = {}
    number, heic = loose.number, kind == "heic"
    fault = None
    if heic:
        try:
            kind, loose = "jpeg", replace(loose, data=as_jpeg(loose.data, DEFAULT.page_bytes))
        except NotOpenedError as error:
            fault = error.sentence
    fault = fault or _fault_of_kind(kind)
    if fault is None:
        facts, number = _read(loose, numbers, form)
        fault = _fault_of_pages(facts)
    if fault is None and number is None and not _is_shared(facts) and len(numbers) > 1:
        fault = _WHOSE
    label, size = label_of(facts), len(loose.data)
    return Piece(loose.name, kind, loose.data, facts, label, number, heic, fault, before=size)


def once(pieces: Sequence[Piece]) -> tuple[list[Piece], list[str]]:
    """Each file once, in the order of the archive, and a sentence for each that came again.

    They are fresh: what is done to a piece for one archive is not done to it for the next.
    """
    kept: list[Piece] = []
    again: list[str] = []
    seen: dict[bytes, str] = {}
    for piece in pieces:
        digest = hashlib.sha256(piece.data).digest()
        if (first := seen.get(digest)) is None:
            seen[digest] = piece.shown
            kept.append(replace(piece))
        else:
            same = "给了不止一次" if piece.shown == first else f"和 {first} 是同一个文件"
            again.append(f"{piece.shown} {same}，只放了一份。")
    return sorted(kept, key=lambda piece: piece.label), again


def _read(loose: Loose, numbers: Sequence[str], form: Written) -> tuple[dict[str, Any], str | None]:
    """The file's facts, and the number that it belongs to."""
    facts: dict[str, Any] = {}
    if loose.number is not None or len(numbers) == 1:
        return loose.measured(), loose.number or numbers[0]
    for number in numbers:
        facts = loose.measured({TICKET: number}, form)
        if _is_shared(facts) or not facts.get("pages"):
            break
        if facts.get("ticket_number_seen") == "confirmed":
            return facts, number
    return facts, None


def _is_shared(facts: Mapping[str, Any]) -> bool:
    """Whether the file goes with every number: it shows who someone is and nothing that has a number."""
    return any(facts.get(name) for name in _SHARED) and not any(facts.get(name) for name in _OWN)


def _fault_of_kind(kind: Kind) -> str | None:
    if kind in EXTENSIONS:
        return None
    if kind in _FAULTS:
        return _FAULTS[kind]
    if kind in PICTURES:
        return f"是 {TABLE[kind].label}，不是每台电脑都打得开。{_SAVE_AS_JPEG}"
    return _ARCHIVE if kind in ARCHIVES else _NO_PAGE


def _fault_of_pages(facts: Mapping[str, Any]) -> str | None:
    pages = facts.get("pages", ())
    if any(page.get("page_locked") for page in pages):
        return _LOCKED
    return DAMAGED if any(page.get("page_decodes") is False for page in pages) else None
