"""Vectors of the text of pages: what is made of lines, of a network's map, and of whole pages."""

from __future__ import annotations

import base64
import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import product
from typing import Any, Final
from unittest.mock import patch

from tests.unit.package import documents
from tests.unit.package.zipmaker import Entry, build
from tests.vectors import readings, store
from tests.vectors.twins import sources
from zikao.clock import BEIJING, hold_clock
from zikao.numbers import TICKET, Written
from zikao.package import measuring, page_words
from zikao.package.declarable import ANY_TICKET
from zikao.package.limits import DEFAULT, Limits
from zikao.package.pages.budget import Budget
from zikao.package.pages.files import File, Pages
from zikao.package.pages.notes import PageNotes
from zikao.package.pages.pdfs import Drawer
from zikao.package.pages.reader import PageReader
from zikao.package.text import courses, identity, tickets, types
from zikao.package.text.lines import Box, Line
from zikao.package.text.runtime import models
from zikao.package.text.words import masked, plain

PATH: Final = "package/text"
SOURCES: Final = "package/sources"
TODAY: Final = datetime(2026, 11, 30, 9, tzinfo=BEIJING)
FOREVER: Final = 1e9

ODD_TEXTS: Final = (
    "Ａｂ　１２３",
    " a\tb\x1cc\x85d\u2029e ",
    "\ufeff高等 数学（Ⅰ）",
    "①②㈠",
    "é é",
    "ﬁ 〇Ⅳ",
    "",
)
NAMES: Final = (
    "00022 高等数学（一）",
    "高等数学 ( 一 ",
    "大学语文",
    "《线性代数(经管类)》",
    "英语二",
    "C++程序设计",
    "12345",
    "中国古代文学作品选（－）",
    "高等数学—12345",
    "高等数学I",
    "高等数学〔2〕",
    "数学(一a",
    "（一）",
    "物理(5)",
    "a\u200bb 语文",
    "长" * 61,
)
PRINTED: Final = (
    ("中国古代文学作品选（一）", "课程名称：中国古代文学作品选（一）"),
    ("中国古代文学作品选一", "中国古代文学作品选【一】"),
    ("中国古代文学作品选Ⅰ", "中国古代文学作品选（一"),
    ("大学语文", "参加大学语文课程考试，成绩合格"),
    ("大学语文", "单科：大学语文 3 学分"),
    ("大学语文", "00024大学语文78分"),
    ("语文", "课程名称：大学语文"),
    ("高等数学（二）", "课程名称：高等数学（一）"),
    ("线性代数", "线性代数（经管类）"),
    ("英语", "英语课程设计"),
    ("中国古代文学作品选", "课程名称：中国古代文作品选"),
    ("中国古代文学作品选", "中国古代文学作品迭"),
    ("日语", "写作"),
)
TITLES: Final = (
    ("居住证", "公民身份号码", "住址", "姓名"),
    ("毕业证书", "课程合格证书", "特发此证"),
    ("成人高等学校招生考试", "准考证", "考点"),
    ("高等教育自学考试", "准考证", "考场"),
    ("请携带准考证。", "考生须知", "考点", "座位"),
    ("普通话水平测试等级证书",),
    ("居民户口簿", "公民身份号码", "户主", "曾用名", "住址", "出生"),
    ("签发机关", "居民身份证", "有效期限", "公民身份号码", "住址", "出生"),
)
FORMS: Final = (ANY_TICKET, Written("[A-Z][0-9]{11}|[0-9]{11}[0-9X]", "12 位"))

DECLARED: Final = {
    "ticket": documents.ticket_number(1),
    "certificate, upside down": documents.ticket_number(99),
    "ticket, photographed": documents.ticket_number(7)[:-1] + "0",
    "ticket, cut": documents.ticket_number(9),
    "ticket in the dark": documents.ticket_number(10),
}
"""The number that is declared beside a page; of others none is."""
COURSES: Final = ("中国古代文学作品选（一）", "大学语文")


ARCHIVES: Final[dict[str, tuple[list[str], dict[str, Any], bool]]] = {
    "one of each": (
        ["ticket", "card, small", "certificate, upside down", "heic"],
        {TICKET: documents.ticket_number(1), "courses": ["中国古代文学作品选（一）"]},
        True,
    ),
    "a slip": (
        ["ticket, photographed", "register, on its side", "blank"],
        {TICKET: documents.ticket_number(7)[:-1] + "0", "courses": ["写作"]},
        True,
    ),
    "one page twice": (["ticket beside a card", "ticket beside a card"], {TICKET: "12"}, True),
    "closed in part": (["card's back, out of focus", "columns"], {"courses": "写作"}, False),
    "nothing": ([], {}, True),
}
"""What lies in an archive, what is declared of it, and whether all of it was opened.

A name that no page has is the kind of a file that is not looked at. The networks are asked alike of a page
whatever other number is declared.
"""


