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

from bridge.folds import Folds
from bridge.metric import Classes, Matrix, Metric, Outside

Values = NDArray[np.floating]

REST = 64  # directions at most that are kept beside those that tell classes apart
OUTSIDE = 64  # directions within classes that count for how far a vector lies outside
# Measured on the real sets, network alone: 2 to 5 hardly differ, 1 errs 1.4 to 1.6 times as often.
STRETCH = 3.0
SMALL = 1e-5
TINY = 1e-6  # of the rows' squared lengths: keeps rows that are nearly alike from dividing by 0
SPARE = 16  # directions more than wanted that are followed while the strongest are looked for
ROUNDS = 1  # of following them: the strongest are far from the others, and 2 changed nothing
SMALL_BLOCK = 32  # rows of a matrix that is inverted at once


@dataclass(frozen=True, slots=True)
class Spanned:
    """Rows (n, D) as coordinates (n, r) in a frame of r directions at right angles.

    The directions are ``centred.T @ weights``; seldom all of them are needed in full length.
    ``products`` (n, n) are those of the centred rows with each other, where r is n.
    """

    centre: Matrix
    centred: Matrix
    weights: Matrix
    coordinates: Matrix
    products: Matrix | None = None


def span(rows: Matrix) -> Spanned:
    """Find a frame in which rows (n, D) keep their distances, r the smaller of n and D at most.

    Where rows are fewer it is a Cholesky factor of their products: any frame will do, since what
    follows turns it anyway, and the principal axes take ten times as long to find.
    """
    centre = rows.mean(axis=0)
    centred = np.asarray(rows - centre, np.float32)
    if len(rows) > rows.shape[1]:
        strengths, turns = _strongest(centred.T @ centred, rows.shape[1])
        coordinates = centred @ turns
        return Spanned(centre, centred, _narrow(coordinates / strengths), _narrow(coordinates))
    products = centred @ centred.T
    factor = _factor(products)
    return Spanned(centre, centred, _narrow(inverted(factor).T), factor, products)


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
    scatter = within.T @ within
    whitening = _whitening(scatter, sphere)
    telling = _telling(spanned.coordinates, classes, whitening)
    rest = _rest(spanned.coordinates[:anchors] @ whitening, telling)
    kept = np.column_stack([STRETCH * telling, rest])
    variances, turns = _leading(scatter, OUTSIDE)
    strongest = turns * np.sqrt(variances / (variances + sphere))
    # One direction after the other in memory: nearly twice as fast for one picture at a time.
    matrix, known = (
        np.asfortranarray(spanned.centred.T @ (spanned.weights @ part), np.float32)
        for part in (whitening @ kept, strongest)
    )
    return Metric(spanned.centre, matrix, outside=Outside(known, sphere, telling.shape[1], STRETCH))


def held_out_distances(
    spanned: Spanned, classes: Classes, folds: Folds, ridge: float, anchors: int
) -> Matrix:
    """Return squared learned distances (n, anchors), each row judged without its part.

    A row is infinitely far from what may not teach while its part is judged.
    """
    distances = np.full((len(classes), anchors), np.inf, np.float32)
    for part in np.unique(folds.parts):
        taught = np.flatnonzero(folds.teaches[part])
        seen = np.flatnonzero(folds.parts == part)
        near = taught[taught < anchors]
        if len(near):
            coordinates, beyond = _seen_from(spanned, taught)
            moves, sphere = _moves(coordinates[taught], classes[taught], ridge)
            points = coordinates[np.concatenate([seen, near])] @ moves
            apart = _apart(points[: len(seen)], points[len(seen) :])
            distances[np.ix_(seen, near)] = apart + (beyond[seen] / sphere)[:, None]
    return distances


