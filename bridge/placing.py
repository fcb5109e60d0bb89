"""One picture at a time into an expert's space: the same as ``Space.points``, with less ado.

For one picture a product takes as long as its matrix takes to come from memory, and the many small
steps of the general way take as long again.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bridge.experts import Space
from bridge.fusion import Fusion
from bridge.metric import Matrix
from bridge.types import Embedding

WIDEST = 256
SMALLEST = 1e-12  # as in ``metric.unit_rows``
NEGLIGIBLE = 1e-9  # of the strongest direction's squared length: below what float32 can tell


@dataclass(frozen=True, slots=True)
class Placer:
    """Moves single embeddings into a space.

    For a learned metric ``wide`` (D, m + 1) holds its matrices side by side and last its centre,
    and ``offset`` is where these matrices move the centre. With ``turn`` (m, n) the first m columns
    are narrowed: only their product with it gives the matrices.
    """

    space: Space
    wide: Matrix | None = None
    offset: Matrix | None = None
    turn: Matrix | None = None

    def point(self, embedding: Embedding) -> Matrix | None:
        """Return the point (d,) of an embedding, or None when one of the blocks is absent."""
        blocks = [embedding.blocks.get(name) for name in self.space.expert.blocks]
        known = [block for block in blocks if block is not None]
        if len(known) < len(blocks):
            return None
        squares = [float(block @ block) for block in known]
        unit = self.space.expert.unit
        divisors = [_length(square) for square in squares] if unit else list(self.space.scales)
        if self.wide is None or self.offset is None:
            parts = [b / np.float32(by) for b, by in zip(known, divisors, strict=True)]
            return np.asarray(self.space.metric.project(np.concatenate(parts)[None])[0])
        square = sum(own / by**2 for own, by in zip(squares, divisors, strict=True))
        return self._learned(known, divisors, square, self.wide, self.offset)

    def _learned(
        self,
        blocks: Sequence[Matrix],
        divisors: Sequence[float],
        square: float,
        wide: Matrix,
        offset: Matrix,
    ) -> Matrix:
        """Multiply first and scale and centre the few products, not the many features.

        ``square`` is the squared length of all scaled features.
        """
        metric, start = self.space.metric, 0
        seen = np.zeros(wide.shape[1], np.float32)
        for block, divisor in zip(blocks, divisors, strict=True):
            own = wide[start : start + len(block)]
            seen += (block @ own) * np.float32(1 / divisor)
            start += len(block)
        square += float(offset[-1]) - 2 * float(seen[-1])
        products = seen[:-1] if self.turn is None else seen[:-1] @ self.turn
        products -= offset[:-1]
        outside = metric.outside
        assert outside is not None
        assert metric.matrix is not None
        directions = metric.matrix.shape[1]
        point, known = products[:directions], products[directions:]
        told = point[: outside.telling] / outside.stretch
        shown = point[outside.telling :]
        rest = (square - known @ known) / outside.sphere - told @ told - shown @ shown
        products[directions] = math.sqrt(max(rest, 0))
        return products[: directions + 1]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The experts' spaces and how they are put together; ``labels`` number the classes.

    ``placers`` move single pictures into the spaces, in the same order.
    """

    labels: tuple[str, ...]
    spaces: tuple[Space, ...]
    fusion: Fusion
    placers: tuple[Placer, ...]


def make_placer(space: Space) -> Placer:
    """Prepare a space for single embeddings."""
    metric = space.metric
    if metric.matrix is None or metric.outside is None:
        return Placer(space)
    sides = np.concatenate([metric.matrix, metric.outside.known], axis=1)
    narrow, turn = narrowed(sides)
    wide = np.asfortranarray(np.column_stack([narrow, metric.centre]))
    offset = np.append(metric.centre @ sides, metric.centre @ metric.centre)
    return Placer(space, wide, offset.astype(np.float32), turn)


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


def _length(square: float) -> float:
    return max(math.sqrt(square), SMALLEST)
