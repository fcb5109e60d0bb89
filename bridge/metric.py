"""Distances between embeddings: plain ones, and the shape of a learned one (see ``learned``)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bridge.settings import MetricName

Matrix = NDArray[np.float32]
Classes = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Metric:
    """Moves vectors into a space where the distance is plain: ``(x - centre) @ matrix``.

    Without a ``matrix`` vectors stay where they are. ``unit`` scales them to length 1 first.
    ``order`` is 1 for the sum of absolute differences, 2 for the Euclidean distance. With
    ``outside`` the last coordinate of a point is how far it lies from everything the matrix sees.
    """

    centre: Matrix
    matrix: Matrix | None = None
    unit: bool = False
    order: int = 2
    outside: "Outside | None" = None

    def project(self, vectors: Matrix) -> Matrix:
        """Return vectors (n, D) as points (n, d) of the metric's own space."""
        moved = (unit_rows(vectors) if self.unit else vectors) - self.centre
        if self.matrix is None:
            return np.asarray(moved, np.float32)
        points = np.asarray(moved @ self.matrix, np.float32)
        if self.outside is None:
            return points
        rest = self.outside.squared_lengths(moved) - self.outside.shown(points)
        return np.column_stack([points, np.sqrt(np.maximum(rest, 0))]).astype(np.float32)

    def squared(self, points: Matrix, seen: Matrix, lengths: Matrix | None = None) -> Matrix:
        """Return squared distances (m, n) from ``seen`` points (m, d) to ``points`` (n, d).

        ``lengths`` (n,) are the squared lengths of the points where they are known.
        """
        if self.order == 1:
            sums = [np.abs(points - point).sum(axis=1) for point in seen]
            return np.asarray(np.square(sums), np.float32)
        if lengths is None:
            lengths = np.einsum("ij,ij->i", points, points)
        own = np.einsum("ij,ij->i", seen, seen)[:, None]
        return np.asarray(np.maximum(lengths - 2 * (seen @ points.T) + own, 0), np.float32)


@dataclass(frozen=True, slots=True)
class Outside:
    """The whole learned length of a vector, of which the points of a metric show a part.

    The squared length is ``(|x|² - |x @ known|²) / sphere``. The first ``telling`` coordinates of a
    point are ``stretch`` times too long.
    """

    known: Matrix
    sphere: float
    telling: int
    stretch: float

    def shown(self, points: NDArray[np.floating]) -> Matrix:
        """Return the squared learned lengths (n,) of what points (n, d) show."""
        squares = np.square(points)
        told = squares[:, : self.telling].sum(axis=1) * (1 - self.stretch**-2)
        return np.asarray(squares.sum(axis=1) - told, np.float32)

    def squared_lengths(self, moved: Matrix) -> Matrix:
        """Return the squared learned lengths (n,) of centred vectors (n, D)."""
        known = moved @ self.known
        plain = np.einsum("ij,ij->i", moved, moved) - np.einsum("ij,ij->i", known, known)
        return np.asarray(plain / self.sphere, np.float32)


def unit_rows(vectors: Matrix) -> Matrix:
    """Return the rows scaled to length 1; a row of zeros stays."""
    return np.asarray(vectors / lengths(vectors), np.float32)


def lengths(vectors: Matrix) -> Matrix:
    """Return the rows' lengths (n, 1), never quite zero."""
    squares = np.einsum("...i,...i->...", vectors, vectors)[..., None]
    return np.asarray(np.maximum(np.sqrt(squares), 1e-12), np.float32)


def plain_metric(name: MetricName, dimensions: int) -> Metric:
    """Return ``cosine``, ``l1`` or ``l2`` for vectors of that many dimensions."""
    centre = np.zeros(dimensions, np.float32)
    return Metric(centre, unit=name == "cosine", order=1 if name == "l1" else 2)
