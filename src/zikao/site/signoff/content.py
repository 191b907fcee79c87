"""What stands in it: a procedure's conditions, papers, dates, sentences, sources and open questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from zikao.clock import spoken
from zikao.judge.evaluate import Tables
from zikao.rulebook.document import Kind
from zikao.rulebook.model import Cite, Fact, Procedure, Rule, Spec, SpecValue, Statement, Status
from zikao.rulebook.references import cited_sources
from zikao.rulebook.text import NO_TABLES
from zikao.site import words
from zikao.site.contacts import in_lines, named
from zikao.site.guides import contradictions_of
from zikao.site.scope import Scope, numbers, specs_of, specs_used
from zikao.site.signoff.paper import Block, Entry, Paper, Points, Section, Table

SIGNERS = ("起草", "复核", "批准")
ALL = "所有考生"
_STATES = {"waiting": "在等", "done": "办成", "rejected": "被退回", "other": "其他"}
_KINDS: tuple[tuple[Kind, str], ...] = (("photo", "照片"), ("package", "压缩包或附件"))


def paper(scope: Scope, procedure: Procedure) -> Paper:
    """A procedure of a province, or of one of its cities, as it is told on the scope's day."""
    province, stamp = scope.province, scope.book.stamp
    city = f"（{scope.book.city}）" if scope.book.city else ""
    sections = [
        Section("办什么", _about(scope, procedure)),
        Section("办理时间", _dates(scope, procedure)),
        Section("受理条件", [*_conditions(scope, procedure)]),
        Section("申请材料", _materials(scope, procedure)),
        Section("办理步骤", _steps(scope, procedure)),
        *(
            Section(f"{word}：{spec.title}", _spec(scope, kind, key, spec))
            for kind, word, key, spec in _specs(scope, procedure)
        ),
        Section("其他会对考生说的话", _told(scope, procedure)),
        Section("待定的问题", _open(scope, procedure)),
        Section("来源", _sources(scope, procedure)),
    ]
    return Paper(
        title=f"{province.name}：{procedure.title}",
        under="规则会签单：下面是考生会看到的全部内容和每一条的依据。和文件对不上的，请在该条旁边改，不要签。",
        stamp=[
            ("机构", province.authority),
            (
                "规则",
                f"{province.id}/{procedure.id}{city}，第 {stamp.version} 版",
            ),
            ("核对于", spoken(province.reviewed_on)),
            ("内容摘要（sha256）", stamp.sha256),
            ("打印时的日期", spoken(scope.today.isoformat())),
        ],
        sections=[section for section in sections if section.blocks],
        signers=SIGNERS,
    )


def _about(scope: Scope, procedure: Procedure) -> list[Block]:
    rows = [("事项说明", procedure.summary, _cites(scope, procedure.basis))]
    for name, statement in (
        ("办理时限", procedure.time_limit),
        ("收费", procedure.fee),
        ("办理结果", procedure.result),
    ):
        rows.append(_row(scope, name, statement))
    rows[1:1] = [_row(scope, "谁来办", each) for each in procedure.audience]
    for channel in procedure.channels:
        host = scope.host(channel.host) if channel.host else None
        where = f"{host.name}（{host.host}）" if host else ""
        menu = " › ".join(channel.menu)
        said = "\n".join(filter(None, (channel.name, where, menu, channel.note)))
        rows.append(("在哪办", said, _cites(scope, channel.cite)))
    for contact in named(scope.province.contacts, procedure.contacts):
        rows.append(("问谁", "\n".join(in_lines(contact)), _cites(scope, contact.cite)))
    return [Table(("项目", "内容", "依据"), rows, (14, 52, 34))]


def _row(scope: Scope, name: str, statement: Statement | None) -> tuple[str, str, str]:
    if statement is None:
        return name, words.NOT_STATED, ""
    return name, statement.text, _cites(scope, statement.cite)


