"""The real thing: ``zikao serve`` over a site that was built."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

STOP_SECONDS = 60


@contextmanager
def serving(
    site: Path, folder: Path, origins: Iterable[str] = (), *, port: int = 0
) -> Iterator[tuple[str, Callable[[], None]]]:
    """Its address, and what ends it.

    Args:
        site: what was built.
        folder: an empty one to run in.
        origins: of the sites that may show its checks.
        port: 0: any that is free.
    """
    (folder / "site").symlink_to(site)
    if not port:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from zikao.cli import main; main()", "serve", "--no-build"]
    complaints = folder / "stderr.txt"
    with (
        complaints.open("w") as heard,
        subprocess.Popen(
            [*command, "--port", str(port)],
            cwd=folder,
            env={**os.environ, "ZIKAO_ORIGINS": ",".join(origins)},
            stdout=subprocess.PIPE,
            stderr=heard,
            text=True,
        ) as server,
    ):

        def stop() -> None:
            server.send_signal(signal.SIGTERM)
            server.wait(STOP_SECONDS)

        try:
            assert server.stdout
            found = re.search(r"http://\S+/", server.stdout.readline())
            assert found, complaints.read_text()
            yield found.group(), stop
        finally:
            server.kill()
