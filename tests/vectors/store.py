"""Vectors as they are kept: text that says what changed, with a line for each file."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).resolve().parents[1] / "fixtures" / "vectors"
DICTIONARY_BYTES: Final = 32_768
"""What deflate looks back on."""


@dataclass(frozen=True)
class File:
    """A file of a corpus, and what its owner calls it."""

    data: bytes
    name: str | None = None


def pack(files: Mapping[str, File], alike: bytes) -> dict[str, Any]:
    """The corpus: each file packed by itself, with what most are made of as its dictionary."""
    alike = alike[-DICTIONARY_BYTES:]

    def packed(data: bytes) -> str:
        coder = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=alike)
        return base64.b64encode(coder.compress(data) + coder.flush()).decode()

    made = {label: {"name": each.name, "file": packed(each.data)} for label, each in files.items()}
    return {"dictionary": base64.b64encode(zlib.compress(alike, 9)).decode(), "files": made}


def unpack(corpus: Mapping[str, Any]) -> dict[str, File]:
    """The files of a corpus."""
    alike = zlib.decompress(base64.b64decode(corpus["dictionary"]))

    def whole(text: str) -> bytes:
        return zlib.decompressobj(-zlib.MAX_WBITS, zdict=alike).decompress(base64.b64decode(text))

    return {label: File(whole(each["file"]), each["name"]) for label, each in corpus["files"].items()}


def read(path: str) -> Any:
    """A document below the folder of vectors."""
    return json.loads((FOLDER / f"{path}.json").read_text(encoding="utf-8"))


def close(kept: Any, made: Any, within: float = 1e-4) -> bool:
    """Whether both say the same, fractions but for that share: another processor rounds them otherwise."""
    if isinstance(kept, dict) and isinstance(made, dict):
        return kept.keys() == made.keys() and all(close(kept[key], made[key], within) for key in kept)
    if isinstance(kept, list | tuple) and isinstance(made, list | tuple):
        return len(kept) == len(made) and all(map(partial(close, within=within), kept, made))
    if isinstance(kept, float) and isinstance(made, float):
        return abs(kept - made) <= within * max(1, abs(kept))
    return bool(kept == made)


def write(path: str, document: Mapping[str, Any]) -> None:
    """Put a document there, its last level in one line each."""
    target = FOLDER / f"{path}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_text(document), encoding="utf-8")


def _text(document: Mapping[str, Any]) -> str:
    def line(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))

    parts = []
    for name, value in document.items():
        if isinstance(value, dict) and value:
            rows = ",\n".join(f"    {line(key)}: {line(each)}" for key, each in value.items())
            parts.append(f"  {line(name)}: {{\n{rows}\n  }}")
        else:
            parts.append(f"  {line(name)}: {line(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
