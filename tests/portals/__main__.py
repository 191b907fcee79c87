"""`make portals`: both portals and a built site, each on a port of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack

from tests.portals import NAMES, serving

FIRST = 8001
"""Of the portals; the site is on PORT."""


def main(port: int) -> int:
    """Serves until it is interrupted."""
    with ExitStack() as stack:
        portals = [stack.enter_context(serving(name, FIRST + number)) for number, name in enumerate(NAMES)]
        for portal in portals:
            portal.guide = f"http://127.0.0.1:{port}"
            print(f"{portal.address}/", flush=True)
        origins = ",".join(portal.address for portal in portals)
        command = [sys.executable, "-c", "from zikao.cli import main; main()", "serve", "--no-build"]
        try:
            return subprocess.run(
                [*command, "--port", str(port)],
                env={**os.environ, "ZIKAO_ORIGINS": origins},
                check=False,
            ).returncode
        except KeyboardInterrupt:
            return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