def _seen_from(spanned: Spanned, taught: Classes) -> tuple[Matrix, Values]:
    """Return all rows (n, t) in a frame of the taught ones, and their squared rests beyond (n,).

    Where rows span all directions, a frame of the taught ones is smaller and tells as much.
    """
    products = spanned.products
    if products is None:
        return spanned.coordinates, np.zeros(len(spanned.coordinates), np.float32)
    coordinates = products[:, taught] @ inverted(_factor(products[np.ix_(taught, taught)])).T
    rests = np.diag(products) - np.square(coordinates).sum(axis=1)
    return _narrow(coordinates), np.maximum(rests, 0)


def minus_class_means(rows: Matrix, classes: Classes) -> Matrix:
    """Return rows (n, D) with the mean of their class subtracted."""
    return np.asarray(rows - _class_means(rows, classes)[classes], np.float32)


def _class_means(rows: Values, classes: Classes) -> Values:
    """Return the mean (C, D) of each class; zeros for a class without rows."""
    members = np.eye(classes.max() + 1, dtype=np.float32)[classes]
    counts = np.maximum(members.sum(axis=0), 1)
    return np.asarray((members.T @ rows) / counts[:, None])


def _moves(coordinates: Matrix, classes: Classes, ridge: float) -> tuple[Values, float]:
    """Return the matrix (r, r) after which the distance learned from these rows is plain.

    And the squared length that counts as 1 in directions in which they do not differ.
    """
    within = minus_class_means(coordinates, classes)
    sphere = _sphere(within, ridge)
    if sphere <= 0:
        return np.eye(coordinates.shape[1], dtype=np.float32), 1.0
    whitening = _whitening(within.T @ within, sphere)
    telling = _telling(coordinates, classes, whitening)
    return whitening + (whitening @ telling) @ ((STRETCH - 1) * telling.T), sphere


def _whitening(scatter: Values, sphere: float) -> Values:
    """Return a matrix (r, r) that makes scatter (r, r) and a sphere together a unit sphere."""
    return inverted(np.linalg.cholesky(_lifted(scatter, sphere))).T


def _factor(products: Matrix) -> Values:
    """Return the Cholesky factor of products, which may nearly be those of fewer directions.

    Long rows that hardly differ leave more rounding in their products than is lifted at first.
    """
    total = max(float(np.trace(products)), TINY)
    lift = TINY * total
    while lift < total:
        try:
            return np.linalg.cholesky(_lifted(products, lift))
        except np.linalg.LinAlgError:
            lift *= 10
    return np.linalg.cholesky(_lifted(products, total))


def _lifted(square: Values, by: float) -> Values:
    """Return a matrix with ``by`` added along its diagonal."""
    lifted = square.copy()
    lifted.flat[:: len(square) + 1] += by
    return lifted


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


def _telling(coordinates: Matrix, classes: Classes, whitening: Values) -> Values:
    """Return unit directions (r, f) of whitened rows that tell the middles of classes apart."""
    means = _class_means(coordinates, classes)[np.unique(classes)] @ whitening
    _, strengths, directions = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)
    return np.asarray(directions[strengths > strengths[:1] * SMALL].T)


def _rest(white: Values, telling: Values) -> Values:
    """Return the strongest directions (r, m) of whitened rows (n, r) beside ``telling``."""
    left = white - (white @ telling) @ telling.T
    return _leading(left.T @ left, REST)[1]


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


def _leading(inner: Values, most: int) -> tuple[Values, Values]:
    """Return about what ``_strongest`` does, without looking for all directions (r, r).

    Subspace iteration (Halko, Martinsson and Tropp 2011) with a few directions to spare.
    """
    if len(inner) < 3 * most:
        return _strongest(inner, most)
    begin = np.random.default_rng(0).normal(size=(len(inner), most + SPARE))
    found, _ = np.linalg.qr(inner @ begin.astype(np.float32))
    for _ in range(ROUNDS):
        found, _ = np.linalg.qr(inner @ found)
    strengths, turns = _strongest(found.T @ inner @ found, most)
    return strengths, found @ turns


def _narrow(values: Values) -> Matrix:
    return np.asarray(values, np.float32)
