"""The voice of the docstrings, as CONTRIBUTING has it; what ruff's pydocstyle can tell is its business."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "zikao"
Function = ast.FunctionDef | ast.AsyncFunctionDef
Described = Function | ast.ClassDef | ast.Module

# "Writes the file", not "Names of its files": a verb is followed by what it is done to.
THIRD_PERSON = re.compile(
    r"(?!(?:Its|Bytes|Less|Across|Unless|Always|Perhaps|Besides|Towards|Whereas|This|Has)\b)[A-Z][a-z]+s"
    r" (?:a|an|the|one|its|it|what|whether|until|every|each|all|answers|bytes|out)\b"
    r"|(?:Asks|Calls|Deletes|Gives|Judges|Makes|Measures|Reads|Returns|Says|Serves|Takes|Tries|Writes)\b"
)
# What comes out is named, not that it comes out; who only acts may give something to something.
SAYS_NOTHING = re.compile(
    r"(?:Give|Get|Return|Yield|Find|Tell whether|This (?:function|method|class|module))\b"
)
# "``x``", ":func:`x`", and an error that is told beside the section that is for it.
OTHER_MARKUP = re.compile(
    r"``|:(?:attr|class|data|exc|func|meth|mod|ref):`|^[^\n]*\b(?:R|r)aises [A-Z]\w+", re.M
)


class Docstring(NamedTuple):
    place: str
    node: Described
    text: str


def docstrings(path: Path) -> Iterator[Docstring]:
    """Everything in a module that has a docstring."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, Described) and (text := ast.get_docstring(node)):
            name = path.stem if isinstance(node, ast.Module) else node.name
            yield Docstring(f"{path.relative_to(SOURCE).as_posix()}: {name}", node, text)


MODULES = sorted(SOURCE.rglob("*.py"))
ALL = [each for path in MODULES for each in docstrings(path)]


@pytest.mark.parametrize(
    "text",
    [
        "Writes the file.",
        "Returns a list.",
        "Serves until it is told to stop.",
        "Give the choices for each fact.",
        "Yield what is wrong.",
    ],
)
def test_other_voices_are_heard(text: str) -> None:
    assert THIRD_PERSON.match(text) or SAYS_NOTHING.match(text)


@pytest.mark.parametrize(
    "text",
    [
        "Write the file.",
        "Names of the files.",
        "Answers by fact name.",
        "Whether it is whole.",
        "Its facts as a plain item.",
        "Facts that the file states.",
    ],
)
def test_our_own_voice_is_not_taken_for_another(text: str) -> None:
    assert not THIRD_PERSON.match(text)
    assert not SAYS_NOTHING.match(text)


def has_answer(function: Function) -> bool:
    """Whether something comes out of it."""
    return function.returns is not None and ast.unparse(function.returns) != "None"


def test_first_lines_name_what_comes_out_or_say_what_to_do() -> None:
    assert [
        f"{each.place}: {each.text.splitlines()[0]}"
        for each in ALL
        if isinstance(each.node, Function)
        if THIRD_PERSON.match(each.text) or (has_answer(each.node) and SAYS_NOTHING.match(each.text))
    ] == []


def test_one_markup() -> None:
    found = [(each.place, OTHER_MARKUP.search(each.text)) for each in ALL]
    assert [f"{place}: {match[0]}" for place, match in found if match] == []


def is_command(function: Function) -> bool:
    """Whether its docstring is what a candidate reads after ``--help``."""
    return any(re.search(r"\b(?:command|group)\b", ast.unparse(each)) for each in function.decorator_list)


