"""The pages for whoever runs the server, on a server of two processes."""

from __future__ import annotations

import json
from pathlib import Path

from .harness import ELIGIBILITY, JSON, running, wait_until, write_province

ASKED = 12


def test_any_process_tells_the_counts_of_both(tmp_path: Path) -> None:
    provinces = write_province(tmp_path / "provinces")
    with running(tmp_path, provinces=provinces, workers=2, metrics=True) as server:
        for _ in range(ASKED):
            assert server.ask("POST", ELIGIBILITY, b'{"passed": 11}', JSON).status == 200
        line = f'zikao_answers_total{{problem="",route="eligibility",status="200"}} {ASKED}.0'.encode()
        wait_until(lambda: line in server.ask("GET", "/-/metrics").raw)
        ready = server.ask("GET", "/-/ready")
        assert json.loads(ready.raw.partition(b"\r\n\r\n")[2])["rulebooks"] == 1
        outside = {"X-Forwarded-For": "192.0.2.1"}
        assert server.ask("GET", "/-/metrics", headers=outside).status == 404
