"""The questions of a new round as a spreadsheet to be filled in, and its answers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from zikao.authoring.rounds import Question
from zikao.authoring.sheets.cells import CellError, Column, answer
from zikao.authoring.sheets.workbook import SheetError, add_table, new_workbook, opened, save

TITLE = "新一轮"
COLUMNS = (
    Column("key", "编号", "不要改。", width=30),
    Column("ask", "要填的", "带 * 的一定要填；时间还不知道的空着，网站会如实写还没有公布。", width=56),
    Column("answer", "填在这里", "日期写 2027-02-24，或者 2027-02-24 08:30。", width=40),
)


def write_form(path: Path, questions: Iterable[Question]) -> None:
    """Write the questions to a new spreadsheet.

    Raises:
        SheetError: the file cannot be written.
        ZikaoError: openpyxl is not there.
    """
    book = new_workbook()
    rows = [(each.key, each.ask + (" *" if each.needed else ""), each.proposed) for each in questions]
    add_table(book, TITLE, COLUMNS, rows, {})
    save(book, path)


def read_form(path: Path) -> dict[str, str]:
    """The answers, by key.

    Raises:
        SheetError: it is no form of this kind, or a cell is none to be read.
        ZikaoError: it is no spreadsheet.
    """
    book = opened(path)
    if TITLE not in book.sheetnames:
        raise SheetError(f"{path.name} 里没有“{TITLE}”这张表。")
    sheet = book[TITLE]
    answers = {}
    for row in range(2, sheet.max_row + 1):
        key, cell = sheet.cell(row, 1).value, sheet.cell(row, 3)
        if not isinstance(key, str):
            continue
        try:
            answers[key] = answer(cell, "text")
        except CellError as wrong:
            raise SheetError(f"{TITLE}!C{row}：{wrong}。") from None
    return answers
