"""How many of 10,000 requests from 16 threads are answered with another one's data. It must be none.

The server's threads take turns every microsecond, so that a mix-up shows itself; the same as the test in
tests/acceptance/api/test_isolation.py, with its figures.

    python benchmarks/isolation.py
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.acceptance.api.crowd import ask_together
from tests.acceptance.api.harness import running, write_province


def main() -> int:
    """Print the count; 1 when an answer was wrong."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        provinces = write_province(folder / "provinces")
        with running(folder, provinces=provinces, threads=16, switch_seconds=1e-6) as server:
            began = time.monotonic()
            tally = ask_together(server.port, threads=16, requests=10_000)
            seconds = time.monotonic() - began
    print("isolation, 16 client threads, answers and portraits in turn, one process")
    rate = tally.asked / seconds
    print(f"  wrong answers  {tally.wrong} of {tally.asked:,}   ({rate:,.0f} requests a second)")
    return min(tally.wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
