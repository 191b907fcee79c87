"""From the bytes of an archive or a single file to its facts: outside in, and only as far as is safe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from zikao.facts import NOT_COMPARED
from zikao.formats.kinds import ARCHIVES, PICTURES
from zikao.formats.signatures import identify
from zikao.numbers import Written
from zikao.package import archive_words as words
from zikao.package.archive.contents import READABLE, whole_content
from zikao.package.archive.directory import (
    LOCAL_SIGNATURE,
    SPLIT_SIGNATURE,
    UNSPLIT_MARKER,
    End,
    Record,
    find_end,
    local_header,
    overlapping,
    record_at,
    record_positions,
    stands_at,
)
from zikao.package.archive.entries import Source, is_encrypted, measure_entries, method_of
from zikao.package.declarable import ANY_TICKET
from zikao.package.facts import VOCABULARY, EntryFacts, Measured, PackageFacts, PageFacts
from zikao.package.facts.entry import OF_ITS_PAGES
from zikao.package.limits import DEFAULT, Limits
from zikao.package.notes import all_reasons
from zikao.package.page_words import ODD_COURSES
from zikao.package.pages.files import PAGE_KINDS, PAGELESS_KINDS, File, Pages
from zikao.package.pages.overall import COURSE_FACTS
from zikao.package.shown import shown_extension, shown_name

_HOLDERS: Final = frozenset({*ARCHIVES, "pdf", "image", "word", "excel", "slides"}) - {"zip"}
"""Kinds in which a whole ZIP may lie, with more of the holder behind it."""


def measure(
    data: bytes | bytearray | memoryview,
    name: str | None = None,
    limits: Limits = DEFAULT,
    declared: Mapping[str, Any] | None = None,
    form: Written = ANY_TICKET,
) -> Measured:
    """Measure an evidence archive, or a single picture or PDF.

    Any bytes are welcome: what cannot be measured is absent with its reason, and nothing is raised for it.
    Nothing is written anywhere, no nested archive is opened, no entry is unpacked beyond its declared size.
    Without the libraries or weights for pages, only their facts are absent.

    Args:
        data: the whole file.
        name: the file's name as the caller knows it.
        limits: how far to go; they are among the facts.
        declared: what the caller says of the file; `admission_ticket_number` is compared with what stands on
            the pages and not repeated, each of `courses`, a list of names, is looked for on certificates.
        form: how ticket numbers are written.
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
        "limit_pages": limits.pages,
        "limit_page_seconds": limits.page_seconds,
    }
    absent: dict[str, str] = {"file_name_difference": NOT_COMPARED}
    pages = Pages(limits, declared, form)
    facts |= pages.declared
    if "courses_declared" not in facts:
        absent |= dict.fromkeys(COURSE_FACTS, ODD_COURSES)
    if name is None:
        absent["archive_extension"] = words.NO_NAME
    else:
        facts["archive_extension"] = shown_extension(name)
    try:
        stopped = _measure_archive(view, limits, facts, absent, pages)
        if facts["archive_kind"] in ("image", "pdf"):
            _look_at_file(view, name, facts, absent, pages)
    finally:
        pages.close()
    for fact in VOCABULARY:
        if fact not in facts:
            absent.setdefault(fact, stopped)
    return Measured(facts=PackageFacts(**facts), absent=absent, marks=tuple(pages.marks))


