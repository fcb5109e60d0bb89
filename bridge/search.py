"""Find near points quickly, among a hundred examples or a hundred thousand.

Examples of one class lie together in memory: class ``c`` has the rows ``bounds[c]`` up to
``bounds[c + 1]``. Among many examples only the likely ones are measured exactly: a first look uses
the strongest few directions, which lie together too, and keeps the best of each class.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bridge.metric import Classes, Matrix, Metric

MANY = 8_000
FEW = 1_000
DIRECTIONS = 32
KEPT = 128  # of each class, more than any k
GROUPS = 1_024


@dataclass(frozen=True, slots=True)
class Search:
    """Points (n, d) of one metric's space, with their squared lengths.

    The length is infinite where an example lacks the blocks, so that it is infinitely far.
    ``rough`` holds the last 32 coordinates, where the strongest directions are.
    """

    metric: Metric
    points: Matrix
    lengths: Matrix
    rough: Matrix
    rough_lengths: Matrix

    def squared(self, point: Matrix, rows: Classes | None = None) -> Matrix:
        """Return squared distances from ``point`` (d,) to all points, or to those in ``rows``."""
        points, lengths = self.points, self.lengths
        if rows is not None:
            points, lengths = points[rows], lengths[rows]
        if self.metric.order == 1:
            sums = np.abs(points - point).sum(axis=1)
            return np.asarray(np.where(np.isfinite(lengths), np.square(sums), np.inf), np.float32)
        squared: Matrix = points @ (-2 * point)
        squared += lengths
        squared += point @ point
        return np.maximum(squared, 0, out=squared)

    def likely(self, point: Matrix, bounds: Classes) -> Classes:
        """Return rows among which are, very probably, the nearest of each class."""
        near: Matrix = self.rough @ (-2 * point[-DIRECTIONS:])
        near += self.rough_lengths
        return np.concatenate([_least(near, *own) for own in _ranges(bounds)])


def make_search(metric: Metric, points: Matrix, found: NDArray[np.bool_]) -> Search:
    """Prepare the search among ``points`` (n, d), of which those ``found`` (n,) count."""
    rough = np.ascontiguousarray(points[:, -DIRECTIONS:])
    return Search(metric, points, _lengths(points, found), rough, _lengths(rough, found))


def class_means(squared: Matrix, bounds: Classes, k: int) -> NDArray[np.float64]:
    """Return the mean squared distance (C, E) to the ``k`` nearest of each class.

    ``squared`` (E, n) is infinite for examples that do not count. A class without countable
    examples is infinitely far.
    """
    if squared.size <= FEW:  # on so few numbers numpy takes four times as long
        rows = squared.tolist()
        return np.array([[_mean(row[a:b], k) for row in rows] for a, b in _ranges(bounds)])
    nearest = np.full((len(bounds) - 1, len(squared), k), np.inf)
    for number, (first, end) in enumerate(_ranges(bounds)):
        own = squared[:, first:end]
        if own.shape[1] > k:
            own = np.partition(own, k - 1, axis=1)[:, :k]
        nearest[number, :, : own.shape[1]] = own
    finite = np.isfinite(nearest)
    if finite.all():
        return np.asarray(nearest.mean(axis=2))
    count = finite.sum(axis=2)
    total = np.where(finite, nearest, 0).sum(axis=2)
    return np.where(count > 0, total / np.maximum(count, 1), np.inf)


def _mean(values: list[float], k: int) -> float:
    least = [value for value in sorted(values)[:k] if value < math.inf]
    return sum(least) / len(least) if least else math.inf


def _ranges(bounds: Classes) -> list[tuple[int, int]]:
    return list(pairwise(bounds.tolist()))


def _lengths(points: Matrix, found: NDArray[np.bool_]) -> Matrix:
    lengths = np.einsum("ij,ij->i", points, points)
    return np.where(found, lengths, np.inf).astype(np.float32)


def _least(near: Matrix, first: int, end: int) -> Classes:
    """Return the rows of the 128 smallest among ``near[first:end]``, or all if there are fewer."""
    own = near[first:end]
    rows = np.arange(len(own)) if len(own) < 2 * GROUPS else _below(own)
    if len(rows) > KEPT:
        rows = rows[np.argpartition(own[rows], KEPT)[:KEPT]]
    return np.asarray(first + rows, np.intp)


def _below(values: Matrix) -> Classes:
    """Return the places of at least the 128 smallest values, and usually of few more.

    Each of 1,024 groups has a smallest value, so that the 128th of those is not below the 128th of
    all values. Neighbouring values, which are of neighbouring pictures, are in different groups.
    """
    deep = len(values) // GROUPS
    least = values[: deep * GROUPS].reshape(deep, GROUPS).min(axis=0)
    return np.flatnonzero(values <= np.partition(least, KEPT - 1)[KEPT - 1])
