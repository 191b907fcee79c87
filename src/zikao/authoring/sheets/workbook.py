"""Spreadsheets as files: written so that no program changes them by itself, opened with distrust.

Every cell is text. What is opened was made by somebody else: nothing is unpacked that is larger than a
spreadsheet of dates can be, no formula is taken for a value, and nothing of what another file or a program
would be needed for is looked at.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zikao.authoring.sheets.cells import Column
from zikao.errors import ExitCode, ZikaoError

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ENDING = ".xlsx"
MOST_BYTES = 5_000_000
MOST_UNPACKED = 40_000_000
MOST_PARTS = 300
MOST_ROWS, MOST_COLUMNS = 2_000, 60
SPARE_ROWS = 50
"""Empty rows below the last that are prepared to be filled in."""

_REFUSED = {
    "xl/vbaProject": "带有宏",
    "xl/externalLinks/": "链接着别的文件",
    "xl/connections": "连着外部数据",
    "xl/queryTables/": "连着外部数据",
    "xl/embeddings/": "嵌着别的文件",
    "xl/activeX/": "带有控件",
    "xl/ctrlProps/": "带有控件",
}
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
HEAD_FILL, QUIET_FILL = "1A5FB4", "EEEEEE"


class SheetError(ZikaoError):
    """A file that is no spreadsheet to be read here; the sentence says why, and what to do."""

    exit_code = ExitCode.COULD_NOT_CHECK


class NoOfficeError(ZikaoError):
    """What writes and reads spreadsheets is not installed."""

    def __init__(self) -> None:
        super().__init__('读写表格要先安装：pip install "zikao[office]"。')


def new_workbook() -> Workbook:
    """An empty workbook, without a sheet.

    Raises:
        NoOfficeError: openpyxl is not there.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise NoOfficeError from None
    made = Workbook()
    made.remove(made.active)
    return made


def save(book: Workbook, path: Path) -> None:
    """Write a book to a file.

    Raises:
        SheetError: that cannot be done, or the file is not called like a spreadsheet.
    """
    if path.suffix.lower() != ENDING:
        raise SheetError(f"{path.name} 的扩展名不对：表格要以 {ENDING} 结尾，例如 {path.stem}{ENDING}。")
    try:
        book.save(path)
    except OSError:
        raise SheetError(f"{path.name} 存不进去，请检查文件夹在不在、文件是不是正开着。") from None


def opened(path: Path) -> Workbook:
    """A spreadsheet that was filled in.

    Raises:
        SheetError: it is none, too large, or holds what has no business in it.
        NoOfficeError: openpyxl is not there.
    """
    data = _checked(path)
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise NoOfficeError from None
    try:
        book = load_workbook(io.BytesIO(data), keep_links=False, data_only=False)
    except Exception:  # whatever a file that is not sound makes openpyxl raise
        raise SheetError(f"{path.name} 读不了：不是完好的 .xlsx 表格，请用表格软件重新另存一次。") from None
    for sheet in book.worksheets:
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
            raise SheetError(
                f"{path.name} 的“{sheet.title}”有 {sheet.max_row} 行、{sheet.max_column} 列，"
                f"超过 {MOST_ROWS} 行、{MOST_COLUMNS} 列；请删去多余的行列。"
            )
    return book


def _checked(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise SheetError(f"{path.name} 有 {size} 字节，超过 {MOST_BYTES} 字节，不像是填好的表。")
        data = path.read_bytes()
    except OSError:
        raise SheetError(f"{path.name} 打不开，请检查文件在不在、有没有权限。") from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _distrust(path.name, archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        raise SheetError(f"{path.name} 不是 .xlsx 表格（也可能加了密码），请另存为不加密的 .xlsx。") from None
    return data


def _distrust(name: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise SheetError(f"{name} 解开以后太大，不像是填好的表，没有打开。")
    left = MOST_UNPACKED
    for part in parts:
        for start, what in _REFUSED.items():
            if part.filename.startswith(start):
                raise SheetError(f"{name} {what}，没有打开；请只把数值复制到新写出的表里。")
        with archive.open(part) as stream:
            # Its head may say less than it unpacks to.
            text = stream.read(left + 1)
        left -= len(text)
        if left < 0:
            raise SheetError(f"{name} 解开以后太大，不像是填好的表，没有打开。")
        if part.filename.endswith((".xml", ".rels")) and any(mark in text for mark in _ENTITIES):
            raise SheetError(f"{name} 里有 XML 实体，没有打开。")


def add_table(
    book: Workbook,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    words: dict[str, str],
) -> None:
    """A sheet with one head row that stays in view, and a row for each item, as text.

    Args:
        book: where it is added.
        title: what the sheet is called.
        columns: from left to right; the first names the row and is not to be changed.
        rows: texts in the order of the columns.
        words: by key of a column, the range of cells that hold the words to choose from.
    """
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet = book.create_sheet(title)
    line = Side(style="thin", color="CCCCCC")
    wrapped = Alignment(vertical="top", wrap_text=True)
    last = len(rows) + 1 + SPARE_ROWS
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        head = sheet.cell(1, number)
        _put(head, column.head + (" *" if column.needed else ""))
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", start_color=HEAD_FILL)
        head.alignment = Alignment(vertical="center", wrap_text=True)
        for row in range(2, last + 1):
            cell = sheet.cell(row, number)
            _put(cell, rows[row - 2][number - 1] if row - 2 < len(rows) else "")
            cell.alignment = wrapped
            cell.border = Border(bottom=line)
            if number == 1 and row - 2 < len(rows):
                cell.fill = PatternFill("solid", start_color=QUIET_FILL)
        choice = words.get(column.key)
        rule = DataValidation(
            type="list" if choice else None, formula1=choice, allow_blank=True, showErrorMessage=bool(choice)
        )
        rule.promptTitle, rule.prompt, rule.showInputMessage = column.head[:32], column.note[:255], True
        rule.errorTitle, rule.error = column.head[:32], "请从列表里选。"
        rule.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(rule)
    sheet.freeze_panes = "C2"
    sheet.row_dimensions[1].height = 30
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"


def add_notes(book: Workbook, title: str, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    """A sheet to be read: its first row is a heading."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for at, row in enumerate(rows, 1):
        for number, text in enumerate(row, 1):
            cell = sheet.cell(at, number)
            _put(cell, text)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.font = Font(bold=at == 1)
    sheet.freeze_panes = "A2"


def _put(cell: Any, text: str) -> None:
    """Text that stays text: no day, no number and no formula is made of it, by whoever opens it."""
    cell.number_format = "@"
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@\t\r'"


def cell_name(sheet: Worksheet, row: int, column: int) -> str:
    """`时间!E5`, as a spreadsheet program says it."""
    from openpyxl.utils import get_column_letter

    return f"{sheet.title}!{get_column_letter(column)}{row}"