def raised(body: list[ast.stmt], caught: frozenset[str] = frozenset()) -> Iterator[str]:
    """Names of the errors that these statements raise themselves and do not catch."""
    for statement in body:
        if isinstance(statement, ast.Raise) and statement.exc is not None:
            thrown = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
            name = ast.unparse(thrown).split(".")[-1]
            if re.match(r"[A-Z]\w+", name) and not caught & {name, "Exception"}:
                yield name
        elif isinstance(statement, ast.Try):
            types = {
                name.split(".")[-1]
                for handler in statement.handlers
                if handler.type is not None
                and not (len(handler.body) == 1 and isinstance(handler.body[0], ast.Raise))
                for name in re.findall(r"[\w.]+", ast.unparse(handler.type))
            }
            yield from raised(statement.body, caught | types)
            for handler in statement.handlers:
                yield from raised(handler.body, caught)
            yield from raised([*statement.orelse, *statement.finalbody], caught)
        elif not isinstance(statement, Function | ast.ClassDef):
            for part in ("body", "orelse", "cases"):
                for inner in [getattr(statement, part, [])]:
                    blocks = [each.body for each in inner] if part == "cases" else [inner]
                    for block in blocks:
                        yield from raised(block, caught)


def test_raised_errors_are_seen_and_caught_ones_left_out() -> None:
    source = """
if x:
    raise OneError("…")
try:
    raise CaughtError
except CaughtError:
    pass
for each in y:
    match each:
        case 1:
            raise two.TwoError
raise
"""
    assert list(raised(ast.parse(source).body)) == ["OneError", "TwoError"]


def test_what_a_public_function_raises_stands_under_raises() -> None:
    private = re.compile(r"(?:^|[ .])_(?!_)")
    assert [
        f"{each.place}: {name}"
        for each in ALL
        if isinstance(each.node, Function) and not private.search(each.place) and not is_command(each.node)
        for name in sorted(set(raised(each.node.body)))
        if not name.startswith("_")
        and not re.search(rf"Raises:\n(?:.*\n)*?\s+(?:\w+\.)*{name}: ", each.text + "\n")
    ] == []


REFERENCE = re.compile(r"(?<!`)`(zikao(?!\.(?:js|css)\b)(?:\.\w+)+)`(?!`)")
PAGES = sorted((ROOT / "docs").rglob("*.md"))
REFERENCES = sorted(
    {
        (path.relative_to(ROOT).as_posix(), name)
        for path in [*MODULES, *PAGES, ROOT / "CONTRIBUTING.md"]
        for name in REFERENCE.findall(path.read_text(encoding="utf-8"))
    }
)


def leads_somewhere(name: str) -> bool:
    """Whether a dotted name is that of a module, or of something in one."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError as error:
            if error.name is not None and not name.startswith(error.name):
                return True  # an extra that is not installed here
            continue
        for part in parts[cut:]:
            fields = getattr(found, "model_fields", {}) | getattr(found, "__annotations__", {})
            if not hasattr(found, part) and part not in fields:
                return False
            found = getattr(found, part, None)
        return True
    return False


@pytest.mark.parametrize(("place", "name"), REFERENCES)
def test_cross_references_lead_somewhere(place: str, name: str) -> None:
    assert leads_somewhere(name)


def test_a_reference_into_nowhere_is_seen() -> None:
    assert leads_somewhere("zikao.errors.ZikaoError")
    assert not leads_somewhere("zikao.errors.NoSuchError")
    assert not leads_somewhere("zikao.nothing.here")


SPOKEN = (
    *sorted((ROOT / "src/zikao").rglob("*")),
    *sorted((ROOT / "widgets").rglob("*")),
    *sorted((ROOT / "provinces").rglob("*")),
    *sorted((ROOT / "docs").rglob("*")),
    ROOT / "mkdocs.yml",
)


def test_everybody_is_spoken_to_alike() -> None:
    """你 throughout: a page that says 您 here and 你 there was written by two people."""
    texts = [
        path
        for path in SPOKEN
        if path.suffix in {".py", ".js", ".ts", ".jinja", ".html", ".yaml", ".yml", ".md", ".json"}
    ]
    assert len(texts) > 300
    polite = {path.name for path in texts if "您" in path.read_text(encoding="utf-8")}
    assert polite == {"asked.py"}, "which is what readers themselves may type"
