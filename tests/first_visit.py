"""Somebody's first minute: from the studio's first start to Snake, steered by their poses."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from person import REACH_S, Person, until

from bridge.profile import load_profile

# Where a person would click in a window of 1280 x 720.
DRAWN_PLAYER, MIRRORED, SNAKE = (440, 360), (380, 380), (140, 420)
TRY, PLAY = (1083, 670), (995, 598)
CHOOSER = {"left": 71, "right": 174, "up": 276, "down": 379, "none": 481}
CHOOSER_Y = 515
HOLD_X, FIRST_HOLD_Y, ROW = 1100, 123, 114.4
CARDS = ("left", "right", "up", "down", "none")
HOLD_S = 3.0  # to hold a pose's button
LOOK_S = 0.8  # to see what a click has changed
FEW = 5

SNAKE_BLUE = np.array((86, 180, 233))
BOARD = np.s_[40:, :900]  # of the game's window, without the picture of the player
TURNS = (("Up", (0, -1)), ("Left", (-1, 0)), ("Down", (0, 1)), ("Right", (1, 0)))
TURN_LIMIT_S, MATCHES = 3.0, 5

Photograph = Callable[[str, Any], None]


@dataclass
class Story:
    """How it went. Seconds from the first click; ``turns`` from the key to the turn on screen."""

    path: Path
    played_s: float = 0.0
    steered_s: float = 0.0
    busy_s: float = 0.0
    matches: int = 0
    turns: dict[str, float] = field(default_factory=dict)

    def pictures(self) -> dict[str, int]:
        """Return how many pictures of each pose the saved profile has."""
        return load_profile(self.path).dataset.counts()


@contextmanager
def studio(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the studio as a program of its own, and end it with all that it started."""
    command = [sys.executable, "-m", "bridge", "studio", *words]
    process = subprocess.Popen(command, start_new_session=True)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def teach(person: Person, label: str, number: int) -> None:
    """Choose the drawn player's pose and hold the pose's button, or its key for every other."""
    person.click((CHOOSER[label], CHOOSER_Y))
    if number % 2:
        person.reach(HOLD_X, FIRST_HOLD_Y + ROW * number)
        person.button(down=True)
        person.take(HOLD_S)
        person.button(down=False)
    else:
        person.take(REACH_S)
        person.key(str(number + 1), down=True)
        person.take(HOLD_S)
        person.key(str(number + 1), down=False)


def enough(path: Path, label: str) -> bool:
    """Whether the saved profile gets enough pictures of a pose within a second."""
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        if path.exists() and load_profile(path).dataset.counts().get(label, 0) >= FEW:
            return True
        time.sleep(0.1)
    return False


def first_visit(
    person: Person, home: Path, photograph: Photograph = lambda name, picture: None
) -> Story:
    """Teach five poses, play Snake and turn it in all four directions; the studio runs already."""
    until(lambda: "Posebridge Studio" in person.windows(), 60, "the studio opens")
    time.sleep(1.5)
    story = Story(home / "posebridge/profiles/poses.pose")
    begun = time.monotonic()
    for place in (DRAWN_PLAYER, MIRRORED, SNAKE):
        photograph("studio", person.sees())
        person.click(place)
        person.take(LOOK_S)
    for number, label in enumerate(CARDS):
        teach(person, label, number)
        if not enough(story.path, label):  # the count on the card says so, too
            teach(person, label, number)
    photograph("studio", person.sees())
    person.click(TRY)
    person.take(LOOK_S)
    for label in ("left", "up"):
        person.click((CHOOSER[label], CHOOSER_Y))
        person.take(LOOK_S)
    photograph("studio", person.sees())
    person.click(PLAY)
    story.played_s = time.monotonic() - begun
    until(lambda: len(set(person.windows())) > 1, 60, "Snake opens")
    head = Head(person)
    while len(story.turns) < len(TURNS) and story.matches < MATCHES:
        until(head.moves, 60, "the snake moves")
        photograph("snake", person.sees())
        story.matches += 1
        steer(person, head, story, photograph)
    story.steered_s, story.busy_s = time.monotonic() - begun, person.busy_s
    return story


def steer(person: Person, head: "Head", story: Story, photograph: Photograph) -> None:
    """Turn the snake where it was not turned yet; when it hits a wall, begin another match."""
    for name, heading in TURNS:
        if name in story.turns:
            continue
        asked = time.monotonic()
        person.key(name, down=True)
        turned = False
        while not turned and time.monotonic() - asked < TURN_LIMIT_S:
            turned = head.heads(heading)
            time.sleep(0.05)
        took = time.monotonic() - asked
        person.busy_s += took
        photograph("snake" if turned else "missed", person.sees())
        person.key(name, down=False)
        if not turned:
            person.take(LOOK_S)
            person.key("Return", down=True)
            person.key("Return", down=False)
            return
        story.turns[name] = took


class Head:
    """Follows the snake's head on the screen: where its colour comes up is where it goes."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._before = self._snake()
        self._fresh: tuple[float, float] | None = None

    def heads(self, way: tuple[int, int]) -> bool:
        """Whether the head goes this way now."""
        went = self._step()
        return went is not None and went @ way > 0.9 * np.linalg.norm(went)

    def moves(self) -> bool:
        """Whether the head goes anywhere."""
        return self._step() is not None

    def _step(self) -> Any:
        now = self._snake()
        fresh = np.argwhere(now & ~self._before)
        self._before = now
        if len(fresh) < 20:
            return None
        middle = fresh.mean(axis=0)[::-1]
        last, self._fresh = self._fresh, middle
        if last is None or not 4 < np.linalg.norm(middle - last) < 200:
            return None
        return middle - last

    def _snake(self) -> Any:
        off = np.abs(self._person.sees()[BOARD].astype(int) - SNAKE_BLUE).sum(axis=2)
        return off < 60
