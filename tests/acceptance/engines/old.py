"""Chromium 86, out of the npm package that carries it for functions in the cloud."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType

VERSION = "86.0.4240"
PACKAGE = Path("node_modules", "chrome-aws-lambda", "bin", "chromium.br")
FLAGS = ["--no-sandbox", "--disable-gpu"]
"""Where the process for a graphics card is started on a busy machine, the first page may never come."""
UNPACK = """
const { createReadStream, createWriteStream, renameSync } = require("node:fs");
const { pipeline } = require("node:stream");
const { createBrotliDecompress } = require("node:zlib");
const [, from, part, to] = process.argv;
const done = (fault) => { if (fault) throw fault; renameSync(part, to); };
const made = createWriteStream(part, { mode: 0o755 });
pipeline(createReadStream(from), createBrotliDecompress(), made, done);
"""


def program(root: Path, folder: Path) -> Path:
    """The program, unpacked into a folder; 138 MB."""
    found = folder / "chromium-86"
    if not found.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        # Tests beside each other may want it at once: nobody writes into what another one already runs.
        part = found.with_suffix(f".{os.getpid()}")
        subprocess.run(
            [root / "scripts" / "node", "-e", UNPACK, root / PACKAGE, part, found],
            check=True,
            capture_output=True,
        )
    return found


@contextmanager
def launched(kind: BrowserType, root: Path) -> Iterator[Browser]:
    """The browser, until it is left."""
    found = program(root, root / "build" / "engines")
    browser = kind.launch(executable_path=found, args=FLAGS)
    assert browser.version.startswith(VERSION)
    yield browser
    browser.close()
