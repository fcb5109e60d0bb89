import numpy as np
import pygame
import pytest

from bridge.types import Frame, Prediction, Snapshot
from games.corner import Corner, fitted
from games.playlog import PlayLog
from games.scripted import ScriptedFeed
from tests.games.drawn import Drawn


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


@pytest.mark.parametrize("count", [3, 12, 40])
def test_the_leading_poses_have_bars_however_many_there_are(count: int) -> None:
    feed = ScriptedFeed([f"pose {number:02}" for number in range(count)])
    feed.show("pose 02", 0.0, 0.6)
    canvas = Drawn((1280, 720))
    area = pygame.Rect(1015, 15, 250, 475)
    Corner(feed, PlayLog(), 0).draw(canvas, area)
    title, *rows = [place for text, place in canvas.written if text.startswith("pose")]
    texts = [text for text, _ in canvas.written]
    assert min(count, 8) <= len(rows) <= min(count, 12)
    assert texts.count("pose 02") == 2
    assert all(title.bottom < place.y and place.bottom <= area.bottom for place in rows)
    assert len(canvas.bars) == len(rows) + 1
