import pygame
import pytest

from games.canvas import Canvas
from games.palette import PALETTES
from games.words import load_words


@pytest.mark.parametrize("solid", [False, True])
def test_a_solid_picture_is_blitted_without_mixing(open_arcade, solid: bool) -> None:  # type: ignore[no-untyped-def]
    canvas: Canvas = open_arcade().window.canvas

    def paint(surface: pygame.Surface, scale: int) -> None:
        surface.fill((200, 30, 10))

    image = canvas.sprite("plate", (8, 8), paint, (0, 0), solid=solid)
    assert bool(image.get_flags() & pygame.SRCALPHA) != solid
    assert canvas.surface.get_at((3, 3))[:3] == (200, 30, 10)


def test_long_text_shrinks_to_its_room() -> None:
    pygame.font.init()
    canvas = Canvas(pygame.Surface((640, 480)), PALETTES["night"], load_words())
    wide = canvas.text("a rather long line of text for so little room", (0, 0), "head", width=200)
    assert wide.w <= 200
