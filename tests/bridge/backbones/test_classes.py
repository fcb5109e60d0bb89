import numpy as np
import pytest

from bridge.backbones.classes import Classifier
from bridge.backbones.store import find_card
from bridge.errors import BackboneError
from bridge.types import Image

Y, X = np.mgrid[0:224, 0:224]


def crossword() -> Image:
    cells = np.random.default_rng(1).random((15, 15)) < 0.2
    cells |= cells[::-1, ::-1]
    image = np.where(np.kron(cells, np.ones((15, 15)))[:224, :224], 0, 255)
    image[::15] = image[:, ::15] = 0
    return np.stack([image] * 3, -1).astype(np.uint8)


def window_screen() -> Image:
    wires = np.where((X % 8 < 2) | (Y % 8 < 2), 60, 220)
    return np.stack([wires] * 3, -1).astype(np.uint8)


def honeycomb() -> Image:
    a, b = X / 2 + Y * 0.87, Y * 0.87 - X / 2
    wax = np.sin(X / 5) + np.sin(a / 5) + np.sin(b / 5) < 0.6
    return np.where(wax[..., None], (230, 170, 40), (60, 35, 5)).astype(np.uint8)


def test_drawings_get_their_names() -> None:
    drawings = [crossword(), window_screen(), honeycomb()]
    answers = Classifier(find_card("default")).guesses(drawings, 1)
    names = [guesses[0].name for guesses in answers]
    assert names == ["crossword puzzle", "window screen", "honeycomb"]


def test_a_network_that_is_not_here_is_refused(home: object) -> None:
    with pytest.raises(BackboneError, match="no backbone"):
        find_card("mobilenet-v2")
