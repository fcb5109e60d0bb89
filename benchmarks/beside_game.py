"""Two cores shared: Snake in its window and recognition at 30 frames a second, alone and together.

    python benchmarks/beside_game.py [--seconds 10] [--blocks all --pictures DIR] [--rate 30]

Without ``--blocks all`` the shipped network looks at the drawn player. With it every block is
computed, network, hand, body and head, on a camera that pans over the pictures in DIR, a folder for
each pose, from which the profile is taught. The window is a real one where there is a display
(``xvfb-run python ...``); otherwise SDL draws into memory. A bot plays by keys, so that all games
are alike; recognition's picture and answer are drawn in the corner.

Reported are the milliseconds from one frame of the game to the next; the milliseconds from a
picture's capture, decoding included, to the answer; answers a second; how long each part of
recognition takes for an answer, waiting for the processor included (bodies and heads take turns),
the whole step, and what of it ONNX Runtime takes;
and what the processor is busy with, as shares of one core.
"""

import argparse
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import numpy as np

from bridge.backbones import Backbone
from bridge.backbones.onnx import OnnxBackbone
from bridge.backbones.sessions import LoadingSession
from bridge.backbones.store import DEFAULT, NETWORK, open_backbone
from bridge.bench.replay import Replay, as_jpegs, drawn_profile, moving_pictures
from bridge.bench.steps import make_lane
from bridge.cameras import Camera
from bridge.cameras.live import LiveCamera
from bridge.feed import LaneFeed
from bridge.folders import Picture, read_folder
from bridge.knn import Recogniser
from bridge.landmarks.sense import Sense
from bridge.lane import Lane
from bridge.outputs.game import GameOutput
from bridge.pictures import load_image, resize
from bridge.profile import Profile
from bridge.session import Session
from bridge.timing import percentile
from bridge.training import train_profile
from bridge.types import Action, Event, Image, Snapshot
from bridge.view import View

TAUGHT = 6  # pictures of each pose
PAN = 6  # pixels from frame to frame
HELD = 15  # frames of one picture
FRAMES = 240
WARM_UP_S = 2.0


class Listener(GameOutput):
    """An output that keeps, after the warm-up, how long each answer took, in milliseconds.

    ``rate`` is how many answers came a second.
    """

    def __init__(self) -> None:
        super().__init__()
        self.delays: list[float] = []
        self._times: list[float] = []

    def show(self, snapshot: Snapshot) -> None:
        """Note how old the picture is."""
        now = time.monotonic()
        self._times.append(now)
        if now - self._times[0] >= WARM_UP_S:
            self.delays.append(1000 * (now - snapshot.frame.time))

    @property
    def rate(self) -> float:
        """Answers a second after the warm-up."""
        taken = self._times[-len(self.delays) :]
        return (len(taken) - 1) / (taken[-1] - taken[0]) if len(self.delays) > 1 else 0.0


class Keys:
    """A feed whose bot presses keys at once; what recognition sees is only looked at."""

    def __init__(self, seen: LaneFeed | None) -> None:
        self._seen = seen
        self._wish: str | None = None
        self._waiting: list[Action] = []

    def want(self, wish: str | None) -> None:
        """Let go of the last wish and press this one."""
        if wish != self._wish:
            changes = ((self._wish, False), (wish, True))
            self._waiting += [Event(name, down, 0.0) for name, down in changes if name]
            self._wish = wish

    def actions(self) -> list[Action]:
        """Return what was pressed since the last call."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def snapshot(self) -> Snapshot | None:
        """Return what recognition last saw, for the corner picture."""
        return self._seen.snapshot() if self._seen else None

    def stalled(self) -> bool:
        """Keys never stall."""
        return False

    def close(self) -> None:
        """Nothing to close."""


class Meter:
    """Adds up the seconds that parts of recognition take."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()

    @contextmanager
    def on(self, kind: type, method: str, name: Callable[[object], str]) -> Iterator[None]:
        """Measure a method of a class meanwhile, under the name of each object."""
        works = getattr(kind, method)

        def measured(part: object, *arguments: object) -> object:
            start = time.perf_counter()
            try:
                return works(part, *arguments)
            finally:
                self.taken[name(part)] += time.perf_counter() - start

        setattr(kind, method, measured)
        try:
            yield
        finally:
            setattr(kind, method, works)


def play(seconds: float, seen: LaneFeed | None) -> list[float]:
    """Let a bot play Snake in its window and return the milliseconds between frames."""
    from games.launcher import start

    keys = Keys(seen)
    with tempfile.TemporaryDirectory() as folder:
        report = start(
            folder=Path(folder), game="snake", feeds=[keys], puppets=[keys.want], seconds=seconds
        )
    times = report.frame_times
    skipped = next((n for n in range(len(times)) if sum(times[:n]) > WARM_UP_S), 0)
    return [1000 * each for each in times[skipped:]]


