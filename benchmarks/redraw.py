"""What drawing a game costs: the first time at a new size of the window, and from then on.

    python benchmarks/redraw.py [--size 1280x720]

Processor time in milliseconds, so that other programs matter little; nobody sees the window.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

from games.arcade import Arcade
from games.base import Setup
from games.catalogue import find_games
from games.controls import Controls
from games.menu import first_screen
from games.preferences import Preferences
from games.scripted import ScriptedFeed
from games.window import Screen, Window

FRAME_S = 1 / 60
FRAMES = 120
ROUNDS = 5


def draw_ms(window: Window, screen: Screen) -> float:
    """Return the processor's milliseconds for one drawing."""
    begun = time.process_time()
    window.canvas.fill()
    screen.draw(window.canvas)
    return 1000 * (time.process_time() - begun)


def measure(name: str, size: tuple[int, int]) -> dict[str, object]:
    """Play a game with nobody at it and return its row."""
    feed = ScriptedFeed(("left", "right", "up", "down", "none"))
    window = Window(Controls([feed]), Preferences(), size=size)
    with tempfile.TemporaryDirectory() as folder:
        arcade = Arcade(window, find_games(), Path(folder), checked={(name,)})
        screen = first_screen(arcade, arcade.games[name], Setup())
        first, steady, now = [], [], 0.0
        for turn in range(ROUNDS):
            window._resize((size[0] - turn, size[1]))
            for frame in range(FRAMES):
                now += FRAME_S
                feed.show("none", now)
                screen = screen.advance(window.controls.gather(now, FRAME_S)) or screen
                (first if frame == 0 else steady).append(draw_ms(window, screen))
    window.close()
    row = {"first_ms": statistics.median(first), "steady_ms": statistics.median(steady)}
    return {"game": name, **{key: round(value, 1) for key, value in row.items()}}


def main() -> None:
    """Print one JSON object for each game."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", default="1280x720")
    width, _, height = parser.parse_args().size.partition("x")
    for name in ("snake", "pong", "pacman"):
        print(json.dumps(measure(name, (int(width), int(height)))), flush=True)


if __name__ == "__main__":
    main()
