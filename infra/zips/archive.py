"""The zip of a folder, the same to the byte for the same files, and the list of what it holds."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can state: none of the files' own times goes in."""
READABLE = 0o644 << 16
RUNNABLE = 0o755 << 16


@dataclass(frozen=True)
class Entry:
    """One file of a package."""

    path: str
    size: int
    """Bytes, unzipped."""
    sha256: str


def write_zip(folder: Path, out: Path) -> list[Entry]:
    """Every file below the folder, in the order of their names; returns what went in."""
    entries = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*"), key=lambda each: each.relative_to(folder).as_posix()):
            if not path.is_file():
                continue
            name = path.relative_to(folder).as_posix()
            content = path.read_bytes()
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 3  # Unix, on whichever system it is built: else the rights mean nothing
            info.external_attr = RUNNABLE if ".so" in path.name else READABLE
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
            entries.append(Entry(name, len(content), hashlib.sha256(content).hexdigest()))
    return entries


def listing(entries: list[Entry]) -> str:
    """One line a file: sha256, bytes, path."""
    return "".join(f"{each.sha256}  {each.size:>9}  {each.path}\n" for each in entries)


def sha256(path: Path) -> str:
    """Of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
