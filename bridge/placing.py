"""One picture at a time into an expert's space: the same as ``Space.points``, with less ado.

For one picture a product takes as long as its matrix takes to come from memory, and the many small
steps of the general way take as long again.
"""

import math
from dataclasses import dataclass

import numpy as np

from bridge.experts import Space
from bridge.metric import Matrix
from bridge.types import Embedding

WIDEST = 256
SMALLEST = 1e-12  # as in ``metric.unit_rows``
NEGLIGIBLE = 1e-9  # of the strongest direction's squared length: below what float32 can tell


@dataclass(frozen=True, slots=True)
class Placer:
    """Moves single embeddings into a space with one large product.

    ``wide`` (D, m) are the matrices of the metric side by side, or with ``turn`` (m, n) a product
    that makes them. None where the metric has no matrix.
    """

    space: Space
    wide: Matrix | None = None
    turn: Matrix | None = None

    def point(self, embedding: Embedding) -> Matrix | None:
        """Return the point (d,) of an embedding, or None when one of the blocks is absent."""
        metric, parts = self.space.metric, []
        for name, scale in zip(self.space.expert.blocks, self.space.scales, strict=True):
            block = embedding.blocks.get(name)
            if block is None:
                return None
            parts.append(block / np.float32(_length(block) if self.space.expert.unit else scale))
        moved = np.concatenate(parts)
        if metric.unit:
            moved /= np.float32(_length(moved))
        moved -= metric.centre
        if self.wide is None or metric.matrix is None:
            return moved
        seen = moved @ self.wide
        if self.turn is not None:
            seen = seen @ self.turn
        outside = metric.outside
        if outside is None:
            return np.asarray(seen)
        directions = metric.matrix.shape[1]
        point, known = seen[:directions], seen[directions:]
        told = point[: outside.telling] / outside.stretch
        shown = point[outside.telling :]
        rest = (moved @ moved - known @ known) / outside.sphere - told @ told - shown @ shown
        return np.append(point, np.float32(math.sqrt(max(rest, 0))))


def make_placer(space: Space) -> Placer:
    """Prepare a space for single embeddings."""
    metric = space.metric
    if metric.matrix is None or metric.outside is None:
        return Placer(space, metric.matrix)
    sides = [metric.matrix, metric.outside.known]
    return Placer(space, *narrowed(np.concatenate(sides, axis=1)))


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
