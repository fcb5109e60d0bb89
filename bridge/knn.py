"""The recogniser: the nearest examples of each label vote for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bridge.dataset import Dataset, Example
from bridge.experts import Mask, Space, sureness
from bridge.fitting import Fitted, class_distances, fit
from bridge.fusion import Values, judge, radii, softmax
from bridge.metric import Classes, Matrix
from bridge.regression import in_between
from bridge.search import MANY, Search, make_search
from bridge.settings import RecogniserSettings
from bridge.types import Embedding, Neighbour, Prediction

QUICK = 60  # so few examples are fitted anew at every change
PIECE = 500  # examples that are moved into a space at a time
GROWTH = 1.5  # and more of them when they have become so many times more


@dataclass(frozen=True, slots=True)
class Placed:
    """What was learned: every example as a point in every expert's space. Never changed."""

    revision: int
    fitted: Fitted
    fitted_count: int
    labels: tuple[str, ...]
    ids: tuple[int, ...]
    classes: Classes
    members: tuple[Classes, ...]
    leads: Values
    searches: tuple[Search, ...]
    found: tuple[Mask, ...]


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

    def predict(self, embedding: Embedding) -> Prediction:
        """Return the answer for one embedding. Without examples everything is unknown."""
        placed = self._followed()
        if placed is None:
            return Prediction(None, 0.0, {}, embedding.time)
        seen = [space.points([embedding]) for space in placed.fitted.spaces]
        points = [own[0] if found[0] else None for own, found in seen]
        rows, members = _candidates(placed, points)
        squared = np.stack(
            [_distances(placed, at, point, rows) for at, point in enumerate(points)], axis=1
        )
        near = class_distances(squared.T, members, self.settings.k).T
        fusion = placed.fitted.fusion
        sure = np.array([sureness(space.expert, embedding) for space in placed.fitted.spaces])
        verdict = judge(fusion, near, sure, placed.leads)
        known = verdict.unknown <= 0.5
        best = int(verdict.chances.argmax())
        scores = verdict.chances * (1 - verdict.unknown)
        return Prediction(
            label=placed.labels[best] if known else None,
            confidence=float(scores[best] if known else verdict.unknown),
            scores=dict(zip(placed.labels, scores.tolist(), strict=True)),
            time=embedding.time,
            distance=verdict.distance,
            nearest=self._nearest(placed, rows, squared.astype(np.float64), fusion.trust * sure),
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

    def _nearest(
        self, placed: Placed, rows: Classes, squared: Values, weights: Values
    ) -> tuple[Neighbour, ...]:
        """Return the nearest examples of any label; ``squared`` is (rows, experts)."""
        distances = radii(squared, placed.fitted.fusion.radius, weights)
        best = np.argsort(distances, kind="stable")[: self.settings.k]
        rows, distances = rows[best], distances[best]
        power = 2 * max(float(weights.sum()), 1.0)
        votes = softmax(-power * np.log(distances + 1e-9))
        return tuple(
            Neighbour(
                placed.ids[row],
                placed.labels[placed.classes[row]],
                float(distance),
                float(vote),
            )
            for row, distance, vote in zip(rows.tolist(), distances, votes, strict=True)
        )


def learn(
    examples: Sequence[Example], settings: RecogniserSettings, revision: int
) -> Placed | None:
    """Learn distances, trust and limits from a data set's examples as of ``revision``.

    None without examples. Uses nothing but its arguments, so that any thread may do it.
    """
    if not examples:
        return None
    fitted = fit(examples, settings)
    pairs = [_points(space, [e.embedding for e in examples]) for space in fitted.spaces]
    points, found = tuple(p for p, _ in pairs), tuple(f for _, f in pairs)
    return _place(revision, fitted, len(examples), examples, points, found)


def _candidates(
    placed: Placed, points: Sequence[Matrix | None]
) -> tuple[Classes, Sequence[Classes]]:
    """Return the rows that are worth measuring, and each class's places among them."""
    everyone = np.arange(len(placed.ids))
    if len(everyone) < MANY:
        return everyone, placed.members
    likely = [
        search.likely(point, placed.members)
        for search, point in zip(placed.searches, points, strict=True)
        if point is not None
    ]
    rows = np.unique(np.concatenate([everyone[:1], *likely]))
    classes = placed.classes[rows]
    return rows, [np.flatnonzero(classes == number) for number in range(len(placed.labels))]


def _distances(placed: Placed, at: int, point: Matrix | None, rows: Classes) -> Matrix:
    if point is None:
        return np.full(len(rows), np.inf, np.float32)
    part = None if len(rows) == len(placed.ids) else rows
    squared = placed.searches[at].squared(point, part)
    return np.where(placed.found[at][rows], squared, np.float32(np.inf))


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
    examples: Sequence[Example],
    points: tuple[Matrix, ...],
    found: tuple[Mask, ...],
) -> Placed:
    labels = tuple(dict.fromkeys(example.label for example in examples))
    numbers = {label: number for number, label in enumerate(labels)}
    classes = np.array([numbers[example.label] for example in examples], np.intp)
    members = tuple(np.flatnonzero(classes == number) for number in range(len(labels)))
    ids = tuple(example.id for example in examples)
    fitted_leads = dict(zip(fitted.labels, fitted.fusion.lead.tolist(), strict=True))
    usual = float(np.median(fitted.fusion.lead))
    leads = np.array([fitted_leads.get(label, usual) for label in labels])
    searches = tuple(
        make_search(space.metric, own) for space, own in zip(fitted.spaces, points, strict=True)
    )
    return Placed(
        revision, fitted, fitted_count, labels, ids, classes, members, leads, searches, found
    )


def _moved(placed: Placed, dataset: Dataset) -> Placed | None:
    revision, examples = dataset.revision, list(dataset)
    if not examples:
        return None
    rows = {example_id: row for row, example_id in enumerate(placed.ids)}
    fresh = [example for example in examples if example.id not in rows]
    rows |= {example.id: len(placed.ids) + at for at, example in enumerate(fresh)}
    order = [rows[example.id] for example in examples]
    points, found = [], []
    for at, space in enumerate(placed.fitted.spaces):
        new_points, new_found = space.points([example.embedding for example in fresh])
        old_points = placed.searches[at].points
        if not len(new_points) or not new_points.shape[1]:
            new_points = np.zeros((len(fresh), old_points.shape[1]), np.float32)
        points.append(np.concatenate([old_points, new_points])[order])
        found.append(np.concatenate([placed.found[at], new_found])[order])
    return _place(
        revision, placed.fitted, placed.fitted_count, examples, tuple(points), tuple(found)
    )
