"""Nothing but the table knows an operator: two that are made up go through every reader of it."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from zikao.checks.where import against
from zikao.documentation import operators as documented
from zikao.judge.boundaries import boundaries
from zikao.judge.check import check_condition
from zikao.judge.document import Document
from zikao.judge.evaluate import evaluate
from zikao.judge.explain import explain
from zikao.judge.logic import FALSE, TRUE, UNUSABLE, Evaluation, all_of, negate, unknown
from zikao.judge.operators import COMPARISONS, GROUPS, Comparison, Group
from zikao.judge.rules import judge
from zikao.judge.trace import trace
from zikao.rulebook.editor import editor_schemas
from zikao.rulebook.faults import errors
from zikao.rulebook.lint import lint
from zikao.rulebook.model import Fact
from zikao.rulebook.store import load_library
from zikao.site import words
from zikao.site.render import render

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "zikao"
GOOD = ROOT / "tests" / "fixtures" / "rulebooks" / "good"


def _starts(name: str, left: Any, right: Any) -> Evaluation:
    if not isinstance(right, str):
        return UNUSABLE
    if not isinstance(left, str):
        return unknown(name)
    return TRUE if left.startswith(right) else FALSE


STARTS_WITH = Comparison(
    name="starts_with",
    fits=("text",),
    tests=(_starts,),
    meant="includes",
    description="The text begins with the operand.",
    explained="开头是",
    clause="以{}开头",
    denied="不以{}开头",
)
NOT_ALL = Group(
    name="not_all",
    join=lambda parts: negate(all_of(parts)),
    denies=True,
    description="At least one of these does not hold.",
    explained="以下不都成立",
    joint="，并且",
    clause="不会（{}）",
)


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table with a comparison and a group more."""
    monkeypatch.setitem(COMPARISONS, STARTS_WITH.name, STARTS_WITH)
    monkeypatch.setitem(GROUPS, NOT_ALL.name, NOT_ALL)


FACTS: dict[str, dict[str, Any]] = {
    "school": {"type": "text", "ask": "哪所学校？"},
    "count": {"type": "integer", "ask": "有几个？"},
    "papers": {"type": "set", "ask": "有哪些材料？", "options": {"card": "身份证"}},
}
PLAIN = {"starts_with": {"school": "安徽"}}
JOINED = {"not_all": [PLAIN, {"at_least": {"count": 2}}]}
DOCUMENT = Document.model_validate(
    {
        "facts": FACTS,
        "tables": {},
        "elsewhere": [],
        "rules": [
            {"id": "plain", "severity": "must", "require": PLAIN},
            {"id": "joined", "severity": "must", "require": JOINED},
        ],
    }
)


def test_the_guard_takes_them_and_tells_what_is_wrong_with_them() -> None:
    def found(condition: dict[str, Any]) -> list[tuple[str, str | None]]:
        return [
            (problem.message, problem.nearest) for problem in check_condition(condition, DOCUMENT.facts, {})
        ]

    assert found(JOINED) == []
    assert found({"starts_wiht": {"school": "安徽"}}) == [
        ("没有「starts_wiht」这种组合或比较", "starts_with")
    ]
    assert found({"not_al": []}) == [("没有「not_al」这种组合或比较", "not_all")]
    assert found({"starts_with": {"count": 2}})[0][0].startswith("「starts_with」不能用来比")
    assert found({"starts_with": {"papers": "card"}})[0][1] == "includes"
    assert "starts_with" in found({"at_least": {"school": 2}})[0][0]
    assert found({"not_all": {}}) == [("「not_all」后面须是条件的列表", None)]
    assert "all、any、none、not_all" in found({})[0][0]


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        (PLAIN, {"school": "安徽大学"}, TRUE),
        (PLAIN, {"school": "北京大学"}, FALSE),
        (PLAIN, {}, unknown("school")),
        (JOINED, {"school": "安徽大学", "count": 2}, FALSE),
        (JOINED, {"school": "安徽大学"}, unknown("count")),
        (JOINED, {"count": 1}, TRUE),
    ],
)
def test_the_evaluator_comes_to_what_the_table_says(
    condition: dict[str, Any], facts: dict[str, Any], expected: Evaluation
) -> None:
    assert evaluate(condition, facts, {}) == expected


