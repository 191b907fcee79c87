"""From the bytes of an archive to its facts: outside in, and no further than what was found allows."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Final

from zikao.package.contents import READABLE
from zikao.package.directory import (
    LOCAL_SIGNATURE,
    SPLIT_SIGNATURE,
    UNSPLIT_MARKER,
    End,
    Record,
    find_end,
    overlapping,
    record_at,
    record_positions,
    stands_at,
)
from zikao.package.entries import Source, is_encrypted, measure_entries, method_of
from zikao.package.facts import NOT_YET, VOCABULARY, EntryFacts, Measured, PackageFacts
from zikao.package.limits import DEFAULT, Limits
from zikao.package.names import extension_of
from zikao.package.signatures import ARCHIVES, HEAD_BYTES, identify, identify_archive

_NOT_ZIP: Final = "不是 ZIP 压缩包，里面的内容没有检查"
_SPLIT: Final = "只是分卷压缩的一卷，要合并后才能检查"
_TRUNCATED: Final = "压缩包不完整，里面的内容没有检查"
_OVERLAP: Final = "条目相互重叠，登记的内容不可信，没有打开"
_NO_NAME: Final = "没有给出压缩包的文件名"
_UNKNOWN: Final = "有的文件打不开，数不全"
_HOLDERS: Final = frozenset({*ARCHIVES, "pdf", "image", "word", "excel", "slides"}) - {"zip"}
"""Kinds in which a whole ZIP may lie, with more of the holder behind it."""


def measure(
    data: bytes | bytearray | memoryview, name: str | None = None, limits: Limits = DEFAULT
) -> Measured:
    """Measure an evidence archive.

    Any bytes are welcome: what cannot be measured is absent with its reason, and nothing is raised for it.
    Nothing is written anywhere, no nested archive is opened, no entry is unpacked beyond its declared size.

    Args:
        data: the whole file.
        name: the file's name as the caller knows it; only its extension is used.
        limits: how far to go; they are among the facts.
    """
    view = memoryview(data).cast("B")
    facts: dict[str, Any] = {
        "bytes": len(view),
        "limit_archive_bytes": limits.archive_bytes,
        "limit_entries": limits.entries,
        "limit_unpacked_bytes": limits.unpacked_bytes,
        "limit_ratio": limits.ratio,
        "limit_seconds": limits.seconds,
        "limit_name_bytes": limits.name_bytes,
    }
    absent: dict[str, str] = dict(NOT_YET)
    if name is None:
        absent["archive_extension"] = _NO_NAME
    else:
        facts["archive_extension"] = extension_of(name)
    stopped = _measure_archive(view, limits, facts, absent)
    for fact in VOCABULARY:
        if fact not in facts:
            absent.setdefault(fact, stopped)
    return Measured(facts=PackageFacts(**facts), absent=absent)


def _measure_archive(view: memoryview, limits: Limits, facts: dict[str, Any], absent: dict[str, str]) -> str:
    """Put in what can be measured; the reason for whatever is still missing then."""
    end = find_end(view, limits.tail_bytes)
    facts["archive_kind"] = _archive_kind(view, end, facts.get("archive_extension", ""))
    facts["picture_kind"] = identify(bytes(view[:HEAD_BYTES])) if facts["archive_kind"] == "image" else "none"
    if facts["archive_kind"] != "zip":
        return _NOT_ZIP
    if len(view) > limits.archive_bytes:
        return f"文件超过 {limits.archive_bytes // 1_000_000} MB，超出本工具的检查范围"
    facts["split"] = stands_at(view, 0, SPLIT_SIGNATURE) or (end is not None and end.split)
    if facts["split"]:
        return _SPLIT
    positions = None if end is None or end.stop > len(view) else record_positions(view, end)
    facts["truncated"] = positions is None
    if end is None or positions is None:
        return _TRUNCATED
    facts["trailing_bytes"] = len(view) - end.stop
    if len(positions) > limits.records:
        facts["entries"] = len(positions)
        return _beyond_entries(limits)

    records = [record_at(view, at, end.shift) for at in positions]
    prefix = min((record.offset for record in records), default=end.directory)
    if prefix > 0 and stands_at(view, 0, LOCAL_SIGNATURE):
        # It does not know the entry at the front: this is an inner archive, and the outer one is cut.
        facts["truncated"] = True
        del facts["trailing_bytes"]
        return _TRUNCATED
    facts |= _prefix(view, prefix)
    facts["overlap"] = overlapping(view, records)
    if facts["overlap"]:
        return _OVERLAP
    facts |= _sums(records, limits)
    if len(records) > limits.entries:
        return _beyond_entries(limits)

    unopened = _why_unopened(facts, limits)
    source = Source(view, end.directory, unopened, time.thread_time() + limits.seconds)
    entries, reasons = measure_entries(source, records)
    facts["contents"] = entries
    facts |= _counts(entries)
    absent |= reasons
    return unopened or _UNKNOWN


def _archive_kind(view: memoryview, end: End | None, extension: str) -> str:
    """Kind of the whole file. An end record makes it a ZIP, unless its head says that it only holds one."""
    head = bytes(view[:HEAD_BYTES])
    kind = identify_archive(head, extension)
    if end is None:
        return kind
    document = head.startswith(LOCAL_SIGNATURE) and kind != "zip"
    holder = kind in _HOLDERS and end.stop != len(view)
    return kind if document or holder else "zip"


def _prefix(view: memoryview, size: int) -> dict[str, Any]:
    if size == len(UNSPLIT_MARKER) and stands_at(view, 0, UNSPLIT_MARKER):
        size = 0
    if size == 0:
        return {"prefix": "none", "prefix_bytes": 0}
    program = identify(bytes(view[: min(size, HEAD_BYTES)])) == "program"
    return {"prefix": "program" if program else "data", "prefix_bytes": size}


def _sums(records: Sequence[Record], limits: Limits) -> dict[str, Any]:
    """What the directory says in sum."""
    large = [record for record in records if record.size > limits.ratio_from_bytes]
    ratio = max((record.size / max(1, record.packed) for record in large), default=1.0)
    methods = {method_of(record) for record in records} - READABLE - {None}
    return {
        "entries": len(records),
        "encrypted_entries": sum(is_encrypted(record) for record in records),
        "unsupported_methods": sorted(str(method) for method in methods),
        "declared_unpacked_bytes": sum(record.size for record in records),
        "max_ratio": round(ratio, 1),
    }


def _why_unopened(facts: dict[str, Any], limits: Limits) -> str | None:
    if facts["declared_unpacked_bytes"] > limits.unpacked_bytes:
        return f"解压后超过 {limits.unpacked_bytes // 1_000_000} MB，没有打开"
    if facts["max_ratio"] > limits.ratio:
        return f"有文件解压后膨胀超过 {limits.ratio:g} 倍，没有打开"
    return None


def _counts(entries: Sequence[EntryFacts]) -> dict[str, Any]:
    """What the entries come to; sums over contents only where every entry was read."""
    folders = sum(bool(entry.folder) for entry in entries)
    junk = sum(bool(entry.junk) for entry in entries)
    counts: dict[str, Any] = {
        "files": sum(not entry.folder and not entry.junk for entry in entries),
        "folders": folders,
        "only_folders": 0 < folders == len(entries),
        "junk_entries": junk,
        "duplicate_names": sum(bool(entry.duplicate) for entry in entries),
        "encrypted_entries": sum(bool(entry.encrypted) for entry in entries),
        "name_encodings": sorted({str(entry.name_encoding) for entry in entries}),
    }
    if all(entry.kind is not None for entry in entries):
        counts["nested_archives"] = sum(entry.kind in ARCHIVES for entry in entries)
    sizes = [entry.true_bytes for entry in entries if entry.true_bytes is not None]
    if len(sizes) == len(entries):
        counts["unpacked_bytes"] = sum(sizes)
    return counts


def _beyond_entries(limits: Limits) -> str:
    return f"条目超过 {limits.entries} 个，超出本工具的检查范围"
