"""Flow pictures of a procedure, drawn from the same data as its lists: steps, states, exceptions.

One column, for a phone is narrow: boxes from top to bottom, and where ways part, a line at the left with a
box for each. Colours are the style sheet's; without one the picture is drawn in the colour of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from zikao.judge.operators import GROUPS
from zikao.rulebook.model import Material, Procedure, Rule, RuleException, Status, Step
from zikao.site.scope import groups, numbers

WIDTH = 340
"""Units; one is about one pixel of a phone's page."""
_SIZE, _LINE, _PAD, _GAP, _INDENT = 17, 26, 12, 26, 22
_LANE = 16
"""Width of a lane beside the boxes."""
_IN, _OUT = 18, 34
"""Below the top of a box, where a line beside them comes in and leaves."""
_NARROW = 0.56
"""Width of a Latin letter, as a part of a Chinese one's."""
_CLOSING = "，。；：、？！）》”」日"
"""Never at the start of a line."""


@dataclass(frozen=True)
class Box:
    """A heading and lines below it."""

    title: str
    lines: tuple[str, ...] = ()
    kind: str = "plain"
    """plain, done, waiting, rejected or other: the style sheet knows them."""


@dataclass(frozen=True)
class Fork:
    """Where ways part: what decides, and the ways."""

    title: str
    ways: tuple[Box, ...]


Part = Box | Fork


MOST_STEPS = 16
"""Steps up to which a picture helps: 22 were 2,400 pixels tall on a phone and told no more than the list."""


def flow(procedure: Procedure) -> Markup:
    """How a procedure goes, from the first group of steps to what may come of it.

    Empty where a picture would show no more than the list does: a single row of steps without an outcome,
    or so many that it is several screens tall.
    """
    headed = groups(procedure.steps)
    if len(procedure.steps) > MOST_STEPS:
        return Markup()
    # Statuses in an order have a picture of their own, beside their cards.
    statuses = [] if _in_order(procedure.statuses) else procedure.statuses
    if len(headed) < 2 and not (statuses and procedure.steps):
        return Markup()
    parts = list(_steps(procedure, headed))
    if statuses:
        ends = tuple(Box(s.word, (s.means, s.do), s.state) for s in statuses)
        parts.append(Fork("看到的状态", ends))
    if procedure.rejections and all(status.state != "rejected" for status in procedure.statuses):
        ends = tuple(Box(r.why, (r.mend,), "rejected") for r in procedure.rejections)
        parts.append(Fork("没有通过的话", ends))
    return _picture("flow", "办理流程", procedure.title, parts)


def ways(procedure: Procedure) -> Markup:
    """For each rule that can be met in several ways: which they are, what they ask for, what else remains.

    Empty where the guide is long already; the guide that such a rule comes from shows it.
    """
    if len(procedure.steps) > MOST_STEPS:
        return Markup()
    return Markup().join(
        _picture(f"ways-{rule.id}", "有哪几种情形", rule.title, _alternatives(rule, procedure.materials))
        for rule in procedure.rules
        if len(rule.exceptions) > 1
    )


def course(procedure: Procedure) -> Markup:
    """The statuses as a way: from top to bottom, what is skipped at the right, ways back at the left.

    Empty where the rulebook gives them no order.
    """
    statuses = procedure.statuses
    if not _in_order(statuses):
        return Markup()
    place = {status.word: at for at, status in enumerate(statuses)}
    on = [(at, place[word]) for at, status in enumerate(statuses) for word in status.next]
    skipping = _lanes([(one, other) for one, other in on if other - one > 1])
    back = _lanes([(place[word], at) for at, status in enumerate(statuses) for word in status.back])
    left, right = (_LANE * (1 + max(lanes.values(), default=-1)) for lanes in (back, skipping))
    drawn: list[Markup] = []
    tops: list[float] = []
    y = 2.0
    for at, status in enumerate(statuses):
        if at:
            if (at - 1, at) in on:
                drawn.append(_arrow(left + (WIDTH - left - right) / 2, y, y + _GAP))
            y += _GAP
        tops.append(y)
        lines = (status.means, *([f"要你做：{status.asks}"] if status.asks else ()))
        y = _box(drawn, Box(status.word, lines, status.state), 2 + left, y, WIDTH - 4 - left - right)
    for (high, low), lane in skipping.items():
        edge = WIDTH - 2 - right
        drawn.append(_around(edge, edge + _LANE * (lane + 1) - 3, tops[high] + _OUT, tops[low] + _IN))
    for (high, low), lane in back.items():
        edge = 2 + left
        drawn.append(
            _around(edge, edge - _LANE * (lane + 1) + 3, tops[low] + _OUT, tops[high] + _IN, "zg-f-back")
        )
    told = "。".join(_told_status(status) for status in statuses)
    return _figure("course", "状态怎么变", procedure.title, drawn, y, told)


