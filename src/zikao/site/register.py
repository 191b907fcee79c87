"""The register as a page: every catalogued fact of the sources, and where on the site it stands.

A row names its fact by number and leads to the pieces that carry it, or says why none does. A page names the
numbers that it carries, so a fact that changes is found from either side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zikao.rulebook import catalogue as own
from zikao.rulebook import coverage as rows
from zikao.rulebook.catalogue import Catalogue
from zikao.rulebook.coverage import Coverage
from zikao.rulebook.library import Library
from zikao.rulebook.model import Source
from zikao.site import address
from zikao.site.page import Page
from zikao.site.templating import render

_ANCHOR = re.compile(r'\bid="([^"]+)"|\{ #([^ ]+) (?:[^{}]* )?\}$', re.MULTILINE)

_SECTIONS = {
    "addressed_to": ("对谁说的", None),
    "audience": ("申请主体", "facts"),
    "channels": ("办理渠道", "facts"),
    "conditions": ("受理条件", "eligibility"),
    "contacts": ("咨询", "contacts"),
    "contradictions": ("来源说法不一", "contradictions"),
    "definitions": ("名词", "faq"),
    "elsewhere": ("这些情况不走本指南", "elsewhere"),
    "facts": ("自查的问题", "eligibility"),
    "faq": ("常见问题", "faq"),
    "gaps": ("来源没有写的", "gaps"),
    "hosts": ("网址", "hosts"),
    "labels": ("平台提示", "labels"),
    "materials": ("材料", "materials"),
    "notices": ("先看这里", "notices"),
    "parts": ("里面要有什么", "parts"),
    "rejections": ("退回的原因", "rejections"),
    "result": ("办理结果", "facts"),
    "rules": ("要求", "rules"),
    "sources": ("来源", "sources"),
    "statuses": ("审核状态", "statuses"),
    "steps": ("步骤", "steps"),
    "tables": ("日期表", "eligibility"),
    "together": ("几个包一起看", "together"),
    "unconcerned": ("不涉及的人", "eligibility"),
    "values": ("规格", "values"),
    "windows": ("时间", "windows"),
}
"""What a part of a rulebook is called on the site, and the heading that it stands below, if it has one."""
_ON_BASIS = frozenset({"contradictions", "gaps", "rules"})
"""Parts of a procedure that stand whole on the second page of its guide."""
_NAMES = ("title", "name", "label", "why", "word", "term", "ask", "who")
"""Keys that hold a piece's name, the most telling first."""
_CLAUSES = {
    "answer ": "回答 ",
    "opening": "开头",
    "by structure": "由结构看出",
    "lead too": "连同开头",
    "image name": "图片的名字",
    "page frame": "网页边框",
    "related Q": "相关问题",
    "(absent)": "没有写",
    "passim": "各处",
    "whole": "全部",
    "title": "标题",
    "head": "题头",
    "lead": "开头",
    "end": "结尾",
}
"""The catalogue's words for places without a number."""


@dataclass(frozen=True)
class Carrier:
    """One piece of the rulebooks as a link."""

    page: str
    """Title of its page."""
    part: str
    href: str | None
    """None where this site does not show the province."""


@dataclass(frozen=True)
class Row:
    """One fact of a source."""

    number: int | str
    """As the catalogue writes it: 12, GD-012."""
    clause: str
    about: str
    carriers: list[Carrier]
    why_not: str | None


@dataclass(frozen=True)
class Listed:
    """One source with its facts."""

    anchor: str
    source: Source
    href: str
    rows: list[Row]

    @property
    def title(self) -> str:
        return self.source.title

    @property
    def carried(self) -> int:
        return sum(row.why_not is None for row in self.rows)


def numbers_by_book(coverage: Coverage) -> dict[str, list[int]]:
    """The facts that each file of the rulebooks carries: `anhui`, `anhui/graduation`."""
    found: dict[str, set[int]] = {}
    for path, numbers in rows.carrying(coverage).items():
        found.setdefault(path.partition("#")[0], set()).update(numbers)
    return {book: sorted(numbers) for book, numbers in found.items()}


