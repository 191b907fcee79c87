"""Papers and steps as data, for checklists that draw themselves in pages which are not ours.

Made of the same models as the lists of a guide (`guide.md.jinja`) and in the same words. What the guide folds
away (why something is sent back, where it comes from) is a link to its row there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from posixpath import dirname

from zikao.rulebook.books import CityBook, ProvinceBook
from zikao.rulebook.checklist import Checklist, Item, Line, LineKind, Link, Row, Words
from zikao.rulebook.library import Library
from zikao.rulebook.model import Material, Procedure, Step
from zikao.site import address, words
from zikao.site.scope import groups, numbers, occasion
from zikao.site.tapped import pieces

Piece = str | Link | Row | Words


def checklists(library: Library, today: date) -> Iterator[tuple[str, Checklist]]:
    """Every procedure with papers or steps, and those that a city changes, by the path of its file.

    `today` is the day in Beijing that decides which windows are over.
    """
    for province, book in library.provinces.items():
        for key, procedure in book.procedures.items():
            if procedure.steps or procedure.materials:
                yield address.list_file(province, key), _List(book, procedure, today).made()
        for city, own in book.cities.items():
            for key in own.overlay.procedures:
                changed = own.procedures[key]
                if changed.steps or changed.materials:
                    path = address.list_file(province, key, city)
                    yield path, _List(own, changed, today, book.procedures.get(key)).made()


@dataclass(frozen=True)
class _List:
    """One procedure as its file tells it."""

    book: ProvinceBook | CityBook
    procedure: Procedure
    today: date
    general: Procedure | None = None
    """For a city: the same procedure of its province, whose guide tells all but what differs."""

    @property
    def province(self) -> str:
        return self.book.province.id

    def made(self) -> Checklist:
        return Checklist(
            title=self.procedure.title,
            version=self.book.stamp.version,
            guide=f"{self.province}/{self.procedure.id}",
            page=self.href(address.guide_page(self.province, self.procedure.id)),
            materials=[self.material(each) for each in self.procedure.materials],
            steps=[
                self.step(each, heading)
                for heading, together in groups(self.procedure.steps)
                for each in together
            ],
        )

    def href(self, page: str, anchor: str | None = None) -> str:
        """Address of a page as seen from the file, however the site is mounted."""
        here = dirname(address.list_file(self.province, self.procedure.id, self.book.city))
        return f"{address.relative(address.folder(page), here)}/{f'#{anchor}' if anchor else ''}"

    def material(self, material: Material) -> Item:
        of = self.procedure
        lines = [*self.when("什么情况要交", material)]
        if material.any_of:
            names = [other.name for other in of.materials if other.any_of == material.any_of]
            lines.append(_line("body", [f"{'、'.join(names)}，交一样就行"], "任选其一"))
        copies = f" · {material.copies} 份" if material.copies else ""
        lines.append(_line("body", [(material.form or words.NOT_STATED) + copies], "形式"))
        lines += _body(material.note)
        links = []
        if material.check and material.spec:
            page = address.spec_page(material.check, self.province, material.spec)
            links.append(Link(words="检查这个文件", href=self.href(page)))
        return Item(
            id=material.id,
            title=material.name,
            when=material.when,
            text=lines,
            links=[*links, self.told("material", material, self.general.materials if self.general else ())],
        )

    def step(self, step: Step, heading: str | None) -> Item:
        lines = [
            *self.when("谁要做", step),
            *self.after(step),
            *self.opens(step),
            *_body(step.body),
            *self.where(step),
        ]
        papers = {paper.id: paper for paper in self.procedure.materials}
        lines += [_paper(papers[name]) for name in step.papers]
        if step.confirm:
            lines.append(_line("confirm", _tapped(step.confirm), "先确认"))
        return Item(
            id=step.id,
            title=step.title,
            by=step.by,
            number=numbers(self.procedure.steps).get(step.id),
            group=heading,
            when=step.when,
            text=lines,
            links=[self.told("step", step, self.general.steps if self.general else ())],
        )

    def when(self, term: str, of: Step | Material) -> Iterator[Line]:
        if of.when is None:
            return
        clauses = [of.who] if of.who else words.clauses(of.when, self.procedure.facts)
        if len(clauses) > 1:
            term = f"{term}：{len(clauses)} 条都符合的"
        yield _line("when", ["\n".join(clauses)], term)

    def after(self, step: Step) -> Iterator[Line]:
        """The steps that come before; nothing where it is only the line above that does."""
        own = numbers(self.procedure.steps)
        before = earlier(step, self.procedure.steps)
        if before:
            named: list[Piece] = ["先完成："]
            for each in before:
                called = f"{each.by}{each.title}" if each.by else f"第 {own[each.id]} 步"
                named += [Row(words=called, row=f"step-{each.id}"), " "]
            yield _line("after", named[:-1])

    def opens(self, step: Step) -> Iterator[Line]:
        """When it can be done, where that is known and not past."""
        for key in step.windows:
            found = occasion(self.book.province, key, self.today)
            if found.closed:
                yield _line("body", [f"这一轮的已经结束（{words.span(found.dates)}）"], found.title)
            elif found.dated and not found.over:
                text = f"{words.span(found.dates)}（北京时间）"
                if found.at.every_year:
                    text += "，按每年的规定算出，以当次通知为准"
                if found.standing != "official":
                    text += f"，{words.AUTHORITY[found.standing]}的日期，只供参考，以官方通知为准"
                yield _line("body", [text], found.title)

    def where(self, step: Step) -> Iterator[Line]:
        if step.host:
            host = self.book.province.hosts[step.host]
            # Many portals answer to http only; browsers try https first on their own.
            link = Link(words="去办理", href=f"http://{host.host}/")
            yield _line("go", [link, " ", Words(shown=host.name), f" {host.host}"])
        if step.menu:
            named: list[Piece] = []
            for entry in step.menu:
                named += [" › ", Words(shown=entry)]
            yield _line("menu", named[1:], "依次点" if len(step.menu) > 1 else "点")

    def told(self, kind: str, item: Step | Material, general: Sequence[Step | Material]) -> Link:
        """Where the reasons and sources of an item stand: a city's own are on the city's page."""
        named = "为什么会被退回、依据" if item.why_rejected else "依据"
        if self.book.city and item not in general:
            page = address.city_page(self.province, self.book.city)
            return Link(words=named, href=self.href(page, self.procedure.id))
        page = address.guide_page(self.province, self.procedure.id)
        return Link(words=named, href=self.href(page, f"{kind}-{item.id}"))


def earlier(step: Step, steps: Sequence[Step]) -> list[Step]:
    """The steps that come before this one; none where it is only the line above that does."""
    before = [each for each in steps if each.id in step.after]
    place = steps.index(step)
    return [] if before == [steps[place - 1]] else before


def _paper(paper: Material) -> Line:
    row = Row(words=paper.name, row=f"material-{paper.id}")
    form = [f" {paper.form}"] if paper.form else []
    return _line("paper", [row, *form], "任选其一" if paper.any_of else "要用")


def _body(text: str | None) -> list[Line]:
    return [_line("body", _tapped(text))] if text else []


def _tapped(text: str) -> Iterator[Piece]:
    """Text whose addresses and telephone numbers lead there."""
    for piece in pieces(text):
        yield piece if isinstance(piece, str) else Link(words=piece[0], href=piece[1])


def _line(kind: LineKind, text: Iterable[Piece], term: str | None = None) -> Line:
    return Line(kind=kind, term=term, text=list(text))
