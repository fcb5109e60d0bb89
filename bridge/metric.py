"""Distances between embeddings: the plain ones, and one learned from the player's own examples.

The learned distance is Fisher's idea: directions in which examples of one class differ (another
place in the picture, another light) count little, directions in which only the classes differ
count much. It is whitening by the within-class covariance, shrunk towards a sphere (Friedman
1989). Examples are far fewer than dimensions, so everything is computed from inner products.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bridge.settings import MetricName

Matrix = NDArray[np.float32]
Classes = NDArray[np.intp]

MAX_DIRECTIONS = 256


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
        points = moved @ self.matrix
        if self.outside is None:
            return np.asarray(points, np.float32)
        rest = self.outside.squared_lengths(moved) - np.square(points).sum(axis=1)
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

    The squared length is ``(|x|² - |x @ known|²) / sphere``.
    """

    known: Matrix
    sphere: float

    def squared_lengths(self, moved: Matrix) -> Matrix:
        """Return the squared learned lengths (n,) of centred vectors (n, D)."""
        plain = np.square(moved).sum(axis=1) - np.square(moved @ self.known).sum(axis=1)
        return np.asarray(plain / self.sphere, np.float32)


def unit_rows(vectors: Matrix) -> Matrix:
    """Return the rows scaled to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def plain_metric(name: MetricName, dimensions: int) -> Metric:
    """Return ``cosine``, ``l1`` or ``l2`` for vectors of that many dimensions."""
    centre = np.zeros(dimensions, np.float32)
    return Metric(centre, unit=name == "cosine", order=1 if name == "l1" else 2)


def learn_metric(
    rows: Matrix, classes: Classes, ridge: float = 0.03, anchors: int | None = None
) -> Metric:
    """Learn a distance from rows (n, D) with classes (n,), numbered from 0.

    ``ridge`` is the sphere's share in units of the mean variance. The first ``anchors`` rows (all
    without it) span the space that is kept; further rows, such as jittered pictures, only say
    what should not matter.
    """
    centre = rows.mean(axis=0)
    centred = rows - centre
    within = minus_class_means(centred, classes)
    inner = within @ within.T
    sphere = _sphere(inner, ridge)
    if sphere <= 0:
        return Metric(centre)
    variances, turns = _strongest(inner)
    axes = within.T @ (turns / np.sqrt(variances))
    shrink = 1 - np.sqrt(sphere / (variances + sphere))
    kept = centred[:anchors]
    whitened = (kept - (kept @ axes * shrink) @ axes.T) / np.sqrt(sphere)
    strengths, turns = _strongest(whitened @ whitened.T)
    basis = whitened.T @ (turns / np.sqrt(strengths))
    matrix = (basis - axes @ (shrink[:, None] * (axes.T @ basis))) / np.sqrt(sphere)
    known = axes * np.sqrt(variances / (variances + sphere))
    # One direction after the other in memory: nearly twice as fast for one picture at a time.
    seen_by = np.asfortranarray(matrix, np.float32)
    outside = Outside(np.asfortranarray(known, np.float32), sphere)
    return Metric(centre, seen_by, outside=outside)


def held_out_distances(
    rows: Matrix, classes: Classes, folds: Classes, ridge: float, anchors: int
) -> NDArray[np.float64]:
    """Return squared learned distances (n, anchors), each row judged by a metric without its fold.

    Pairs of the same fold get infinity. ``folds`` (n,) numbers the parts that are held out
    together, such as recordings.
    """
    centred = rows - rows.mean(axis=0)
    gram = centred @ centred.T
    distances = np.full((len(rows), anchors), np.inf)
    for fold in np.unique(folds):
        taught = np.flatnonzero(folds != fold)
        seen = np.flatnonzero(folds == fold)
        near = taught[taught < anchors]
        if len(near):
            distances[np.ix_(seen, near)] = _distances(gram, classes, taught, near, seen, ridge)
    return distances


def minus_class_means(rows: Matrix, classes: Classes) -> Matrix:
    """Return rows (n, D) with the mean of their class subtracted."""
    members = np.eye(classes.max() + 1, dtype=np.float32)[classes]
    means = (members.T @ rows) / np.maximum(members.sum(axis=0), 1)[:, None]
    return np.asarray(rows - means[classes], np.float32)


def _distances(
    gram: Matrix, classes: Classes, taught: Classes, near: Classes, seen: Classes, ridge: float
) -> Matrix:
    def within(matrix: Matrix) -> Matrix:
        return minus_class_means(matrix, classes[taught])

    inner = within(within(gram[np.ix_(taught, taught)]).T)
    sphere = _sphere(inner, ridge)
    inner.flat[:: len(inner) + 1] += max(sphere, 1e-12)
    both = np.concatenate([near, seen])
    reach = within(gram[np.ix_(taught, both)])
    weights = np.linalg.solve(inner, reach)
    count = len(near)
    cross = gram[np.ix_(seen, near)] - reach[:, count:].T @ weights[:, :count]
    lengths = np.diag(gram)[both] - (reach * weights).sum(axis=0)
    squared = lengths[count:, None] + lengths[None, :count] - 2 * cross
    return np.asarray(np.maximum(squared, 0) / max(sphere, 1e-12), np.float32)


def _sphere(inner: Matrix, ridge: float) -> float:
    return ridge * float(np.trace(inner)) / max(len(inner) - 1, 1)


def _strongest(inner: Matrix) -> tuple[Matrix, Matrix]:
    strengths, turns = np.linalg.eigh(inner)
    wanted = strengths > strengths[-1] * 1e-5
    wanted[:-MAX_DIRECTIONS] = False
    return strengths[wanted], turns[:, wanted]
