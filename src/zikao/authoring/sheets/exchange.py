"""Writing the windows and contacts of a province to a spreadsheet, and taking over what was filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zikao.authoring.changing import tried, written
from zikao.authoring.sheets.cells import CellError, Column, answer, meant
from zikao.authoring.sheets.tables import CONTACTS, WINDOWS, Row, cites_of, columns_of, rows_of, text_of
from zikao.authoring.sheets.workbook import (
    SheetError,
    add_notes,
    add_table,
    cell_name,
    new_workbook,
    opened,
    save,
)
from zikao.authoring.yaml_edit import Editing
from zikao.rulebook.faults import Fault
from zikao.rulebook.folders import MAIN
from zikao.rulebook.model.base import SLUG
from zikao.rulebook.tree import plain

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NOTES, SOURCES, CYCLES = "说明", "来源", "轮次"
HEADS = {
    NOTES: "哪一列填什么",
}


@dataclass(frozen=True)
class CellFault:
    """One thing wrong, at the cell in which it was typed."""

    cell: str
    message: str

    @property
    def sentence(self) -> str:
        return f"{self.cell}：{self.message}。"


@dataclass
class Taken:
    """What a spreadsheet comes to; nothing is written yet."""

    text: str
    """province.yaml as it shall be."""
    changed: list[str] = field(default_factory=list)
    """Cells that say something else than the file, each with what they say."""
    missing: list[str] = field(default_factory=list)
    """Rows of the file that the spreadsheet does not have; they stay."""
    faults: list[CellFault] = field(default_factory=list)
    remarks: list[CellFault] = field(default_factory=list)
    """What lint remarks and that keeps nothing from being written."""


def write_out(folder: Path, path: Path) -> dict[str, int]:
    """Write the sheets of a province; returns how many rows each has.

    Raises:
        SheetError: the file cannot be written.
        ZikaoError: province.yaml cannot be read, or openpyxl is not there.
    """
    _, tree = written(folder)
    province = plain(tree)
    book = new_workbook()
    counts = {}
    sources = _keys(province, "sources", "title")
    cycles = _keys(province, "cycles", "title")
    words = {key: f"'{title}'!$A$2:$A${len(rows) + 1}" for key, title, rows in (
        ("source", SOURCES, sources), ("cycle", CYCLES, cycles),
    ) if rows} | {"workdays": '"是"'}  # fmt: skip
    for title in (WINDOWS, CONTACTS):
        columns = columns_of(title)
        rows = [[text_of(column, row) for column in columns] for row in rows_of(title, province)]
        add_table(book, title, columns, rows, words)
        counts[title] = len(rows)
    notes = [("表", "列", "填什么"), *(
        (title, column.head, column.note) for title in (WINDOWS, CONTACTS) for column in columns_of(title)
    )]  # fmt: skip
    add_notes(book, NOTES, [*notes, ("", "", _HOW)], (12, 14, 80))
    add_notes(book, SOURCES, [("编号", "来源"), *sources], (28, 70))
    add_notes(book, CYCLES, [("编号", "轮次"), *cycles], (18, 40))
    save(book, path)
    return counts


_HOW = (
    "带 * 的列不能空。没有动过的格子不会改动规则文件；整行删掉的，规则文件里照样保留。"
    "填好后存成 .xlsx，再用 zikao sheet in 读回去：有错会写明是哪一格，一处错都没有才会写进规则文件。"
)


def _keys(province: Mapping[str, Any], section: str, title: str) -> list[tuple[str, str]]:
    return [(key, str(each.get(title, ""))) for key, each in province.get(section, {}).items()]


def read_in(folder: Path, path: Path) -> Taken:
    """What a spreadsheet that was filled in makes of province.yaml, with everything that is wrong with it.

    Raises:
        SheetError: the spreadsheet holds none of the sheets.
        ZikaoError: province.yaml or the spreadsheet cannot be read, or a place cannot be changed here.
    """
    text, tree = written(folder)
    book = opened(path)
    if not any(title in book.sheetnames for title in (WINDOWS, CONTACTS)):
        raise SheetError(
            f"{path.name} 里没有“{WINDOWS}”和“{CONTACTS}”这两张表，请先用 zikao sheet out 写出来。"
        )
    reading = _Reading(Editing(text, f"{folder.name}/{MAIN}"), plain(tree))
    for title in (WINDOWS, CONTACTS):
        if title in book.sheetnames:
            reading.sheet(title, book[title])
    taken = reading.taken
    if not taken.faults and reading.editing.changed:
        taken.text = reading.editing.text
        for fault in tried(folder, {MAIN: taken.text}):
            cell = reading.cell_of(fault)
            named = CellFault(cell, fault.sentence.rstrip("。") if cell == path.name else _message(fault))
            (taken.faults if fault.severity == "error" else taken.remarks).append(named)
    return taken


def _message(fault: Fault) -> str:
    """What lint says, with the heads of the columns in the place of keys."""
    told = fault.message
    if missing := _MISSING.fullmatch(told):
        return f"“{_HEADS.get(missing[1], missing[1])}”不能空着"
    told = re.sub(r"(?<![\w-])[a-z_]+(?![\w-])", lambda key: _HEADS.get(key[0], key[0]), told)
    return f"{told}，是不是 {fault.nearest}？" if fault.nearest else told


_MISSING = re.compile(r"缺少 (\w+)")
_HEADS = {
    column.key: column.head for title in (CONTACTS, WINDOWS) for column in columns_of(title)
} | {"cite": "来源", "who": "单位"}  # fmt: skip


class _Reading:
    """Goes through the cells, and asks for the changes that they make."""

    def __init__(self, editing: Editing, province: Mapping[str, Any]) -> None:
        self.editing = editing
        self.province = province
        self.taken = Taken(editing.before)
        self.cells: dict[str, str] = {}
        """By the path of what it holds, as faults name it, the cell."""
        self.added: dict[str, int] = {"windows": 0, "contacts": 0}

    def sheet(self, title: str, sheet: Worksheet) -> None:
        places = self.heads(title, sheet)
        if places is None:
            return
        known = list(rows_of(title, self.province))
        seen = set()
        for at in range(2, sheet.max_row + 1):
            texts = {
                key: text
                for key, place in places.items()
                if (text := self.text(sheet, at, place)) is not None
            }
            if not any(texts.values()):
                continue
            row = _find(title, texts, known)
            if row is None:
                self.add(title, sheet, at, places, texts)
            elif row.path in seen:
                self.fault(sheet, at, places["id"][0], "这一行和前面的一行编号相同")
            else:
                seen.add(row.path)
                self.change(sheet, at, places, texts, row)
        self.taken.missing += [
            "、".join(row.names.values()) for row in known if row.path not in seen and sheet.max_row > 1
        ]

    def heads(self, title: str, sheet: Worksheet) -> dict[str, tuple[int, Column]] | None:
        """Where each column stands, wherever a clerk has moved it."""
        by_head = {column.head: column for column in columns_of(title)}
        found: dict[str, tuple[int, Column]] = {}
        for place in range(1, sheet.max_column + 1):
            head = str(sheet.cell(1, place).value or "").removesuffix("*").strip()
            if head in by_head:
                found[by_head[head].key] = (place, by_head[head])
            elif head:
                self.fault(sheet, 1, place, f"没有“{head}”这一列")
        if "id" not in found:
            self.fault(sheet, 1, 1, "第一行里没有“编号”这一列，不知道哪一行是什么")
            return None
        return found

    def text(self, sheet: Worksheet, at: int, place: tuple[int, Column]) -> str | None:
        """The text of a cell; None where it is no text, which is a fault."""
        try:
            return answer(sheet.cell(at, place[0]), place[1].shape)
        except CellError as wrong:
            self.fault(sheet, at, place[0], str(wrong))
            return None

    def change(
        self,
        sheet: Worksheet,
        at: int,
        places: Mapping[str, tuple[int, Column]],
        texts: Mapping[str, str],
        row: Row,
    ) -> None:
        """Every cell of a row of the file that says something else than the file."""
        self.known(sheet, at, places, row.path)
        cite = {}
        for key, text in texts.items():
            place, column = places[key]
            if key in row.names or text == text_of(column, row).strip():
                continue
            if key in ("source", "clause"):
                cite[key] = text
                self.told(sheet, at, place, column, text)
            elif not text:
                if key in row.data:
                    self.editing.remove([*row.path, key])
                    self.told(sheet, at, place, column, text)
            elif (value := self.value(sheet, at, place, column, text)) is not None:
                self.editing.set([*row.path, key], value, self.before(row, key))
                self.told(sheet, at, place, column, text)
        if cite:
            self.cite(sheet, at, places, texts, row)

    def before(self, row: Row, key: str) -> str | None:
        """The key behind which another belongs, in the order of the columns."""
        names = [column.key for column in columns_of(WINDOWS if row.path[0] == "windows" else CONTACTS)]
        there = [name for name in names[: names.index(key)] if name in row.data]
        return there[-1] if there else None

    def cite(
        self,
        sheet: Worksheet,
        at: int,
        places: Mapping[str, tuple[int, Column]],
        texts: Mapping[str, str],
        row: Row,
    ) -> None:
        sources, clauses = (
            texts[key].split("\n")
            if key in texts
            else [str(each.get(key, "")) for each in cites_of(row.data)]
            for key in ("source", "clause")
        )
        if len(sources) != len(clauses) or not all([*sources, *clauses]):
            self.fault(
                sheet,
                at,
                places["source" if "source" in places else "clause"][0],
                "“来源”和“条款”要一行对一行，都不能空",
            )
            return
        old = cites_of(row.data)
        made = []
        for place, (source, clause) in enumerate(zip(sources, clauses, strict=True)):
            note = old[place].get("note") if place < len(old) and old[place].get("source") == source else None
            made.append({"source": source, "clause": clause} | ({"note": note} if note else {}))
        self.editing.set([*row.path, "cite"], made[0] if len(made) == 1 else made)

    def add(
        self,
        title: str,
        sheet: Worksheet,
        at: int,
        places: Mapping[str, tuple[int, Column]],
        texts: Mapping[str, str],
    ) -> None:
        """A row that the file does not have: a window, a round of a window, or a contact."""
        data: dict[str, Any] = {}
        cites: dict[str, str] = {}
        name, round_key = texts.get("id", ""), texts.get("cycle", "")
        window = self.province.get("windows", {}).get(name, {}) if title == WINDOWS else {}
        in_round = "rounds" in window and round_key
        for key, text in texts.items():
            place, column = places[key]
            if not text or key == "id" or (in_round and key == "cycle"):
                continue
            if key in ("source", "clause"):
                cites[key] = text
            elif (value := self.value(sheet, at, place, column, text)) is not None:
                data[key] = value
        if len(cites) == 2:
            rows = list(zip(cites["source"].split("\n"), cites["clause"].split("\n"), strict=False))
            made = [{"source": source, "clause": clause} for source, clause in rows]
            data["cite"] = made[0] if len(made) == 1 else made
        path: tuple[str | int, ...]
        if title == CONTACTS:
            path = ("contacts", len(self.province.get("contacts", ())) + self.added["contacts"])
            self.added["contacts"] += 1
        elif in_round:
            path = ("windows", name, "rounds", round_key)
        else:
            path = ("windows", name)
        if title == WINDOWS and not re.fullmatch(SLUG, name):
            self.fault(
                sheet,
                at,
                places["id"][0],
                "新加的一行要取编号：小写字母、数字和中间的连字符，如 transfer-2027h1",
            )
            return
        self.known(sheet, at, places, path)
        self.taken.changed.append(f"{cell_name(sheet, at, 1)}：新的一行 {name or data.get('who', '')}")
        if title == CONTACTS:
            self.editing.append(["contacts"], data)
        elif "windows" not in self.editing.data:
            self.editing.set(["windows"], {name: data})
        else:
            self.editing.set(path, data)

    def value(self, sheet: Worksheet, at: int, place: int, column: Column, text: str) -> Any:
        try:
            value = meant(text, column.shape)
        except CellError as wrong:
            self.fault(sheet, at, place, str(wrong))
            return None
        # A list of one is written as the one, where a rulebook takes either.
        return value[0] if column.shape == "list" and len(value) == 1 else value

    def known(
        self, sheet: Worksheet, at: int, places: Mapping[str, tuple[int, Column]], path: tuple[str | int, ...]
    ) -> None:
        """Which cell a fault of this row belongs to."""
        row = _path_text(path)
        self.cells[row] = cell_name(sheet, at, places["id"][0])
        for key, (place, _) in places.items():
            inner = f"cite.{key}" if key in ("source", "clause") else key
            self.cells[f"{row}.{inner}"] = cell_name(sheet, at, place)
        if "source" in places:
            self.cells[f"{row}.cite"] = cell_name(sheet, at, places["source"][0])

    def cell_of(self, fault: Fault) -> str:
        """The cell of a fault: of its own path, or of the nearest above it; else its place in the file."""
        path = re.sub(r"cite\[\d+\]", "cite", fault.path)
        if missing := _MISSING.fullmatch(fault.message):
            path = f"{path}.{missing[1]}"
        while path:
            if path in self.cells and fault.file.endswith(MAIN):
                return self.cells[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return f"{fault.file}:{fault.line}"

    def fault(self, sheet: Worksheet, at: int, place: int, message: str) -> None:
        self.taken.faults.append(CellFault(cell_name(sheet, at, place), message))

    def told(self, sheet: Worksheet, at: int, place: int, column: Column, text: str) -> None:
        said = " ".join(text.split()) or "（空）"
        self.taken.changed.append(f"{cell_name(sheet, at, place)} {column.head}：{said}")


def _find(title: str, texts: Mapping[str, str], known: list[Row]) -> Row | None:
    """The row of the file that a row of the sheet is: of a window with rounds, by its round too."""
    name, cycle = texts.get("id", ""), texts.get("cycle", "")
    same = [row for row in known if row.names["id"] == name]
    if title == WINDOWS and any("cycle" in row.names for row in same):
        return next((row for row in same if row.names.get("cycle", "") == cycle), None)
    return same[0] if same and name else None


def _path_text(path: tuple[str | int, ...]) -> str:
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def sentences(faults: list[CellFault]) -> Iterator[str]:
    """Each fault in its sentence."""
    yield from (each.sentence for each in faults)
