"""Collect everything the page shows about one picture."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bridge.backbones import Backbone
from bridge.dataset import Dataset
from bridge.experts import Mask
from bridge.fitting import fit
from bridge.knn import Recogniser
from bridge.metric import Matrix, unit_rows
from bridge.profile import Profile
from bridge.types import Embedding, Image, Prediction

BARS = 16


@dataclass(frozen=True, slots=True)
class Dot:
    """One example, or the picture itself (label None), on the map; x and y are 0..1."""

    label: str | None
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Activation:
    """One channel of the network: its value here, and its mean over all examples."""

    channel: int
    here: float
    usual: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A picture with the recogniser's answer and what led to it."""

    name: str
    image: Image
    prediction: Prediction
    shares: dict[str, float]
    dots: tuple[Dot, ...]
    activations: tuple[Activation, ...]
    guesses: tuple[tuple[str, float], ...]
    dataset: Dataset


def explain(
    profile: Profile,
    backbone: Backbone,
    image: Image,
    name: str,
    guesses: Sequence[tuple[str, float]] = (),
) -> Answer:
    """Recognise ``image`` (as the camera gave it) and collect what led to the answer.

    ``guesses`` are the network's own classes with their probabilities, for the page only.
    """
    seen = profile.view.apply(image)
    embedding = backbone.embed([seen])[0]
    recogniser = Recogniser(profile.dataset, profile.settings)
    return Answer(
        name,
        seen,
        recogniser.predict(embedding, neighbours=True),
        recogniser.shares(),
        tuple(place(profile, embedding)),
        tuple(strongest(profile.dataset, embedding)),
        tuple(guesses),
        profile.dataset,
    )


def place(profile: Profile, embedding: Embedding) -> list[Dot]:
    """Return a flat map of the examples and the picture (last), near ones near each other.

    The two directions in which the examples differ most, in the most trusted learned space.
    """
    examples = list(profile.dataset)
    fitted = fit(examples, profile.settings)
    space = fitted.spaces[int(fitted.fusion.share.argmax())]
    embeddings = [example.embedding for example in examples]
    points, found = space.points([*embeddings, embedding])
    labels = [*(example.label for example in examples), None]
    shown = points[:-1][found[:-1]]
    if len(shown) < 3:
        return []
    middle = shown.mean(axis=0)
    directions = unit_rows(_class_means(shown, labels, found) - middle)
    axes = np.linalg.svd(directions, full_matrices=False)[2][:2]
    if len(axes) < 2:
        axes = np.linalg.svd(shown - middle, full_matrices=False)[2][:2]
    flat = (points - middle) @ axes.T
    low, high = flat[found].min(axis=0), flat[found].max(axis=0)
    flat = (flat - low) / np.maximum(high - low, 1e-9)
    return [
        Dot(label, float(x), float(y))
        for label, (x, y), there in zip(labels, flat, found, strict=True)
        if there
    ]


def strongest(dataset: Dataset, embedding: Embedding) -> list[Activation]:
    """Return the channels of the last pooled layer that stand out most from the examples' mean.

    None where the picture and the examples have no block in common.
    """
    blocks = embedding.blocks
    block = "pooled" if "pooled" in blocks else next(iter(blocks), "")
    rows = [e.embedding.blocks[block] for e in dataset if block in e.embedding.blocks]
    if not rows:
        return []
    usual = np.mean(rows, axis=0)
    here = blocks[block]
    top = np.argsort(-np.abs(here - usual))[:BARS]
    return [Activation(int(at), float(here[at]), float(usual[at])) for at in top]


def _class_means(
    points: Matrix,
    labels: Sequence[str | None],
    found: Mask,
) -> Matrix:
    shown = [label for label, there in zip(labels[:-1], found[:-1], strict=True) if there]
    names = np.array(shown)
    return np.stack([points[names == label].mean(axis=0) for label in dict.fromkeys(shown)])
