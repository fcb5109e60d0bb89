"""Embeddings as plain tables, for files: one matrix per block and one of presence."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bridge.types import Embedding

NOT_SAID = -1.0  # present, without a word on how surely
# What numpy writes before a table of floats in format 1.0. Its own reader evaluates the header and
# takes memory for the shape before it looks whether the values are there.
_NPY = re.compile(
    rb"\x93NUMPY\x01\x00..\{'descr': '(<f[24])', 'fortran_order': False, "
    rb"'shape': \((\d{1,12}), (\d{1,12})\), \} *\n",
    re.DOTALL,
)


def block_names(embeddings: Sequence[Embedding]) -> list[str]:
    """Return every block's name once, in order of appearance."""
    return list(dict.fromkeys(name for embedding in embeddings for name in embedding.blocks))


def block_table(embeddings: Sequence[Embedding], block: str) -> NDArray[np.float16]:
    """Return one block of all embeddings (n, D) as float16; zeros where it is absent."""
    vectors = [embedding.blocks.get(block) for embedding in embeddings]
    length = next(len(vector) for vector in vectors if vector is not None)
    empty = np.zeros(length, np.float32)
    rows = np.stack([empty if vector is None else vector for vector in vectors])
    return np.clip(rows, -65504, 65504).astype("<f2")


def presence_table(embeddings: Sequence[Embedding], blocks: Sequence[str]) -> NDArray[np.float32]:
    """Return how surely each block was found (n, blocks): 0 for an absent one, -1 for not said."""
    rows = [
        [e.presence.get(block, NOT_SAID) if block in e.blocks else 0.0 for block in blocks]
        for e in embeddings
    ]
    return np.array(rows, "<f4").reshape(len(embeddings), len(blocks))


def from_tables(
    tables: Mapping[str, NDArray[np.float32]], presence: NDArray[np.float32]
) -> list[Embedding]:
    """Return the embeddings that the tables (n, D) by block and their presence (n, blocks) hold."""
    return [
        Embedding(
            {b: table[at] for (b, table), sure in zip(tables.items(), row, strict=True) if sure},
            presence={b: float(sure) for b, sure in zip(tables, row, strict=True) if sure >= 0},
        )
        for at, row in enumerate(presence)
    ]


def npy(array: NDArray[Any]) -> bytes:
    """Return an array as a .npy file without pickle."""
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=False)
    return stream.getvalue()


def from_npy(content: bytes) -> NDArray[np.floating[Any]]:
    """Return the table (n, D) that ``npy`` made of float16 or float32; raises ValueError."""
    header = _NPY.match(content)
    if header is None:
        raise ValueError("it is no table of numbers")
    kind, rows, columns = np.dtype(header[1].decode()), int(header[2]), int(header[3])
    if len(content) - header.end() != rows * columns * kind.itemsize:
        raise ValueError(f"it does not hold {rows} x {columns} numbers")
    return np.frombuffer(content, kind, offset=header.end()).reshape(rows, columns)
