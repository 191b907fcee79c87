"""How a guide is laid out: its lead, what to have at hand, its parts in their order, its second page."""

from __future__ import annotations

import re

from tests.books import rulebooks
from zikao.rulebook.library import Library
from zikao.site.page import Page
from zikao.site.render import render
from zikao.site.scope import Scope

from .conftest import TODAY
from .reading import Element, read
from .test_guides import basis_of, page_of, procedures

PARTS = ("start", "ask", "papers", "steps", "after", "more", "basis")
PLACES = {
    "start": "start",
    "eligibility": "ask",
    "materials": "papers",
    "steps": "steps",
    "statuses": "after",
    "rejections": "after",
    "windows": "more",
    "facts": "more",
    "files": "more",
    "faq": "more",
    "basis": "basis",
}
"""The part in which each section stands."""


def test_the_lead_has_each_coming_date_and_one_line_for_all_that_are_unknown_alike(
    library: Library, pages: dict[str, Page]
) -> None:
    """Names, one reason, one way to find out, one official site; past rounds stay with the windows."""
    for book, procedure in procedures(library):
        scope = Scope(library, book, "", TODAY, "/v1")
        text = page_of(pages, book, procedure).markdown
        [lead] = read(text).find("div", "zg-lead")
        plan = scope.schedule(procedure.windows)
        dated = lead.find("div", "zg-due")
        assert [line.find("time")[-1].attrs["datetime"][:16] for line in dated] == [
            found.dates.end or found.dates.start for found in plan.dated
        ]
        lines = [line for line in lead.find("p", "zg-due") if "日期未知" in line.text]
        assert len(lines) == len(plan.unknown)
        for line, group in zip(lines, plan.unknown, strict=True):
            assert not line.find("time")
            for found in group:
                assert found.title in line.text
            assert line.text.count("怎么查") == (group[0].dates.look_up is not None)
            assert len(line.find("a", "zg-official")) == (scope.official_site is not None)
        assert lead.text.count("已知的几轮都结束了") == plan.all_over


def test_windows_without_a_date_for_one_reason_stand_on_one_card() -> None:
    """Anhui's four are found out about in one way, the general two in two."""
    made = {page.path: page for page in render(rulebooks(), today=TODAY)}

    def cards(path: str) -> list[str]:
        found = read(made[path].markdown).find("div", "zg-window")
        return [card.find("h3")[0].text for card in found if "日期未知" in card.text and card.find("h3")]

    assert cards("anhui/graduation.md") == cards("anhui/index.md") == ["日期未知的 4 项"]
    assert cards("general/index.md") == ["首次报考的网上注册", "现场确认"]
    [four] = [
        card
        for card in read(made["anhui/graduation.md"].markdown).find("div", "zg-window")
        if "日期未知的 4 项" in card.text
    ]
    assert four.text.count("怎么查") == four.text.count("本站不推算") == len(four.find("a", "zg-host")) == 1
    assert (
        len(four.find("li")) - len([li for cite in four.find(cls="zg-cite") for li in cite.find("li")]) == 4
    )


def test_a_rule_is_one_line_on_the_guide_and_whole_on_its_second_page(sample_pages: dict[str, Page]) -> None:
    guide, basis = (read(sample_pages[f"sample/graduation{end}.md"].markdown) for end in ("", "/basis"))
    short, whole = (
        [li for li in page.find("li") if "rule-prior-degree" in li.attrs.values()] for page in (guide, basis)
    )
    assert "例外" not in short[0].text
    assert not short[0].find("details")
    assert "上半年应届毕业生" in whole[0].text
    assert "当年6月30日" in whole[0].text
    assert "两个层次一起办的说法不一" in whole[0].text
    assert [chip.find("summary")[0].text for chip in whole[0].find("details", "zg-cite")] == [
        "依据：附件2 三（1）",
        "依据：二、1 等 2 处",
    ]


def test_the_parts_of_a_guide_stand_in_the_order_in_which_they_are_needed(
    library: Library, pages: dict[str, Page]
) -> None:
    """Each heading is followed by one block; both name the part that they belong to."""
    for book, procedure in procedures(library):
        text = page_of(pages, book, procedure).markdown
        heading = r'^## .* \{ #([a-z]+)(?: [.]zg-asks)? data-of="([a-z]+)" \}$'
        headings = re.findall(heading, text, re.MULTILINE)
        assert len(headings) == text.count("\n## "), procedure.id
        blocks = [div.attrs["data-part"] for div in read(text).find("div", "zg-block")]
        assert blocks == [part for _, part in headings], procedure.id
        order = list(dict.fromkeys(blocks))
        assert order == [part for part in PARTS if part in order], procedure.id
        assert {"start", "ask", "papers", "steps", "more", "basis"} <= set(order)
        where = dict(headings)
        assert {name: where[name] for name in PLACES if name in where} == {
            name: part for name, part in PLACES.items() if name in where
        }
        ways = read(text).find("zikao-way")
        assert [way.attrs["guide"] for way in ways] == [f"{book.province.id}/{procedure.id}"] * bool(
            procedure.steps or procedure.materials
        )
        assert text.index("zg-lead") < text.find("<zikao-way") < text.index("#start") or not ways


