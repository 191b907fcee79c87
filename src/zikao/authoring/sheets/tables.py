"""Which rows and columns the sheets have: windows with a row for each round, and contacts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zikao.authoring.sheets.cells import Column, shown
from zikao.rulebook.model import Contact, Window

WINDOWS, CONTACTS = "时间", "联系方式"

_SOURCE = Column(
    "source", "来源", "依据哪一份来源，从列表里选编号。有几处依据的，一行写一处。", width=24, needed=True
)
_CLAUSE = Column(
    "clause", "条款", "在来源的哪一条，例如 二.1。有几处的，和“来源”一行对一行。", width=18, needed=True
)

_WINDOWS = (
    Column("id", "编号", "不要改。新加一行时自己取名：小写字母、数字和连字符。", width=26, needed=True),
    Column("title", "名称", "这段时间里办什么。", width=30, needed=True),
    Column("cycle", "轮次", "属于哪一轮，从列表里选；不分轮次的空着。", width=14),
    Column("start", "开始", "2027-02-24 08:30；没写几点就只写日期，不知道就空着。", "moment", 19),
    Column("end", "结束", "2027-02-26 16:30，这一分钟还算在内。不知道就空着。", "moment", 19),
    Column("yearly", "每年", "每年都一样的：03-10 至 03-16；至 02-15。用分号分开。", "spans", 22),
    Column("daily", "每天", "每天只开几个小时的：08:30 至 17:00。", "hours", 16),
    Column("workdays", "只在工作日", "是，或者空着。", "flag", 10),
    Column("stated", "来源的原话", "来源写得不全时，照意思写它说了什么。", width=34),
    Column("look_up", "到哪里查", "日期还不知道的，考生到哪里看。", width=30),
    _SOURCE,
    _CLAUSE,
)  # fmt: skip
_CONTACTS = (
    Column("id", "编号", "这一行原来的单位名，不要改；新加一行时空着。", width=22),
    Column("who", "单位", "单位的名称。事项里按这个名称引用它。", width=24, needed=True),
    Column("group", "分组", "排在一起的单位，写同一个组名；不分组的空着。", width=18),
    Column("for", "给谁", "给哪个市、哪些考生；几个之间用顿号。空着就是给所有人。", "list", 18),
    Column("about", "问什么", "什么事可以问它。", width=30),
    Column("phone", "电话", "0571-12345678；几个之间用顿号，分机写 转 8。", "list", 22),
    Column("hours", "办公时间", "照来源写。", width=20),
    Column("place", "地点", "照来源写。", width=30),
    Column("how", "别的方式", "电话以外的联系办法，照来源写。", width=26),
    Column("address", "网址", "以 https:// 或 http:// 开头。", width=30),
    _SOURCE,
    _CLAUSE,
)  # fmt: skip

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Row:
    """One row: where its values stand in province.yaml, and what they are."""

    path: Path
    names: Mapping[str, str]
    """What the row is told by and does not hold: its id, and of a window's round the round."""
    data: Mapping[str, Any]


def columns_of(title: str) -> tuple[Column, ...]:
    """The columns of a sheet: those whose key a rulebook may have."""
    model, columns = (Window, _WINDOWS) if title == WINDOWS else (Contact, _CONTACTS)
    known = {field.alias or name for name, field in model.model_fields.items()}
    return tuple(
        column for column in columns if column.key in known or column.key in ("id", "source", "clause")
    )


def rows_of(title: str, province: Mapping[str, Any]) -> Iterator[Row]:
    """The rows of a sheet, in the order of the file."""
    if title == CONTACTS:
        for place, contact in enumerate(province.get("contacts", ())):
            yield Row(("contacts", place), {"id": str(contact.get("who", ""))}, contact)
        return
    for key, window in province.get("windows", {}).items():
        yield Row(("windows", key), {"id": key}, window)
        for cycle, dates in window.get("rounds", {}).items():
            yield Row(("windows", key, "rounds", cycle), {"id": key, "cycle": cycle}, dates)


def text_of(column: Column, row: Row) -> str:
    """What the cell of a row shows."""
    if column.key in row.names:
        return row.names[column.key]
    if column.key in ("source", "clause"):
        return "\n".join(str(cite.get(column.key, "")) for cite in cites_of(row.data))
    return shown(row.data.get(column.key), column.shape)


def cites_of(data: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The cites of a row, one or several."""
    cite = data.get("cite", ())
    return cite if isinstance(cite, list) else [cite] if cite else []
