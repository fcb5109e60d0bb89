import numpy as np
import pygame
import pytest

from bridge.types import Frame, Prediction, Snapshot
from games.canvas import Canvas
from games.corner import Corner, fitted
from games.palette import PALETTES
from games.playlog import PlayLog
from games.scripted import ScriptedFeed
from games.words import load_words


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


class Drawn(Canvas):
    """Takes note of what is written on it."""

    def text(self, string, where, *rest, **more):  # type: ignore[no-untyped-def]
        place = super().text(string, where, *rest, **more)
        self.written = {**getattr(self, "written", {}), string: place}
        return place


@pytest.mark.parametrize("count", [3, 12, 40])
def test_the_leading_poses_have_bars_however_many_there_are(count: int) -> None:
    pygame.font.init()
    feed = ScriptedFeed([f"pose {number:02}" for number in range(count)])
    feed.show("pose 02", 0.0, 0.6)
    canvas = Drawn(pygame.Surface((1280, 720)), PALETTES["night"], load_words())
    area = pygame.Rect(1015, 15, 250, 475)
    Corner(feed, PlayLog(), 0).draw(canvas, area)
    rows = [name for name in canvas.written if name.startswith("pose") and name != "pose 02"]
    assert min(count - 1, 8) <= len(rows) <= min(count - 1, 12)
    bottoms = [canvas.written[name].bottom for name in [*rows, "pose 02"]]
    assert all(area.centery < bottom <= area.bottom for bottom in bottoms)
