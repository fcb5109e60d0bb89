import numpy as np
import pygame
import pytest

from bridge.types import Frame, Prediction, Snapshot
from games.corner import fitted


def shown(image: np.ndarray, half: np.ndarray | None, width: int) -> np.ndarray:
    """Return the corner's pixels (H, W, 3) for a picture in a box of this width."""
    snapshot = Snapshot(Frame(image, 0.0, 0, half), Prediction(None, 0.0, {}, 0.0))
    surface = fitted(snapshot, pygame.Rect(0, 0, width, width))
    return pygame.surfarray.array3d(surface).swapaxes(0, 1).astype(int)


@pytest.mark.parametrize("width", [200, 64, 30, 9])
def test_a_mirrored_picture_looks_as_if_it_had_been_copied(width: int) -> None:
    rows, columns = np.mgrid[:48, :64]
    image = np.stack([columns * 4, rows * 5, columns + rows], axis=2).astype(np.uint8)
    view = image[:, ::-1]
    expected = shown(np.ascontiguousarray(view), None, width)
    assert expected.shape == (round(width * 0.75), width, 3)
    for half in (None, image[::2, ::2][:, ::-1]):
        assert (
            np.abs(shown(view, half, width) - expected).max() <= 3 * 64 / width + 8
        )  # a pixel's slope, and how halves are averaged
