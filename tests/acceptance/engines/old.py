"""Chromium 86, out of the npm package that carries it for functions in the cloud."""

from __future__ import annotations

import subprocess
from pathlib import Path

VERSION = "86.0.4240"
PACKAGE = Path("node_modules", "chrome-aws-lambda", "bin", "chromium.br")
UNPACK = """
const { createReadStream, createWriteStream, renameSync } = require("node:fs");
const { pipeline } = require("node:stream");
const { createBrotliDecompress } = require("node:zlib");
const [, from, to] = process.argv;
const done = (fault) => { if (fault) throw fault; renameSync(`${to}.part`, to); };
const made = createWriteStream(`${to}.part`, { mode: 0o755 });
pipeline(createReadStream(from), createBrotliDecompress(), made, done);
"""


def program(root: Path, folder: Path) -> Path:
    """The program, unpacked into a folder; 138 MB."""
    found = folder / "chromium-86"
    if not found.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [root / "scripts" / "node", "-e", UNPACK, root / PACKAGE, found],
            check=True,
            capture_output=True,
        )
    return found
