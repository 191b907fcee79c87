"""A guide's two pages say all that the rulebook says of a procedure, with its clauses, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.books import rulebooks
from zikao.rulebook.books import ProvinceBook
from zikao.rulebook.library import Library
from zikao.rulebook.model import Cited, Contradiction, Model, Procedure, Window
from zikao.site.page import Page
from zikao.site.render import render
from zikao.site.scope import Scope
from zikao.site.words import IN_REPORT, NOT_STATED

from ...provinces import of_each
from .conftest import TODAY
from .reading import Element, read, words

SAMPLE_FINDINGS = "sample/findings.md"
"""One of the sample's rules names a measurement and has no words for the page."""
LEFT_OUT = {"facts", "tables", "examples", "needs", "extends", "basis", "related", "order"}
"""Questions and tests are for the widget and the judge; needs stand on the pages that lead here."""
RULE_TEXTS_ELSEWHERE = {"if_yes", "if_no", "if_no_in_general", "if_unknown", "measured", "mend", "required"}
"""Of a rule the two pages show what is demanded; the page of findings explains the rest."""
SAID = {
    "title", "summary", "text", "name", "note", "body", "group", "confirm", "menu", "form", "word", "means",
    "do", "why", "mend", "term", "meaning", "ask", "answer", "what", "look_up", "todo", "why_rejected",
    "who",
}  # fmt: skip


def procedures(library: Library) -> list[tuple[ProvinceBook, Procedure]]:
    return [(book, one) for book in library.provinces.values() for one in book.procedures.values()]


def page_of(pages: dict[str, Page], book: ProvinceBook, procedure: Procedure) -> Page:
    return pages[f"{book.province.id}/{procedure.id}.md"]


def basis_of(pages: dict[str, Page], book: ProvinceBook, procedure: Procedure) -> Page:
    return pages[f"{book.province.id}/{procedure.id}/basis.md"]


def both_of(pages: dict[str, Page], book: ProvinceBook, procedure: Procedure) -> str:
    """The Markdown of the guide and of its second page."""
    return "\n".join(each(pages, book, procedure).markdown for each in (page_of, basis_of))


