import pygame

from bridge.studio.layout import Box
from bridge.studio.paint import Paint
from bridge.studio.screens import bones
from bridge.studio.theme import LIGHT
from bridge.types import Skeleton

GROUND = (90, 120, 150)


def drawn(aspect: float, *points: tuple[float, float]) -> pygame.Surface:
    surface = pygame.Surface((400, 300))
    surface.fill(GROUND)
    skeleton = Skeleton("hand", points, ((0, 1),))
    bones.draw(Paint(surface, LIGHT, 1.0), Box(100, 50, 200, 200), aspect, [skeleton])
    return surface


def test_a_wide_picture_covers_its_box_from_the_middle() -> None:
    surface = drawn(2.0, (0.5, 0.25), (0.5, 0.75))
    assert surface.get_at((200, 150))[:3] == bones.LINE
    assert surface.get_at((200, 90))[:3] == GROUND


def test_what_lies_outside_the_box_is_cut_off() -> None:
    surface = drawn(2.0, (0.0, 0.5), (1.0, 0.5))
    assert surface.get_at((105, 150))[:3] == bones.LINE
    assert surface.get_at((95, 150))[:3] == GROUND
    assert surface.get_clip() == surface.get_rect()
