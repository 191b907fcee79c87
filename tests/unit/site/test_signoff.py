"""The document for those who sign: whole, the same as a page and as .docx, with what has to be decided."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.books import rulebooks
from zikao.cli import run
from zikao.errors import ExitCode
from zikao.rulebook.library import Library
from zikao.rulebook.model import Cite, Procedure
from zikao.site import address
from zikao.site.scope import Scope, specs_of, specs_used
from zikao.site.signoff.content import paper
from zikao.site.signoff.page import page
from zikao.site.signoff.paper import Entry, Paper, Points, Table
from zikao.site.signoff.word import word

DAY = date(2026, 11, 30)


def papers(library: Library) -> Iterator[tuple[Scope, Procedure, Paper]]:
    for province, book in library.provinces.items():
        for key, procedure in book.procedures.items():
            scope = Scope(library, book, address.guide_page(province, key), DAY, "/v1")
            yield scope, procedure, paper(scope, procedure)


@pytest.fixture(scope="module")
def real() -> Library:
    return rulebooks()


def of(library: Library, item: str, city: str | None = None) -> Paper:
    province, _, name = item.partition("/")
    book = library.book(province, city)
    return paper(Scope(library, book, address.guide_page(province, name), DAY, "/v1"), book.procedures[name])


def asked(made: Paper) -> list[tuple[str, ...]]:
    [section] = [section for section in made.sections if section.title == "待定的问题"]
    [table] = section.blocks
    assert isinstance(table, Table)
    return [*table.rows]


def texts(made: Paper) -> Iterator[str]:
    for section in made.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    yield from row
            elif isinstance(block, Points):
                yield from block.lines
            elif isinstance(block, Entry):
                yield block.title
                for line in block.lines:
                    yield from line
            else:
                yield block


def cites_in(part: object) -> Iterator[Cite]:
    for each in part.__dict__.values() if hasattr(part, "__dict__") else ():
        for one in each if isinstance(each, list) else each.values() if isinstance(each, dict) else [each]:
            if isinstance(one, Cite):
                yield one
            else:
                yield from cites_in(one)


def test_each_procedure_is_there_with_all_that_candidates_are_told(library: Library) -> None:
    for scope, procedure, made in papers(library):
        said = "\n".join(texts(made))
        for rule in procedure.rules:
            assert rule.title in said
            for sentence in filter(None, (rule.if_yes, rule.if_unknown, rule.mend)):
                assert scope.fill(sentence, {}, procedure.facts) in said
        for words in (
            [step.title for step in procedure.steps],
            [material.name for material in procedure.materials],
            [gap.what for gap in procedure.gaps],
            [status.do for status in procedure.statuses],
            [rejection.mend for rejection in procedure.rejections],
            [notice.text for notice in procedure.notices],
            [scope.occasion(key).window.title for key in procedure.windows],
            [scope.contradiction(key).safe for key in procedure.contradictions],
        ):
            assert [each for each in words if each not in said] == [], procedure.id
        for kind in ("photo", "package"):
            for key in specs_used(procedure, kind):
                for rule in specs_of(scope.book, kind)[key].rules:
                    assert rule.title in said


def test_each_source_that_is_cited_is_listed(library: Library) -> None:
    for scope, procedure, made in papers(library):
        [listed] = [section for section in made.sections if section.title == "来源"]
        [table] = listed.blocks
        assert isinstance(table, Table)
        titles = {row[0].splitlines()[0] for row in table.rows}
        assert {scope.province.sources[cite.source].title for cite in cites_in(procedure)} <= titles


def test_page_and_word_document_say_it_all(real: Library) -> None:
    made = of(real, "anhui/graduation")
    read = docx.Document(io.BytesIO(word(made)))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    tree = LexborHTMLParser(page(made))
    for line in tree.css("br"):
        line.replace_with("\n")
    wanted = set(texts(made))
    assert wanted - {*cells, *(paragraph.text for paragraph in read.paragraphs)} == set()
    assert wanted - {node.text() for node in tree.css("h3, p, li, dt, dd, td")} == set()


def test_the_word_document_is_of_the_office_and_on_a4(real: Library) -> None:
    read = docx.Document(io.BytesIO(word(of(real, "anhui/registration-form"))))
    size = read.sections[0]
    assert size.page_width
    assert size.page_height
    assert (round(size.page_width.mm), round(size.page_height.mm)) == (210, 297)
    assert read.core_properties.author == "安徽省教育招生考试院"
    assert read.core_properties.comments == ""
    assert read.tables[-1].rows[1].cells[0].text == "起草"


def test_what_has_to_be_decided_is_asked_with_room_for_the_answer(real: Library) -> None:
    rows = asked(of(real, "anhui/graduation"))
    assert {row[0] for row in rows} >= {"来源没有写", "说法不一", "日期未知", "界限是自查工具定的"}
    assert all(row[2] == "" for row in rows)


def test_rules_without_an_official_text_are_asked_for(real: Library) -> None:
    named = [row[1] for row in asked(of(real, "zhejiang/transfer-out")) if row[0] == "依据不是正式文件"]
    document = real.compiled("procedure", "zhejiang/transfer-out")
    weak = [
        rule.title
        for rule in document.rules
        if all(cite.authority in ("mirror", "unofficial") for cite in rule.cites)
    ]
    assert weak
    assert [title for title in weak if any(f"{title}（" in row for row in named)] == weak
    sources = [row.partition("\n")[0] for row in named]
    assert all(source.startswith("只见于《") for source in sources)
    assert len(sources) == len(set(sources)), "what rests on the same texts is one question"


def test_limits_of_the_tool_s_own_are_one_sentence_and_every_figure_is_told(real: Library) -> None:
    made = of(real, "anhui/graduation")
    [section] = [section for section in made.sections if section.title.startswith("照片")]
    [figures] = [
        block
        for block in section.blocks
        if isinstance(block, Table) and block.head == ("项目", "数值", "依据")
    ]
    [own] = [block for block in section.blocks if isinstance(block, str) and "由自查工具定的界限" in block]
    pieces = own.partition("：")[2].split("；")
    scope, procedure = next(
        (s, p) for s, p, _ in papers(real) if s.province.id == "anhui" and p.id == "graduation"
    )
    for value in specs_of(scope.book, "photo")[str(procedure.photo)].values.values():
        of_tool = all(scope.province.sources[cite.source].authority == "tool" for cite in value.cite)
        alone = any(piece.startswith(f"{value.label} ") for piece in pieces)
        assert (alone, value.label in {row[0] for row in figures.rows}) == (of_tool, not of_tool)


def test_a_citys_own_says_so(real: Library) -> None:
    assert dict(of(real, "anhui/graduation", "luan").stamp)["规则"].startswith(
        "anhui/graduation（luan），第 "
    )


def test_the_command_writes_both_and_names_what_it_cannot(
    real: Library, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zikao.cli.common.load_library", lambda folder: real)
    monkeypatch.chdir(tmp_path)
    assert run(["sign-off", "anhui/portal-address"]) == ExitCode.PASS
    assert "会签单" in (tmp_path / "anhui-portal-address.html").read_text("utf-8")
    assert run(["sign-off", "anhui/portal-address", "--out", "a.docx"]) == ExitCode.PASS
    assert docx.Document(str(tmp_path / "a.docx")).tables
    capfd.readouterr()
    for words, sentence in (
        (["anhui/graduaton"], "anhui/graduaton 不对：规则中没有这个事项，是不是 graduation？"),
        (["anhui/graduation", "--out", "a.pdf"], "a.pdf 的扩展名不对：写 .html 或 .docx"),
        (["anhui/portal-address", "--out", "none/a.html"], "存不进去"),
    ):
        assert run(["sign-off", *words]) in (ExitCode.USAGE, ExitCode.COULD_NOT_CHECK)
        assert sentence in capfd.readouterr().err
