"""The recogniser: the nearest examples vote for their labels."""

from collections.abc import Sequence

import numpy as np

from bridge.dataset import Dataset, Example
from bridge.errors import ProfileError
from bridge.metric import Matrix, Metric, learn_metric, plain_metric, unit_rows
from bridge.settings import RecogniserSettings
from bridge.types import Embedding, Neighbour, Prediction

REFIT_GROWTH = 1.1
QUICK_FIT = 150


class Recogniser:
    """Answers from the examples of a dataset, and follows every change of it."""

    def __init__(self, dataset: Dataset, settings: RecogniserSettings | None = None) -> None:
        self.dataset = dataset
        self.settings = settings or RecogniserSettings()
        self._revision = -1
        self._fitted = 0
        self._ids: list[int] = []
        self._labels: list[str] = []
        self._points: Matrix = np.zeros((0, 0), np.float32)
        self._metric = Metric(np.zeros(0, np.float32))
        self._radius: dict[str, float] = {}

    def predict(self, embedding: Embedding) -> Prediction:
        """Return the answer for one embedding. Without examples everything is unknown."""
        self._follow()
        labels = self.dataset.labels
        if not labels:
            return Prediction(None, 0.0, {}, embedding.time)
        point = self._metric.project(self._vectors([embedding]))[0]
        squared = self._metric.squared(self._points, point)
        near = {label: self._nearest(squared, label) for label in labels}
        typical = {label: float(np.sqrt(squared[rows]).mean()) for label, rows in near.items()}
        ratios = {label: typical[label] / self._radius[label] for label in labels}
        scores = _scores(ratios, self.settings.strictness)
        best = max(scores, key=scores.__getitem__)
        known = scores[best] >= 1 - sum(scores.values())
        votes = tuple(
            Neighbour(self._ids[row], best, float(np.sqrt(squared[row])), scores[best] / len(rows))
            for rows in [near[best]]
            for row in rows
        )
        return Prediction(
            label=best if known else None,
            confidence=scores[best] if known else 1 - sum(scores.values()),
            scores=scores,
            time=embedding.time,
            distance=ratios[best],
            nearest=votes,
            value=_value(scores) if self.settings.regression else None,
        )

    def refit(self) -> None:
        """Learn the distance anew from all examples; happens by itself when they have grown."""
        examples = list(self.dataset)
        self._revision, self._fitted = self.dataset.revision, len(examples)
        if not examples:
            return
        vectors = self._vectors([example.embedding for example in examples])
        classes = np.unique([example.label for example in examples], return_inverse=True)[1]
        if self.settings.metric == "learned":
            self._metric = learn_metric(vectors, classes)
        else:
            self._metric = plain_metric(self.settings.metric, vectors.shape[1])
        self._place(examples, self._metric.project(vectors))

    def _follow(self) -> None:
        if self._revision == self.dataset.revision:
            return
        count = len(self.dataset)
        grown = count > REFIT_GROWTH * self._fitted or count < self._fitted / REFIT_GROWTH
        if not self._ids or count <= QUICK_FIT or grown:
            self.refit()
            return
        self._revision = self.dataset.revision
        known = {example_id: row for row, example_id in enumerate(self._ids)}
        examples = list(self.dataset)
        fresh = [example for example in examples if example.id not in known]
        points = self._points
        if fresh:
            vectors = self._vectors([example.embedding for example in fresh])
            points = np.concatenate([points, self._metric.project(vectors)])
            known |= {example.id: len(known) + at for at, example in enumerate(fresh)}
        self._place(examples, points[[known[example.id] for example in examples]])

    def _place(self, examples: Sequence[Example], points: Matrix) -> None:
        self._ids = [example.id for example in examples]
        self._labels = [example.label for example in examples]
        self._points = points
        names = np.array(self._labels)
        self._radius = {
            label: self._own_distance(points[names == label])
            for label in dict.fromkeys(self._labels)
        }

    def _own_distance(self, points: Matrix) -> float:
        if len(points) < 2:
            return 1.0
        squared = np.stack([self._metric.squared(points, point) for point in points])
        np.fill_diagonal(squared, np.inf)
        near = np.sort(squared, axis=1)[:, : min(self.settings.k, len(points) - 1)]
        return float(np.sqrt(near).mean()) or 1.0

    def _vectors(self, embeddings: Sequence[Embedding]) -> Matrix:
        blocks = self.settings.blocks or tuple(next(iter(self.dataset)).embedding.blocks)
        try:
            parts = [
                unit_rows(np.stack([embedding.blocks[block] for embedding in embeddings]))
                for block in blocks
            ]
        except KeyError as error:
            raise ProfileError(f"A picture lacks the block of features {error}.") from error
        return np.concatenate(parts, axis=1)

    def _nearest(self, squared: Matrix, label: str) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        rows = np.flatnonzero(np.array(self._labels) == label)
        return rows[np.argsort(squared[rows], kind="stable")[: self.settings.k]]


def _scores(ratios: dict[str, float], strictness: float) -> dict[str, float]:
    limit = 3.0 - 2 * strictness
    logits = np.array([-4 * ratio**2 for ratio in ratios.values()] + [-4 * limit**2])
    odds = np.exp(logits - logits.max())
    return dict(zip(ratios, (odds / odds.sum()).tolist(), strict=False))


def _value(scores: dict[str, float]) -> float:
    total = sum(scores.values()) or 1.0
    return sum(float(label) * score for label, score in scores.items()) / total