def panned(pictures: list[Picture]) -> list[Image]:
    """Return frames of a camera that pans over mirrored pictures, each for half a second."""
    chosen = pictures[:: max(1, len(pictures) * HELD // FRAMES)]
    stills = [resize(load_image(picture.path), 640, 480) for picture in chosen]
    return [
        np.roll(stills[n // HELD % len(stills)][:, ::-1], PAN * (n % HELD), axis=1)
        for n in range(FRAMES)
    ]


def taught_from(pictures: list[Picture], backbone: Backbone) -> Profile:
    """Return a profile of a few pictures of each pose, which mirrors, as most players want it."""
    taken: Counter[str] = Counter()
    few = []
    for picture in pictures:
        taken[picture.label] += 1
        if taken[picture.label] <= TAUGHT:
            few.append(picture)
    profile = train_profile("pictures", backbone, few, keep_pictures=False)
    return replace(profile, view=View(mirror=True))


def report(way: str, frames: list[float], listener: Listener) -> None:
    """Print a row of the table."""
    cells = [way.ljust(18)]
    for times, tail in ((frames, 0.99), (listener.delays, 0.95)):
        cells += [
            f"{percentile(times, share):8.1f}" if times else "       -" for share in (0.5, tail)
        ]
    print("".join(cells) + (f"{listener.rate:10.1f}" if listener.delays else "         -"))


def measure(way: str, profile: Profile, backbone: Backbone, camera: Camera, seconds: float) -> None:
    """Let game, recognition or both run and print two lines about them."""
    listener, meter = Listener(), Meter()
    lane = make_lane(profile, backbone)
    lane.outputs = [listener]
    session = Session(camera, [lane])
    seen = None if way == "game alone" else LaneFeed(session, lane, listener)
    frames: list[float] = []
    drawing = 0.0
    with ExitStack() as undo:
        undo.enter_context(meter.on(OnnxBackbone, "follow", lambda _: "network"))
        undo.enter_context(meter.on(Sense, "follow", lambda sense: sense.name))
        undo.enter_context(meter.on(Recogniser, "predict", lambda _: "neighbours"))
        undo.enter_context(meter.on(LoadingSession, "run", lambda _: "ONNX Runtime in all"))
        undo.enter_context(meter.on(Lane, "step", lambda _: "whole step"))
        undo.enter_context(session if seen else nullcontext())
        begun, busy = time.monotonic(), time.process_time()
        if way == "recognition alone":
            time.sleep(seconds + WARM_UP_S)
        else:
            drawing = time.thread_time()
            frames = play(seconds + WARM_UP_S, seen)
            drawing = time.thread_time() - drawing
        passed, busy = time.monotonic() - begun, time.process_time() - busy
    report(way, frames, listener)
    if seen:
        parts = [
            f"{name} {1000 * taken / session.frames:.1f}" for name, taken in meter.taken.items()
        ]
        print(f"    ms an answer: {', '.join(parts)}")
    shares = [100 * seconds / passed for seconds in (drawing, busy - drawing)]
    print(f"    of one core: game {shares[0]:.0f} %, all else {shares[1]:.0f} %")


def main() -> None:
    """Measure game alone, recognition alone, and both."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--blocks", choices=("network", "all"), default="network")
    parser.add_argument("--pictures", type=Path, help="with --blocks all: a folder for each pose")
    parser.add_argument("--rate", type=float, default=30, help="of the camera")
    options = parser.parse_args()
    if (options.blocks == "all") != bool(options.pictures):
        parser.error("--blocks all and --pictures DIR belong together")
    if not os.environ.get("DISPLAY"):
        os.environ["SDL_VIDEODRIVER"] = "dummy"
    os.environ["SDL_AUDIODRIVER"] = "dummy"
    backbone = open_backbone(DEFAULT if options.pictures else NETWORK)
    if options.pictures:
        pictures = read_folder(options.pictures)
        profile, images = taught_from(pictures, backbone), panned(pictures)
    else:
        profile, images = drawn_profile(backbone), moving_pictures(FRAMES, always=True)
    jpegs = as_jpegs(images)
    heads = ("game ms", "99 %", "seen ms", "95 %", "a second")
    print(18 * " " + "".join(f"{head:>8}" for head in heads[:4]) + f"{heads[4]:>10}")
    for way in ("game alone", "recognition alone", "both"):
        camera = LiveCamera("Replay", lambda: Replay(jpegs, options.rate), rests=True)
        measure(way, profile, backbone, camera, options.seconds)
    backbone.close()


if __name__ == "__main__":
    main()
