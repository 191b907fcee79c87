"""Scripts that stand beside the tests of parity: what the browser's modules say, run by themselves."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def said(root: Path, script: str, *arguments: str | Path) -> Any:
    """What a script of this folder prints, which is JSON.

    Raises:
        AssertionError: it failed; the sentence is the end of its complaint.
    """
    hooks = root / "widgets" / "testing" / "register.mjs"
    command = [root / "scripts" / "node", "--import", hooks, HERE / script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)
