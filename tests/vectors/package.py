"""Vectors of an archive: what of it is measured without a look at any page."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final

from tests.unit.package.archives import PAGES, entries, good
from tests.unit.package.zipmaker import Entry, build
from tests.vectors import archives, store
from tests.vectors.store import File
from zikao.checks.clock import known_facts
from zikao.checks.findings import Case, Prepared, finding
from zikao.checks.on_device import of_the_archive
from zikao.checks.outline import in_order
from zikao.clock import BEIJING
from zikao.facts import ON_DEVICE
from zikao.judge.rules import judge
from zikao.package.archive.directory import find_end, record_at, record_positions
from zikao.package.archive.names import read_names
from zikao.package.facts import PackageFacts, PageFacts
from zikao.package.facts.archive import OF_PAGES
from zikao.package.facts.entry import OF_ITS_PAGES
from zikao.package.limits import DEFAULT, Limits
from zikao.package.measuring import measure
from zikao.package.page_words import NOT_ASKED
from zikao.report import Finding
from zikao.rulebook.document import Document
from zikao.rulebook.store import load_library

BOUNDS: Final = "package/bounds"
FINDINGS: Final = "package/findings"
DAMAGED: Final = "package/damaged"
UNSEEN: Final = replace(DEFAULT, pages=0, seconds=60.0)
"""A device looks at no page, and a slow machine is no reason for other facts."""
LIMITS: Final[dict[str, dict[str, Any]]] = {
    "two entries": {"entries": 2},
    "two records": {"records": 2},
    "a hundred bytes": {"archive_bytes": 100},
    "a thousand bytes unpacked": {"unpacked_bytes": 1000},
    "a ratio of one": {"ratio": 1.0, "ratio_from_bytes": 10},
    "a short tail": {"tail_bytes": 22},
    "no tail": {"tail_bytes": 10},
}
USUAL: Final = "00_good_utf8.zip"
"""What is written of others is what is not as in this one."""
CHANGES: Final = 140
"""Of one byte each."""


def documents(files: dict[str, File]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each module's document by its path below the vectors."""
    for name, each in (("package/archive/directory", _directory), ("package/archive/names", _names)):
        made = {label: each(file) for label, file in files.items()}
        kept = {label: value for label, value in made.items() if value is not None}
        yield f"package/{name.rpartition('/')[2]}", {"module": name, "of": kept}
    usual = brief(measured(files[USUAL]))
    made = {label: apart(usual, brief(measured(file))) for label, file in files.items()}
    module = {"module": "package/measuring", "limits": asdict(DEFAULT)}
    yield "package/measuring", {**module, "usual": usual, "of": made}
    plain = base64.b64encode(_plain()).decode()
    bounded = {
        label: brief(measured(File(_plain(), "a.zip"), replace(UNSEEN, **given)))
        for label, given in LIMITS.items()
    }
    yield BOUNDS, {"whole": plain, "limits": LIMITS, "of": bounded}


def _plain() -> bytes:
    return build([*good(), *entries("gbk", folder="材料/")])


def measured(file: File, limits: Limits = UNSEEN) -> dict[str, Any]:
    """Facts and reasons as a device has them: what rests on pages is absent there."""
    document = measure(file.data, file.name, limits).model_dump(mode="json", exclude_none=True)
    facts, absent = document["facts"], document["absent"]
    looked = "pages" in facts
    for name in OF_PAGES:
        if looked:
            facts.pop(name, None)
            absent[name] = ON_DEVICE
    for name in OF_ITS_PAGES:
        if name in absent:
            absent[name] = absent[name].replace(NOT_ASKED, ON_DEVICE)
    for name in PageFacts.model_fields.keys() - PackageFacts.model_fields.keys():
        absent.pop(name, None)
    return {"facts": facts, "absent": absent}


def _directory(file: File) -> Any:
    view = memoryview(file.data)
    end = find_end(view, DEFAULT.tail_bytes)
    if end is None:
        return None
    positions = None if end.split else record_positions(view, end)
    return {"end": asdict(end), "count": None if positions is None else len(positions)}


