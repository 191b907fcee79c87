"""Running the judge of the browser, widgets/judge/judge.js, on Node.js."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
WIDGET = ROOT / "widgets" / "judge"


def node() -> list[str]:
    """The command that runs Node.js; skips the test where there is none."""
    wrapper = ROOT / "scripts" / "node"
    if shutil.which("node") is None and not wrapper.exists():
        pytest.skip("no Node.js on this machine, so the JavaScript judge cannot be run")
    return [str(wrapper)] if wrapper.exists() else ["node"]


def run(*command: str) -> str:
    """What a Node.js program prints; its own error output where it fails."""
    done = subprocess.run([*node(), *command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def replay(cases: Iterable[list[Any]], folder: Path) -> list[Any]:
    """Judge many cases in one run: [condition, facts, tables], or [document, facts]."""
    path = folder / "cases.jsonl"
    path.write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    printed = run(str(Path(__file__).with_name("replay.mjs")), str(path))
    return [json.loads(line) for line in printed.splitlines()]
