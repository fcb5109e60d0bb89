"""Distances between embeddings: the plain ones, and one learned from the player's own examples."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bridge.settings import MetricName

Matrix = NDArray[np.float32]
Classes = NDArray[np.intp]

MAX_DIRECTIONS = 256
RIDGE = 1.0


@dataclass(frozen=True, slots=True)
class Metric:
    """Moves vectors into a space where the distance is plain: ``(x - centre) @ matrix``.

    Without a ``matrix`` vectors stay where they are. ``order`` is 1 for the sum of absolute
    differences, 2 for the Euclidean distance.
    """

    centre: Matrix
    matrix: Matrix | None = None
    unit: bool = False
    order: int = 2

    def project(self, vectors: Matrix) -> Matrix:
        """Return vectors (n, D) as points (n, d) of the metric's own space."""
        if self.unit:
            vectors = unit_rows(vectors)
        moved = vectors - self.centre
        return np.asarray(moved if self.matrix is None else moved @ self.matrix, np.float32)

    def squared(self, points: Matrix, point: Matrix) -> Matrix:
        """Return the squared distances (n,) of projected ``points`` (n, d) to one ``point`` (d,).

        Euclidean distances use ``|a|² - 2ab + |b|²``, one matrix product for all examples.
        """
        if self.order == 1:
            return np.asarray(np.abs(points - point).sum(axis=1) ** 2, np.float32)
        lengths = np.einsum("ij,ij->i", points, points)
        squared = lengths - 2 * (points @ point) + point @ point
        return np.asarray(np.maximum(squared, 0), np.float32)


def unit_rows(vectors: Matrix) -> Matrix:
    """Return the rows scaled to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def plain_metric(name: MetricName, dimensions: int) -> Metric:
    """Return ``cosine``, ``l1`` or ``l2`` for vectors of that many dimensions."""
    centre = np.zeros(dimensions, np.float32)
    return Metric(centre, unit=name == "cosine", order=1 if name == "l1" else 2)


def learn_metric(vectors: Matrix, classes: Classes, ridge: float = RIDGE) -> Metric:
    """Learn a distance from examples (n, D) with classes (n,), numbered 0..C-1.

    Directions in which examples of one class differ count less, directions in which only the
    classes differ count more: whitening by the within-class covariance, shrunk towards a sphere
    (Fisher's discriminant, regularised as in Friedman 1989). ``ridge`` is the sphere's share in
    units of the mean variance. Everything happens in the span of the examples, since they are
    far fewer than dimensions.
    """
    centre = vectors.mean(axis=0)
    centred = vectors - centre
    strengths, rotation = np.linalg.eigh((centred @ centred.T).astype(np.float64))
    keep = strengths > strengths[-1] * 1e-6
    keep[:-MAX_DIRECTIONS] = False
    if not keep.any() or strengths[-1] <= 0:
        return Metric(centre)
    lengths = np.sqrt(strengths[keep])
    points = rotation[:, keep] * lengths
    basis = centred.T @ (rotation[:, keep] / lengths).astype(np.float32)
    return Metric(centre, basis @ _whitening(points, classes, ridge).astype(np.float32))


def _whitening(points: NDArray[np.float64], classes: Classes, ridge: float) -> NDArray[np.float64]:
    members = np.eye(classes.max() + 1)[classes]
    means = (members.T @ points) / members.sum(axis=0)[:, None]
    within = points - means[classes]
    freedom = max(len(points) - len(means), 1)
    variances, axes = np.linalg.eigh(within.T @ within / freedom)
    variances = np.maximum(variances, 0)
    mean = variances.mean() or 1.0
    return np.asarray(axes / np.sqrt(variances / mean + ridge) / np.sqrt(mean))