def _measure_archive(
    view: memoryview, limits: Limits, facts: dict[str, Any], absent: dict[str, str], pages: Pages
) -> str:
    """Put in what can be measured; the reason for whatever is still missing then."""
    end = find_end(view, limits.tail_bytes)
    facts["archive_kind"] = _archive_kind(view, end, facts.get("archive_extension", ""))
    facts["picture_kind"] = identify(view) if facts["archive_kind"] == "image" else "none"
    if facts["archive_kind"] != "zip":
        return words.NOT_ZIP
    if len(view) > limits.archive_bytes:
        return words.TOO_LARGE.format(limits.archive_bytes // 1_000_000)
    facts["split"] = stands_at(view, 0, SPLIT_SIGNATURE) or (end is not None and end.split)
    if facts["split"]:
        return words.SPLIT
    facts["truncated"] = end is None or end.stop > len(view)
    if end is None or facts["truncated"]:
        return words.TRUNCATED
    records = _records(view, end, limits, facts)
    if isinstance(records, str):
        return records
    facts |= _sums(records, limits)
    if len(records) > limits.entries:
        return _beyond_entries(limits)

    unopened = _why_unopened(facts, limits)
    source = Source(view, end.directory, unopened, pages.began + limits.seconds)
    entries, reasons = measure_entries(source, records)
    facts |= _counts(entries)
    absent |= reasons
    if not unopened:
        entries = _look_at_entries(view, records, entries, facts, absent, pages)
    facts["contents"] = entries
    return unopened or words.UNKNOWN


def _records(view: memoryview, end: End, limits: Limits, facts: dict[str, Any]) -> list[Record] | str:
    """The directory's records, or the reason to go no further; what they lie in is told."""
    positions = record_positions(view, end)
    if positions is None:
        facts["truncated"] = True
        return words.TRUNCATED
    if len(positions) > limits.records:
        facts |= {"trailing_bytes": len(view) - end.stop, "entries": len(positions)}
        return _beyond_entries(limits)
    records = [record_at(view, at, end.shift) for at in positions]
    prefix = min((record.offset for record in records), default=end.directory)
    if prefix > 0 and stands_at(view, 0, LOCAL_SIGNATURE):
        # It does not know the entry at the front: this is an inner archive, and the outer one is cut.
        facts["truncated"] = True
        return words.TRUNCATED
    facts["trailing_bytes"] = len(view) - end.stop
    facts |= _prefix(view, prefix)
    facts["overlap"] = overlapping(view, records)
    return words.OVERLAP if facts["overlap"] else records


def _look_at_entries(
    view: memoryview,
    records: Sequence[Record],
    entries: Sequence[EntryFacts],
    facts: dict[str, Any],
    absent: dict[str, str],
    pages: Pages,
) -> list[EntryFacts]:
    """The entries with what their pages show. Each is unpacked once more, alone, and forgotten."""
    whole = True
    looked_at = []
    reasons: list[dict[str, str]] = [{fact: absent[fact] for fact in OF_ITS_PAGES if fact in absent}]
    for place, (record, entry) in enumerate(zip(records, entries, strict=True)):
        found: dict[str, Any] = {}
        lacking = dict.fromkeys(OF_ITS_PAGES, words.NO_PAGE) if entry.crc_ok else {}
        local = local_header(view, record)
        if entry.crc_ok and local is not None and entry.kind in PAGE_KINDS and not entry.junk:
            data = view[local.data : local.data + record.packed]
            unpack = partial(whole_content, data, str(entry.method), record.size)
            found, lacking = pages.take(File(place, entry.name, str(entry.kind), record.size, unpack))
            if entry.kind == "pdf" and entry.incomplete is None and pages.all_decode(place):
                found["incomplete"] = False
        elif not (entry.junk or entry.kind in PAGELESS_KINDS):
            whole = False
        looked_at.append(entry.model_copy(update=found))
        reasons.append(lacking)
    if all(entry.incomplete is not None for entry in looked_at):
        absent.pop("incomplete", None)
    absent |= all_reasons(reasons)
    _sum_up(pages, whole, facts, absent)
    return looked_at


def _look_at_file(
    view: memoryview, name: str | None, facts: dict[str, Any], absent: dict[str, str], pages: Pages
) -> None:
    kind = "pdf" if facts["archive_kind"] == "pdf" else facts["picture_kind"]
    shown = None if name is None else shown_name(name)
    pages.take(File(0, shown, kind, len(view), lambda: view))
    if name is None:
        absent["name"] = words.NO_NAME
    _sum_up(pages, True, facts, absent)


def _sum_up(pages: Pages, whole: bool, facts: dict[str, Any], absent: dict[str, str]) -> None:
    found, lacking = pages.facts(whole)
    facts |= found
    absent |= lacking
    facts["pages"] = [PageFacts(**page) for page in found["pages"]]


def _archive_kind(view: memoryview, end: End | None, extension: str) -> str:
    """Kind of the whole file. An end record makes it a ZIP, unless its head says that it only holds one."""
    found = identify(view, extension)
    # Here pictures are one kind, and a link is none.
    kind = "image" if found in PICTURES else "unknown" if found == "link" else found
    if end is None:
        return kind
    document = stands_at(view, 0, LOCAL_SIGNATURE) and kind != "zip"
    holder = kind in _HOLDERS and end.stop != len(view)
    return kind if document or holder else "zip"


def _prefix(view: memoryview, size: int) -> dict[str, Any]:
    if size == len(UNSPLIT_MARKER) and stands_at(view, 0, UNSPLIT_MARKER):
        size = 0
    if size == 0:
        return {"prefix": "none", "prefix_bytes": 0}
    program = identify(view[:size]) == "program"
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
        return words.TOO_MUCH.format(limits.unpacked_bytes // 1_000_000)
    if facts["max_ratio"] > limits.ratio:
        return words.SWELLS.format(f"{limits.ratio:g}")
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
    return words.TOO_MANY_ENTRIES.format(limits.entries)
