"""Parts of the player's own examples that are held out together while learning."""

from collections.abc import Sequence

import numpy as np

from bridge.dataset import Example
from bridge.metric import Classes

PARTS = 5


def folds_of(examples: Sequence[Example], parts: int = PARTS) -> Classes:
    """Return the number of the part (n,) that each example belongs to, 0..parts-1.

    Recordings stay whole. A class with one recording is cut into stretches of time instead, since
    neighbouring frames are nearly the same picture.
    """
    recordings = list(dict.fromkeys(example.session for example in examples))
    folds = np.zeros(len(examples), np.intp)
    for label in dict.fromkeys(example.label for example in examples):
        rows = [at for at, example in enumerate(examples) if example.label == label]
        own = list(dict.fromkeys(examples[at].session for at in rows))
        if len(own) > 1:
            shared = len(_labels_in(examples, own[0])) > 1
            numbers = {name: at for at, name in enumerate(recordings if shared else own)}
            folds[rows] = [numbers[examples[at].session] % parts for at in rows]
        else:
            folds[rows] = np.arange(len(rows)) * min(parts, len(rows)) // len(rows)
    return folds


def _labels_in(examples: Sequence[Example], session: str) -> set[str]:
    return {example.label for example in examples if example.session == session}
