"""What the screens look like, and that looking changes nothing."""

from itertools import pairwise
from pathlib import Path

import pygame
import pytest

from games.base import Pad, state_hash
from games.canvas import Canvas
from games.pacman import wall_art
from games.pacman.levels import FRAME_S, level
from games.pacman.rules import MazeRules
from games.pacman.view import MazeView, flashing, glided
from games.palette import PALETTES
from games.words import load_words
from tests.games.test_screens import compare

NOBODY = (Pad(),)


def canvas(size, palette="night", calm=False):
    pygame.font.init()
    return Canvas(pygame.Surface(size), PALETTES[palette], load_words(), calm)


def picture(view, size, palette="night", calm=False):
    paper = canvas(size, palette, calm)
    paper.fill()
    view.draw(paper, paper.area.inflate(-20, -20), 0.0)
    return paper.surface


def run(view, frames):
    for _ in range(frames):
        view.update(view.rules.step(NOBODY, FRAME_S), FRAME_S)


def meet(rules):
    chaser, hero = rules.world.bunnies[0], rules.world.hero
    hero.x, hero.y = chaser.x, chaser.y = 10 * 8 + 4, 29 * 8 + 4
    chaser.direction = chaser.turn = chaser.after = "left"


def scene(name):
    """Return the view of a match at a moment worth seeing."""
    rules = MazeRules(seed=2, lives=1 if name == "over" else 3, first_level=3)
    view = MazeView(rules)
    if name == "ready":
        return view
    for frame in range(420):
        wish = ("left", "up", "right", "down")[frame // 70 % 4]
        view.update(rules.step((Pad((wish,)),), FRAME_S), FRAME_S)
    rules.world.fright_left = 0
    rules.world.calm_down()
    if name in ("blue", "bite"):
        rules.world.frighten()
        run(view, 12)
    if name in ("bite", "caught", "over"):
        meet(rules)
        run(view, {"bite": 15, "caught": 90, "over": 170}[name])
    if name in ("cleared", "fruit"):
        rules.world.dots, rules.world.fruit_left = {(26, 32)}, 500
    if name == "cleared":
        rules.world.dots, rules.world.energizers = {rules.world.hero.tile}, set()
        run(view, 40)
        assert rules.stage == "cleared"
    return view


@pytest.mark.parametrize("size", [(1280, 720), (640, 480)], ids=lambda size: str(size[0]))
@pytest.mark.parametrize(
    "name", ["ready", "play", "blue", "bite", "fruit", "caught", "cleared", "over"]
)
def test_scenes(name, size, tmp_path: Path):
    shown = picture(scene(name), size)
    compare(shown, f"pacman-{name}-{size[0]}", tmp_path / f"{name}.png")


@pytest.mark.parametrize("palette", ["day", "contrast"])
def test_palettes(palette, tmp_path: Path):
    shown = picture(scene("blue"), (1280, 720), palette)
    compare(shown, f"pacman-{palette}-1280", tmp_path / f"{palette}.png")


@pytest.mark.parametrize("size", [(480, 800), (800, 200), (100, 90), (31, 33)])
def test_any_shape_of_window(size):
    assert picture(scene("play"), size).get_size() == size


def test_reduced_flashing():
    view = scene("cleared")
    looks = {}
    for calm in (False, True):
        looks[calm] = set()
        for _ in range(40):
            run(view, 1)
            looks[calm].add(pygame.image.tobytes(picture(view, (200, 150), calm=calm), "RGB"))
    assert len(looks[False]) > 1
    assert len(looks[True]) == 1


@pytest.mark.parametrize("number", range(1, 22))
def test_as_many_flashes_as_the_table_says(number):
    row = level(number)
    shown = [flashing(row, left) for left in range(row.fright_frames, -1, -1)]
    begun = sum(now and not before for before, now in pairwise([False, *shown]))
    assert begun == row.flashes
    calm = [flashing(row, left, calm=True) for left in range(row.fright_frames, -1, -1)]
    assert sum(now and not before for before, now in pairwise([False, *calm])) <= 1


def test_looking_changes_nothing():
    view = scene("blue")
    before = state_hash(view.rules)
    picture(view, (640, 480))
    view.update(("dot", "bunny", "extra"), 0.1)
    picture(view, (640, 480))
    assert state_hash(view.rules) == before


def test_actors_glide_between_frames():
    hero = scene("play").rules.world.hero
    hero.direction, hero.budget, hero.pace = "right", 8, 16
    assert glided(hero, 0.0) == (hero.x + 0.5, hero.y)
    assert glided(hero, FRAME_S / 2) == pytest.approx((hero.x + 1.0, hero.y))


def test_walls_are_painted_by_kinds_of_tile(monkeypatch):
    """A new window size must not cost a visible halt: few tiles are painted, all are copied."""
    painted = []
    real = wall_art._wall_tile

    def counted(*args):
        painted.append(args[1])
        return real(*args)

    monkeypatch.setattr(wall_art, "_wall_tile", counted)
    picture(scene("ready"), (1280, 720))
    assert 10 < len(painted) == len(set(painted)) < 60