def papers() -> dict[str, list[Line]]:
    """Lines of papers as they are printed, and as they may be misread and tilted."""
    chance = random.Random(5)
    found = {}
    for kind in documents.DOCUMENTS:
        for seed in range(5):
            page = documents.Page.of(kind, seed)
            if seed % 2:
                page = documents.Page(kind, page.ticket, documents.identity_number(seed, "34"), seed)
            texts = documents._LAYOUTS[kind][2](page)
            found[f"{kind} {seed}"] = [_line(chance, seed, *each) for each in texts]
    for at, titles in enumerate(TITLES):
        found[f"titles {at}"] = [
            Line(text, 0.98, Box(0, 40 * row, 100, 20, 0)) for row, text in enumerate(titles)
        ]
    return found


def _line(chance: random.Random, seed: int, left: float, top: float, size: float, text: str) -> Line:
    """As it is printed by 8 pixels to the mm; later ones tilted a little, some characters others."""
    width = sum(8 * size * (0.55 if letter.isascii() else 1) for letter in text)
    box = Box(
        8 * left + width / 2, 8 * top + 4 * size, width, 11 * size, chance.uniform(-0.02, 0.02) * (seed > 1)
    )
    if seed > 2:
        text = "".join(
            chance.choice("0123456789一证") if chance.random() < 0.05 else letter for letter in text
        )
    return Line(text, round(chance.uniform(0.9, 1), 3), box)


def document(kept: dict[str, Any]) -> dict[str, Any]:
    """What Python makes of all of it."""
    hold_clock(TODAY)
    try:
        return {
            "today": TODAY.date().isoformat(),
            "plain": {text: plain(text) for text in ODD_TEXTS},
            "masked": {text: masked(text) for text in ("1", "12", "12345", "123456789012", "")},
            "names": {name: _declared(name) for name in NAMES},
            "printed": [[*each, _printed(*each)] for each in PRINTED],
            "papers": {label: _paper(lines) for label, lines in papers().items()},
            "compared": _compared(),
            "declared": DECLARED,
            "courses": COURSES,
            "of": {label: page(label, kept) for label in kept["files"]},
            "archives": {label: archive(kept, *each) for label, each in ARCHIVES.items()},
            "measured": _measured(kept),
        }
    finally:
        hold_clock(None)


def _declared(name: str) -> Any:
    found = courses.declarable([name])
    return None if found is None else [courses.canonical(name), found[0].name, sorted(found[0].forms)]


def _printed(name: str, text: str) -> str:
    lines = [Line(text, 0.98, Box(0, 0, 200, 20, 0))]
    found = courses.look(courses.declarable([name]) or (), lines)
    return "seen" if found.seen else "unclear" if found.unclear else "missing"


def _told(lines: Sequence[Line]) -> list[list[Any]]:
    return [
        [line.text, line.score, line.box.x, line.box.y, line.box.width, line.box.height, line.box.angle]
        for line in lines
    ]


def _paper(lines: Sequence[Line]) -> dict[str, Any]:
    found = types.documents(lines)
    course = courses.look(courses.declarable(["中国古代文学作品选（一）", "写作"]) or (), lines)
    return {
        "lines": _told(lines),
        "kinds": found.kinds,
        "count": found.count,
        "certificates": found.certificates,
        "other": found.other,
        "identity": identity.identity_number(lines),
        "holders": identity.holder_numbers(lines),
        "fields": [[each.digits, lines.index(each.last)] for each in tickets.labelled(lines)],
        "courses": [sorted(course.seen), sorted(course.unclear)],
    }


def _compared() -> list[dict[str, Any]]:
    """Of a ticket's lines with numbers more and less like its own, read again alike and otherwise."""
    lines = [line for line in papers()["admission_ticket 0"] if line.text]
    number = documents.ticket_number(0)
    swapped = number[:4] + number[5] + number[4] + number[6:]
    tried = (
        number,
        number[:-1] + "5",
        number[:-2] + "77",
        swapped,
        documents.ticket_number(1),
        number + "12",
        "A" + number[1:],
    )
    found = []
    readings_of = ((), (number, number, number), (number, number[:-1] + "1", number))
    for declared, again, score, form in product(tried, readings_of, (0.99, 0.9), range(len(FORMS))):
        read = [Line(line.text, score, line.box) for line in lines]
        said = tickets.compare(declared, read, again=partial(_given, again), form=FORMS[form])
        told = [said.seen, said.digit, said.typed, said.read, said.in_two_ways]
        found.append({"declared": declared, "again": again, "score": score, "form": form, "said": told})
    return found


