"""Fit everything that is learned from the examples: distances, trust in experts, limits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bridge.dataset import Example
from bridge.errors import ProfileError
from bridge.experts import Expert, Space, experts_for, present, scales_of, stacked
from bridge.fusion import Fusion, Values, fit_fusion, softmax, summed
from bridge.learned import held_out_distances, learn_metric, span
from bridge.metric import Classes, Matrix, plain_metric
from bridge.parallel import each
from bridge.placing import Fitted, make_placer
from bridge.rows import Rows, rows_of
from bridge.settings import MetricName, RecogniserSettings

# Experts with a smaller part in the decision are left out: what parts of one recording have in
# common, such as room and light, flatters what sees it, and it need not be computed.
IDLE = 0.05
THREADS = 2  # nearly all is linear algebra, which leaves Python to the other one


def fit(examples: Sequence[Example], settings: RecogniserSettings) -> Fitted:
    """Learn from at least one example. At most 315, spread evenly over each class, are used."""
    return fit_rows(rows_of(examples), settings)


def fit_rows(rows: Rows, settings: RecogniserSettings) -> Fitted:
    """Learn distances, trust and limits. Uses nothing but its arguments."""
    blocks = settings.blocks or rows.blocks
    compared = compare_all(rows, blocks, settings.metric)
    if not compared:
        lacking = f"lack the blocks of features that are wanted: {', '.join(blocks)}"
        raise ProfileError(
            f"The examples {lacking if blocks else 'hold no features'}.", "train the profile again"
        )
    seen = held_out(rows, compared, settings.k)
    fusion = fuse(rows, seen, settings.strictness)
    counting = np.flatnonzero(fusion.share > IDLE)
    if 0 < len(counting) < len(compared):
        fusion = fuse(rows, seen.only(counting), settings.strictness)
        compared = [compared[at] for at in counting]
    spaces = tuple(one.space for one in compared)
    return Fitted(rows.labels, spaces, fusion, tuple(each(make_placer, spaces, THREADS)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One expert's space, and how far every row with its blocks is from every example.

    ``squared`` (rows, examples) is infinite where the example may not teach while the row's part is
    judged (see ``folds``), or where a block is absent.
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
    compared = each(lambda expert: compare(expert, rows, name), experts_for(blocks), THREADS)
    return [one for one in compared if one is not None]


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
        np.stack(each(lambda one: rows.class_distances(one.squared, k), compared, THREADS), axis=2),
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
