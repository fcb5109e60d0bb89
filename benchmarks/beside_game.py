"""Two cores shared: Snake at 60 frames a second and recognition at 30, alone and together.

    python benchmarks/beside_game.py [--seconds 6] [--threads 2]

The game draws 1280 x 720 without a window. Reported are the times from one game frame to the next,
and how long the recognition's steps take.
"""

import argparse
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from bridge.backbones.onnx import OnnxBackbone
from bridge.backbones.store import find_card
from bridge.bench.replay import Replay, as_jpegs, drawn_profile, moving_pictures
from bridge.bench.steps import make_lane
from bridge.registry import load
from bridge.session import Session
from bridge.timing import percentile
from bridge.types import Snapshot

FRAME_S = 1 / 60


class Listener:
    """An output that keeps how long each step took."""

    name = "listener"

    def __init__(self) -> None:
        self.steps: list[float] = []

    def open(self) -> None:
        """Nothing to open."""

    def send(self, actions: object) -> None:
        """Nothing to send."""

    def show(self, snapshot: Snapshot) -> None:
        """Note the milliseconds of a step."""
        self.steps.append(sum(snapshot.timings.values()))

    def release_all(self) -> None:
        """Nothing is held."""

    def close(self) -> None:
        """Nothing to close."""


@contextmanager
def recognition(listener: Listener, threads: int | None) -> Iterator[None]:
    """Run a session on moving pictures; ``threads`` are the network's."""
    backbone = OnnxBackbone(find_card("default"), threads=threads)
    lane = make_lane(drawn_profile(backbone), backbone)
    lane.outputs = [listener]
    with Session(Replay(as_jpegs(moving_pictures(120))), [lane]):
        yield
    backbone.close()


def play(seconds: float) -> list[float]:
    """Run Snake for some seconds and return milliseconds from frame to frame."""
    os.environ |= {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    import pygame

    from games.canvas import Canvas
    from games.palette import PALETTES
    from games.words import load_words

    pygame.init()
    game = load("games", "snake")
    surface = pygame.display.set_mode((1280, 720))
    canvas = Canvas(surface, PALETTES["night"], load_words("en"))
    match = game.match()
    view = game.view(match.rules)
    times: list[float] = []
    last = due = time.perf_counter()
    while len(times) * FRAME_S < seconds:
        view.update(match.advance(FRAME_S), FRAME_S)
        view.draw(canvas, surface.get_rect(), match.ahead)
        pygame.display.flip()
        due += FRAME_S
        time.sleep(max(0.0, due - time.perf_counter()))
        now = time.perf_counter()
        times.append(1000 * (now - last))
        last = now
        if match.rules.over:
            match = game.match()
            view = game.view(match.rules)
    return times


def main() -> None:
    """Measure game alone, recognition alone, and both."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--threads", type=int, help="of the network; otherwise its own choice")
    options = parser.parse_args()
    seconds = options.seconds
    play(1)
    for name, game, bridge in (
        ("game alone", True, False),
        ("recognition alone", False, True),
        ("both", True, True),
    ):
        listener = Listener()
        with recognition(listener, options.threads) if bridge else nullcontext():
            frames = play(seconds) if game else time.sleep(seconds)
        for what, times in (("game frame", frames or []), ("recognition step", listener.steps)):
            if times:
                p50, p95, p99 = (percentile(times, share) for share in (0.5, 0.95, 0.99))
                print(f"{name}: {what} {p50:.1f} ms, 95 % {p95:.1f}, 99 % {p99:.1f}")


if __name__ == "__main__":
    main()
