"""What a network was trained to name: the classes of ImageNet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bridge.backbones.card import Card, read_checked
from bridge.backbones.engine import Engine
from bridge.backbones.onnx import OnnxBackbone
from bridge.backbones.sessions import open_session
from bridge.errors import BackboneError
from bridge.resources import shared_folder
from bridge.types import Image, Vector


@dataclass(frozen=True, slots=True)
class Guess:
    """A class name and how likely the network finds it, 0..1."""

    name: str
    probability: float


class Classifier:
    """Names what pictures show, with the classifier that belongs to a backbone."""

    def __init__(self, card: Card) -> None:
        if card.classes is None:
            raise BackboneError(f'The network "{card.name}" has no class names.')
        self._block = card.classes.block
        self._names = _read_names(card, card.classes.names)
        self._backbone = OnnxBackbone(card, [self._block])
        self._head = None
        if card.classes.file:
            network = read_checked(card.folder / card.classes.file, card.classes.sha256)
            self._head = open_session(network, card.classes.file, Engine(1))

    def guesses(self, images: Sequence[Image], count: int = 5) -> list[tuple[Guess, ...]]:
        """Return the ``count`` likeliest classes of each picture, best first."""
        vectors = [embedding.blocks[self._block] for embedding in self._backbone.embed(images)]
        return [self.name(vector, count) for vector in vectors]

    def name(self, vector: Vector, count: int = 5) -> tuple[Guess, ...]:
        """Return the likeliest classes for the backbone's own block of one picture."""
        if self._head is not None:
            (rows,) = self._head.run(None, {self._block: vector[None]})
            probabilities = rows[0]
        else:
            exponentials = np.exp(vector - vector.max())
            probabilities = exponentials / exponentials.sum()
        best = np.argsort(probabilities)[::-1][:count]
        return tuple(Guess(self._names[i], float(probabilities[i])) for i in best)


def _read_names(card: Card, file: str) -> list[str]:
    for folder in (card.folder, shared_folder("models")):
        if (folder / file).is_file():
            return (folder / file).read_text(encoding="utf-8").splitlines()
    raise BackboneError(f'The class names "{file}" of "{card.name}" are missing.')
