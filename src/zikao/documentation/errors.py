"""Tables of `errors.md`: every class of error, read from the source, so that nothing has to be importable."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from zikao.documentation.marks import table
from zikao.errors import ExitCode, ZikaoError

_SOURCE = Path(__file__).resolve().parents[1]
_ROOT = ZikaoError.__name__
_PROBLEM = "ProblemError"


_MEANS = {
    ExitCode.PASS: "done; of a check: nothing to mend",
    ExitCode.FINDINGS: "something is to be mended, or needs a look",
    ExitCode.USAGE: "the call is wrong: nothing was done",
    ExitCode.COULD_NOT_CHECK: "something is missing for a verdict, or a fault stopped the command",
}


class ErrorClass(NamedTuple):
    """One class of error."""

    name: str
    module: str
    """From the package, such as `rulebook.books`."""
    base: str
    means: str
    """First line of its docstring."""
    exit_code: str | None
    """What it says of the exit code itself; None where that is its base's."""


def codes() -> str:
    """The exit codes."""
    rows = [(str(code.value), _words(code), _MEANS[code]) for code in ExitCode]
    return table(("code", "name", "meaning"), rows)


def told() -> str:
    """Errors that reach a person."""
    rows = [
        (f"`{each.name}`", f"`zikao.{each.module}`", each.means, _ends(each, known))
        for each, known in _sorted()
        if _ROOT in _bases(each, known)
    ]
    return table(("error", "in", "what it is", "a command ends with"), rows)


def inside() -> str:
    """Errors that are caught by the part that raises them."""
    rows = [
        (f"`{each.name}`", f"`zikao.{each.module}`", each.means)
        for each, known in _sorted()
        if _ROOT not in [each.name, *_bases(each, known)] and not each.name.startswith("_")
    ]
    return table(("error", "in", "what it is"), rows)


def _sorted() -> Iterator[tuple[ErrorClass, Mapping[str, ErrorClass]]]:
    """Each class, and all of them by name to follow its bases."""
    found = sorted(_classes(), key=lambda each: (each.module, each.name))
    known = {each.name: each for each in found}
    yield from ((each, known) for each in found)


def _classes() -> Iterator[ErrorClass]:
    for path in sorted(_SOURCE.rglob("*.py")):
        module = ".".join(path.relative_to(_SOURCE).with_suffix("").parts).removesuffix(".__init__")
        found = [each for each in ast.walk(ast.parse(path.read_bytes())) if isinstance(each, ast.ClassDef)]
        for each in found:
            bases = [ast.unparse(base).split(".")[-1] for base in each.bases]
            if bases and (bases[0].endswith(("Error", "Faults")) or bases[0] == "Exception"):
                means = (ast.get_docstring(each) or "").partition("\n")[0]
                yield ErrorClass(each.name, module, bases[0], means, _exit_code(each))


def _exit_code(node: ast.ClassDef) -> str | None:
    for each in node.body:
        if isinstance(each, ast.AnnAssign | ast.Assign) and each.value is not None:
            targets = each.targets if isinstance(each, ast.Assign) else [each.target]
            if [ast.unparse(target) for target in targets] == ["exit_code"]:
                return ast.unparse(each.value).rpartition(".")[2]
    return None


def _bases(error: ErrorClass, known: Mapping[str, ErrorClass]) -> list[str]:
    """Names of what it inherits from, the nearest first."""
    found = [error.base]
    while found[-1] in known:
        found.append(known[found[-1]].base)
    return found


def _ends(error: ErrorClass, known: Mapping[str, ErrorClass]) -> str:
    bases = _bases(error, known)
    if _PROBLEM in [error.name, *bases]:
        return "none: a request is answered with a [problem](../api.md)"
    line = [error, *(known[name] for name in bases if name in known)]
    name = next(each.exit_code for each in line if each.exit_code is not None)
    code = ExitCode[name]
    return f"{code.value} {_words(code)}"


def _words(code: ExitCode) -> str:
    return code.name.lower().replace("_", " ")
