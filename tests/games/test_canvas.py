import pygame
import pytest

from bridge.typefaces import readable
from games.canvas import NAME_SHARE, Canvas
from games.palette import PALETTES
from games.words import load_words
from tests.games.drawn import Drawn


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


@pytest.mark.parametrize(
    "name", ["\u064a\u0633\u0627\u0631", "\u05e9\u05d5\u05dd", "\u5de6\u624b", "Ärmel \ufdd0"]
)
def test_names_of_any_script_are_written_without_boxes(name: str) -> None:
    pygame.font.init()
    canvas = Canvas(pygame.Surface((640, 480)), PALETTES["night"], load_words())
    place = canvas.text(name, (10, 10), 24)
    font, drawn = readable(name, pygame.font.Font(None, round(24 * 1.45)), 24, 31)
    wanted = pygame.Surface(place.size)
    wanted.blit(font.render(drawn, True, canvas.palette.ink), (0, 0))
    seen = canvas.surface.subsurface(place)
    assert pygame.image.tobytes(seen, "RGB") == pygame.image.tobytes(wanted, "RGB")


@pytest.mark.parametrize(
    "name", ["A long name for so little room", "\u064a\u0633\u0627\u0631 " * 9]
)
def test_a_name_is_rather_cut_than_made_small(name: str) -> None:
    canvas = Drawn((640, 480))
    kept, height = canvas.fitting(name, 28, 120, NAME_SHARE)
    assert height == 21
    assert kept.endswith("…")
    assert name.startswith(kept[:-1])
    assert 90 < canvas.width(kept, height) <= 120
    assert canvas.fitting("Anna", 28, 120, NAME_SHARE) == ("Anna", 28)
    assert canvas.text(name, (0, 0), 28, width=120, least=NAME_SHARE).w <= 120
