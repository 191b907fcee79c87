"""The judge of the browser: its own tests on Node.js, its size, and what it does not contain."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest

from zikao.judge.operators import COMPARISONS, GROUPS, NONE

from .javascript import ROOT, WIDGET, run

MOST_BYTES = int(3.1 * 1024)


def test_its_own_tests_pass() -> None:
    assert "# fail 0" in run("--test", "--test-reporter=tap", str(WIDGET / "judge.test.js"))


def test_minified_and_gzipped_it_takes_little_more_than_three_kilobytes() -> None:
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    if not esbuild.exists():
        pytest.skip("esbuild is not installed (make setup-dev), so the size cannot be measured")
    made = subprocess.run(
        [str(esbuild), "--bundle", "--minify", "--format=esm", str(WIDGET / "judge.js")],
        capture_output=True,
        check=True,
    )
    assert len(gzip.compress(made.stdout, 9)) <= MOST_BYTES


def test_its_table_holds_the_operators_of_the_one_in_python() -> None:
    table = (WIDGET / "operators.js").as_uri()
    told = """
        const { COMPARISONS, GROUPS } = await import(process.argv[1]);
        const row = ([name, { tests, orders }]) => [name, tests.length, !!orders];
        console.log(JSON.stringify([Object.keys(GROUPS), Object.entries(COMPARISONS).map(row)]));
    """
    groups, comparisons = json.loads(run("--input-type=module", "--eval", told, table))
    assert groups == [*GROUPS]
    assert comparisons == [[each.name, len(each.tests), each.orders] for each in COMPARISONS.values()]


def test_no_other_widget_writes_an_operator_down() -> None:
    rare = "|".join(name for name in (*COMPARISONS, *GROUPS) if "_" in name)
    # In quotes an everyday word is an operator's name; "none" is also the answer 还没有.
    quoted = "|".join(name for name in (*COMPARISONS, *GROUPS) if "_" not in name and name != NONE)
    written = re.compile(rf"""\b(?:{rare})\b|["'](?:{quoted})["']""")
    others = [
        path
        for path in sorted(WIDGET.parent.rglob("*.js"))
        if not path.name.endswith(".test.js") and path != WIDGET / "operators.js"
    ]
    assert len(others) > 30
    assert [path.name for path in others if written.search(_code(path))] == []


def _code(path: Path) -> str:
    """A module without its comments."""
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)


def test_it_stands_alone_and_runs_nothing_made_up() -> None:
    modules = [path for path in WIDGET.glob("*.js") if not path.name.endswith(".test.js")]
    code = "\n".join(map(_code, modules))
    for word in ("eval(", "Function", "fetch", "Date.now", "new Date()", "setTimeout"):
        assert word not in code
    imports = [line for line in code.splitlines() if "import" in line]
    beside = re.compile(r'import \{ [\w, ]+ \} from "\./\w+\.js";')
    assert [line for line in imports if not beside.fullmatch(line)] == []
