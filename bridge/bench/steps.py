"""How long each stage of a step takes, and the network alone."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bridge.backbones import Backbone
from bridge.backbones.card import Card
from bridge.backbones.engine import engine_for
from bridge.backbones.onnx import prepare
from bridge.backbones.sessions import open_session
from bridge.config import game_config
from bridge.decide import Decider
from bridge.knn import Recogniser
from bridge.lane import Lane
from bridge.mapping import Mapper
from bridge.outputs.game import GameOutput
from bridge.pictures import decode_image, resize, with_half
from bridge.pipeline import Pipeline
from bridge.profile import Profile
from bridge.stillness import Stillness
from bridge.timing import percentile, summary
from bridge.types import Frame

STAGES = ("capture", "resize", "view", "embed", "knn", "decide", "map", "send")
WARM_UP = 10


@dataclass(frozen=True, slots=True)
class StepReport:
    """Milliseconds: 50th and 95th percentile by stage, and medians of step and bare network.

    ``busy_ratio`` is how many times the network's processor time a step takes: on a machine that
    is busy with other work it says more than the clock.
    """

    stages: dict[str, dict[str, float]]
    network: float
    step: float
    step_p95: float
    busy_ratio: float


def measure_steps(
    profile: Profile, backbone: Backbone, card: Card, jpegs: Sequence[bytes]
) -> StepReport:
    """Step through the pictures and show each to the bare network too, in turn before and after.

    Whichever comes first finds the processor's caches full of other things. The first steps only
    warm up. No picture counts as still.
    """
    lane = make_lane(profile, backbone, Stillness(threshold=0))
    session = open_session(card.read(), card.name, engine_for(card.sha256))
    tensors = [card.blocks[name].tensor for name in card.default_blocks]
    times: dict[str, list[float]] = {name: [] for name in (*STAGES, "step", "network")}
    busy: dict[str, list[float]] = {"step": [], "network": []}
    for index, jpeg in enumerate(jpegs):
        times["capture"].append(milliseconds(_frame, jpeg, index))
        frame = _frame(jpeg, index)
        image = frame.image
        times["resize"].append(milliseconds(resize, image, card.input.side, card.input.side))
        batch = {card.input.tensor: prepare(image, card.input)}
        for name in ("step", "network") if index % 2 else ("network", "step"):
            before = time.process_time()
            if name == "network":
                times[name].append(milliseconds(session.run, tensors, batch))
            else:
                times[name].append(milliseconds(lane.step, frame, frame.time))
            busy[name].append(time.process_time() - before)
        snapshot = lane.snapshots.peek()
        for name, value in (snapshot.timings if snapshot else {}).items():
            times.setdefault(name, []).append(value)
    lane.close()
    kept = {name: values[WARM_UP:] for name, values in times.items()}
    return StepReport(
        stages={name: summary(kept[name]) for name in STAGES},
        network=round(percentile(kept["network"], 0.5), 3),
        step=round(percentile(kept["step"], 0.5), 3),
        step_p95=round(percentile(kept["step"], 0.95), 3),
        busy_ratio=round(percentile(busy["step"], 0.5) / percentile(busy["network"], 0.5), 3),
    )


def _frame(jpeg: bytes, index: int) -> Frame:
    """Do with a webcam's picture what the camera's thread does."""
    return with_half(Frame(decode_image(jpeg), index / 30, index))


def make_lane(profile: Profile, backbone: Backbone, stillness: Stillness | None = None) -> Lane:
    """Return a lane that plays a game with the profile's poses."""
    config = game_config(profile.dataset.labels)
    recogniser = Recogniser(profile.dataset, profile.settings)
    recogniser.refit()
    decider, mapper = Decider(config.decide), Mapper(config.controls)
    return Lane(
        Pipeline(profile.view, backbone, recogniser, decider, mapper, stillness), [GameOutput()]
    )


def milliseconds(work: Callable[..., object], *arguments: object) -> float:
    """Return how long a call takes."""
    start = time.perf_counter()
    work(*arguments)
    return 1000 * (time.perf_counter() - start)