def test_warnings_are_one_line_to_open_above_the_button(library: Library, pages: dict[str, Page]) -> None:
    for book, procedure in procedures(library):
        text = page_of(pages, book, procedure).markdown
        cards = [card for card in read(text).find("details") if card.attrs.get("id") == "notices"]
        assert len(cards) == bool(procedure.notices), procedure.id
        for card in cards:
            assert "open" not in card.attrs
            assert f"{len(procedure.notices)} 条" in card.find("summary")[0].text
            assert [
                item.find("p")[0].text
                for item in card.find("ul", "zg-list")[0].children
                if isinstance(item, Element)
            ] == ["".join(notice.text.splitlines()) for notice in procedure.notices]
            assert text.index('id="notices"') < text.index("zg-start")
        folded = [card for card in read(text).find("details") if card.attrs.get("id") == "elsewhere"]
        assert len(folded) == bool(procedure.elsewhere)
        assert all("open" not in card.attrs for card in folded)


def test_one_button_begins_and_no_link_of_the_start_leads_to_an_empty_place(
    library: Library, pages: dict[str, Page]
) -> None:
    for book, procedure in procedures(library):
        page = read(page_of(pages, book, procedure).markdown)
        [start] = [div for div in page.find("div", "zg-block") if div.attrs.get("data-part") == "start"]
        there = {
            "eligibility": procedure.rules,
            "materials": procedure.materials,
            "steps": procedure.steps,
        }
        first = next((f"#{name}" for name, held in there.items() if held), None)
        buttons = start.find("a", "zg-button")
        assert [(a.text, a.attrs["href"]) for a in buttons] == ([("开始", first)] if first else [])
        also = {a.attrs["href"] for line in start.find("p", "zg-also") for a in line.find("a")}
        views = {a.attrs["data-to"] for line in start.find("p", "zg-case") for a in line.find("a")}
        # Only what draws the views knows these, and only where it stands are they shown.
        assert views == ({"mine", "whole"} if page.find("zikao-way") else set())
        also -= {a.attrs["href"] for line in start.find("p", "zg-case") for a in line.find("a")}
        after = {"#statuses": procedure.statuses, "#rejections": procedure.rejections}
        assert also == {anchor for anchor, held in after.items() if held}


def test_what_to_have_at_hand_is_what_everybody_needs(library: Library, pages: dict[str, Page]) -> None:
    """Papers without a condition, and the portals of the steps without one; nothing else."""
    for book, procedure in procedures(library):
        page = read(page_of(pages, book, procedure).markdown)
        [start] = [div for div in page.find("div", "zg-block") if div.attrs.get("data-part") == "start"]
        told = "".join(line.text for line in start.find("p", "zg-have"))
        for paper in procedure.materials:
            assert paper.when or paper.name in told, (procedure.id, paper.id)
        papers = [line for line in start.find("p", "zg-have") if not line.find("a")]
        listed = papers[0].text.partition("都要用的材料")[2].strip() if papers else ""
        wanted = [paper.name for paper in procedure.materials if not paper.when]
        assert sorted(re.split("；|或", listed) if listed else []) == sorted(wanted), procedure.id
        hosts = {
            *(step.host for step in procedure.steps if not step.when),
            *(channel.host for channel in procedure.channels),
        }
        assert {a.attrs["href"] for a in start.find("a", "zg-host")} == {
            f"http://{book.province.hosts[key].host}/" for key in hosts if key
        }


def test_a_step_leads_to_its_portal_and_to_its_papers(library: Library, pages: dict[str, Page]) -> None:
    papers = 0
    for book, procedure in procedures(library):
        page = read(page_of(pages, book, procedure).markdown)
        known = {paper.id: paper for paper in procedure.materials}
        rows = {row.attrs["id"]: row for row in page.find("li") if "id" in row.attrs}
        for step in procedure.steps:
            row = rows[f"step-{step.id}"]
            go = [a for a in row.find("a", "zg-button") if a.text.startswith("去办理")]
            host = book.province.hosts[step.host] if step.host else None
            assert [a.attrs["href"] for a in go] == ([f"http://{host.host}/"] if host else [])
            assert not host or host.host in row.text
            lines = [li for ul in row.find("ul", "zg-papers") for li in ul.find("li")]
            assert [li.attrs["data-paper"] for li in lines] == step.papers
            for li, paper in zip(lines, step.papers, strict=True):
                hrefs = [a.attrs["href"] for a in li.find("a")]
                assert hrefs[0] == f"#material-{paper}"
                assert len(hrefs) == 1 + (known[paper].check is not None)
                papers += 1
    assert papers


def test_the_second_page_is_linked_with_what_it_holds(library: Library, pages: dict[str, Page]) -> None:
    for book, procedure in procedures(library):
        guide, basis = (read(each(pages, book, procedure).markdown) for each in (page_of, basis_of))
        links = [a for ul in guide.find("ul", "zg-counts") for a in ul.find("a")]
        told = {a.attrs["href"]: a.text for a in links}
        assert told["basis/#basis"] == f"依据 {len(procedure.basis)} 份"
        assert told.get("basis/#gaps") == (f"没有写的 {len(procedure.gaps)} 条" if procedure.gaps else None)
        assert told.get("basis/#rules") == (
            f"条件全文 {len(procedure.rules)} 条" if procedure.rules else None
        )
        split = len(basis.find("div", "zg-split"))
        assert told.get("basis/#contradictions") == (f"说法不一 {split} 处" if split else None)
        assert f'<a href="../">{procedure.title}</a>' in basis_of(pages, book, procedure).markdown
