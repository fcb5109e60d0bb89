"""Fit everything that is learned from the examples: distances, trust in experts, limits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bridge.dataset import Example
from bridge.errors import ProfileError
from bridge.experts import Expert, Space, experts_for, present, scales_of, stacked, sureness
from bridge.folds import folds_of
from bridge.fusion import Fusion, Values, fit_fusion
from bridge.metric import Classes, held_out_distances, learn_metric, plain_metric
from bridge.protocols import spread
from bridge.settings import RecogniserSettings
from bridge.types import Embedding

FIT_EXAMPLES = 400
FIT_ROWS = 700
VARIED = 150


@dataclass(frozen=True, slots=True)
class Fitted:
    """The experts' spaces and how they are put together; ``labels`` number the classes."""

    labels: tuple[str, ...]
    spaces: tuple[Space, ...]
    fusion: Fusion


def fit(examples: Sequence[Example], settings: RecogniserSettings) -> Fitted:
    """Learn from at least one example. At most 400, spread evenly over each class, are used."""
    labels = tuple(dict.fromkeys(example.label for example in examples))
    chosen = _spread(examples, labels)
    rows = _Rows(chosen, labels)
    blocks = settings.blocks or tuple(dict.fromkeys(b for e in chosen for b in e.embedding.blocks))
    pairs = [pair for expert in experts_for(blocks) if (pair := _learn(expert, rows, settings))]
    if not pairs:
        raise ProfileError(
            f"The examples lack the blocks of features that are wanted: {', '.join(blocks)}.",
            "train the profile again",
        )
    spaces = tuple(space for space, _ in pairs)
    return Fitted(labels, spaces, _fuse(rows, pairs, settings))


def varied(labels: Sequence[str]) -> set[int]:
    """Return the positions of the examples worth jittering: at most 150, spread over each class."""
    rows = {label: [at for at, own in enumerate(labels) if own == label] for label in labels}
    most = max(VARIED // max(len(rows), 1), 2)
    return {own[at] for own in rows.values() for at in spread(len(own), most)}


class _Rows:
    """Examples first, then their jittered pictures, as far as there is room for them."""

    def __init__(self, examples: Sequence[Example], labels: tuple[str, ...]) -> None:
        owners = list(range(len(examples)))
        embeddings = [example.embedding for example in examples]
        varied = [at for at, example in enumerate(examples) if example.variants]
        room = FIT_ROWS - len(examples)
        for at in (varied[place] for place in spread(len(varied), max(room // 2, 0))):
            embeddings += examples[at].variants[:2]
            owners += [at] * len(examples[at].variants[:2])
        self.count = len(examples)
        self.embeddings: list[Embedding] = embeddings
        self.classes = np.array([labels.index(examples[at].label) for at in owners], np.intp)
        self.folds = folds_of(examples)[owners]
        self.kinds = len(labels)


def _spread(examples: Sequence[Example], labels: tuple[str, ...]) -> list[Example]:
    if len(examples) <= FIT_EXAMPLES:
        return list(examples)
    chosen = []
    for label in labels:
        own = [example for example in examples if example.label == label]
        chosen += [own[at] for at in spread(len(own), max(FIT_EXAMPLES // len(labels), 2))]
    return chosen


def _learn(
    expert: Expert, rows: _Rows, settings: RecogniserSettings
) -> tuple[Space, Values] | None:
    """Return the expert's space and held-out distances to each class (n, C), or None.

    An expert whose blocks show up in fewer than two classes cannot tell classes apart.
    """
    found = np.flatnonzero(present(expert, rows.embeddings))
    classes = rows.classes[found]
    anchors = int((found < rows.count).sum())
    alone = rows.kinds == 1
    if not anchors or (len(np.unique(classes[:anchors])) < 2 and not alone):
        return None
    seen = [rows.embeddings[at] for at in found]
    scales = scales_of(expert, seen[:anchors])
    vectors = stacked(expert, scales, seen)
    folds = rows.folds[found]
    if settings.metric == "learned":
        metric = learn_metric(vectors, classes, expert.ridge, anchors)
        squared = held_out_distances(vectors, classes, folds, expert.ridge, anchors)
    else:
        metric = plain_metric(settings.metric, vectors.shape[1])
        points = metric.project(vectors)
        squared = metric.squared(points[:anchors], points).astype(np.float64)
        squared[folds[:, None] == folds[None, :anchors]] = np.inf
    near = np.full((len(rows.embeddings), rows.kinds), np.inf)
    near[found] = class_distances(
        squared, _rows_by_class(classes[:anchors], rows.kinds), settings.k
    )
    return Space(expert, scales, metric), near


def _fuse(
    rows: _Rows, pairs: Sequence[tuple[Space, Values]], settings: RecogniserSettings
) -> Fusion:
    parts = [len(set(rows.folds[rows.classes == number])) for number in range(rows.kinds)]
    checked = np.array([parts[number] > 1 for number in rows.classes])
    near = np.stack([near for _, near in pairs], axis=2)
    sure = np.array([[sureness(s.expert, e) for s, _ in pairs] for e in rows.embeddings])
    original = np.arange(len(rows.embeddings)) < rows.count
    return fit_fusion(
        near[checked], sure[checked], rows.classes[checked], original[checked], settings.strictness
    )


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


def _rows_by_class(classes: Classes, kinds: int) -> list[Classes]:
    return [np.flatnonzero(classes == number) for number in range(kinds)]
