"""Two players before one camera: how long a step takes, and how much memory, against one player.

    python benchmarks/two_players.py [--backbone landmarks] [--pictures DIR] [--rounds 60]

DIR holds pictures of hands or people, of which everybody shows another; without it the drawn
player is seen. All ways take turns on the same pictures, so that other work on the machine hits all
of them. First the bare network: two calls, one batch of both, and two calls on two threads. Then
whole steps of a lane. ``wall`` and ``processor`` are medians in milliseconds.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from bridge.abreast import Abreast
from bridge.backbones.engine import Engine, engine_for
from bridge.backbones.onnx import prepare
from bridge.backbones.sessions import open_session
from bridge.backbones.store import find_card, open_backbone
from bridge.backbones.taps import add_outputs
from bridge.bench.replay import drawn_profile, moving_pictures
from bridge.bench.steps import make_lane
from bridge.cast import open_backbones
from bridge.folders import read_folder
from bridge.lane import Lane
from bridge.machine import keep_off
from bridge.pictures import load_image, resize
from bridge.profile import Profile
from bridge.stillness import Stillness
from bridge.timing import percentile
from bridge.types import Frame, Image

WARM_UP = 5
PAN = 6  # pixels from frame to frame: a camera that moves, so that nothing is still
HELD = 10  # frames of one picture


def main() -> None:
    """Print the ways' times, their ratios to the first one, and the memory of networks."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--backbone", default="efficientnet-lite0", help="or landmarks")
    parser.add_argument("--pictures", type=Path, help="folder of pictures to show")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--memory", choices=("one", "shared", "twice"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory:
        print(json.dumps(loaded_megabytes(options.backbone, options.memory)))
        return
    print(f"bare network, {options.rounds} rounds")
    report(measure(network_ways(), options.rounds))
    print(f"whole steps, {options.backbone}")
    images = pictures(options.pictures, options.rounds + WARM_UP)
    report(measure(step_ways(options.backbone, images), options.rounds))
    print("memory of the loaded networks, MB")
    for name in ("one", "shared", "twice"):
        print(f"  {name:26}{memory(options.backbone, name):8.0f}")


def network_ways() -> dict[str, Callable[[], object]]:
    """Return ways to have the default network look at two pictures, on one thread each."""
    card = find_card("default")
    tensors = [card.blocks[name].tensor for name in card.default_blocks]
    network = add_outputs(card.read(), tensors)
    single, double = (open_session(network, card.name, Engine(threads)) for threads in (1, 2))
    batches = [prepare(image, card.input) for image in moving_pictures(2)]
    both = np.concatenate(batches)
    abreast = Abreast("network")

    def run(session: object, batch: object) -> object:
        return session.run(tensors, {card.input.tensor: batch})  # type: ignore[attr-defined]

    return {
        "one picture": lambda: run(single, batches[0]),
        "two calls": lambda: [run(single, batch) for batch in batches],
        "one batch": lambda: run(single, both),
        "one batch, two threads": lambda: run(double, both),
        "two calls on two threads": lambda: abreast.do(
            [partial(run, single, batch) for batch in batches]
        ),
    }


def step_ways(backbone: str, images: Sequence[Image]) -> dict[str, Callable[[], object]]:
    """Return ways to step: one player, and two one after the other or side by side."""
    profile = drawn_profile(open_backbone(backbone))
    abreast = Abreast("player")

    def players(count: int) -> Callable[[], list[Callable[[], object]]]:
        lanes = [make_lane_of(profile, network) for network in open_backbones([backbone] * count)]
        turns = iter(range(10**9))

        def steps() -> list[Callable[[], object]]:
            turn = next(turns)
            return [partial(show, lane, images, turn, n) for n, lane in enumerate(lanes)]

        return steps

    one, after, beside = players(1), players(2), players(2)
    helpers = engine_for(find_card("default").sha256).helpers
    alone = ThreadPoolExecutor(1, "one player", keep_off, (helpers,))  # as in a session
    return {
        "one player": lambda: alone.submit(lambda: [step() for step in one()]).result(),
        "two, one after the other": lambda: [step() for step in after()],
        "two, side by side": lambda: abreast.do(beside()),
    }


def make_lane_of(profile: Profile, network: object) -> Lane:
    """Return a lane that takes no picture for still."""
    return make_lane(profile, network, Stillness(threshold=0))  # type: ignore[arg-type]


def show(lane: Lane, images: Sequence[Image], turn: int, player: int) -> None:
    """Step a lane; each player is shown a different picture."""
    image = images[(turn + player * len(images) // 2) % len(images)]
    lane.step(Frame(image, turn / 30, turn), turn / 30)


def pictures(folder: Path | None, count: int) -> list[Image]:
    """Return ``count`` frames of a camera that pans over pictures, wide as a player's half."""
    if folder is None:
        return moving_pictures(count)
    paths = [picture.path for picture in read_folder(folder)]
    step = max(1, len(paths) * HELD // count)
    stills = [resize(load_image(path), 640, 480)[:, 160:480] for path in paths[::step]]
    return [
        np.roll(stills[n // HELD % len(stills)], PAN * (n % HELD), axis=1) for n in range(count)
    ]


def measure(
    ways: Mapping[str, Callable[[], object]], rounds: int
) -> dict[str, tuple[float, float]]:
    """Return the median milliseconds of each way by the clock and of processor time."""
    wall: dict[str, list[float]] = {name: [] for name in ways}
    busy: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds + WARM_UP):
        for name, way in ways.items():
            start, worked = time.perf_counter(), time.process_time()
            way()
            wall[name].append(1000 * (time.perf_counter() - start))
            busy[name].append(1000 * (time.process_time() - worked))
    return {
        name: (percentile(wall[name][WARM_UP:], 0.5), percentile(busy[name][WARM_UP:], 0.5))
        for name in ways
    }


def report(found: Mapping[str, tuple[float, float]]) -> None:
    """Print a line for each way, with its ratios to the first."""
    first_wall, first_busy = next(iter(found.values()))
    for name, (wall, busy) in found.items():
        print(
            f"  {name:26} wall {wall:6.1f} ({wall / first_wall:.2f})"
            f"   processor {busy:6.1f} ({busy / first_busy:.2f})"
        )


def memory(backbone: str, how: str) -> float:
    """Return the megabytes that loading takes in a Python of its own."""
    command = [sys.executable, __file__, "--backbone", backbone, "--memory", how]
    return float(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))


def loaded_megabytes(backbone: str, how: str) -> float:
    """Load networks for one player, for two who share them, or twice, and use each once."""
    image = np.zeros((480, 320, 3), np.uint8)
    before = resident()
    if how == "twice":
        found = [open_backbone(backbone) for _ in range(2)]
    else:
        found = open_backbones([backbone] * (1 if how == "one" else 2))
    for each in found:
        each.follow(Frame(image, 0.0, 0))
    return resident() - before


def resident() -> float:
    """Return the megabytes of this process in memory; works on Linux."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
