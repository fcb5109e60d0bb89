"""What others ship, to be measured in the same run: plain pixels, and the KNN of tfjs."""

from collections.abc import Sequence

import numpy as np

from bridge.metric import Matrix, unit_rows


def nearest_pixels(taught: Matrix, labels: Sequence[str], seen: Matrix) -> list[str]:
    """Return the label of the nearest taught picture in grey pixels (n, 1024), Euclidean.

    The floor: a method that does not beat it has learned nothing about poses.
    """
    lengths = (taught**2).sum(axis=1)
    nearest = np.argmin(lengths - 2 * (seen @ taught.T), axis=1)
    return [labels[row] for row in nearest]


def tfjs_knn(taught: Matrix, labels: Sequence[str], seen: Matrix, k: int = 3) -> list[str]:
    """Answer as tfjs-models/knn-classifier does (Teachable Machine, ml5, ml2scratch).

    Vectors (n, D) of the last pooled layer are scaled to length 1, the ``k`` of the highest
    cosine vote one vote each, and the class that was inserted first wins a tie.
    """
    names = list(dict.fromkeys(labels))
    classes = np.array([names.index(label) for label in labels])
    likeness = unit_rows(seen) @ unit_rows(taught).T
    nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :k]
    votes = np.stack([(classes[nearest] == number).sum(axis=1) for number in range(len(names))])
    return [names[winner] for winner in votes.argmax(axis=0)]
