"""Vectors of a network's file in half precision: one that is made, packed, and what it is once unpacked."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, Final

import numpy as np

from zikao.formats.halves import halved

PATH: Final = "photo/halves"


def weights() -> tuple[np.ndarray, np.ndarray]:
    """Those that are packed: of any size, down to what half precision has no number for."""
    chance = np.random.default_rng(7)
    many = chance.normal(size=1500) * 10.0 ** chance.integers(-9, 4, 1500)
    return many.astype("<f4"), chance.normal(size=1025).astype("<f4")


def network() -> bytes:
    """A file with them, and with what stays as it is: few, too large, whole numbers; one stands twice."""
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema

    many, more = weights()
    large, few = np.full(1200, 70_000, "<f4"), np.linspace(0, 1, 10, dtype="<f4")
    model, subgraph = schema.ModelT(), schema.SubGraphT()
    model.version, model.subgraphs, model.buffers, subgraph.tensors = 3, [subgraph], [schema.BufferT()], []
    for values in (many, large, few, np.arange(1200, dtype="<i4"), more):
        buffer, tensor = schema.BufferT(), schema.TensorT()
        buffer.data = np.frombuffer(values.tobytes(), np.uint8)
        tensor.buffer, tensor.shape = len(model.buffers), [len(values)]
        tensor.type = schema.TensorType.INT32 if values.dtype == np.int32 else schema.TensorType.FLOAT32
        model.buffers.append(buffer)
        subgraph.tensors.append(tensor)
    twice, empty = schema.TensorT(), schema.TensorT()
    twice.buffer, empty.buffer = 1, 0
    subgraph.tensors += [twice, empty]
    builder = flatbuffers.Builder(0)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def document() -> dict[str, Any]:
    """The packed file, and the digest of what it is once unpacked."""
    content = network()
    rounded = content
    for each in weights():
        rounded = rounded.replace(each.tobytes(), each.astype("<f2").astype("<f4").tobytes())
    assert rounded != content
    return {
        "packed": base64.b64encode(halved(content)).decode(),
        "whole": hashlib.sha256(rounded).hexdigest(),
    }
