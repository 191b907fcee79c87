"""A network's file with its large weights in half precision, for devices that fetch it: half the bytes.

What unpacks it has a file of the old size and layout again, its weights rounded to eleven bits. Layout: how
many stretches of weights there are, then of each where it begins and how many numbers it has, all in 32 bits;
then the file without them; then of all halves the upper bytes, which are much alike, and the lower ones.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

import numpy as np

_BUFFERS: Final = 4
"""Field of a model in the schema of LiteRT's files: a list of tables with one list of bytes each."""
_SUBGRAPHS, _TENSORS = 2, 0
_TYPE, _BUFFER = 1, 2
"""Of a tensor. Single precision is type 0, which a file leaves out."""
_FEWEST: Final = 1024
"""Numbers of a stretch that is worth it; the smaller ones are scales and steps, which stay as they are."""
_SINGLE: Final = 4
_LARGEST: Final = 60_000.0


def halved(content: bytes) -> bytes:
    """The file, packed. `content` is one of LiteRT's, with its weights inside."""
    stretches = sorted(_stretches(content))
    kept, halves, end = [], [], 0
    for start, count in stretches:
        kept.append(content[end:start])
        end = start + count * _SINGLE
        halves.append(np.frombuffer(content, "<f4", count, start).astype("<f2"))
    kept.append(content[end:])
    packed = np.concatenate([*halves, np.zeros(0, "<f2")]).view(np.uint8).reshape(-1, 2)
    head = struct.pack(
        f"<{1 + 2 * len(stretches)}I", len(stretches), *(n for each in stretches for n in each)
    )
    return head + b"".join(kept) + packed[:, 1].tobytes() + packed[:, 0].tobytes()


def _stretches(content: bytes) -> Iterator[tuple[int, int]]:
    """Where weights begin, and how many numbers there are, in the order of the tensors."""
    model = _follow(content, 0)
    buffers = list(_tables(content, _field(content, model, _BUFFERS)))
    seen = set()
    for subgraph in _tables(content, _field(content, model, _SUBGRAPHS)):
        for tensor in _tables(content, _field(content, subgraph, _TENSORS)):
            kind, number = (_field(content, tensor, name) for name in (_TYPE, _BUFFER))
            single = not kind or content[kind] == 0
            buffer = struct.unpack_from("<I", content, number)[0] if number else 0
            data = _field(content, buffers[buffer], 0)
            if not single or not data or buffer in seen:
                continue
            seen.add(buffer)
            start = _follow(content, data)
            count = struct.unpack_from("<I", content, start)[0] // _SINGLE
            start += _SINGLE
            if count >= _FEWEST and start % _SINGLE == 0:
                values = np.frombuffer(content, "<f4", count, start)
                if float(np.abs(values).max()) < _LARGEST:
                    yield start, count


def _follow(content: bytes, at: int) -> int:
    """What an offset in a flat buffer leads to."""
    return at + int(struct.unpack_from("<I", content, at)[0])


def _field(content: bytes, table: int, number: int) -> int:
    """Where a table's field stands; 0 where it is left out."""
    names = table - struct.unpack_from("<i", content, table)[0]
    at = 4 + 2 * number
    if at >= struct.unpack_from("<H", content, names)[0]:
        return 0
    offset = struct.unpack_from("<H", content, names + at)[0]
    return table + offset if offset else 0


def _tables(content: bytes, field: int) -> Iterator[int]:
    """The tables of a list."""
    start = _follow(content, field)
    for nth in range(struct.unpack_from("<I", content, start)[0]):
        yield _follow(content, start + _SINGLE * (nth + 1))