def _names(file: File) -> Any:
    view = memoryview(file.data)
    end = find_end(view, DEFAULT.tail_bytes)
    positions = None if end is None or end.split else record_positions(view, end)
    if end is None or positions is None or len(positions) > DEFAULT.entries:
        return None
    names = read_names([record_at(view, at, end.shift) for at in positions])
    alike = [name.unpacked_as for name in names]
    rows = [
        [name.shown, name.encoding, name.folder, name.depth, alike.index(name.unpacked_as)] for name in names
    ]
    return rows or None


def damage() -> dict[str, Any]:
    """A whole archive, and what is another fact after a change of one byte; by place and new byte."""
    whole = build(
        [*good(), Entry("stored.jpg", PAGES[0], method=0), *entries("gbk", folder="材料/")], end64=True
    )
    chance = random.Random(7)
    usual = brief(measured(File(whole, "a.zip")))
    made = {}
    places = [at for at in range(len(whole)) if not 60 < at % 700 < 560]
    for _ in range(CHANGES):
        at, byte = chance.choice(places), chance.choice([0, 1, 0x50, 0x7F, 0x80, 0xFF, chance.randrange(256)])
        changed = File(whole[:at] + bytes([byte]) + whole[at + 1 :], "a.zip")
        made[f"{at} {byte}"] = apart(usual, brief(measured(changed)))
    return {"whole": base64.b64encode(whole).decode(), "of": made}


def brief(document: dict[str, Any]) -> dict[str, Any]:
    """The same as vectors have it: no limits, entries by themselves, names by their reasons.

    Facts that rest on pages are left out: they are all absent, for one reason.
    """
    facts = {name: value for name, value in document["facts"].items() if not name.startswith("limit_")}
    contents = facts.pop("contents", None)
    reasons: dict[str, list[str]] = {}
    for name, reason in document["absent"].items():
        if name not in OF_PAGES:
            reasons.setdefault(reason, []).append(name)
    absent = {reason: " ".join(sorted(names)) for reason, names in reasons.items()}
    return {"facts": facts, "absent": absent, "contents": contents}


def apart(usual: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What is other than usual; of each entry, than in the usual one of its place, or the first."""
    known = usual["contents"]
    contents = [
        _apart(known[at] if at < len(known) else known[0], entry)
        for at, entry in enumerate(other["contents"] or ())
    ]
    return {
        "facts": _apart(usual["facts"], other["facts"]),
        "absent": _apart(usual["absent"], other["absent"]),
        "contents": None if other["contents"] is None else contents,
    }


def _apart(usual: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """By name, null for what is missing."""
    names = sorted(usual.keys() | other.keys())
    return {name: other.get(name) for name in names if usual.get(name) != other.get(name)}


NOW: Final = datetime(2026, 11, 30, 9, tzinfo=BEIJING)
SPEC: Final = "zhejiang/score-merge"


def rules() -> dict[str, Any]:
    """The rules that are judged: those of a spec as they stood when these vectors were made."""
    return of_the_archive(load_library().compiled("package", SPEC)).as_json()


def findings(files: dict[str, File], compiled: dict[str, Any]) -> dict[str, Any]:
    """What a device finds in each file by these rules: every word of what is wrong, names of what is open."""
    prepared = Prepared(Document.model_validate(compiled))
    made = {label: _found(file, prepared) for label, file in files.items()}
    return {"now": NOW.isoformat(), "rules": compiled, "of": made}


def _found(file: File, prepared: Prepared) -> dict[str, Any]:
    document = measured(file)
    case = Case(prepared, known_facts(prepared.document, document["facts"], NOW), document["absent"])
    outcomes = judge(prepared.document, case.facts).outcomes
    found = in_order(finding(case, each) for each in outcomes if each.outcome != "not_applicable")
    wrong = [_told(each) for each in found if each.outcome == "no"]
    return {"wrong": wrong, "unchecked": [each.id for each in found if each.outcome == "not checked"]}


def _told(found: Finding) -> list[Any]:
    regions = [[each.entry, each.index, each.measured] for each in found.regions]
    return [found.id, found.sentence, found.measured, found.count, regions]


def make() -> None:
    """Write all of them anew."""
    store.write("package/files", store.pack(archives.corpus(), archives.ALIKE))
    files = store.unpack(store.read("package/files"))
    for path, document in documents(files):
        store.write(path, document)
    store.write(DAMAGED, damage())
    store.write(FINDINGS, findings(files, rules()))
