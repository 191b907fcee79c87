"""From one record of the directory, its name and its data to the facts about that entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zikao.formats.kinds import extension_matches
from zikao.package import archive_words as words
from zikao.package.archive.contents import READABLE, Content, OutOfTimeError, read_content
from zikao.package.archive.directory import Local, Record, extra_field, local_header
from zikao.package.archive.names import Name, read_names
from zikao.package.choices import Method
from zikao.package.facts import EntryFacts
from zikao.package.facts.entry import METHOD_NUMBERS, OF_ITS_PAGES
from zikao.package.notes import Notes, all_reasons

_ENCRYPTED_FLAGS: Final = 0x41
"""Traditional and strong encryption (APPNOTE 4.4.4)."""
_DESCRIPTOR_FLAG: Final = 0x08
_AES_METHOD: Final = 99
_AES_EXTRA: Final = 0x9901
_LINK_TYPE: Final = 0xA000
_FILE_TYPE_MASK: Final = 0xF000
_CONTENT_FACTS: Final = (
    "crc_ok",
    "true_bytes",
    "empty",
    "kind",
    "extension_matches",
    "incomplete",
    "width",
    "height",
    "orientation",
    *OF_ITS_PAGES,
)


def is_encrypted(record: Record, local: Local | None = None) -> bool:
    """Whether a password is needed, by the directory or by the header at the data."""
    flags = record.flags | (0 if local is None else local.flags)
    return bool(flags & _ENCRYPTED_FLAGS) or record.method == _AES_METHOD


def method_of(record: Record) -> Method | None:
    """The method; under AES the one that its extra field names, None where it names none."""
    number = record.method
    if number == _AES_METHOD:
        aes = extra_field(record.extra, _AES_EXTRA)
        if aes is None or len(aes) < 7:
            return None
        number = int.from_bytes(aes[5:7], "little")
    return METHOD_NUMBERS.get(number, "other")


@dataclass(frozen=True, slots=True)
class Source:
    """What entries are read from, and how far."""

    view: memoryview
    data_stop: int
    """Where the directory begins: no data reach beyond."""
    unopened: str | None
    """The reason to open no entry at all, if there is one."""
    deadline: float
    """For opening entries, on the clock of `time.thread_time`, in seconds."""


def measure_entries(source: Source, records: Sequence[Record]) -> tuple[list[EntryFacts], dict[str, str]]:
    """Facts of every entry, and the reasons for those that some entry lacks."""
    names = read_names(records)
    twins = Counter(name.unpacked_as for name in names if not name.folder)
    entries: list[EntryFacts] = []
    absent: list[dict[str, str]] = []
    for index, (record, name) in enumerate(zip(records, names, strict=True)):
        notes = Notes()
        notes.facts |= {"index": index, "duplicate": not name.folder and twins[name.unpacked_as] > 1}
        _describe(notes, record, name)
        _look_inside(notes, source, record, name)
        entries.append(EntryFacts(**notes.facts))
        absent.append(notes.absent)
    return entries, all_reasons(absent)


def _describe(notes: Notes, record: Record, name: Name) -> None:
    """What the directory alone tells."""
    notes.facts |= {
        "name": name.shown,
        "folder": name.folder,
        "junk": name.junk,
        "extension": name.extension,
        "name_bytes": len(record.name),
        "name_encoding": name.encoding,
        "unsafe_path": name.unsafe,
        "reserved_name": name.reserved,
        "bad_char": name.bad_char,
        "bidi": name.bidi,
        "garbled_name": name.garbled,
        "declared_bytes": record.size,
        "packed_bytes": record.packed,
    }
    if name.depth is not None:
        notes.facts["depth"] = name.depth
    notes.leave_out(["depth"], words.UNSAFE)
    method = method_of(record)
    if method is not None:
        notes.facts["method"] = method
    notes.leave_out(["method"], words.ENCRYPTED)


def _look_inside(notes: Notes, source: Source, record: Record, name: Name) -> None:
    """What the header at the data and the data themselves tell."""
    local = local_header(source.view, record)
    facts = notes.facts
    facts["encrypted"] = is_encrypted(record, local)
    facts["header_mismatch"] = local is None or local.name != record.name or local.method != record.method
    linked = (record.attributes >> 16) & _FILE_TYPE_MASK == _LINK_TYPE
    if linked or name.folder:
        facts["link"] = linked
        facts["kind"] = "link" if linked else "folder"

    content = _content(source, record, local, name)
    if local is not None and isinstance(content, Content):
        facts["crc_ok"] = True
        _tell(notes, content)
        # Of data that are not what the directory promised, one fault is enough.
        facts["header_mismatch"] = facts["header_mismatch"] or _contradicts(record, local)
    elif isinstance(content, str):
        if content == words.DAMAGED:
            facts["crc_ok"] = False
        notes.leave_out((*_CONTENT_FACTS, "link"), content)


def _content(source: Source, record: Record, local: Local | None, name: Name) -> Content | str:
    """The entry's content, or the reason why there is none to speak of."""
    if source.unopened is not None:
        return source.unopened
    if is_encrypted(record, local):
        return words.ENCRYPTED
    method = method_of(record)
    if method is None or method not in READABLE:
        return words.UNREADABLE_METHOD
    if local is None:
        return words.LOST
    data_stop = local.data + record.packed
    if data_stop > source.data_stop:
        return words.DAMAGED
    data = source.view[local.data : data_stop]
    try:
        content = read_content(data, method, record.size, record.crc, name.extension, source.deadline)
    except OutOfTimeError:
        return words.OUT_OF_TIME
    return words.DAMAGED if content is None else content


def _tell(notes: Notes, content: Content) -> None:
    facts = notes.facts
    facts["true_bytes"] = content.size
    facts["empty"] = content.size == 0
    kind = facts.setdefault("kind", content.kind)
    facts.setdefault("link", kind == "link")
    matches = None if kind in ("link", "folder") else extension_matches(content.kind, facts["extension"])
    if matches is not None:
        facts["extension_matches"] = matches
    notes.leave_out(["extension_matches"], words.NO_EXTENSION)
    page = content.page
    if page is not None and kind == content.kind:
        if page.ended is not None:
            facts["incomplete"] = not page.ended
        elif page.overfull:
            notes.leave_out(["incomplete"], words.TOO_MANY_PARTS)
        elif kind == "pdf":
            notes.leave_out(["incomplete"], words.BEHIND_THE_END)
        if page.width is not None and page.height is not None:
            facts |= {"width": page.width, "height": page.height}
        if page.orientation is not None:
            facts["orientation"] = page.orientation
    notes.leave_out(["incomplete"], words.NO_END)
    notes.leave_out(["orientation"], words.NO_TURN)
    notes.leave_out(["width", "height"], words.NO_PIXELS)


def _contradicts(record: Record, local: Local) -> bool:
    """Whether the header at good data says other sizes or another checksum; zero and all ones say nothing."""
    if (record.flags | local.flags) & _DESCRIPTOR_FLAG:
        return False
    claims = ((local.size, record.size), (local.packed, record.packed), (local.crc, record.crc))
    return any(said not in (0, 0xFFFFFFFF, known) for said, known in claims)