def _in_order(statuses: Iterable[Status]) -> bool:
    return any(status.next or status.back for status in statuses)


def _told_status(status: Status) -> str:
    """One status as a screen reader tells it, with where it leads."""
    parts = [f"{status.word}：{status.means.rstrip('。')}"]
    parts += [f"要你做：{status.asks.rstrip('。')}"] if status.asks else []
    parts += [f"接着可能是{'、'.join(status.next)}"] if status.next else []
    parts += [f"可能退回到{'、'.join(status.back)}"] if status.back else []
    return "；".join(parts)


def _lanes(spans: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """For lines beside the boxes: the lane of each, so that none runs over another; short ones inside."""
    found: dict[tuple[int, int], int] = {}
    for span in sorted(set(spans), key=lambda span: (span[1] - span[0], span)):
        taken = {lane for other, lane in found.items() if other[0] <= span[1] and span[0] <= other[1]}
        found[span] = next(lane for lane in range(len(taken) + 1) if lane not in taken)
    return found


def _around(edge: float, lane: float, start: float, end: float, kind: str = "zg-f-on") -> Markup:
    """A line out of a box's side, along a lane, and into the side of another; its point at the end."""
    tip = 6 if lane > edge else -6
    return Markup(
        '<path class="{0}" d="M{1:.0f} {2:.0f}H{3:.0f}V{4:.0f}H{1:.0f}m{5}-5 {6} 5 {5} 5"></path>'
    ).format(kind, edge, start, lane, end, tip, -tip)


def _steps(procedure: Procedure, headed: list[tuple[str | None, list[Step]]]) -> Iterator[Part]:
    numbered = numbers(procedure.steps)

    def box(title: str | None, steps: list[Step]) -> Box:
        lines = tuple(f"{step.by or numbered[step.id]} {step.title}" for step in steps)
        return Box(title, lines) if title else Box(lines[0], lines[1:])

    together: list[tuple[str | None, list[Step]]] = []
    for entry in headed:
        if together and not _either(together[-1][1], entry[1]):
            yield _joined(together, box)
            together = []
        together.append(entry)
    if len(headed) == 1 and headed[0][0] is None:
        yield from (box(None, [step]) for step in headed[0][1])
    elif together:
        yield _joined(together, box)


def _joined(together: list[tuple[str | None, list[Step]]], box: Any) -> Part:
    boxes = tuple(box(title, steps) for title, steps in together)
    return boxes[0] if len(boxes) == 1 else Fork("选一种办法", boxes)


def _either(steps: list[Step], others: list[Step]) -> bool:
    """Whether two groups are for different readers: each asks the same question for another answer."""
    first, second = ({str(step.when) for step in group} for group in (steps, others))
    facts = [set(_facts(group[0].when)) for group in (steps, others)]
    return len(first) == len(second) == 1 and first != second and facts[0] == facts[1] and facts[0] != set()


def _alternatives(rule: Rule, materials: Iterable[Material]) -> list[Part]:
    papers = list(materials)
    boxes = [Box("一般", (rule.required or rule.title,), "done")]
    boxes += [Box(e.title, tuple(_asked(e, rule, papers)), "waiting") for e in rule.exceptions]
    boxes.append(Box("都不是", tuple(filter(None, (rule.if_no, rule.mend))), "rejected"))
    return [Box(rule.title), Fork("有一种就行", tuple(boxes))]


def _asked(exception: RuleException, rule: Rule, materials: list[Material]) -> Iterator[str]:
    """What an exception asks for: its duties, and the papers that are handed in for the same reasons.

    What the rule itself asks about is no reason of one of its exceptions.
    """
    known = set(_facts(exception.when))
    common = {*_facts(rule.when), *_facts(rule.require)}
    papers: dict[str, list[str]] = {}
    for paper in materials:
        reasons = set(_facts(paper.when)) - common
        if reasons and reasons <= known:
            papers.setdefault(paper.any_of or paper.id, []).append(paper.name)
    if papers:
        yield f"要交：{'；'.join('或'.join(names) for names in papers.values())}"
    for duty in exception.duties:
        yield f"还要做：{duty.todo}"


def _facts(condition: Mapping[str, Any] | None) -> Iterator[str]:
    """Names of the facts that a condition asks for; what must not be is left out."""
    for operator, inside in (condition or {}).items():
        group = GROUPS.get(operator)
        if group is None:
            yield from inside
        elif not group.denies:
            for child in inside:
                yield from _facts(child)


def _picture(name: str, what: str, of: str, parts: list[Part]) -> Markup:
    """The picture as a figure; a screen reader gets its title and the whole of it as one text."""
    drawn: list[Markup] = []
    y = 2.0
    for place, part in enumerate(parts):
        if place:
            drawn.append(_arrow(WIDTH / 2, y, y + _GAP))
            y += _GAP
        y = _fork(drawn, part, y) if isinstance(part, Fork) else _box(drawn, part, 2, y, WIDTH - 4)
    return _figure(name, what, of, drawn, y, "。".join(map(_told, parts)))


def _figure(name: str, what: str, of: str, drawn: list[Markup], height: float, told: str) -> Markup:
    return Markup(
        '<details class="zg-past zg-picture" data-search-exclude="1"><summary>看图：{6}</summary>'
        '<figure class="zg-flow"><svg viewBox="0 0 {1} {2}" role="img" aria-labelledby="{3}-title" '
        'aria-describedby="{3}-text"><title id="{3}-title">{0}</title><desc id="{3}-text">{4}</desc>'
        "{5}</svg></figure></details>"
    ).format(f"{of}：{what}", WIDTH, round(height + 4), name, told, Markup().join(drawn), what)


def _told(part: Part) -> str:
    if isinstance(part, Fork):
        return f"{part.title}：{'；'.join(_told(way) for way in part.ways)}"
    return "，".join((part.title, *part.lines)).replace("。，", "，").rstrip("。")


def _fork(drawn: list[Markup], fork: Fork, top: float) -> float:
    """A heading, a line down its left side, and from it to each way."""
    y = _box(drawn, Box(fork.title, kind="fork"), 2, top, WIDTH - 4)
    for way in fork.ways:
        start = y
        y = _box(drawn, way, 2 + _INDENT, start + _GAP / 2, WIDTH - 4 - _INDENT)
        middle = start + _GAP / 2 + _PAD + _LINE / 2
        drawn.append(Markup('<path d="M12 {0:.0f}V{1:.0f}h8"></path>').format(top + _LINE + 2 * _PAD, middle))
    return y


def _box(drawn: list[Markup], box: Box, x: float, y: float, width: float) -> float:
    """Draw a box; returns where it ends."""
    room = int((width - 2 * _PAD) / _SIZE)
    heading = _wrapped(box.title, room)
    rows = [*heading, *(row for line in box.lines for row in _wrapped(line, room))]
    height = len(rows) * _LINE + 2 * _PAD
    frame = Markup(
        '<rect class="zg-f-{}" x="{:.0f}" y="{:.0f}" width="{:.0f}" height="{:.0f}" rx="8"></rect>'
    )
    drawn.append(frame.format(box.kind, x, y, width, height))
    drawn.append(Markup('<text y="{:.0f}">').format(y + _PAD - _LINE * 0.28))
    # Each line is one step further down than the one before: alike in all boxes, they compress to little.
    for place, row in enumerate(rows):
        bold = Markup(' class="zg-f-b"') if place < len(heading) else ""
        line = Markup('<tspan{} x="{:.0f}" dy="{}">{}</tspan>')
        drawn.append(line.format(bold, x + _PAD, _LINE, row))
    drawn.append(Markup("</text>"))
    return y + height


def _arrow(x: float, top: float, bottom: float) -> Markup:
    return Markup('<path d="M{0:.0f} {1:.0f}V{2:.0f}m-6-8 6 8 6-8"></path>').format(x, top, bottom)


def _wrapped(text: str, room: int) -> list[str]:
    """Lines of at most `room` Chinese letters; a closing mark may hang over."""
    rows, row, used = [], "", 0.0
    for letter in text:
        width = _NARROW if letter.isascii() else 1.0
        if used + width > room and letter not in _CLOSING:
            rows.append(row)
            row, used = "", 0.0
        row, used = row + letter, used + width
    return [*rows, row]
