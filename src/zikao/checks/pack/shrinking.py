"""Freeing pieces of what stands beside the picture, and making them fit into their archive.

What cannot be done to a piece is a sentence for the candidate, which says what to do instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from zikao.checks.pack.piece import Loose, Piece, told_size
from zikao.formats.heic import DAMAGED
from zikao.package.limits import DEFAULT
from zikao.package.pack import OVERHEAD_BYTES, UncleanError, clean, is_legible, label_of, share_of, smaller

_WHY_NOT: Final = {
    None: "这台电脑上没有文字识别，缩小以后看不看得清说不准，所以没有缩小。请自己存小一些",
    False: "它本来就看不太清，不能再缩小。请平放、对准焦重拍，或存小一些",
    True: "缩小到放得下，字就看不清了。请减少材料，或用 150dpi 左右的灰度扫描代替照片",
}
"""By whether it was legible before: None where that is not known."""


def free_of_metadata(pieces: Sequence[Piece]) -> Iterator[str]:
    """Take out metadata, in place; a sentence for each file that is not whole."""
    for piece in pieces:
        try:
            cleaned = clean(piece.kind, piece.data)
        except UncleanError:
            yield f"{piece.shown} {DAMAGED}"
            continue
        piece.data, piece.taken_out = cleaned.data, cleaned.taken_out or piece.taken_out
        piece.turned = cleaned.orientation != 1


def make_fit(pieces: Sequence[Piece], values: Mapping[str, Any]) -> Iterator[str]:
    """Make smaller what takes more than its share, in place; a sentence for each file that stays too large.

    Args:
        pieces: of one archive.
        values: of the spec, by name.
    """
    limit, entry_limit = _limits(values)
    fixed = [piece for piece in pieces if piece.kind == "pdf"]
    pictures = [piece for piece in pieces if piece.kind != "pdf"]
    taken = sum(len(piece.data) for piece in fixed) + OVERHEAD_BYTES * len(pieces)
    if large := _too_large(fixed, entry_limit, limit, taken):
        for piece in large:
            yield (
                f"{piece.shown} 有 {told_size(len(piece.data))}，放不下，"
                "本工具不改动 PDF。请重新扫描或导出得小一些（150dpi 左右、灰度就够），再来打包。"
            )
        return
    share = share_of([len(piece.data) for piece in pictures], taken, limit)
    most = min(entry_limit, limit if share is None else share)
    for piece in pictures:
        if len(piece.data) > most and (note := _shrunk(piece, most, values)):
            yield note


def _too_large(fixed: Sequence[Piece], entry_limit: int, limit: int, taken: int) -> list[Piece]:
    """Of the files that stay as they are, those that do not fit: by themselves, or the largest of all."""
    large = [piece for piece in fixed if len(piece.data) > min(entry_limit, limit)]
    if large or not fixed or taken <= limit:
        return large
    return [max(fixed, key=lambda piece: len(piece.data))]


def _shrunk(piece: Piece, most: int, values: Mapping[str, Any]) -> str | None:
    """Make one picture smaller; the reason where it cannot be done."""
    before = is_legible(piece.pages, values)
    made = smaller(piece.data, most) if before else None
    if made is not None:
        after = Loose(piece.original, made).measured()
        if label_of(after) == piece.label and is_legible(after["pages"], values):
            piece.data, piece.kind, piece.shrunk, piece.turned = made, "jpeg", True, False
            return None
    return f"{piece.shown} 有 {told_size(len(piece.data))}，放不下；{_WHY_NOT[before]}，再来打包。"


def _limits(values: Mapping[str, Any]) -> tuple[int, int]:
    """Bytes of the archive and of one file in it: the spec's, and never more than can be checked."""
    archive = values.get("bytes_sure_max", values.get("bytes_max", DEFAULT.archive_bytes))
    entry = values.get("entry_bytes_max", DEFAULT.page_bytes)
    return min(int(archive), DEFAULT.archive_bytes), min(int(entry), DEFAULT.page_bytes)
