"""Find near points quickly, among a hundred examples or a hundred thousand.

Among many examples only the likely ones are measured exactly: a first look uses the strongest few
directions, which lie together in memory, and keeps the best of each class.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bridge.metric import Classes, Matrix, Metric

MANY = 8_000
DIRECTIONS = 32
KEPT = 128  # of each class, more than any k


@dataclass(frozen=True, slots=True)
class Search:
    """Points (n, d) of one metric's space, with their squared lengths.

    ``rough`` holds the last 32 coordinates, where the strongest directions are.
    """

    metric: Metric
    points: Matrix
    lengths: Matrix
    rough: Matrix
    rough_lengths: Matrix

    def squared(self, point: Matrix, rows: Classes | None = None) -> Matrix:
        """Return squared distances from ``point`` (d,) to all points, or to those in ``rows``."""
        if rows is None:
            squared = self.metric.squared(self.points, point[None], self.lengths)
        else:
            squared = self.metric.squared(self.points[rows], point[None], self.lengths[rows])
        return np.asarray(squared[0], np.float32)

    def likely(self, point: Matrix, members: Sequence[Classes]) -> Classes:
        """Return rows among which are, very probably, the nearest of each class."""
        near = self.rough_lengths - 2 * (self.rough @ point[-DIRECTIONS:])
        return np.concatenate([_least(near, own) for own in members])


def make_search(metric: Metric, points: Matrix) -> Search:
    """Prepare the search among ``points`` (n, d); done anew when the examples change."""
    rough = np.ascontiguousarray(points[:, -DIRECTIONS:])
    return Search(metric, points, _lengths(points), rough, _lengths(rough))


def _lengths(points: Matrix) -> Matrix:
    return np.asarray(np.einsum("ij,ij->i", points, points), np.float32)


def _least(values: Matrix, rows: Classes) -> Classes:
    if len(rows) <= KEPT:
        return rows
    return np.asarray(rows[np.argpartition(values[rows], KEPT)[:KEPT]], np.intp)
