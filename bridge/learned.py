"""A distance learned from the player's own examples.

It is Fisher's idea: directions in which examples of one class differ (another place in the picture,
another light) count little, directions in which only the classes differ count much. First vectors
are whitened by the within-class covariance, shrunk towards a sphere (Friedman 1989). Then the few
directions that tell the middles of the classes apart (Fisher 1936, Rao 1948) are stretched: the
others hold no more than noise, and there are many of them. Examples are far fewer than dimensions,
so everything is computed from inner products.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bridge.metric import Classes, Matrix, Metric, Outside

Values = NDArray[np.floating]

WITHIN = 256  # directions at most in which classes are seen to differ within themselves
REST = 64  # directions at most that are kept beside those that tell classes apart
OUTSIDE = 64  # of the former, those that count for how far a vector lies outside
# Measured on the real sets: from 2 to 5 hardly matters, and 1 loses a quarter of what is gained.
STRETCH = 3.0
SMALL = 1e-5


@dataclass(frozen=True, slots=True)
class Products:
    """Inner products (n, n) of the centred rows from which a distance is learned."""

    gram: Matrix
    classes: Classes

    @property
    def members(self) -> Matrix:
        """Which row (n) belongs to which class (C): ones and zeros."""
        kinds = np.unique(self.classes)
        return np.asarray(self.classes[:, None] == kinds, np.float32)

    def spread(self) -> Matrix:
        """Return the inner products (n, n) of what remains without the classes' means."""
        return self.centred(self.centred(self.gram).T)

    def centred(self, rows: Values) -> Matrix:
        """Return rows (n, m) with the mean of their class subtracted."""
        members = self.members
        means = (members.T @ rows) / members.sum(axis=0)[:, None]
        return np.asarray(rows - members @ means, np.float32)

    def middles(self) -> Matrix:
        """Return weights (n, C) that turn the rows into the classes' means, around zero."""
        members = self.members
        means = members / members.sum(axis=0)
        return np.asarray(means - means.mean(axis=1, keepdims=True), np.float32)


def learn_metric(
    rows: Matrix, classes: Classes, ridge: float = 0.03, anchors: int | None = None
) -> Metric:
    """Learn a distance from rows (n, D) with classes (n,).

    ``ridge`` is the sphere's share in units of the mean variance. The first ``anchors`` rows (all
    without it) span the space that is kept; further rows, such as jittered pictures, only say
    what should not matter.
    """
    centre = rows.mean(axis=0)
    centred = rows - centre
    products = Products(centred @ centred.T, classes)
    inner = products.spread()
    sphere = _sphere(inner, ridge)
    if sphere <= 0:
        return Metric(centre)
    variances, turns = _strongest(inner, WITHIN)
    axes = products.centred(turns / np.sqrt(variances))  # weights of rows
    shares = variances / (variances + sphere)
    along = products.gram @ axes
    white = (products.gram - (along * shares) @ along.T) / sphere
    telling = _telling(white, products.middles())
    kept = np.column_stack([STRETCH * telling, _rest(white, telling, anchors or len(rows))])
    weights = (kept - axes @ (shares[:, None] * (along.T @ kept))) / sphere
    known = centred.T @ (axes[:, -OUTSIDE:] * np.sqrt(shares[-OUTSIDE:]))
    # One direction after the other in memory: nearly twice as fast for one picture at a time.
    return Metric(
        centre,
        np.asfortranarray(centred.T @ weights, np.float32),
        outside=Outside(np.asfortranarray(known, np.float32), sphere, telling.shape[1], STRETCH),
    )


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


def _distances(
    gram: Matrix, classes: Classes, taught: Classes, near: Classes, seen: Classes, ridge: float
) -> Matrix:
    products = Products(gram[np.ix_(taught, taught)], classes[taught])
    inner = products.spread()
    sphere = _sphere(inner, ridge)
    if sphere <= 0:
        plain = np.diag(gram)[seen, None] + np.diag(gram)[None, near] - 2 * gram[np.ix_(seen, near)]
        return np.asarray(np.maximum(plain, 0), np.float32)
    inner.flat[:: len(inner) + 1] += sphere
    middles = products.middles()
    both = np.concatenate([near, seen])
    reach = products.centred(np.column_stack([gram[np.ix_(taught, both)], products.gram @ middles]))
    solved = np.linalg.solve(inner, reach)
    count, size = len(near), len(both)
    lengths = np.diag(gram)[both] - (reach * solved)[:, :size].sum(axis=0)
    cross = gram[np.ix_(seen, near)] - reach[:, count:size].T @ solved[:, :count]
    squared = (lengths[count:, None] + lengths[None, :count] - 2 * cross) / sphere
    towards = gram[np.ix_(both, taught)] @ middles - reach[:, :size].T @ solved[:, size:]
    between = middles.T @ products.gram @ middles - reach[:, size:].T @ solved[:, size:]
    strengths, turns = _strongest(between / sphere, len(between))
    told = (towards / sphere) @ (turns / np.sqrt(strengths))
    steps = np.square(told[count:, None] - told[None, :count]).sum(axis=2)
    return np.asarray(np.maximum(squared, 0) + (STRETCH**2 - 1) * steps, np.float32)


def _telling(white: Matrix, middles: Matrix) -> Matrix:
    """Return weights of rows (n, f): unit directions that tell the classes' middles apart."""
    strengths, turns = _strongest(middles.T @ white @ middles, middles.shape[1])
    return np.asarray(middles @ (turns / np.sqrt(strengths)), np.float32)


def _rest(white: Matrix, telling: Matrix, anchors: int) -> Matrix:
    """Return weights of rows (n, r): the strongest directions of the anchors beside ``telling``."""
    told = white[:anchors] @ telling
    strengths, turns = _strongest(white[:anchors, :anchors] - told @ told.T, REST)
    weights = np.zeros((len(white), len(strengths)), np.float32)
    weights[:anchors] = turns / np.sqrt(strengths)
    return np.asarray(weights - telling @ (told.T @ weights[:anchors]), np.float32)


def _sphere(inner: Matrix, ridge: float) -> float:
    return ridge * float(np.trace(inner)) / max(len(inner) - 1, 1)


def _strongest(inner: Values, most: int) -> tuple[Values, Values]:
    strengths, turns = np.linalg.eigh(inner)
    wanted = strengths > max(strengths[-1], 0) * SMALL
    wanted[:-most] = False
    return strengths[wanted], turns[:, wanted]
