"""The document as .docx, for offices that comment and sign in a word processor."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from zikao.clock import BEIJING
from zikao.errors import ZikaoError
from zikao.site.signoff.paper import Entry, Paper, Points, Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as Drawn
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

FONT, HEADINGS = "宋体", "黑体"
"""What Chinese word processors have; others take their own in place of them."""
_WIDTH, _HEIGHT, _MARGIN = 210, 297, 18
"""Millimetres of A4 and of its margins."""


def word(paper: Paper) -> bytes:
    """A file of Office Open XML; the same paper gives the same text.

    Raises:
        ZikaoError: python-docx is not installed.
    """
    try:
        import docx
    except ImportError:
        raise ZikaoError("写 .docx 要先装一个库：pip install zikao[office]；或者写成 .html 打印。") from None
    made = docx.Document()
    _dress(made, paper)
    made.add_heading(paper.title, 0)
    _said(made.add_paragraph(), paper.under)
    _table(made, Table(("项目", "内容"), list(paper.stamp), (24, 76)), head=False)
    for number, section in enumerate(paper.sections, 1):
        made.add_heading(f"{number}. {section.title}", 1)
        for block in section.blocks:
            if isinstance(block, Table):
                _table(made, block)
            elif isinstance(block, Points):
                for line in block.lines:
                    _said(made.add_paragraph(style="List Bullet"), line)
            elif isinstance(block, Entry):
                made.add_heading(block.title, 2)
                _table(made, Table(("项目", "内容"), list(block.lines), (18, 82)), head=False)
            else:
                _said(made.add_paragraph(), block)
    made.add_heading(f"{len(paper.sections) + 1}. 会签", 1)
    rows = [(signer, "", "", "") for signer in paper.signers]
    _table(made, Table(("角色", "姓名", "日期", "意见"), rows, (16, 34, 20, 30)), high=14)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _dress(made: Document, paper: Paper) -> None:
    """A4, fonts that hold Chinese, page numbers, and no author but the office."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    page = made.sections[0]
    page.page_width, page.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet"):
        style = made.styles[name]
        font = FONT if name in ("Normal", "List Bullet") else HEADINGS
        style.font.name = font
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(kind), font)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    sizes = {"Normal": 10.5, "List Bullet": 10.5, "Title": 20, "Heading 1": 14, "Heading 2": 11.5}
    for name, size in sizes.items():
        made.styles[name].font.size = Pt(size)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _said(foot, f"{dict(paper.stamp)['规则']}    第 ")
    _field(foot, "PAGE")
    _said(foot, " 页，共 ")
    _field(foot, "NUMPAGES")
    _said(foot, " 页")
    made.core_properties.title = paper.title
    made.core_properties.author = dict(paper.stamp)["机构"]
    made.core_properties.language = paper.language
    made.core_properties.comments = ""
    # The library's own template bears a date and a name.
    made.core_properties.created = made.core_properties.modified = datetime(2000, 1, 1, tzinfo=BEIJING)


def _said(paragraph: Paragraph, text: str) -> None:
    for number, line in enumerate(text.splitlines() or [""]):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(line)


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that the word processor fills in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = name
        run._r.append(part)


def _table(made: Document, table: Table, *, head: bool = True, high: int = 0) -> None:
    from docx.shared import Mm

    whole = _WIDTH - 2 * _MARGIN
    drawn: Drawn = made.add_table(rows=0, cols=len(table.head), style="Table Grid")
    drawn.autofit = False
    if head:
        _fill(drawn, table, table.head, bold=True)
        _repeat(drawn)
    for row in table.rows:
        _fill(drawn, table, row, bold=False, first=not head)
        if high:
            drawn.rows[-1].height = Mm(high)
    for column, share in zip(drawn.columns, table.shares, strict=True):
        column.width = Mm(whole * share / 100)
    made.add_paragraph()


def _fill(drawn: Drawn, table: Table, row: Sequence[str], *, bold: bool, first: bool = False) -> None:
    from docx.shared import Mm

    cells: tuple[_Cell, ...] = drawn.add_row().cells  # type: ignore[no-untyped-call]  # the library's own gap
    for place, (cell, text, share) in enumerate(zip(cells, row, table.shares, strict=True)):
        cell.width = Mm((_WIDTH - 2 * _MARGIN) * share / 100)
        _said(cell.paragraphs[0], text)
        for run in cell.paragraphs[0].runs:
            run.bold = bold or (first and place == 0)


def _repeat(drawn: Drawn) -> None:
    """The head stands on every page that the table goes on to, and no row is torn in two."""
    from docx.oxml import OxmlElement

    drawn.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
