"""Requests generated from the OpenAPI document: what it promises, the server keeps."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .harness import Running

pytest.importorskip("schemathesis")

CONFIG = Path(__file__).with_name("schemathesis.toml")


@pytest.mark.timeout(300)
def test_generated_requests_find_no_difference_from_the_document(server: Running, tmp_path: Path) -> None:
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG)),
        *("run", f"http://127.0.0.1:{server.port}/v1/openapi.json"),
        *("--max-examples", "40", "--seed", "1", "--no-color"),
    ]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=250, check=False)
    assert run.returncode == 0, run.stdout[-4000:]
    assert "No issues found" in run.stdout