def test_a_rule_is_judged_asked_for_and_tried_at_its_limits() -> None:
    judged = judge(DOCUMENT, {"count": 1})
    assert (judged.verdict, judged.next) == ("unknown", "school")
    assert judge(DOCUMENT, {"school": "安徽大学", "count": 1}).verdict == "pass"
    assert {case.outcome.outcome for case in boundaries(DOCUMENT, "joined").cases} == {"yes", "no", "unknown"}


def test_a_trace_and_its_explanation_have_words_for_them() -> None:
    known = {"school": "安徽大学", "count": 2}
    assert trace(DOCUMENT, "joined", known)["require"]["parts"][0] == {
        "operator": "starts_with",
        "truth": True,
        "missing": [],
        "fact": "school",
        "value": "安徽大学",
        "operand": "安徽",
        "limit": "安徽",
    }
    assert explain(DOCUMENT, "joined", known).splitlines()[1:] == [
        "└─ ✗ 要求：以下不都成立",
        "   ├─ ✓ 「哪所学校？」开头是 安徽（现为 安徽大学）",
        "   └─ ✓ 「有几个？」不少于 2（现为 2）",
    ]


def test_what_speaks_against_a_rule_is_found() -> None:
    assert list(against(JOINED, {"school": "安徽大学", "count": 2}, {})) == ["school", "count"]
    assert list(against(PLAIN, {}, {})) == ["school"]


def test_the_site_has_words_for_them() -> None:
    facts = {name: Fact.model_validate(fact) for name, fact in FACTS.items()}
    assert words.condition(PLAIN, facts) == "「哪所学校？」以“安徽”开头"
    assert words.condition({"not_all": [PLAIN]}, facts) == "「哪所学校？」不以“安徽”开头"
    assert words.condition(JOINED, facts) == "不会（「哪所学校？」以“安徽”开头，并且「有几个？」不少于 2）"
    assert words.clauses({"all": [PLAIN, JOINED]}, facts) == [
        words.condition(PLAIN, facts),
        words.condition(JOINED, facts),
    ]


def test_editors_complete_them() -> None:
    for name, schema in editor_schemas().items():
        for condition in (part for key, part in schema.get("$defs", {}).items() if key.endswith("Condition")):
            assert condition["properties"]["starts_with"]["description"] == STARTS_WITH.description, name
            assert condition["properties"]["not_all"]["description"] == NOT_ALL.description, name
    definitions = editor_schemas()["procedure"]["$defs"]
    editor = Draft202012Validator({"$ref": "#/$defs/Condition", "$defs": definitions})
    assert editor.is_valid(JOINED)
    assert not editor.is_valid({"ends_with": {"school": "大学"}})


def test_the_developers_page_lists_them() -> None:
    assert (
        "| `starts_with` | text | one value | The text begins with the operand. | 「开头是」 |"
        in documented.comparisons()
    )
    assert "| `not_all: [ … ]` | At least one of these does not hold. |" in documented.groups()


