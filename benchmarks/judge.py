"""The judge beside CEL, on one realistic rule: microseconds of CPU a decision, as ratios, and differences.

Run it with ``make bench`` or ``python benchmarks/judge.py``. Times are CPU time of this process, and of
Node.js, in the best of several rounds, so that a busy machine does not count.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from zikao.judge.document import Document
from zikao.judge.evaluate import evaluate
from zikao.judge.rules import judge, judge_rule

ROOT = Path(__file__).resolve().parent.parent
FIXTURE = json.loads((ROOT / "tests/fixtures/judge/prior_diploma.json").read_text(encoding="utf-8"))
DOCUMENT = Document.model_validate(FIXTURE["document"])
CASES: list[dict[str, Any]] = [example["given"] for example in FIXTURE["examples"]]
(RULE,) = DOCUMENT.rules
TABLES = DOCUMENT.tables

ROUNDS, REPEATS = 5, 200
FIGURE = 60
"""Microseconds that a decision may take."""

_FRESH = RULE.exceptions[0]
TREE = {
    "any": [
        RULE.require,
        {"all": [_FRESH.when, _FRESH.duties[0].must]},
        RULE.exceptions[1].when,
    ]
}
"""The rule as one condition, which is what CEL can express of it."""

IN_CEL = """
(f.diploma_date != "none" && timestamp(f.diploma_date + "T00:00:00Z")
  <= timestamp(string(f.apply_year) + "-" + t.cutoff[f.half] + "T00:00:00Z"))
|| (f.half == "first" && f.graduates_this_year == true && f.has_letter == true
  && f.verified_on != "none" && timestamp(f.verified_on + "T00:00:00Z")
  < timestamp(string(f.apply_year) + "-07-01T00:00:00Z"))
|| f.both_levels == true
"""


def microseconds(work: Callable[[dict[str, Any]], object]) -> float:
    """CPU time of one call, averaged over the cases, in the best round."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time_ns()
        for _ in range(REPEATS):
            for facts in CASES:
                work(facts)
        best = min(best, time.process_time_ns() - start)
    return best / 1000 / REPEATS / len(CASES)


def in_cel() -> Callable[[dict[str, Any]], bool | None] | None:
    """The rule in CEL, or None without the engine."""
    try:
        from cel_expr_python import cel
    except ImportError:
        return None
    kind = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
    program = cel.NewEnv(variables={"f": kind, "t": kind}).compile(IN_CEL)

    def run(facts: dict[str, Any]) -> bool | None:
        found = program.eval(data={"f": facts, "t": TABLES})
        return bool(found.value()) if found.type() == cel.Type.BOOL else None

    return run


def in_javascript() -> dict[str, Any] | None:
    """The same on Node.js: its times and its truths, or None without it."""
    wrapper = ROOT / "scripts" / "node"
    if shutil.which("node") is None and not wrapper.exists():
        return None
    work = {
        "document": FIXTURE["document"],
        "cases": CASES,
        "tree": TREE,
        "rounds": ROUNDS,
        "repeats": REPEATS,
    }
    done = subprocess.run(
        [str(wrapper) if wrapper.exists() else "node", str(Path(__file__).with_name("judge_js.mjs"))],
        input=json.dumps(work),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Print the table."""
    truths = [evaluate(TREE, facts, TABLES).truth for facts in CASES]
    rows = {
        "Python: the condition": microseconds(lambda facts: evaluate(TREE, facts, TABLES)),
        "Python: the rule, with exceptions and duties": microseconds(
            lambda facts: judge_rule(RULE, DOCUMENT, facts)
        ),
        "Python: the document, with the next question": microseconds(lambda facts: judge(DOCUMENT, facts)),
    }
    differences = 0
    found = in_javascript()
    if found:
        rows["JavaScript: the condition"] = found["evaluate"]
        rows["JavaScript: the document, with the next question"] = found["judge"]
        differences += sum(one is not two for one, two in zip(truths, found["truths"], strict=True))
        judged = [judge(DOCUMENT, facts).as_json() for facts in CASES]
        differences += sum(one != two for one, two in zip(judged, found["judgements"], strict=True))
    cel = in_cel()
    if cel:
        rows["CEL in C++, from Python: the condition"] = microseconds(cel)
        differences += sum(one is not cel(facts) for one, facts in zip(truths, CASES, strict=True))

    base = rows["Python: the condition"]
    for name, spent in rows.items():
        print(f"{name:52} {spent:8.1f} µs   {spent / base:5.2f} x")
    for name, engine in (("Node.js", found), ("cel-expr-python", cel)):
        if not engine:
            print(f"{name} is not installed: not compared")
    rule = rows["Python: the rule, with exceptions and duties"]
    met = "reached" if rule <= FIGURE else "missed"
    print(f"a decision takes {rule:.1f} µs, the figure is {FIGURE} µs: {met}")
    print(f"differences between the engines: {differences} of {len(CASES)} cases")


if __name__ == "__main__":
    main()
