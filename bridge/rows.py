"""The rows that distances, trust and limits are learned from, and how far they are from classes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bridge.dataset import Example
from bridge.experts import Expert
from bridge.folds import folds_of
from bridge.fusion import Values
from bridge.metric import Classes, Matrix
from bridge.thinning import spread
from bridge.types import Embedding

# So many take a quarter of a second; a tenth more take a third longer and changed no figure on the
# real sets by more than chance. Three in ten are jittered (``fusion.TRIED``).
FIT_EXAMPLES = 315
FIT_ROWS = 450
VARIED = 150


def varied(labels: Sequence[str]) -> set[int]:
    """Return the positions of the examples worth jittering: at most 150, spread over each class."""
    rows = {label: [at for at, own in enumerate(labels) if own == label] for label in labels}
    most = max(VARIED // max(len(rows), 1), 2)
    return {own[at] for own in rows.values() for at in spread(len(own), most)}


class Rows:
    """What is fitted: examples first, then their jittered pictures as far as there is room."""

    def __init__(self, examples: Sequence[Example], labels: Sequence[str]) -> None:
        owners = list(range(len(examples)))
        embeddings = [example.embedding for example in examples]
        jittered = [at for at, example in enumerate(examples) if example.variants]
        room = max(FIT_ROWS - len(examples), 0)
        for at in (jittered[place] for place in spread(len(jittered), room // 2)):
            embeddings += examples[at].variants[:2]
            owners += [at] * len(examples[at].variants[:2])
        self.count = len(examples)
        self.labels = tuple(labels)
        self.kinds = len(labels)
        self.embeddings: list[Embedding] = embeddings
        numbers = {label: number for number, label in enumerate(labels)}
        self.classes = np.array([numbers[examples[at].label] for at in owners], np.intp)
        self.folds = folds_of(examples).of(np.array(owners))

    @property
    def blocks(self) -> tuple[str, ...]:
        """The names of all blocks that any row has."""
        return tuple(dict.fromkeys(block for e in self.embeddings for block in e.blocks))

    def class_distances(self, squared: Matrix, k: int) -> Values:
        """Return the mean squared distance of each row to the ``k`` nearest of each class."""
        classes = self.classes[: self.count]
        members = [np.flatnonzero(classes == number) for number in range(self.kinds)]
        return class_distances(squared, members, k)

    def sureness(self, experts: Sequence[Expert]) -> Values:
        """Return how surely each expert's blocks were found in each row (rows, experts)."""
        found = {block: self._presence(block) for expert in experts for block in expert.blocks}
        return np.stack(
            [np.min([found[block] for block in expert.blocks], axis=0) for expert in experts],
            axis=1,
        )

    def _presence(self, block: str) -> Values:
        return np.array([e.presence.get(block, 1.0) * (block in e.blocks) for e in self.embeddings])


def rows_of(examples: Sequence[Example]) -> Rows:
    """Return what ``fit`` learns from: at most 315 examples, spread evenly over each class."""
    labels = tuple(dict.fromkeys(example.label for example in examples))
    return Rows(_spread(examples, labels), labels)


def _spread(examples: Sequence[Example], labels: tuple[str, ...]) -> list[Example]:
    if len(examples) <= FIT_EXAMPLES:
        return list(examples)
    chosen = []
    for label in labels:
        own = [example for example in examples if example.label == label]
        chosen += [own[at] for at in spread(len(own), max(FIT_EXAMPLES // len(labels), 2))]
    return chosen


def class_distances(squared: NDArray[np.floating], members: Sequence[Classes], k: int) -> Values:
    """Return the mean squared distance (m, C) to the ``k`` nearest of each class.

    ``squared`` is (m, n) with infinity for examples that do not count; ``members`` lists each
    class's columns. A class without countable examples is infinitely far.
    """
    columns = []
    for rows in members:
        own = squared[:, rows]
        if own.shape[1] > k:
            own = np.partition(own, k - 1, axis=1)[:, :k]
        finite = np.isfinite(own)
        total = np.where(finite, own, 0).sum(axis=1)
        count = finite.sum(axis=1)
        columns.append(np.where(count > 0, total / np.maximum(count, 1), np.inf))
    return np.stack(columns, axis=1).astype(np.float64)
