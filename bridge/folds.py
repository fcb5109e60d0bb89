"""Parts of the player's own examples that are held out together while learning."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bridge.dataset import Example
from bridge.metric import Classes

PARTS = 5
# Of a recording, before and after a part that is judged. Without it, on the real sets, the network
# alone was surer than right by up to 0.3, and up to a tenth more of the known poses were refused.
MARGIN = 0.2


@dataclass(frozen=True, slots=True)
class Folds:
    """Which part each of n examples belongs to, and which may teach while a part is judged.

    ``parts`` is (n,), ``teaches`` (PARTS, n).
    """

    parts: Classes
    teaches: NDArray[np.bool_]

    def of(self, rows: Classes) -> "Folds":
        """Return the same for some of the examples, each as often as it is named."""
        return Folds(self.parts[rows], self.teaches[:, rows])


def folds_of(examples: Sequence[Example]) -> Folds:
    """Cut examples into parts, 0..4.

    Recordings stay whole. A class with one recording is cut into stretches of time instead. Since
    neighbouring frames are nearly the same picture, what lies just before and after a stretch does
    not teach while it is judged.
    """
    recordings = list(dict.fromkeys(example.session for example in examples))
    parts = np.zeros(len(examples), np.intp)
    beside: list[tuple[int, Classes]] = []
    for label in dict.fromkeys(example.label for example in examples):
        rows = np.array([at for at, example in enumerate(examples) if example.label == label])
        own = list(dict.fromkeys(examples[at].session for at in rows))
        if len(own) > 1:
            shared = len(_labels_in(examples, own[0])) > 1
            numbers = {name: at for at, name in enumerate(recordings if shared else own)}
            parts[rows] = [numbers[examples[at].session] % PARTS for at in rows]
        else:
            parts[rows] = np.arange(len(rows)) * min(PARTS, len(rows)) // len(rows)
            beside += [(part, _around(rows, parts[rows] == part)) for part in set(parts[rows])]
    teaches = parts != np.arange(PARTS)[:, None]
    for part, near in beside:
        teaches[part, near] = False
    return Folds(parts, teaches)


def _around(rows: Classes, held_out: NDArray[np.bool_]) -> Classes:
    """Return the rows of one recording that are held out, and those within the margin."""
    margin = int(MARGIN * len(rows))
    places = np.flatnonzero(held_out)
    return rows[max(places[0] - margin, 0) : places[-1] + margin + 1]


def _labels_in(examples: Sequence[Example], session: str) -> set[str]:
    return {example.label for example in examples if example.session == session}
