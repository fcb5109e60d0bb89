"""Answers between taught numbers, such as a paddle's place between three taught ones."""

import math
from collections.abc import Sequence

import numpy as np

from bridge.fusion import TINY, Values, softmax


def numbers_of(labels: Sequence[str]) -> list[float] | None:
    """Return the labels as numbers, or None when one of them is no finite number."""
    try:
        numbers = [float(label) for label in labels]
    except ValueError:
        return None
    return numbers if all(map(math.isfinite, numbers)) else None


def in_between(labels: Sequence[str], near: Values, weights: Values) -> float | None:
    """Return the mean of the labels as numbers, each weighted by one over its squared distance.

    None when a label is no number, such as a pose that was added in the studio.

    ``near`` is the squared distance (C, E) of each class by expert, ``weights`` (E,) how much each
    expert counts. Unlike the chances, these weights do not snap to the nearest class.
    """
    numbers = numbers_of(labels)
    if numbers is None:
        return None
    share = weights / max(float(weights.sum()), TINY)
    logs = np.log(np.where(np.isfinite(near), near, 1e9) + TINY) @ share
    return float(softmax(-logs) @ np.array(numbers))
