"""Who leaves the pen, and when."""

import pytest

from games.pacman.bunny import at_start
from games.pacman.levels import FRAME_RATE, level
from games.pacman.pen import Pen
from games.pacman.targets import AMBUSHER, SHY, TRICKSTER


def dots_until_out(pen, bunnies):
    """Eat a dot a frame and return the dots eaten when each bunny was let out."""
    out, dots = {}, 0
    while len(out) < 3 and dots < 300:
        while (leaver := pen.tick(bunnies)) is not None:
            leaver.life = "outside"
            out[leaver.role] = dots
        pen.dot_eaten(bunnies)
        dots += 1
    return out


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, {AMBUSHER: 0, TRICKSTER: 30, SHY: 90}),
        (2, {AMBUSHER: 0, TRICKSTER: 0, SHY: 50}),
        *[(number, {AMBUSHER: 0, TRICKSTER: 0, SHY: 0}) for number in range(3, 22)],
    ],
)
def test_dot_limits(number, expected):
    assert dots_until_out(Pen(level(number)), at_start()) == expected


@pytest.mark.parametrize("number", range(1, 22))
def test_shared_counter_after_a_loss(number):
    pen = Pen(level(number))
    pen.life_lost()
    assert dots_until_out(pen, at_start()) == {AMBUSHER: 7, TRICKSTER: 17, SHY: 32}
    assert pen.shared is None


@pytest.mark.parametrize(
    ("number", "seconds"), [*[(n, 4) for n in range(1, 5)], *[(n, 3) for n in range(5, 22)]]
)
def test_patience(number, seconds):
    pen, bunnies = Pen(level(number)), at_start()
    pen.life_lost()
    frames = []
    for frame in range(1, 1000):
        leaver = pen.tick(bunnies)
        if leaver:
            leaver.life = "outside"
            frames.append(frame)
    assert len(frames) == 3
    for turn, frame in enumerate(frames, 1):
        assert frame / FRAME_RATE == pytest.approx(turn * seconds, rel=0.01)


def test_eating_starts_the_wait_anew():
    pen, bunnies = Pen(level(1)), at_start()
    pen.life_lost()
    for _ in range(5):
        for _ in range(200):
            assert pen.tick(bunnies) is None
        pen.dot_eaten(bunnies)


def test_the_chaser_never_waits():
    bunnies = at_start()
    bunnies[0].life = "waiting"
    assert Pen(level(1)).tick(bunnies) is bunnies[0]
