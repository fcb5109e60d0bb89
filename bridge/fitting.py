"""Fit everything that is learned from the examples: distances, trust in experts, limits."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bridge.dataset import Example
from bridge.errors import ProfileError
from bridge.experts import Expert, Space, experts_for, present, scales_of, stacked
from bridge.folds import folds_of
from bridge.fusion import Fusion, Values, fit_fusion, softmax, summed
from bridge.learned import held_out_distances, learn_metric, span
from bridge.metric import Classes, Matrix, plain_metric
from bridge.placing import Placer, make_placer
from bridge.protocols import spread
from bridge.settings import MetricName, RecogniserSettings
from bridge.types import Embedding

Given = TypeVar("Given")
Made = TypeVar("Made")

FIT_EXAMPLES = 350
FIT_ROWS = 500
# Experts with a smaller part in the decision are left out: what parts of one recording have in
# common, such as room and light, flatters what sees it, and it need not be computed.
IDLE = 0.05
VARIED = 150


@dataclass(frozen=True, slots=True)
class Fitted:
    """The experts' spaces and how they are put together; ``labels`` number the classes.

    ``placers`` move single pictures into the spaces, in the same order.
    """

    labels: tuple[str, ...]
    spaces: tuple[Space, ...]
    fusion: Fusion
    placers: tuple[Placer, ...]


def fit(examples: Sequence[Example], settings: RecogniserSettings) -> Fitted:
    """Learn from at least one example. At most 350, spread evenly over each class, are used."""
    return fit_rows(rows_of(examples), settings)


def rows_of(examples: Sequence[Example]) -> "Rows":
    """Return what ``fit`` learns from: at most 350 examples, spread evenly over each class."""
    labels = tuple(dict.fromkeys(example.label for example in examples))
    return Rows(_spread(examples, labels), labels)


def fit_rows(rows: "Rows", settings: RecogniserSettings) -> Fitted:
    """Learn distances, trust and limits. Uses nothing but its arguments."""
    blocks = settings.blocks or rows.blocks
    compared = compare_all(rows, blocks, settings.metric)
    if not compared:
        raise ProfileError(
            f"The examples lack the blocks of features that are wanted: {', '.join(blocks)}.",
            "train the profile again",
        )
    seen = held_out(rows, compared, settings.k)
    fusion = fuse(rows, seen, settings.strictness)
    counting = np.flatnonzero(fusion.share > IDLE)
    if 0 < len(counting) < len(compared):
        fusion = fuse(rows, seen.only(counting), settings.strictness)
        compared = [compared[at] for at in counting]
    spaces = tuple(one.space for one in compared)
    return Fitted(rows.labels, spaces, fusion, tuple(_each(make_placer, spaces)))


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


def _spread(examples: Sequence[Example], labels: tuple[str, ...]) -> list[Example]:
    if len(examples) <= FIT_EXAMPLES:
        return list(examples)
    chosen = []
    for label in labels:
        own = [example for example in examples if example.label == label]
        chosen += [own[at] for at in spread(len(own), max(FIT_EXAMPLES // len(labels), 2))]
    return chosen


@dataclass(frozen=True, slots=True)
class Comparison:
    """One expert's space, and how far every row with its blocks is from every example.

    ``squared`` (rows, examples) is infinite where both belong to the same held-out part, or where
    a block is absent.
    """

    space: Space
    squared: Matrix


def compare(expert: Expert, rows: Rows, name: MetricName) -> Comparison | None:
    """Fit an expert's distance and measure it on held-out rows.

    None when its blocks show up in fewer than two classes: it cannot tell classes apart.
    """
    if name in ("l1", "l2"):
        expert = replace(expert, unit=False)
    found = np.flatnonzero(present(expert, rows.embeddings))
    classes = rows.classes[found]
    anchors = int((found < rows.count).sum())
    if len(np.unique(classes[:anchors])) < min(rows.kinds, 2):
        return None
    seen = [rows.embeddings[at] for at in found]
    scales = scales_of(expert, seen[:anchors])
    vectors = stacked(expert, scales, seen)
    folds = rows.folds.of(found)
    if name == "learned":
        spanned = span(vectors)
        metric = learn_metric(spanned, classes, expert.ridge, anchors)
        inner = held_out_distances(spanned, classes, folds, expert.ridge, anchors)
    else:
        metric = plain_metric(name, vectors.shape[1])
        points = metric.project(vectors)
        inner = metric.squared(points[:anchors], points)
        inner[~folds.teaches[folds.parts, :anchors]] = np.inf
    space = Space(expert, scales, metric)
    if len(found) == len(rows.embeddings):
        return Comparison(space, inner)
    squared = np.full((len(rows.embeddings), rows.count), np.inf, np.float32)
    squared[np.ix_(found, found[:anchors])] = inner
    return Comparison(space, squared)


def compare_all(rows: Rows, blocks: Sequence[str], name: MetricName) -> list[Comparison]:
    """Compare by every expert that these blocks allow and that can tell classes apart."""
    compared = _each(lambda expert: compare(expert, rows, name), experts_for(blocks))
    return [one for one in compared if one is not None]


def _each(work: Callable[[Given], Made], items: Iterable[Given]) -> list[Made]:
    """Do two at a time: nearly all of it is linear algebra, which leaves Python to the other."""
    with ThreadPoolExecutor(2, "fit") as pool:
        return list(pool.map(work, items))


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What every expert makes of every row without the part that the row belongs to.

    ``near`` (rows, C, experts) are mean squared distances to each class's nearest examples,
    ``sure`` (rows, experts) how surely blocks were found, ``costs`` (experts,) their own.
    """

    near: Values
    sure: Values
    costs: Values

    def only(self, wanted: Classes) -> "HeldOut":
        """Return the same of some experts."""
        return HeldOut(self.near[:, :, wanted], self.sure[:, wanted], self.costs[wanted])


def held_out(rows: Rows, compared: Sequence[Comparison], k: int) -> HeldOut:
    """Return what these experts make of every row, by the ``k`` nearest of each class."""
    experts = [one.space.expert for one in compared]
    return HeldOut(
        np.stack(_each(lambda one: rows.class_distances(one.squared, k), compared), axis=2),
        rows.sureness(experts),
        np.array([expert.cost for expert in experts]),
    )


def fuse(rows: Rows, seen: HeldOut, strictness: float) -> Fusion:
    """Fit trust and limits to the rows whose class has more than one held-out part."""
    parts = [len(set(rows.folds.parts[rows.classes == number])) for number in range(rows.kinds)]
    checked = np.array([parts[number] > 1 for number in rows.classes])
    original = np.arange(len(rows.embeddings)) < rows.count
    return fit_fusion(
        seen.near[checked],
        seen.sure[checked],
        rows.classes[checked],
        original[checked],
        seen.costs,
        strictness,
    )


def held_out_chances(rows: Rows, compared: Sequence[Comparison], k: int) -> Values:
    """Return each example's chances (examples, C), judged without the part it belongs to."""
    seen = held_out(rows, compared, k)
    weights = fuse(rows, seen, strictness=0).trust * seen.sure
    return softmax(summed(seen.near, weights)[: rows.count])


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
