"""Answers between taught numbers, such as a paddle's place between three taught ones."""

from collections.abc import Sequence

import numpy as np

from bridge.fusion import TINY, Values, softmax


def in_between(labels: Sequence[str], near: Values, weights: Values) -> float:
    """Return the mean of the labels as numbers, each weighted by one over its squared distance.

    ``near`` is the squared distance (C, E) of each class by expert, ``weights`` (E,) how much each
    expert counts. Unlike the chances, these weights do not snap to the nearest class.
    """
    share = weights / max(float(weights.sum()), TINY)
    logs = np.log(np.where(np.isfinite(near), near, 1e9) + TINY) @ share
    return float(softmax(-logs) @ np.array([float(label) for label in labels]))