def test_a_rulebook_that_uses_them_is_linted_compiled_and_shown(tmp_path: Path) -> None:
    provinces = shutil.copytree(GOOD, tmp_path / "provinces")
    path = provinces / "demo" / "procedures" / "graduation.yaml"
    text = path.read_text("utf-8")
    for old, new in (
        ("tables:\n", "  school: {type: text, ask: 哪所学校毕业？}\ntables:\n"),
        (
            "when: {is: {prior_degree: true}}\n    host",
            "when: {not_all: [{starts_with: {school: 外省}}]}\n    host",
        ),
        (
            "  - id: in-time\n",
            "  - id: school\n    title: 本省的学校\n    severity: must\n"
            "    require: {not_all: [{starts_with: {school: 外省}}, {is: {half: first}}]}\n"
            "    if_no: 外省的学校下半年再来。\n    cite: {source: guide, clause: 二}\n  - id: in-time\n",
        ),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    assert errors(lint(provinces, today=date(2026, 11, 21))) == []
    library = load_library(provinces)
    document = library.compiled("procedure", "demo/graduation")
    judged = judge(document, {"school": "外省大学", "half": "first"})
    assert {each.id: each.outcome for each in judged.outcomes}["school"] == "no"
    pages = {page.path: page.markdown for page in render(library, today=date(2026, 11, 21))}
    told = "".join(text for path, text in pages.items() if "demo/graduation" in path)
    assert "「哪所学校毕业？」不以“外省”开头" in told


# The same word in another language than that of conditions.
OTHERWISE_MEANT = {
    "in": {"api.declared", "api.openapi"},  # where a request has a parameter
    # a step that comes later, and what the key that says so is called
    "after": {"rulebook.lint.reach", "authoring.difference.words"},
    "between": {"authoring.difference.words"},  # what is known of the days between two specs
    "none": {
        "package.choices",  # nothing before an archive
        # The label of the answer 还没有 or 以上都没有, and that answer.
        "judge.dates",
        "authoring.difference.words",
        "rulebook.lint.questions",
        "rulebook.references",
        "serve.s3",  # what an operator writes who wants no encryption asked for
    },
}
TABLE = SOURCE / "judge" / "operators.py"


def _texts(nodes: Iterable[ast.AST | None]) -> list[ast.Constant]:
    return [node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _deciding(node: ast.AST) -> list[ast.Constant]:
    """Texts of a node by which a program tells words apart: compared, looked up, a key, under a name."""
    match node:
        case ast.Compare():
            return _texts([node.left, *node.comparators])
        case ast.MatchValue():
            return _texts([node.value])
        case ast.Dict():
            return _texts(node.keys)
        case ast.Subscript():
            return _texts([node.slice])
        case ast.Call(func=ast.Attribute(attr="get" | "pop" | "setdefault" | "startswith")):
            return _texts(node.args)
        case ast.Assign() | ast.AnnAssign():
            return _texts([node.value])
        case ast.Tuple() | ast.List() | ast.Set():
            several = [text for text in _texts(node.elts) if text.value in {*COMPARISONS, *GROUPS}]
            return several if len({text.value for text in several}) > 1 else []
    return []


def _written(path: Path) -> Iterator[tuple[int, str]]:
    """Lines in which a module writes an operator's name, and the name.

    An everyday word counts where it decides something, any other wherever it stands but in a docstring, which
    explains and decides nothing.
    """
    tree = ast.parse(path.read_bytes())
    explaining = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    names = {*COMPARISONS, *GROUPS}
    rare = re.compile("|".join(rf"\b{name}\b" for name in names if "_" in name))
    for node in ast.walk(tree):
        for text in _deciding(node):
            if text.value in names:
                yield text.lineno, str(text.value)
        for text in _texts([node]):
            if text not in explaining and (found := rare.search(str(text.value))):
                yield text.lineno, found.group()


def _module(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts)


def _excused(word: str, module: str) -> bool:
    return module in OTHERWISE_MEANT.get(word, ())


def test_no_other_module_writes_an_operator_down() -> None:
    found = [
        f"{_module(path)}:{line}: {word}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line, word in _written(path)
        if path != TABLE and not _excused(word, _module(path))
    ]
    assert found == []


def test_no_word_is_excused_in_vain() -> None:
    used = {(word, _module(path)) for path in SOURCE.rglob("*.py") for _, word in _written(path)}
    excused = {(word, module) for word, modules in OTHERWISE_MEANT.items() for module in modules}
    assert sorted(excused - used) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('if word == "between":\n    pass\n', ["between"]),
        ('if word in ("any", "none"):\n    pass\n', ["any", "none"]),
        ('match word:\n    case "is":\n        pass\n', ["is"]),
        ('WORDS = {"is": "为"}\n', ["is"]),
        ('parts = tree.get("all")\n', ["all"]),
        ('parts = tree["all"]\n', ["all"]),
        ('JOINS = "all"\n', ["all"]),
        ('fault = f"{word}：at_least 只能比数"\n', ["at_least"]),
        ('head = ("error", "in", "meaning")\n', []),
        ('def f():\n    """Like at_least."""\n    return "last"\n', []),
    ],
)
def test_a_module_that_writes_one_down_is_seen(code: str, found: list[str], tmp_path: Path) -> None:
    path = tmp_path / "sample.py"
    path.write_text(code, encoding="utf-8")
    assert [word for _, word in _written(path)] == found
