"""The recogniser: the nearest examples of each label vote for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bridge.dataset import Dataset, Example
from bridge.experts import Mask, Space, sureness
from bridge.fusion import Values, judge, radii, softmax
from bridge.metric import Classes, Matrix
from bridge.placing import Fitted
from bridge.regression import in_between
from bridge.search import MANY, Search, class_means, make_search
from bridge.settings import RecogniserSettings
from bridge.types import Embedding, Neighbour, Prediction

QUICK = 60  # so few examples are fitted anew at every change
PIECE = 500  # examples that are moved into a space at a time
_TINY = np.float32(1e-9)
GROWTH = 1.5  # and more of them when they have become so many times more


@dataclass(frozen=True, slots=True)
class Placed:
    """What was learned: every example as a point in every expert's space. Never changed.

    Examples lie class after class; class ``c`` has the rows ``bounds[c]`` up to ``bounds[c + 1]``.
    """

    revision: int
    fitted: Fitted
    fitted_count: int
    labels: tuple[str, ...]
    ids: tuple[int, ...]
    bounds: Classes
    searches: tuple[Search, ...]


class Recogniser:
    """Answers from the examples of a dataset, and follows every change of it.

    New examples count from the next prediction on, in the spaces as they were fitted last; the
    distances themselves are learned anew by ``refit``. A ``patient`` recogniser does not do so by
    itself: its owner has another thread ``learn`` and gives it what was learned to ``adopt``.
    """

    def __init__(
        self,
        dataset: Dataset,
        settings: RecogniserSettings | None = None,
        *,
        patient: bool = False,
    ) -> None:
        self.dataset = dataset
        self.settings = settings or RecogniserSettings()
        self._patient = patient
        self._learned = 0
        self._placed: Placed | None = None

    def predict(self, embedding: Embedding, *, neighbours: bool = False) -> Prediction:
        """Return the answer for one embedding. Without examples everything is unknown.

        ``neighbours`` asks for the nearest examples too; playing does not need to know them.
        """
        placed = self._followed()
        if placed is None:
            return Prediction(None, 0.0, {}, embedding.time)
        points = [placer.point(embedding) for placer in placed.fitted.placers]
        rows, bounds = _candidates(placed, points)
        squared = np.stack([_distances(placed, at, point, rows) for at, point in enumerate(points)])
        near = class_means(squared, bounds, self.settings.k)
        fusion = placed.fitted.fusion
        sure = np.array([sureness(space.expert, embedding) for space in placed.fitted.spaces])
        verdict = judge(fusion, near, sure)
        known = verdict.unknown <= 0.5
        scores = [chance * (1 - verdict.unknown) for chance in verdict.chances]
        best = scores.index(max(scores))
        return Prediction(
            label=placed.labels[best] if known else None,
            confidence=scores[best] if known else verdict.unknown,
            scores=dict(zip(placed.labels, scores, strict=True)),
            time=embedding.time,
            distance=verdict.distance,
            nearest=_nearest(placed, rows, squared, fusion.trust * sure, self.settings.k)
            if neighbours
            else (),
            value=in_between(placed.labels, near, fusion.trust * sure)
            if self.settings.regression
            else None,
        )

    def refit(self) -> None:
        """Learn distances, trust and limits anew from all examples."""
        self.adopt(learn(list(self.dataset), self.settings, self.dataset.revision))

    def adopt(self, placed: Placed | None) -> None:
        """Answer with what was learned from this data set, now or a little earlier."""
        self._placed = placed
        self._learned += 1

    @property
    def version(self) -> tuple[int, int]:
        """Another value whenever the same embedding may get another answer."""
        return self.dataset.revision, self._learned

    @property
    def blocks(self) -> frozenset[str]:
        """The blocks that count in the decision; no other need be computed."""
        placed = self._followed()
        spaces = placed.fitted.spaces if placed is not None else ()
        return frozenset(block for space in spaces for block in space.expert.blocks)

    def shares(self) -> dict[str, float]:
        """Return each expert's usual part in the decision, 0..1, by name."""
        placed = self._followed()
        if placed is None:
            return {}
        names = [space.expert.name for space in placed.fitted.spaces]
        return dict(zip(names, placed.fitted.fusion.share.tolist(), strict=True))

    def _followed(self) -> Placed | None:
        placed = self._placed
        if placed is not None and placed.revision == self.dataset.revision:
            return placed
        count = len(self.dataset)
        if self._patient:
            self._placed = _moved(placed, self.dataset) if placed is not None else None
        elif placed is None or count <= QUICK or count > GROWTH * placed.fitted_count:
            self.refit()
        else:
            self._placed = _moved(placed, self.dataset)
        return self._placed


def learn(
    examples: Sequence[Example], settings: RecogniserSettings, revision: int
) -> Placed | None:
    """Learn distances, trust and limits from a data set's examples as of ``revision``.

    None without examples. Uses nothing but its arguments, so that any thread may do it.
    """
    # A start remembers what was learned, and does without the import (see ``recall``).
    from bridge.fitting import fit

    return place(fit(examples, settings), examples, revision) if examples else None