def _given(again: Sequence[str], _: Line) -> Sequence[str]:
    return again


def page(label: str, kept: dict[str, Any]) -> dict[str, Any]:
    """One of the recorded pages."""
    replayed = readings.replayed(kept, label)
    notes = look(label, base64.b64decode(kept["files"][label]), replayed)
    assert not replayed.left, label
    return {
        "facts": notes.document(),
        "absent": notes.absent,
        "numbers": sorted(notes.numbers),
        "courses": [sorted(notes.courses.seen), sorted(notes.courses.unclear)],
        "marks": [[each.what, each.corners] for each in notes.marks],
        "asked": replayed.asked,
    }


class Archive(Pages):
    """Pages that networks were recorded for."""

    networks: Any

    def _ready(self) -> PageReader:
        if not isinstance(self._reader, PageReader):
            budget = Budget(FOREVER, FOREVER)
            self._reader = PageReader(
                *(self._limits, self.networks, self._number, self._form, self._courses or ()),
                *(self._undeclared, budget, Drawer(self._limits, budget)),
            )
        return self._reader


def archive(kept: dict[str, Any], labels: list[str], declared: dict[str, Any], whole: bool) -> dict[str, Any]:
    """What the pages of an archive come to, and those of each file."""
    pages = Archive(DEFAULT, declared, ANY_TICKET)
    pages.networks = _networks(kept, labels)
    files = []
    for index, label in enumerate(labels):
        data = base64.b64decode(kept["files"].get(label, ""))
        kind = "jpeg" if data else label
        files.append(pages.take(File(index, f"{index}.jpg", kind, len(data), partial(bytes, data))))
    return {
        "labels": labels,
        "declared": declared,
        "whole": whole,
        "known": pages.declared,
        "files": files,
        "facts": pages.facts(whole),
        "decode": [pages.all_decode(index) for index in range(len(labels))],
    }


def _measured(kept: dict[str, Any]) -> dict[str, Any]:
    """A whole ZIP of two recorded pages and what is no page, and one of the pages by itself."""
    labels, declared = ["columns", "card's back, out of focus"], {TICKET: "123456789012", "courses": ["写作"]}
    pages = [base64.b64decode(kept["files"][label]) for label in labels]
    more = [Entry("说明.txt", b"..."), Entry("b.heic", b"\0\0\0\x18ftypheic\0\0\0\0" + bytes(64))]
    data = build([Entry(f"{at}.jpg", page, method=0) for at, page in enumerate(pages)] + more)
    return {
        "labels": labels,
        "declared": declared,
        "zip": base64.b64encode(data).decode(),
        "of": _whole(kept, labels, data, "a.zip", declared),
        "page": _whole(kept, labels[:1], pages[0], None, {"courses": "写作"}),
    }


def _whole(
    kept: dict[str, Any], labels: list[str], data: bytes, name: str | None, declared: dict[str, Any]
) -> dict[str, Any]:
    networks = _networks(kept, labels)

    def pages(limits: Limits, declared: Mapping[str, Any] | None, form: Written) -> Pages:
        made = Archive(limits, declared, form)
        made.networks = networks
        return made

    with patch.object(measuring, "Pages", pages):
        found = measuring.measure(data, name, declared=declared).model_dump(mode="json", exclude_none=True)
    return {"facts": found["facts"], "absent": found["absent"]}


def _networks(kept: dict[str, Any], labels: list[str]) -> readings.Replayed:
    """What was recorded for several pages, one after the other."""
    replayed = [readings.replayed(kept, label) for label in labels if label in kept["files"]]
    return readings.Replayed(tuple(kept["alphabet"]), [each for one in replayed for each in one.left])


def look(label: str, file: bytes, networks: Any) -> PageNotes:
    """What a page shows, by these networks."""
    budget = Budget(FOREVER, FOREVER)
    reader = PageReader(
        *(DEFAULT, networks, DECLARED.get(label), ANY_TICKET, courses.declarable(COURSES) or ()),
        *(page_words.UNDECLARED, budget, Drawer(DEFAULT, budget)),
    )
    (notes,) = reader.pages(0, None, "jpeg", lambda: file)
    return notes


def make() -> None:
    """Write all of them anew; what the networks say where they are at hand."""
    hold_clock(TODAY)
    try:
        store.write(readings.PATH, readings.record(look, models()))
    finally:
        hold_clock(None)
    store.write(SOURCES, {"sources": sources("package")})
    store.write(PATH, document(readings.kept()))
