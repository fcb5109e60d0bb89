"""The live picture is shown whole, whatever the shape of window and camera."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest
from studio_kit import staged_studio

from bridge.studio.app import App
from bridge.studio.events import Input
from bridge.studio.model import Screen, Studio
from bridge.types import Frame

EDGE = (250, 10, 240)
SHAPES = {"4:3": (240, 320), "16:9": (360, 640), "portrait": (640, 360)}


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with staged_studio(tmp_path) as studio:
        yield studio


def edged(height: int, width: int) -> Frame:
    """Return a grey picture with a bright edge, a twelfth of it wide."""
    image = np.full((height, width, 3), 90, np.uint8)
    edge = min(height, width) // 12
    image[:edge] = image[-edge:] = image[:, :edge] = image[:, -edge:] = EDGE
    return Frame(image, 0.0, 1)


def extent(app: App) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of the bright edge."""
    seen = pygame.surfarray.array3d(app.surface).astype(int)
    bright = np.abs(seen - EDGE).max(axis=2) < 30
    across, down = np.flatnonzero(bright.any(axis=1)), np.flatnonzero(bright.any(axis=0))
    return across[0], down[0], across[-1] + 1, down[-1] + 1


@pytest.mark.parametrize("zoom", [1.0, 3.0])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 700), (800, 600), (700, 1000)])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_whole_picture_is_shown(
    studio: Studio, shape: str, size: tuple[int, int], zoom: float
) -> None:
    studio.settings.zoom = zoom
    studio.bench.frame = edged(*SHAPES[shape])
    app = App(studio, size)
    app.draw(Input(), 0.0)
    left, top, right, bottom = extent(app)
    height, width = SHAPES[shape]
    assert (right - left) / (bottom - top) == pytest.approx(width / height, rel=0.03)


@pytest.mark.parametrize("screen", [Screen.TEACH, Screen.TRY])
def test_a_wide_camera_leaves_more_room_below_it(studio: Studio, screen: Screen) -> None:
    studio.go(screen)
    tops = []
    for shape in ("4:3", "16:9"):
        studio.bench.frame = edged(*SHAPES[shape])
        app = App(studio, (1280, 720))
        app.draw(Input(), 0.0)
        tops.append(app.ui.places["pose/left"].y)
    assert tops[1] < tops[0] - 80
