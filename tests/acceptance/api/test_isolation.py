"""Nobody is ever answered with another person's data."""

from __future__ import annotations

from pathlib import Path

import pytest

from .crowd import ask_together
from .harness import running, write_province


@pytest.mark.timeout(300)
def test_ten_thousand_requests_from_sixteen_threads_are_each_answered_with_their_own(tmp_path: Path) -> None:
    """The server's threads take turns every microsecond: at the usual 5 ms a mix-up would be too rare to see.

    With Chalice's own app, which shares the request between threads, some 100 of the 10,000 come out wrong.
    """
    provinces = write_province(tmp_path / "provinces")
    with running(tmp_path, provinces=provinces, threads=16, switch_seconds=1e-6) as server:
        tally = ask_together(server.port, threads=16, requests=10_000)
    assert tally.asked == 10_000
    assert tally.wrong == 0
