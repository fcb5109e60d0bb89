import pygame
import pytest

from games.playlog import PlayLog, Tally
from games.understood import draw_understood
from tests.games.drawn import Drawn

CONTROLS = ("left", "right", "up", "down")


def logs(players: int) -> list[PlayLog]:
    """Return logs of players who missed a lot, and late."""
    found = [PlayLog() for _ in range(players)]
    for log in found:
        log.tallies = {name: Tally(12, 7) for name in CONTROLS}
        log._latencies = [0.4]
    return found


def shown(canvas: Drawn, area: pygame.Rect, players: int) -> None:
    draw_understood(canvas, area, logs(players), CONTROLS, 1.0)


@pytest.mark.parametrize("players", [1, 2])
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("size", [(320, 240), (500, 800), (640, 480), (800, 600), (1280, 720)])
def test_nothing_leaves_its_room_or_lies_on_something_else(
    size: tuple[int, int], language: str, players: int
) -> None:
    canvas = Drawn(size, language)
    area = pygame.Rect(size[0] // 2, size[1] // 16, size[0] * 7 // 16, size[1] * 7 // 8)
    shown(canvas, area, players)
    places = [place for _, place in canvas.written]
    assert canvas.bars
    for place in [*places, *canvas.bars]:
        assert area.inflate(4, 4).contains(place)
    for bar in canvas.bars:
        assert bar.collidelist(places) == -1


@pytest.mark.parametrize(("height", "advice", "late"), [(526, 2, 1), (400, 2, 0), (300, 0, 0)])
def test_where_there_is_little_room_the_poses_go_before_the_advice(
    height: int, advice: int, late: int
) -> None:
    canvas = Drawn((800, 600), "de")
    shown(canvas, pygame.Rect(408, 37, 355, height), 2)
    texts = [text for text, _ in canvas.written]
    assert len(canvas.bars) == 8
    assert sum("verpasst" in text for text in texts) == advice
    assert sum("400 ms" in text for text in texts) == late
