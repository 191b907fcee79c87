"""The command line as a newcomer has it: each command a process of its own."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ZIKAO = (sys.executable, "-c", "from zikao.cli import main; main()")
STOP_SECONDS = 30


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    """`zikao serve` in a folder; gives the address that it prints. It has to end without a traceback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*ZIKAO, "serve", "--port", str(port), *options]
    complaints = folder / "stderr.txt"
    with (
        complaints.open("w") as heard,
        subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=heard, text=True) as server,
    ):
        try:
            assert server.stdout
            found = re.search(r"http://\S+/", server.stdout.readline())
            assert found, complaints.read_text()
            yield found.group()
            server.send_signal(signal.SIGTERM)
            assert server.wait(STOP_SECONDS) == 0
        finally:
            server.kill()
    assert "Traceback" not in complaints.read_text()
