"""A distance learned from the player's own examples.

It is Fisher's idea: directions in which examples of one class differ (another place in the picture,
another light) count little, directions in which only the classes differ count much. First vectors
are whitened by the within-class covariance, shrunk towards a sphere (Friedman 1989). Then the few
directions that tell the middles of the classes apart (Fisher 1936, Rao 1948) are stretched: the
others hold little but noise, and there are many of them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bridge.metric import Classes, Matrix, Metric, Outside

Values = NDArray[np.floating]

SPANNED = 400  # directions at most in which examples differ: 600 gain 1 point for twice the time
REST = 64  # directions at most that are kept beside those that tell classes apart
OUTSIDE = 64  # directions within classes that count for how far a vector lies outside
# Measured on the real sets, network alone: 2 to 5 hardly differ, 1 errs 1.4 to 1.6 times as often.
STRETCH = 3.0
SMALL = 1e-5
SMALL_BLOCK = 32  # rows of a matrix that is inverted at once


@dataclass(frozen=True, slots=True)
class Spanned:
    """Rows (n, D) as coordinates (n, r) in the strongest directions in which they differ.

    ``weights`` (n, r) make these directions from the ``centred`` rows.
    """

    centre: Matrix
    centred: Matrix
    weights: Matrix
    coordinates: Matrix


def span(rows: Matrix) -> Spanned:
    """Find the strongest directions of rows (n, D), by whichever of n and D is smaller."""
    centre = rows.mean(axis=0)
    centred = np.asarray(rows - centre, np.float32)
    if len(rows) > rows.shape[1]:
        strengths, turns = _strongest(centred.T @ centred, SPANNED)
        coordinates: Values = centred @ turns
        weights: Values = coordinates / strengths
    else:
        strengths, turns = _strongest(centred @ centred.T, SPANNED)
        coordinates = turns * np.sqrt(strengths)
        weights = turns / np.sqrt(strengths)
    return Spanned(centre, centred, _narrow(weights), _narrow(coordinates))


def learn_metric(
    spanned: Spanned, classes: Classes, ridge: float = 0.03, anchors: int | None = None
) -> Metric:
    """Learn a distance from spanned rows (n, D) with classes (n,).

    ``ridge`` is the sphere's share in units of the mean variance. The first ``anchors`` rows (all
    without it) are what is measured later; further rows, such as jittered pictures, only say what
    should not matter.
    """
    within = minus_class_means(spanned.coordinates, classes)
    sphere = _sphere(within, ridge)
    if sphere <= 0:
        return Metric(spanned.centre)
    variances, turns = np.linalg.eigh(within.T @ within)
    variances = np.maximum(variances, 0)
    whitening = turns / np.sqrt(variances + sphere)
    white = spanned.coordinates @ whitening
    telling = _telling(white, classes)
    kept = np.column_stack([STRETCH * telling, _rest(white[:anchors], telling)])
    strongest = turns[:, -OUTSIDE:] * np.sqrt(variances / (variances + sphere))[-OUTSIDE:]
    # One direction after the other in memory: nearly twice as fast for one picture at a time.
    matrix, known = (
        np.asfortranarray(spanned.centred.T @ (spanned.weights @ part), np.float32)
        for part in (whitening @ kept, strongest)
    )
    return Metric(spanned.centre, matrix, outside=Outside(known, sphere, telling.shape[1], STRETCH))


def held_out_distances(
    spanned: Spanned, classes: Classes, folds: Classes, ridge: float, anchors: int
) -> NDArray[np.float64]:
    """Return squared learned distances (n, anchors), each row judged by a metric without its fold.

    Pairs of the same fold get infinity. ``folds`` (n,) numbers the parts that are held out
    together, such as recordings.
    """
    distances = np.full((len(classes), anchors), np.inf)
    for fold in np.unique(folds):
        taught = np.flatnonzero(folds != fold)
        seen = np.flatnonzero(folds == fold)
        near = taught[taught < anchors]
        if len(near):
            white = _whitened(spanned.coordinates, classes, taught, ridge)
            distances[np.ix_(seen, near)] = _apart(white[seen], white[near])
    return distances


def minus_class_means(rows: Matrix, classes: Classes) -> Matrix:
    """Return rows (n, D) with the mean of their class subtracted."""
    return np.asarray(rows - _class_means(rows, classes)[classes], np.float32)


def _class_means(rows: Values, classes: Classes) -> Values:
    """Return the mean (C, D) of each class; zeros for a class without rows."""
    members = np.eye(classes.max() + 1, dtype=np.float32)[classes]
    counts = np.maximum(members.sum(axis=0), 1)
    return np.asarray((members.T @ rows) / counts[:, None])


def _whitened(coordinates: Matrix, classes: Classes, taught: Classes, ridge: float) -> Values:
    """Return all rows (n, r) as the learned distance of the ``taught`` ones sees them."""
    within = minus_class_means(coordinates[taught], classes[taught])
    sphere = _sphere(within, ridge)
    if sphere <= 0:
        return coordinates
    scatter = within.T @ within
    scatter.flat[:: len(scatter) + 1] += sphere
    white = coordinates @ inverted(np.linalg.cholesky(scatter)).T
    telling = _telling(white[taught], classes[taught])
    return white + (white @ telling) @ ((STRETCH - 1) * telling.T)


def inverted(lower: Values) -> Values:
    """Return the inverse of a lower triangular matrix (n, n), block by block.

    ``inv`` knows nothing of the zeros and takes ten times as long for 400 rows.
    """
    half = len(lower) // 2
    if half < SMALL_BLOCK:
        return np.asarray(np.linalg.inv(lower))
    first, last = inverted(lower[:half, :half]), inverted(lower[half:, half:])
    inverse = np.zeros_like(lower)
    inverse[:half, :half], inverse[half:, half:] = first, last
    inverse[half:, :half] = -last @ (lower[half:, :half] @ first)
    return inverse


def _telling(white: Values, classes: Classes) -> Values:
    """Return unit directions (r, f) that tell the middles of the classes apart."""
    means = _class_means(white, classes)[np.unique(classes)]
    _, strengths, directions = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)
    return np.asarray(directions[strengths > strengths[:1] * SMALL].T)


def _rest(white: Values, telling: Values) -> Values:
    """Return the strongest directions (r, m) of whitened rows (n, r) beside ``telling``."""
    left = white - (white @ telling) @ telling.T
    _, directions = _strongest(left.T @ left, REST)
    return directions


def _apart(seen: Values, near: Values) -> Values:
    lengths = np.square(seen).sum(axis=1)[:, None] + np.square(near).sum(axis=1)
    return np.asarray(np.maximum(lengths - 2 * (seen @ near.T), 0))


def _sphere(within: Matrix, ridge: float) -> float:
    return ridge * float(np.square(within).sum()) / max(len(within) - 1, 1)


def _strongest(inner: Values, most: int) -> tuple[Values, Values]:
    strengths, turns = np.linalg.eigh(inner)
    wanted = strengths > max(strengths[-1], 0) * SMALL
    wanted[:-most] = False
    return strengths[wanted], turns[:, wanted]


def _narrow(values: Values) -> Matrix:
    return np.asarray(values, np.float32)
