"""Windows and contacts as a spreadsheet: readable, the same when it comes back, faults told by their cell."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from zikao.authoring.sheets.cells import CellError, meant, shown, typed
from zikao.authoring.sheets.exchange import Taken, read_in, write_out
from zikao.authoring.sheets.tables import columns_of
from zikao.authoring.sheets.workbook import SheetError, opened
from zikao.cli import run
from zikao.errors import ExitCode

from .small import FILES, made

Filled = Callable[..., Taken]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "provinces") / "nowhere"


@pytest.fixture
def filled(folder: Path, tmp_path: Path) -> Filled:
    """The sheets written out, some cells filled in, and read back."""

    def fill(cells: dict[str, Any]) -> Taken:
        path = tmp_path / "x.xlsx"
        write_out(folder, path)
        book = load_workbook(path)
        for name, value in cells.items():
            title, _, cell = name.partition("!")
            book[title][cell] = value
        book.save(path)
        return read_in(folder, path)

    return fill


def at(title: str, head: str, row: int) -> str:
    """A cell by the head of its column."""
    heads = [column.head for column in columns_of(title)]
    return f"{title}!{get_column_letter(heads.index(head) + 1)}{row}"


def added(taken: Taken) -> list[str]:
    """Lines of province.yaml that are new, and with a minus those that are gone."""
    old, new = FILES["province.yaml"].splitlines(), taken.text.splitlines()
    return [f"-{each}" for each in old if each not in new] + [each for each in new if each not in old]


def test_a_clerk_can_read_it(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    assert write_out(folder, path) == {"时间": 1, "联系方式": 1}
    book = load_workbook(path)
    assert book.sheetnames == ["时间", "联系方式", "说明", "来源", "轮次"]
    windows = book["时间"]
    heads = [cell.value for cell in windows[1]]
    assert heads[:5] == ["编号 *", "名称 *", "轮次", "开始", "结束"]
    assert [cell.value for cell in windows[2]][:5] == [
        "application-2026h2", "毕业申请（2026 年下半年）", "2026h2", "2026-12-01 08:30", "2026-12-10 16:30",
    ]  # fmt: skip
    assert windows.freeze_panes == "C2"
    # Every cell is text, those still to be filled too: a spreadsheet program makes no day or number of it.
    assert {cell.number_format for row in windows.iter_rows(2, 40) for cell in row} == {"@"}
    lists = {rule.formula1 for rule in windows.data_validations.dataValidation if rule.type}
    assert {"'来源'!$A$2:$A$2", "'轮次'!$A$2:$A$2"} <= lists
    told = {row[1].value: row[2].value for row in book["说明"].iter_rows(2)}
    assert all(told[str(head).removesuffix(" *")] for head in heads)


def test_what_was_not_touched_stays_byte_for_byte(filled: Filled, folder: Path) -> None:
    (folder / "province.yaml").write_bytes(FILES["province.yaml"].replace("\n", "\r\n").encode())
    taken = filled({})
    assert (taken.changed, taken.faults, taken.missing) == ([], [], [])
    assert taken.text.encode() == (folder / "province.yaml").read_bytes()


def test_a_date_is_filled_in_and_nothing_else_changes(filled: Filled) -> None:
    taken = filled({"时间!E2": "2026年12月11日16：30"})
    assert taken.faults == []
    assert added(taken) == [
        '-    end: "2026-12-10T16:30"   # 到点就关',
        '    end: "2026-12-11T16:30"   # 到点就关',
    ]
    assert taken.changed == ["时间!E2 结束：2026年12月11日16：30"]


@pytest.mark.parametrize("value", ["2026-12-11 16:30", "2026/12/11 16:30", datetime(2026, 12, 11, 16, 30)])  # noqa: DTZ001
def test_a_date_in_any_spelling(filled: Filled, value: Any) -> None:
    assert 'end: "2026-12-11T16:30"' in filled({"时间!E2": value}).text


def test_a_cell_that_is_emptied_and_one_that_was_empty(filled: Filled) -> None:
    taken = filled({"时间!D2": None, at("时间", "来源的原话", 2): "没有写开始的时间"})
    assert taken.faults == []
    assert added(taken) == ['-    start: "2026-12-01T08:30"', "    stated: 没有写开始的时间"]


def test_new_rows(filled: Filled) -> None:
    window = {"编号": "results", "名称": "查结果", "开始": "2026-12-20 09:00", "到哪里查": "看当次通知"}
    contact = {"单位": "某省教育考试院", "问什么": "省级审核"}
    cells = {at("时间", head, 4): text for head, text in {**window, "来源": "guide", "条款": "四"}.items()}
    cells |= {
        at("联系方式", head, 3): text for head, text in {**contact, "来源": "guide", "条款": "三"}.items()
    }
    taken = filled({**cells, at("联系方式", "单位", 3): "=某省教育考试院"})
    # What begins like a formula was one to the program that wrote it: it is refused, and told by its cell.
    assert [each.sentence for each in taken.faults] == [
        f"{at('联系方式', '单位', 3)}：这里是公式或出错的格子，请换成写好的文字。"
    ]
    taken = filled(cells)
    assert taken.faults == []
    assert [each for each in added(taken) if not each.startswith("-")] == [
        "  results:",
        "    title: 查结果",
        '    start: "2026-12-20T09:00"',
        "    cite: {source: guide, clause: 四}",
        "  - who: 某省教育考试院",
        "    about: 省级审核",
    ]
    # No procedure names it yet.
    assert {each.cell for each in taken.remarks} == {"时间!A4"}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"时间!E2": "2026-11-31 16:30"}, ["时间!E2：2026 年 11 月只有 30 天"]),
        ({"时间!E2": "12月10日"}, ["时间!E2：日期要写成 2027-02-24，或者 2027-02-24 08:30，一定要有年份"]),
        ({"时间!E2": "2026-11-30 16:30"}, ["时间!E2：结束 早于 开始"]),
        ({"时间!C2": "2026h3"}, ["时间!C2：没有周期 2026h3，是不是 2026h2？"]),
        ({"时间!A4": "Neu", "时间!B4": "新"}, ["时间!A4：新加的一行要取编号"]),
        ({"时间!A4": "new"}, ["时间!B4：“名称”不能空着"]),
        ({"时间!A3": "application-2026h2"}, ["时间!A3：这一行和前面的一行编号相同"]),
        ({"联系方式!E2": 57112345678}, ["联系方式!E2：这一格成了数字"]),
        ({"时间!D1": "开端"}, ["时间!D1：没有“开端”这一列"]),
        ({"时间!A1": "名字"}, ["时间!A1：没有“名字”这一列", "时间!A1：第一行里没有“编号”这一列"]),
    ],
)
def test_a_fault_names_its_cell(filled: Filled, cells: dict[str, Any], said: list[str]) -> None:
    faults = sorted(each.sentence for each in filled(cells).faults)
    assert len(faults) == len(said), faults
    for fault, start in zip(faults, sorted(said), strict=True):
        assert re.match(start, fault)


def test_a_row_that_was_deleted_stays(folder: Path, tmp_path: Path) -> None:
    write_out(folder, tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    book["联系方式"].delete_rows(2)
    book.save(tmp_path / "x.xlsx")
    taken = read_in(folder, tmp_path / "x.xlsx")
    assert (taken.changed, taken.missing) == ([], ["市招办"])


def test_columns_may_be_moved(folder: Path, tmp_path: Path) -> None:
    write_out(folder, tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    sheet = book["时间"]
    for row in range(1, 3):
        one, other = sheet.cell(row, 4), sheet.cell(row, 5)
        one.value, other.value = other.value, one.value
    book.save(tmp_path / "x.xlsx")
    assert read_in(folder, tmp_path / "x.xlsx").changed == []


def test_a_text_that_looks_like_a_formula_is_written_as_text(folder: Path, tmp_path: Path) -> None:
    province = folder / "province.yaml"
    text = province.read_text(encoding="utf-8")
    province.write_text(
        text.replace("about: 证书、照片", 'about: "=HYPERLINK(\\"http://x\\")"'), encoding="utf-8"
    )
    write_out(folder, tmp_path / "x.xlsx")
    cell = next(
        cell
        for row in load_workbook(tmp_path / "x.xlsx")["联系方式"]
        for cell in row
        if "HYPERLINK" in str(cell.value)
    )
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert read_in(folder, tmp_path / "x.xlsx").changed == []


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"xl/worksheets/sheet1.xml": b"0" * 50_000_000}, "太大"),
        ({f"xl/{number}.xml": b"" for number in range(400)}, "太大"),
        ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, "链接着别的文件"),
        ({"xl/vbaProject.bin": b"x"}, "宏"),
        ({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "XML 实体"),
        ({"xl/workbook.xml": b"<x/>"}, "不是完好的"),
    ],
)
def test_hostile_spreadsheets_are_refused_in_one_sentence(
    tmp_path: Path, parts: dict[str, bytes], said: str
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(archive(parts))
    with pytest.raises(SheetError) as refused:
        opened(path)
    assert said in refused.value.sentence
    assert len(refused.value.sentence.splitlines()) == 1


def test_a_head_that_lies_about_its_size_unpacks_no_more(tmp_path: Path) -> None:
    data = bytearray(archive({"xl/workbook.xml": b"0" * 30_000_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + offset
        data[at : at + 4] = (10).to_bytes(4, "little")
    (tmp_path / "x.xlsx").write_bytes(data)
    with pytest.raises(SheetError):
        opened(tmp_path / "x.xlsx")


@pytest.mark.parametrize("data", [b"", b"no spreadsheet", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600])
def test_other_files_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(data)
    with pytest.raises(SheetError, match=r"不是 \.xlsx 表格"):
        opened(tmp_path / "x.xlsx")
    with pytest.raises(SheetError, match="打不开"):
        opened(tmp_path / "none.xlsx")


def test_without_openpyxl_one_sentence(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(Exception, match=r'读写表格要先安装：pip install "zikao\[office\]"。'):
        write_out(folder, tmp_path / "x.xlsx")


@pytest.mark.parametrize(
    ("value", "shape", "text"),
    [
        ("2026-12-10T16:30", "moment", "2026-12-10 16:30"),
        ("2026-12-10", "moment", "2026-12-10"),
        ("2026-12-10T24:00", "moment", "2026-12-10 24:00"),
        ([{"from": "03-10", "to": "03-16"}, {"to": "02-15"}], "spans", "03-10 至 03-16；至 02-15"),
        ([{"from": "09-01"}], "spans", "09-01 起"),
        ({"from": "08:30", "to": "17:00"}, "hours", "08:30 至 17:00"),
        (["0571-12345678", "0571-87654321转8"], "list", "0571-12345678、0571-87654321转8"),
        (True, "flag", "是"),
    ],
)  # fmt: skip
def test_each_shape_there_and_back(value: Any, shape: Any, text: str) -> None:
    assert shown(value, shape) == text
    assert meant(typed(text, shape), shape) == value


@pytest.mark.parametrize(
    ("text", "shape"), [("明天", "moment"), ("3月", "spans"), ("上午", "hours"), ("也许", "flag")]
)
def test_what_stands_for_nothing_is_said_so(text: str, shape: Any) -> None:
    with pytest.raises(CellError):
        meant(text, shape)


def test_the_commands(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.xlsx"
    assert run(["sheet", "out", str(folder), str(path)]) == ExitCode.PASS
    book = load_workbook(path)
    book["时间"]["E2"] = "2026-12-11 16:30"
    book.save(path)
    before = (folder / "province.yaml").read_bytes()
    assert run(["sheet", "in", str(folder), str(path), "--dry-run"]) == ExitCode.PASS
    assert (folder / "province.yaml").read_bytes() == before
    assert run(["sheet", "in", str(folder), str(path)]) == ExitCode.PASS
    assert (folder / "province.yaml").read_bytes() == before.replace(b"12-10T16:30", b"12-11T16:30")
    book["时间"]["E2"] = "2026-12-41 16:30"
    book.save(path)
    assert run(["sheet", "in", str(folder), str(path)]) == ExitCode.FINDINGS
    out, err = capfd.readouterr()
    assert "错误 时间!E2：" in out and "规则文件没有动" in err
    assert run(["sheet", "out", str(folder), str(tmp_path / "x.csv")]) == ExitCode.COULD_NOT_CHECK
    assert "x.csv 的扩展名不对：表格要以 .xlsx 结尾，例如 x.xlsx。" in capfd.readouterr().err
    assert not (tmp_path / "x.csv").exists()
    assert run(["sheet", "out", "nowhare", str(path)]) == ExitCode.USAGE