def _dates(scope: Scope, procedure: Procedure) -> list[Block]:
    rows = []
    for found in scope.occasions(procedure.windows):
        dates = found.dates
        standing = (
            "" if found.standing == "official" else f"{words.AUTHORITY[found.standing]}的日期，只供参考"
        )
        notes = (
            words.span(dates) if found.dated else "日期未知",
            f"每年都是：{words.every_year(found.at.yearly)}" if found.at.every_year else "",
            "已经结束" if found.over or found.closed else "",
            standing,
            dates.stated and f"来源所写：{dates.stated}",
            dates.look_up and f"怎么查：{dates.look_up}",
        )
        name = f"{found.window.title}\n{found.cycle.title}" if found.cycle else found.window.title
        rows.append((name, "\n".join(filter(None, notes)), _cites(scope, found.cite)))
    return [Table(("做什么", "什么时候（北京时间）", "依据"), rows, (28, 38, 34))] if rows else []


def _conditions(scope: Scope, procedure: Procedure) -> Iterator[Block]:
    for number, rule in enumerate(procedure.rules, 1):
        yield Entry(f"{number}. {rule.title}", [*_condition(scope, procedure, rule)])
    if procedure.conditions:
        yield "回答判断不了、只能提醒的条件："
        yield _statements(scope, procedure.conditions)


def _condition(scope: Scope, procedure: Procedure, rule: Rule) -> Iterator[tuple[str, str]]:
    facts = procedure.facts
    yield "分量", _weight(scope, "procedure", procedure.id, rule)
    if days := scope.in_force(rule):
        yield "什么时候起", days
    yield "适用于", rule.who or scope.when(rule.when, facts) or ALL
    if rule.each:
        yield "逐项核对", f"每{(facts[rule.each].one or '一项').removeprefix('一')}各核对一次"
    yield "要求", words.condition(rule.require, facts)
    for exception in rule.exceptions:
        duties = [f"还要做：{each.todo}（最迟 {words.due(each.due, facts)}）" for each in exception.duties]
        when = words.condition(exception.when, facts)
        yield "例外", "\n".join((exception.title, when, *duties, _cites(scope, exception.cite)))
    yield from _sentences(scope, rule, facts, {}, procedure.tables)
    yield "依据", _cites(scope, rule.cite)


def _sentences(
    scope: Scope,
    rule: Rule,
    facts: Mapping[str, Fact],
    values: Mapping[str, SpecValue],
    tables: Tables = NO_TABLES,
) -> Iterator[tuple[str, str]]:
    """What a report says of a rule, each under the occasion on which it does."""
    for name, text in (
        ("要求写作", rule.required),
        ("符合时说", rule.if_yes),
        ("不符合时说", rule.if_no_in_general or rule.if_no),
        ("判断不了时说", rule.if_unknown),
        ("怎么改", rule.mend),
    ):
        if text:
            yield name, scope.fill(text, values, facts, tables)
    if rule.contradiction:
        yield "说法不一", scope.contradiction(rule.contradiction).title


def _weight(scope: Scope, kind: Kind, item: str, rule: Rule) -> str:
    severity = scope.severity(kind, item, rule.id)
    return f"{words.SEVERITY[severity]}（{words.SEVERITY_MEANS[severity]}）"


def _materials(scope: Scope, procedure: Procedure) -> list[Block]:
    rows = []
    for paper in procedure.materials:
        copies = f"{paper.copies} 份" if paper.copies else ""
        one_of = "同类任选其一" if paper.any_of else ""
        what = "\n".join(filter(None, (paper.name, paper.form, copies, one_of, paper.note)))
        who = paper.who or scope.when(paper.when, procedure.facts) or ALL
        rows.append((what, who, _cites(scope, paper.cite)))
    return [Table(("材料", "谁要交", "依据"), rows, (36, 30, 34))] if rows else []