def place(fitted: Fitted, examples: Sequence[Example], revision: int) -> Placed:
    """Move a data set's examples, at least one, into the spaces learned from them."""
    ordered = _by_class(examples)
    pairs = [_points(space, [e.embedding for e in ordered]) for space in fitted.spaces]
    return _place(revision, fitted, len(examples), ordered, pairs)


def _candidates(placed: Placed, points: Sequence[Matrix | None]) -> tuple[Classes | None, Classes]:
    """Return the rows that are worth measuring (None for all), and the classes' bounds in them."""
    if len(placed.ids) < MANY:
        return None, placed.bounds
    likely = [
        search.likely(point, placed.bounds)
        for search, point in zip(placed.searches, points, strict=True)
        if point is not None
    ]
    rows = np.unique(np.concatenate([placed.bounds[:1], *likely]))
    return rows, np.searchsorted(rows, placed.bounds)


def _distances(placed: Placed, at: int, point: Matrix | None, rows: Classes | None) -> Matrix:
    if point is None:
        return np.full(len(placed.ids if rows is None else rows), np.inf, np.float32)
    return placed.searches[at].squared(point, rows)


def _nearest(
    placed: Placed, rows: Classes | None, squared: Matrix, weights: Values, k: int
) -> tuple[Neighbour, ...]:
    """Return the nearest examples of any label; ``squared`` is (experts, rows)."""
    radius = placed.fitted.fusion.radius
    best = _ranked(squared, radius, weights, k)
    distances = radii(squared[:, best].T.astype(np.float64), radius, weights)
    power = 2 * max(float(weights.sum()), 1.0)
    votes = softmax(-power * np.log(distances + 1e-9))
    own = best if rows is None else rows[best]
    classes = np.searchsorted(placed.bounds, own, side="right") - 1
    return tuple(
        Neighbour(placed.ids[row], placed.labels[number], distance, vote)
        for row, number, distance, vote in zip(
            own.tolist(), classes.tolist(), distances.tolist(), votes.tolist(), strict=True
        )
    )


def _ranked(squared: Matrix, radius: Values, weights: Values, k: int) -> Classes:
    """Return the places of the ``k`` smallest ``radii``, nearest first, without all the radii."""
    seen = np.isfinite(squared) & (weights > 0)[:, None]
    logs = np.log(np.where(seen, squared / radius[:, None].astype(np.float32), 1) + _TINY)
    share = weights.astype(np.float32)
    order = share @ logs / np.maximum(share @ seen, _TINY)
    near = np.argpartition(order, k)[:k] if len(order) > k else np.arange(len(order))
    return np.asarray(near[np.argsort(order[near], kind="stable")], np.intp)


def _by_class(examples: Sequence[Example]) -> list[Example]:
    """Return the examples class after class, the first shown class first."""
    numbers = {label: n for n, label in enumerate(dict.fromkeys(e.label for e in examples))}
    return sorted(examples, key=lambda example: numbers[example.label])


def _points(space: Space, embeddings: Sequence[Embedding]) -> tuple[Matrix, Mask]:
    """Return what ``space.points`` does, in pieces, so that many examples fit into memory."""
    pieces = [embeddings[at : at + PIECE] for at in range(0, len(embeddings), PIECE)]
    parts = [space.points(piece) for piece in pieces]
    widest = max(points.shape[1] for points, _ in parts)
    empty = np.zeros((PIECE, widest), np.float32)
    wide = [points if points.shape[1] else empty[: len(points)] for points, _ in parts]
    return np.concatenate(wide), np.concatenate([found for _, found in parts])


def _place(
    revision: int,
    fitted: Fitted,
    fitted_count: int,
    ordered: Sequence[Example],
    pairs: Sequence[tuple[Matrix, Mask]],
) -> Placed:
    """Put together examples, class after class, and each space's points with those found."""
    counts = Counter(example.label for example in ordered)
    return Placed(
        revision,
        fitted,
        fitted_count,
        labels=tuple(counts),
        ids=tuple(example.id for example in ordered),
        bounds=np.cumsum([0, *counts.values()]),
        searches=tuple(
            make_search(space.metric, points, found)
            for space, (points, found) in zip(fitted.spaces, pairs, strict=True)
        ),
    )


def _moved(placed: Placed, dataset: Dataset) -> Placed | None:
    revision, examples = dataset.revision, _by_class(list(dataset))
    if not examples:
        return None
    rows = {example_id: row for row, example_id in enumerate(placed.ids)}
    fresh = [example for example in examples if example.id not in rows]
    rows |= {example.id: len(placed.ids) + at for at, example in enumerate(fresh)}
    order = [rows[example.id] for example in examples]
    pairs = []
    for space, search in zip(placed.fitted.spaces, placed.searches, strict=True):
        points, found = space.points([example.embedding for example in fresh])
        if not len(points) or not points.shape[1]:
            points = np.zeros((len(fresh), search.points.shape[1]), np.float32)
        both = np.concatenate([np.isfinite(search.lengths), found])
        pairs.append((np.concatenate([search.points, points])[order], both[order]))
    return _place(revision, placed.fitted, placed.fitted_count, examples, pairs)
