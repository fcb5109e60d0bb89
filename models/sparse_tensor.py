"""Unfold TFLite's sparse tensors (build time only).

The format is that of TensorFlow's ``schema.fbs``, SparsityParameters: the dimensions, outer ones
first and block dimensions last, are walked in traversal order; a dense one visits every place, a
sparse (CSR) one only the places its index list names.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import tflite
from numpy.typing import NDArray

Array = NDArray[Any]


def densify(tensor: Any, values: Array) -> Array:
    """Return the dense array of a sparse ``tensor`` whose stored ``values`` are 1-D."""
    shape = [int(size) for size in tensor.ShapeAsNumpy()]
    sparsity = tensor.Sparsity()
    order = [int(axis) for axis in sparsity.TraversalOrderAsNumpy()]
    levels = [_Level(sparsity.DimMetadata(place)) for place in range(len(order))]
    blocked = [int(axis) for axis in sparsity.BlockMapAsNumpy()] if len(order) > len(shape) else []
    sizes = {axis: level.size for axis, level in zip(order, levels, strict=True)}
    dense = np.zeros(shape, values.dtype)
    for place, path in _walk(levels, 0, 0, ()):
        where = [0] * len(shape)
        inner = [0] * len(shape)
        for axis, step in zip(order, path, strict=True):
            if axis < len(shape):
                where[axis] = step
            else:
                inner[blocked[axis - len(shape)]] = step
        for block, axis in enumerate(blocked):
            where[axis] = where[axis] * sizes[len(shape) + block] + inner[axis]
        dense[tuple(where)] = values[place]
    return dense


class _Level:
    """One dimension of the walk: dense with a size, or sparse with segments and indices."""

    def __init__(self, metadata: Any) -> None:
        self.size = int(metadata.DenseSize())
        self.sparse = metadata.Format() == tflite.DimensionType.SPARSE_CSR
        if self.sparse:
            self.segments = _numbers(metadata.ArraySegments(), metadata.ArraySegmentsType())
            self.indices = _numbers(metadata.ArrayIndices(), metadata.ArrayIndicesType())


def _walk(
    levels: list[_Level], depth: int, parent: int, path: tuple[int, ...]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    if depth == len(levels):
        yield parent, path
        return
    level = levels[depth]
    if not level.sparse:
        for step in range(level.size):
            yield from _walk(levels, depth + 1, parent * level.size + step, (*path, step))
        return
    for place in range(level.segments[parent], level.segments[parent + 1]):
        yield from _walk(levels, depth + 1, place, (*path, level.indices[place]))


def _numbers(table: Any, kind: int) -> list[int]:
    vectors = {
        tflite.SparseIndexVector.Int32Vector: tflite.Int32Vector,
        tflite.SparseIndexVector.Uint16Vector: tflite.Uint16Vector,
        tflite.SparseIndexVector.Uint8Vector: tflite.Uint8Vector,
    }
    vector = vectors[kind]()
    vector.Init(table.Bytes, table.Pos)
    return [int(number) for number in vector.ValuesAsNumpy()]