def _steps(scope: Scope, procedure: Procedure) -> list[Block]:
    rows, number = [], numbers(procedure.steps)
    for step in procedure.steps:
        host = scope.host(step.host).host if step.host else ""
        menu = " › ".join(step.menu)
        refused = [f"会被退回：{reason}" for reason in step.why_rejected]
        confirm = f"提醒：{step.confirm}" if step.confirm else ""
        where = "\n".join(filter(None, (host, menu)))
        what = "\n".join(filter(None, (step.title, step.body, where, confirm, *refused)))
        who = step.by or step.who or scope.when(step.when, procedure.facts) or ALL
        rows.append((str(number.get(step.id, "—")), what, who, _cites(scope, step.cite)))
    return [Table(("步", "做什么", "谁做", "依据"), rows, (6, 44, 20, 30))] if rows else []


def _specs(scope: Scope, procedure: Procedure) -> Iterator[tuple[Kind, str, str, Spec]]:
    for kind, word in _KINDS:
        for key in specs_used(procedure, kind):
            yield kind, word, key, specs_of(scope.book, kind)[key]


def _spec(scope: Scope, kind: Kind, key: str, spec: Spec) -> list[Block]:
    rows, own = [], []
    for value in spec.values.values():
        said = " ".join(filter(None, (scope.shown(kind, value.value), value.unit, value.note)))
        if all(each.source.authority == "tool" for each in scope.references(value.cite)):
            own.append(f"{value.label} {said}")
        else:
            rows.append((value.label, said, _cites(scope, value.cite)))
    blocks: list[Block] = [spec.summary]
    if rows:
        blocks.append(Table(("项目", "数值", "依据"), rows, (26, 28, 46)))
    if own:
        blocks.append(f"来源没有写、由自查工具定的界限：{'；'.join(own)}。")
    rules = [
        (
            f"{rule.title}\n{words.SEVERITY[scope.severity(kind, key, rule.id)]}",
            "\n".join(f"{name}：{text}" for name, text in _sentences(scope, rule, {}, spec.values)),
            _cites(scope, rule.cite),
        )
        for rule in spec.rules
    ]
    blocks.append(Table(("查什么", "对考生说什么", "依据"), rows=rules, shares=(20, 46, 34)))
    if spec.notices:
        blocks += ["只提醒、不检查，或者请考生自己看的：", _statements(scope, spec.notices)]
    return blocks


def _told(scope: Scope, procedure: Procedure) -> list[Block]:
    rows = [("提醒", each.text, _cites(scope, each.cite)) for each in procedure.notices]
    rows += [
        (f"状态“{each.word}”\n{_STATES[each.state]}", _status(each), _cites(scope, each.cite))
        for each in procedure.statuses
    ]
    rows += [
        ("为什么会被退回", f"{each.why}\n怎么改：{each.mend}", _cites(scope, each.cite))
        for each in procedure.rejections
    ]
    rows += [(f"“{each.term}”", each.meaning, _cites(scope, each.cite)) for each in procedure.definitions]
    rows += [(each.ask, each.answer, _cites(scope, each.cite)) for each in procedure.faq]
    return [Table(("在哪里", "怎么说", "依据"), rows, (22, 44, 34))] if rows else []


def _status(status: Status) -> str:
    lines = [status.means, status.do]
    for name, words_of in (
        ("要你做", [status.asks] if status.asks else []),
        ("接下来", status.next),
        ("可能退回到", status.back),
    ):
        if words_of:
            lines.append(f"{name}：{'、'.join(words_of)}")
    return "\n".join(lines)


