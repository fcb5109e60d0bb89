"""One picture at a time into an expert's space: the same as ``Space.points``, with less ado.

For one picture a product takes as long as its matrix takes to come from memory, and the many small
steps of the general way take as long again.
"""

import math

import numpy as np

from bridge.experts import Space
from bridge.metric import Matrix
from bridge.types import Embedding

WIDEST = 256
SMALLEST = 1e-12  # as in ``metric.unit_rows``
NEGLIGIBLE = 1e-9  # of the strongest direction's squared length: below what float32 can tell


class Placer:
    """Moves single embeddings into a space with one large product."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._metric = metric = space.metric
        self._wide, self._turn = metric.matrix, None
        if metric.matrix is not None and metric.outside is not None:
            self._wide, self._turn = narrowed(
                np.concatenate([metric.matrix, metric.outside.known], axis=1)
            )

    def point(self, embedding: Embedding) -> Matrix | None:
        """Return the point (d,) of an embedding, or None when one of the blocks is absent."""
        parts = []
        for name, scale in zip(self._space.expert.blocks, self._space.scales, strict=True):
            block = embedding.blocks.get(name)
            if block is None:
                return None
            parts.append(block / np.float32(_length(block) if self._space.expert.unit else scale))
        moved = np.concatenate(parts)
        if self._metric.unit:
            moved /= np.float32(_length(moved))
        moved -= self._metric.centre
        if self._wide is None or self._metric.matrix is None:
            return moved
        seen = moved @ self._wide
        if self._turn is not None:
            seen = seen @ self._turn
        outside = self._metric.outside
        if outside is None:
            return np.asarray(seen)
        directions = self._metric.matrix.shape[1]
        point, known = seen[:directions], seen[directions:]
        told = point[: outside.telling] / outside.stretch
        shown = point[outside.telling :]
        rest = (moved @ moved - known @ known) / outside.sphere - told @ told - shown @ shown
        return np.append(point, np.float32(math.sqrt(max(rest, 0))))


def narrowed(matrix: Matrix) -> tuple[Matrix, Matrix | None]:
    """Return a matrix (D, m) as a product of (D, r) and (r, m), or by itself where r is not less.

    Two distances learned from few examples have most directions in common. Wider matrices than
    that are left alone: they have little in common, and looking for it takes long.
    """
    width = matrix.shape[1]
    if width <= WIDEST:
        lengths = np.maximum(np.linalg.norm(matrix, axis=0), SMALLEST)
        columns = (matrix / lengths).astype(np.float64)
        strengths, turns = np.linalg.eigh(columns.T @ columns)
        wanted = strengths > strengths[-1] * NEGLIGIBLE
        if wanted.sum() < width:
            roots, turns = np.sqrt(strengths[wanted]), turns[:, wanted]
            turn = (roots[:, None] * turns.T * lengths).astype(np.float32)
            return np.asfortranarray(columns @ (turns / roots), np.float32), turn
    return np.asfortranarray(matrix), None


def _length(vector: Matrix) -> float:
    return max(math.sqrt(vector @ vector), SMALLEST)
