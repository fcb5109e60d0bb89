"""Measure how recognition stands up to view angle, background, light and more."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bridge.augment import jittered
from bridge.backbones import Backbone
from bridge.backbones.pixels import PixelBackbone
from bridge.baselines import nearest_pixels, tfjs_knn
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.dataset import Dataset
from bridge.distort import CHANGES
from bridge.errors import DataError
from bridge.folders import Picture
from bridge.knn import Recogniser
from bridge.metric import Matrix
from bridge.pictures import load_image
from bridge.protocols import same_session
from bridge.thinning import spread
from bridge.training import VARIANTS, Advance, quietly
from bridge.types import Embedding, Image

TESTED = 10
TAUGHT = 25
SETTLING = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a pose."""

    label: str
    image: Image


@dataclass(frozen=True, slots=True)
class Result:
    """Shares right under one challenge, 0..1; ``unknown`` is how often Posebridge refused."""

    challenge: str
    pixels: float
    tfjs_knn: float
    posebridge: float
    unknown: float


def drawn(seed: int = 0) -> tuple[list[Shown], list[Shown]]:
    """Return pictures of the drawn player to teach and to test, in poses held one after another."""
    camera = SyntheticPlayer(seed, paced=False)
    camera.open()
    rounds: list[list[Shown]] = []
    for count in (TESTED, TESTED):
        shown = []
        for pose in camera.poses:
            camera.show(pose)
            frames = [camera.read() for _ in range(SETTLING + 3 * count)][SETTLING::3]
            shown += [Shown(pose, frame.image) for frame in frames]
        rounds.append(shown)
    return rounds[0], rounds[1]


def from_pictures(pictures: Sequence[Picture]) -> tuple[list[Shown], list[Shown]]:
    """Return at most 25 pictures a class to teach and 10 to test, later ones of the same session.

    With several sessions the one with the most pictures is used. Raises DataError.
    """
    split = max(same_session(pictures), key=lambda one: len(one.train))
    parts = ((split.train, TAUGHT), (split.test, TESTED))
    taught, tested = (_loaded(shown, most) for shown, most in parts)
    return taught, tested


def measure(
    backbone: Backbone, taught: Sequence[Shown], tested: Sequence[Shown], advance: Advance = quietly
) -> list[Result]:
    """Teach once, then test under every challenge; ``advance`` hears of each one done."""
    if not taught or not tested:
        raise DataError("There are too few pictures.", "show at least four a pose")
    grey = PixelBackbone()
    dataset = Dataset()
    for seed, shown in enumerate(taught):
        embedding, *variants = backbone.embed([shown.image, *jittered(shown.image, VARIANTS, seed)])
        dataset.add(shown.label, embedding, variants=tuple(variants))
    recogniser = Recogniser(dataset)
    recogniser.refit()
    labels = [shown.label for shown in taught]
    reference = _rows([example.embedding for example in dataset])
    floor = _rows(grey.embed([shown.image for shown in taught]))
    truth = [shown.label for shown in tested]
    results = []
    for name, change in CHANGES.items():
        random = np.random.default_rng(0)
        images = [change(shown.image, random) for shown in tested]
        seen = backbone.embed(images)
        answers = [recogniser.predict(embedding) for embedding in seen]
        best = [max(answer.scores, key=answer.scores.__getitem__) for answer in answers]
        results.append(
            Result(
                name,
                _right(nearest_pixels(floor, labels, _rows(grey.embed(images))), truth),
                _right(tfjs_knn(reference, labels, _rows(seen)), truth),
                _right(best, truth),
                sum(answer.label is None for answer in answers) / len(answers),
            )
        )
        advance(1)
    return results


def _loaded(pictures: Sequence[Picture], most: int) -> list[Shown]:
    shown = []
    for label in dict.fromkeys(picture.label for picture in pictures):
        own = [picture for picture in pictures if picture.label == label]
        chosen = [own[at] for at in spread(len(own), most)]
        shown += [Shown(label, load_image(picture.path)) for picture in chosen]
    return shown


def _rows(embeddings: Sequence[Embedding]) -> Matrix:
    first = embeddings[0].blocks
    block = "pooled" if "pooled" in first else next(iter(first))
    return np.stack([embedding.blocks[block] for embedding in embeddings])


def _right(answers: Sequence[str], truth: Sequence[str]) -> float:
    return sum(a == b for a, b in zip(answers, truth, strict=True)) / len(truth)
