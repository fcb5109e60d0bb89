"""Teach some pictures, test others, and count: Posebridge beside its baselines."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bridge.backbones import Backbone
from bridge.backbones.pixels import PixelBackbone
from bridge.baselines import nearest_pixels, tfjs_knn
from bridge.calibration import Bin, expected_calibration_error, reliability
from bridge.dataset import Dataset
from bridge.folders import Picture
from bridge.knn import Recogniser
from bridge.metric import Matrix
from bridge.protocols import Split
from bridge.rows import varied
from bridge.settings import RecogniserSettings
from bridge.training import Advance, quietly, shots
from bridge.types import Embedding

REFERENCE_BLOCK = "pooled"


@dataclass(frozen=True, slots=True)
class Answer:
    """One tested picture: its true label, the best label, and whether it was called unknown.

    ``confidence`` is the best label's share among the known labels, 0..1.
    """

    path: Path
    truth: str
    best: str
    unknown: bool
    confidence: float
    pixels: str
    tfjs_knn: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What the backbones made of every picture, computed once: by path.

    ``variants`` are embeddings of jittered copies of the pictures that are taught.
    """

    embeddings: Mapping[Path, Embedding]
    variants: Mapping[Path, tuple[Embedding, ...]]
    pixels: Mapping[Path, Embedding]


def pictures_of(splits: Sequence[Split]) -> list[Path]:
    """Return every picture of the splits once."""
    shown = [picture.path for split in splits for picture in (*split.train, *split.test)]
    return list(dict.fromkeys(shown))


def see(backbone: Backbone, splits: Sequence[Split], advance: Advance = quietly) -> Seen:
    """Embed every picture once; raises DataError for one that cannot be read."""
    wanted = {
        split.train[at].path
        for split in splits
        for at in varied([picture.label for picture in split.train])
    }
    grey = PixelBackbone()
    embeddings: dict[Path, Embedding] = {}
    variants: dict[Path, tuple[Embedding, ...]] = {}
    pixels: dict[Path, Embedding] = {}
    paths = pictures_of(splits)
    sources = [(path, path in wanted) for path in paths]
    for path, shot in zip(paths, shots(backbone, sources), strict=True):
        embeddings[path], variants[path] = shot.embedding, shot.variants
        pixels[path] = grey.embed([shot.image])[0]
        advance(1)
    return Seen(embeddings, variants, pixels)


def teach(pictures: Sequence[Picture], seen: Seen, settings: RecogniserSettings) -> Recogniser:
    """Return a recogniser that was taught these pictures."""
    dataset = Dataset()
    with dataset.one_step():
        for picture in pictures:
            path = picture.path
            dataset.add(
                picture.label, seen.embeddings[path], picture.session, variants=seen.variants[path]
            )
    return Recogniser(dataset, settings)


def run_split(split: Split, seen: Seen, settings: RecogniserSettings) -> list[Answer]:
    """Teach the split's first part, test the second, by Posebridge and by the baselines."""
    recogniser = teach(split.train, seen, settings)
    labels = [picture.label for picture in split.train]
    floor = nearest_pixels(_rows(seen.pixels, split.train), labels, _rows(seen.pixels, split.test))
    reference = tfjs_knn(
        _rows(seen.embeddings, split.train), labels, _rows(seen.embeddings, split.test)
    )
    answers = []
    for picture, low, usual in zip(split.test, floor, reference, strict=True):
        prediction = recogniser.predict(seen.embeddings[picture.path])
        scores = prediction.scores
        best = max(scores, key=scores.__getitem__)
        share = scores[best] / (sum(scores.values()) or 1.0)
        unknown = prediction.label is None
        answers.append(Answer(picture.path, picture.label, best, unknown, share, low, usual))
    return answers


@dataclass(frozen=True, slots=True)
class Report:
    """The answers of all splits together."""

    answers: tuple[Answer, ...]

    @property
    def accuracy(self) -> float:
        """Share of pictures whose best label is right; a baseline cannot say unknown either."""
        return _share(answer.best == answer.truth for answer in self.answers)

    @property
    def labels(self) -> list[str]:
        """Every true and answered label, sorted."""
        return sorted({name for a in self.answers for name in (a.truth, a.best)})

    def confusion(self) -> dict[str, dict[str, int]]:
        """Return how often each true label got each best label."""
        rows: dict[str, dict[str, int]] = {}
        for truth in self.labels:
            shown = Counter(answer.best for answer in self.answers if answer.truth == truth)
            rows[truth] = {label: shown[label] for label in self.labels}
        return rows

    def reliability(self) -> list[Bin]:
        """Return confidence against accuracy."""
        return reliability(
            [answer.confidence for answer in self.answers],
            [answer.best == answer.truth for answer in self.answers],
        )

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values; rates are fractions 0..1."""
        answers = self.answers
        right = [answer.best == answer.truth for answer in answers]
        per_class = {
            label: _share(a.best == label for a in answers if a.truth == label)
            for label in sorted({answer.truth for answer in answers})
        }
        return {
            "accuracy": self.accuracy,
            "unknown_rate": _share(answer.unknown for answer in answers),
            "accuracy_unknown_is_wrong": _share(
                a.best == a.truth and not a.unknown for a in answers
            ),
            "per_class": per_class,
            "confusion": self.confusion(),
            "baselines": {
                "pixels": _share(answer.pixels == answer.truth for answer in answers),
                "tfjs_knn": _share(answer.tfjs_knn == answer.truth for answer in answers),
            },
            "ece": expected_calibration_error([a.confidence for a in answers], right),
            "tested": len(answers),
        }


def _rows(embeddings: Mapping[Path, Embedding], pictures: Sequence[Picture]) -> Matrix:
    first = embeddings[pictures[0].path].blocks
    block = REFERENCE_BLOCK if REFERENCE_BLOCK in first else next(iter(first))
    return np.stack([embeddings[picture.path].blocks[block] for picture in pictures])


def _share(hits: Any) -> float:
    found = list(hits)
    return sum(found) / len(found) if found else 0.0