def said(model: Model, *, rule: bool = False) -> Iterator[str]:
    """Every text of a model that a reader must find."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if name in LEFT_OUT or (rule and name in RULE_TEXTS_ELSEWHERE):
            continue
        for item in several(value):
            if isinstance(item, Model):
                yield from said(item, rule=name == "rules")
            elif isinstance(item, str) and name in SAID:
                yield from item.splitlines()


def several(value: object) -> list[object]:
    """What a field holds: the items of a list, the values of a mapping, or the value itself."""
    if isinstance(value, dict):
        return [*value.values()]
    return value if isinstance(value, list) else [value]


def cited(model: Model) -> Iterator[Cited | Window]:
    """Every cited statement inside a model, itself included."""
    if isinstance(model, Cited | Window) and model.cite:
        yield model
    for name in type(model).model_fields:
        for item in several(getattr(model, name)):
            if isinstance(item, Model) and name != "cite":
                yield from cited(item)


def shown_with(book: ProvinceBook, procedure: Procedure) -> Iterator[Model]:
    """What stands on a guide beside the procedure itself."""
    yield from (book.province.windows[key] for key in procedure.windows)
    yield from (
        contact
        for name in procedure.contacts
        for contact in book.province.contacts
        if name in (contact.who, contact.group)
    )
    touched = {rule.contradiction: None for rule in procedure.rules if rule.contradiction}
    for key in {**dict.fromkeys(procedure.contradictions), **touched}:
        yield book.province.contradictions[key]


def test_every_text_of_a_procedure_stands_on_its_guide(library: Library, pages: dict[str, Page]) -> None:
    for book, procedure in procedures(library):
        text = words(both_of(pages, book, procedure))
        missing = [line for line in said(procedure) if line.strip() not in text]
        assert not missing, f"{procedure.id} leaves out {missing}"


def test_windows_contacts_and_contradictions_stand_on_the_guide(
    library: Library, pages: dict[str, Page]
) -> None:
    for book, procedure in procedures(library):
        text = words(both_of(pages, book, procedure))
        for model in shown_with(book, procedure):
            lines = [model.safe] if isinstance(model, Contradiction) else []
            missing = [line for line in [*said(model), *lines] if line.strip() not in text]
            assert not missing, f"{procedure.id} leaves out {missing}"


def test_every_statement_shows_its_own_clauses_and_no_other(library: Library, pages: dict[str, Page]) -> None:
    for book, procedure in procedures(library):
        sources = book.province.sources
        expected = Counter(
            tuple(cite.clause for cite in statement.cite)
            for model in [procedure, *shown_with(book, procedure)]
            for statement in cited(model)
        )
        page = read(both_of(pages, book, procedure))
        found: Counter[tuple[str, ...]] = Counter()
        for chip in page.find("details", "zg-cite"):
            links = [link.text.strip("《》") for link in chip.find("a")]
            assert set(links) <= {source.title.strip("《》") for source in sources.values()}
            found[tuple(_clause(item) for item in chip.find("li"))] += 1
        assert found == expected, procedure.id


def _clause(item: Element) -> str:
    """What stands between a chip's link to its source and the source's badge."""
    after = item.children[[isinstance(c, Element) and c.tag == "a" for c in item.children].index(True) + 1]
    assert isinstance(after, str)
    return after.strip()


def test_what_the_source_does_not_state_is_said_to_be_so(sample_pages: dict[str, Page]) -> None:
    bare = read(sample_pages["sample/merge.md"].markdown)
    absent = [mark.text for mark in bare.find(cls="zg-none")]
    # windows, conditions, materials, steps; who, where, how long, how much, what results, whom to ask
    assert absent == [NOT_STATED] * 10
    assert not bare.find("details", "zg-cite")


def test_what_is_stated_is_not_said_to_be_absent(sample_pages: dict[str, Page]) -> None:
    page = read(sample_pages["sample/graduation.md"].markdown)
    facts = {
        div.find("dt")[0].text: div for div in page.find("dl", "zg-facts")[0].find("div") if div.find("dt")
    }
    absent = {name for name, div in facts.items() if NOT_STATED in div.text}
    assert absent == {"办理时限", "办理结果", "咨询方式"}  # 咨询方式: one contact has no telephone


def test_a_past_round_is_marked_and_comes_last(sample_pages: dict[str, Page]) -> None:
    page = read(sample_pages["sample/graduation.md"].markdown)
    windows = [window for window in page.find("div", "zg-window") if "zg-card" in window.classes]
    assert [("zg-window--over" in w.classes, w.find("h3")[0].text) for w in windows] == [
        (False, "下一轮申请"),
        (False, "照片上传"),
        (True, "上一轮申请"),
    ]
    assert "这一轮已经结束" in windows[2].text
    assert windows[0].find("time")[0].attrs["datetime"] == "2027-05-30T17:00+08:00"


def test_a_step_says_when_it_is_done_where_that_is_known_and_not_over(sample_pages: dict[str, Page]) -> None:
    page = read(sample_pages["sample/graduation.md"].markdown)
    steps = {
        each.attrs["id"]: each for each in page.find("li") if each.attrs.get("id", "").startswith("step-")
    }
    said = {
        name: [each.find("time") for each in step.find("div", "zg-opens")] for name, step in steps.items()
    }
    (day,) = said.pop("step-submit")
    assert [each.attrs["datetime"] for each in day] == ["2027-05-30T17:00+08:00"]
    assert set(said) == {"step-login", "step-photo"}
    assert not any(said.values())


def test_a_date_without_a_year_is_never_shown_as_a_date(sample_pages: dict[str, Page]) -> None:
    page = read(sample_pages["sample/graduation.md"].markdown)
    undated = [window for window in page.find("div", "zg-window") if "zg-card" in window.classes][1]
    assert not undated.find("time")
    assert "日期未知" in undated.text
    assert "只写了早于申请截止" in undated.text
    assert "看市级机构当次通知" in undated.text


def test_steps_and_materials_are_real_tick_boxes(sample_pages: dict[str, Page]) -> None:
    page = read(sample_pages["sample/graduation.md"].markdown)
    materials, steps = page.find("zikao-checklist")
    assert steps.attrs == {"guide": "sample/graduation", "version": "1.2.3"}
    assert materials.attrs == {"guide": "sample/graduation/materials", "version": "1.2.3"}
    for element, names in ((steps, ["login", "photo", "submit"]), (materials, ["picture", "card", "book"])):
        boxes = [box for label in element.find("label") for box in label.find("input")]
        assert [box.attrs["data-step"] for box in boxes] == names
        assert {box.attrs["type"] for box in boxes} == {"checkbox"}
    assert [item.attrs["start"] for item in steps.find("ol")] == ["1", "3"]


def test_the_form_has_its_documents_and_the_rules_in_words(sample_pages: dict[str, Page]) -> None:
    [form] = read(sample_pages["sample/graduation.md"].markdown).find("zikao-eligibility")
    assert form.attrs == {
        "document": "../../data/sample/graduation.json",
        "schema": "../../data/sample/graduation.schema.json",
        "title": "毕业申请：资格自查",
    }
    assert "前置学历落款日期" in form.text
    assert "不晚于当半年的截止日" in form.text


def test_a_copy_that_is_not_official_says_so_before_it_is_opened(sample_pages: dict[str, Page]) -> None:
    page = read(sample_pages["sample/graduation.md"].markdown)
    [coming] = [card for card in page.find("div", "zg-card") if "下一轮申请" in card.text]
    assert coming.find("summary")[0].text.startswith("依据（转载，非官方）")


def test_texts_are_never_taken_for_markup(sample_pages: dict[str, Page]) -> None:
    home = sample_pages["index.md"].markdown
    assert "&lt;全部&gt;" in home
    assert "<全部>" not in home


@pytest.mark.parametrize(("path", "cls"), [("", "zg-word"), ("", "zg-confirm"), ("/basis", "zg-safe")])
def test_marks_that_a_reader_looks_for(sample_pages: dict[str, Page], path: str, cls: str) -> None:
    assert read(sample_pages[f"sample/graduation{path}.md"].markdown).find(cls=cls)


def test_what_each_version_changed_stands_on_the_guides_that_it_touches(
    sample_pages: dict[str, Page],
) -> None:
    """Versions count as numbers: 1.10 is newer than 1.2."""

    def told(path: str) -> list[tuple[str, list[str]]]:
        text = sample_pages[path].markdown.partition("{ #changes ")[2].partition("\n## ")[0]
        names, lines = read(text).find("dt"), read(text).find("dd")
        return [
            (name.text, [p.text for p in told.find("p")]) for name, told in zip(names, lines, strict=True)
        ]

    newest, first = ("1.10.02026年11月21日", ["还没有的版本。"]), ("1.0.02026年3月1日", ["第一版。"])
    assert told("sample/graduation/basis.md") == [
        newest,
        ("1.2.32026年11月20日", ["截止时间改了。", "网址改了。"]),
        first,
    ]
    assert told("sample/merge/basis.md") == [newest, ("1.2.32026年11月20日", ["网址改了。"]), first]


def test_a_time_that_is_not_known_or_over_leads_to_the_official_site(
    library: Library, pages: dict[str, Page]
) -> None:
    for book, procedure in procedures(library):
        page = read(page_of(pages, book, procedure).markdown)
        scope = Scope(library, book, "", TODAY, "/v1")
        known = list(scope.occasions(procedure.windows))
        assert ("已知的几轮都结束了" in page.text) == bool(known and all(each.over for each in known))
        for card in page.find("div", "zg-card"):
            if "zg-window" not in card.classes:
                continue
            unsure = "日期未知" in card.text or "zg-window--over" in card.classes
            hosts = [link for link in card.find("a", "zg-host") if unsure]
            assert len(hosts) == (unsure and scope.official_site is not None), procedure.id
            assert not unsure or "以新通知为准" in card.text or "怎么查" in card.text, procedure.id


@pytest.mark.parametrize(("province", "book"), list(of_each("book.json").items()))
def test_the_plainest_of_the_authoritys_sites_is_its_own(province: str, book: dict[str, Any]) -> None:
    library = rulebooks()
    scope = Scope(library, library.provinces[province], "", TODAY, "/v1")
    assert scope.official_site == book["official_site"]


def test_the_first_screen_says_whose_rules_these_are_and_leads_to_all_of_them(
    library: Library, pages: dict[str, Page]
) -> None:
    for book, procedure in procedures(library):
        above, _, _ = page_of(pages, book, procedure).markdown.partition("\n# ")
        assert f'<a href="../">{book.province.name}</a>' in above
        assert '<a href="../../">首页</a>' in above


def test_whom_something_concerns_is_said_in_words_and_not_by_questions(pages: dict[str, Page]) -> None:
    """One quoted question may stand; several are no sentence that anyone reads."""
    told = [
        (path, when.text) for path, page in pages.items() for when in read(page.markdown).find(cls="zg-when")
    ]
    assert told
    assert [(path, text) for path, text in told if text.count("「") > 1] == []


def test_no_page_leaves_a_blank_for_what_is_not_known_yet(pages: dict[str, Page]) -> None:
    assert [
        path for path, page in pages.items() if IN_REPORT in page.markdown and path != SAMPLE_FINDINGS
    ] == []


def test_what_an_office_does_is_told_and_not_left_to_the_candidate() -> None:
    """No box to tick and no number: the candidate's own steps count on past it."""
    library = rulebooks()
    guides = {page.path: page for page in render(library, today=TODAY)}
    steps = library.provinces["anhui"].procedures["review-progress"].steps
    assert {step.by is None for step in steps} == {True, False}
    page = read(guides["anhui/review-progress.md"].markdown)
    rows = {row.attrs["id"].removeprefix("step-"): row for row in page.find("li") if "id" in row.attrs}
    own = [step.id for step in steps if step.by is None]
    for step in steps:
        assert bool(rows[step.id].find("input")) == (step.id in own), step.id
        assert (step.by or "") in rows[step.id].text
    assert [rows[name].find(cls="zg-number")[0].text for name in own] == ["1", "2"]


def test_a_link_says_which_requirement_and_denies_nothing(pages: dict[str, Page]) -> None:
    """All titles are wishes: after 不符合 they would be denied twice."""
    links = [
        link.text
        for page in pages.values()
        for link in read(page.markdown).find("a")
        if "findings" in link.attrs["href"] and "不符合" in link.text
    ]
    assert links
    assert [link for link in links if not re.fullmatch("“.+”这一条，不符合怎么办？", link)] == []


def test_a_note_of_a_cite_does_not_say_the_standing_again(pages: dict[str, Page]) -> None:
    """The badge has said 转载，非官方, and a note stands apart from it."""
    cites = [
        item
        for page in pages.values()
        for chip in read(page.markdown).find(cls="zg-cite")
        for item in chip.find("li")
        if item.find(cls="zg-badge")
    ]
    assert cites
    for item in cites:
        badge, after = (
            item.find(cls="zg-badge")[0].text,
            item.text.rpartition("官方" if "官方" in item.text else "工具"),
        )
        assert f"{badge}{badge[-3:]}" not in item.text
        assert not re.search("转载，非官方.*(非官方|转载稿|转载)$", item.text), item.text
        assert not after[2].strip() or after[2].strip().startswith("注："), item.text
