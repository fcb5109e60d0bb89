import pygame

from bridge.api import Skeleton
from games import skeletons


def test_bones_are_drawn_where_they_are_and_nowhere_else() -> None:
    surface = pygame.Surface((200, 100))
    surface.fill((90, 120, 150))
    across = Skeleton("hand", ((0.1, 0.5), (0.9, 0.5), (0.5, 0.1)), ((0, 1),))
    skeletons.draw(surface, [across])
    assert surface.get_at((100, 50))[:3] == skeletons.LINE
    assert surface.get_at((100, 10))[:3] == (90, 120, 150)


def test_points_outside_the_picture_do_no_harm() -> None:
    surface = pygame.Surface((50, 50))
    skeletons.draw(surface, [Skeleton("body", ((-3.0, -2.0), (4.0, 5.0)), ((0, 1),))])
    assert surface.get_size() == (50, 50)