def _open(scope: Scope, procedure: Procedure) -> list[Block]:
    """What somebody has to decide or find out, each with room for the answer."""
    rows = [
        ("来源没有写", f"{gap.what}\n现在对考生说：{gap.look_up or words.NOT_STATED}", "")
        for gap in procedure.gaps
    ]
    for key in contradictions_of(procedure.contradictions, procedure.rules):
        entry = scope.contradiction(key)
        said = [f"{each.text}（{_cites(scope, each.cite)}）" for each in entry.says]
        rows.append(("说法不一", "\n".join((entry.title, *said, f"现在请考生这样做：{entry.safe}")), ""))
    for key in procedure.windows:
        found = scope.occasion(key)
        if not found.dated:
            rows.append(("日期未知", found.window.title, ""))
    weak: dict[str, list[str]] = {}
    for kind, rule, item in _unofficial(scope, procedure):
        weak.setdefault(_texts(scope, rule.cite), []).append(
            f"{rule.title}（{words.SEVERITY[scope.severity(kind, item, rule.id)]}）"
        )
    rows += [
        ("依据不是正式文件", f"只见于{text}：\n{'；'.join(titles)}", "") for text, titles in weak.items()
    ]
    for _, _, _, spec in _specs(scope, procedure):
        rows += [("来源没有写", f"{spec.title}：{gap}", "") for gap in spec.gaps]
        if own := [rule.title for rule in spec.rules if rule.tolerance_from == "tool"]:
            rows.append(("界限是自查工具定的", f"{spec.title}：{'；'.join(own)}", ""))
    return [Table(("为什么要定", "问题", "答复"), rows, (18, 58, 24))] if rows else []


def _unofficial(scope: Scope, procedure: Procedure) -> Iterator[tuple[Kind, Rule, str]]:
    """Rules that no official text carries."""
    judged: list[tuple[Kind, str, Sequence[Rule]]] = [("procedure", procedure.id, procedure.rules)]
    judged += [(kind, key, spec.rules) for kind, _, key, spec in _specs(scope, procedure)]
    for kind, item, rules in judged:
        for rule in rules:
            standings = {each.source.authority for each in scope.references(rule.cite)}
            if standings and not standings & {"official", "tool"}:
                yield kind, rule, item


def _sources(scope: Scope, procedure: Procedure) -> list[Block]:
    """Every document that a cite of this document names, in the order of the province's list."""
    cited = _cited(scope, procedure)
    rows = [
        (
            f"{source.title}\n{source.publisher}",
            f"{words.AUTHORITY[source.authority]}\n{words.issued(source.issued)}\n{spoken(source.read)}读取",
            "\n".join(filter(None, (source.address or "公开网址未知", source.note))),
        )
        for key, source in scope.province.sources.items()
        if key in cited
    ]
    return [Table(("文件", "性质和日期", "网址和说明"), rows, (38, 22, 40))] if rows else []


def _cited(scope: Scope, procedure: Procedure) -> set[str]:
    """Keys of all sources that this document rests on."""
    asked = named(scope.province.contacts, procedure.contacts)
    differing = [
        scope.contradiction(key) for key in contradictions_of(procedure.contradictions, procedure.rules)
    ]
    specs = [spec for _, _, _, spec in _specs(scope, procedure)]
    times = [cite.source for found in scope.occasions(procedure.windows) for cite in found.cite]
    return {*times, *cited_sources([procedure, *asked, *differing, *specs])}


def _statements(scope: Scope, statements: Iterable[Statement]) -> Points:
    return Points([f"{each.text}（{_cites(scope, each.cite)}）" for each in statements])


def _texts(scope: Scope, cites: Iterable[Cite]) -> str:
    """The documents alone, without clauses, and how much each weighs."""
    weights = {
        ref.source.title.strip("《》"): words.AUTHORITY[ref.source.authority]
        for ref in scope.references(cites)
    }
    return "、".join(f"《{title}》（{weight}）" for title, weight in weights.items())


def _cites(scope: Scope, cites: Iterable[Cite]) -> str:
    """Each on a line of its own: title, clause, and how much it weighs where it is no official text."""
    said = []
    for ref in scope.references(cites):
        standing = ref.source.authority
        weight = "" if standing == "official" else f"（{words.AUTHORITY[standing]}）"
        note = f"；{ref.note}" if ref.note else ""
        said.append(f"《{ref.source.title.strip('《》')}》{ref.clause}{weight}{note}")
    return "\n".join(said)