def register(library: Library, coverage: Coverage, pages: Iterable[Page]) -> Page:
    """The page; `pages` are all others: a row leads to the very piece where its page has a place for it."""
    linker = _Linker(library, pages)
    documents = [
        Listed(
            key,
            library.provinces[province].province.sources[name],
            address.href(address.REGISTER, address.province_page(province), address.source_anchor(name)),
            [
                Row(
                    int(number),
                    _clause(row.clause),
                    row.about,
                    [linker.carrier(path) for path in row.carried_by],
                    row.why_not,
                )
                for number, row in document.facts.items()
            ],
        )
        for key, document in coverage.register.documents.items()
        for province, _, name in [document.source.partition("/")]
        if province in library.provinces
    ]
    text = render(
        "register.md.jinja",
        documents=documents,
        count=rows.summary(library, coverage),
        total=coverage.total,
        shown=sum(len(document.rows) for document in documents),
    )
    # Whoever searches looks for a guide, not for the row that leads to it.
    meta = {"description": "来源里的每一条写在本站哪里，没有收的为什么。", "search": {"exclude": True}}
    return Page(address.REGISTER, text, "来源逐条登记", meta)


def own_register(library: Library, catalogue: Catalogue, pages: Iterable[Page]) -> Page:
    """The page of a register that a province keeps for itself."""
    page = address.own_register_page(catalogue.province)
    linker = _Linker(library, pages, page)
    province = library.provinces[catalogue.province].province
    text = render(
        "own-register.md.jinja",
        province=province,
        count=own.summary(library, catalogue),
        rows=[
            Row(
                catalogue.label(number),
                _clause(row.clause),
                row.about,
                [linker.carrier(path) for path in row.carried_by],
                row.why_not,
            )
            for number, row in sorted(catalogue.rows.items())
        ],
    )
    description = f"写{province.name}的规则时所据的每一条写在本站哪里，没有收的为什么。"
    meta = {"description": description, "search": {"exclude": True}}
    return Page(page, text, f"{province.name}：来源逐条登记", meta)


class _Linker:
    """Paths of the rulebooks as pieces of the site."""

    def __init__(self, library: Library, pages: Iterable[Page], here: str = address.REGISTER) -> None:
        self.library = library
        self.here = here
        self.pages = {page.path: page for page in pages}
        self.anchors: dict[str, frozenset[str]] = {}

    def carrier(self, path: str) -> Carrier:
        book, _, inside = path.partition("#")
        section, *names = inside.split(".") if inside else [""]
        target = page_of(book, section)
        page = self.pages.get(target)
        title, _ = _SECTIONS.get(section, ("", None))
        name = self._name(path, names)
        part = "：".join(filter(None, (title, name))) or "整页"
        if page is None:
            return Carrier(book, part, None)
        anchor = self._anchor(page, section, names)
        return Carrier(page.title, part, address.href(self.here, target, anchor))

    def _name(self, path: str, names: list[str]) -> str:
        """A piece is named in the path by words of its text, or by an id that no reader knows."""
        if not names:
            return ""
        if not names[-1].isascii():
            return names[-1]
        try:
            value = rows.resolve(self.library, path).value
        except rows.NoSuchPlaceError:  # a province that this site does not show
            return ""
        known: Mapping[str, object] = value if isinstance(value, dict) else {}
        return next((str(known[key]) for key in _NAMES if key in known), "")

    def _anchor(self, page: Page, section: str, names: list[str]) -> str | None:
        """The nearest thing on the page that has an anchor: the piece itself, else the heading above it."""
        if page.path not in self.anchors:
            self.anchors[page.path] = frozenset(a or b for a, b in _ANCHOR.findall(page.markdown))
        _, heading = _SECTIONS.get(section, ("", None))
        wanted = [f"{section.removesuffix('s')}-{names[0]}" if names else "", section, heading]
        return next((name for name in wanted if name in self.anchors[page.path]), None)


def page_of(book: str, section: str = "") -> str:
    """The page that shows a file of the rulebooks, or a section of it.

    Raises:
        ValueError: the name is of none.
    """
    match book.split("/"):
        case [province]:
            return address.province_page(province)
        case [province, "cities", city]:
            return address.city_page(province, city)
        case [province, "photos", spec]:
            return address.spec_page("photo", province, spec)
        case [province, "packages", spec]:
            return address.spec_page("package", province, spec)
        case [province, procedure]:
            page = address.basis_page if section in _ON_BASIS else address.guide_page
            return page(province, procedure)
    raise ValueError(f"{book} names no file of the rulebooks")


def _clause(text: str) -> str:
    for theirs, ours in _CLAUSES.items():
        text = text.replace(theirs, ours)
    return text.replace(";", "；")
