"""A virtual player in simulated time: camera, network and decisions are real, only time is not.

The camera gives 30 pictures a second, and each counts a fixed time after it was taken, however
long the machine takes for it. So other programs change nothing, and every run gives the same.
"""

from collections import deque
from pathlib import Path
from typing import Any

from bridge.assembly import make_lane
from bridge.backbones.store import NETWORK, open_backbone
from bridge.cameras import PosingCamera
from bridge.cameras.actor import PictureActor
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.demo import Style, WatchedFeed, demo_config, play_unseen, report
from bridge.lane import Lane
from bridge.outputs.game import GameOutput
from bridge.player import VirtualPlayer
from bridge.rehearsal import NEUTRAL, drawn_player, picture_player, split_pictures
from bridge.types import Action, Frame, Snapshot
from games.base import Game

CAMERA_RATE = 30.0


class StageClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class StagedFeed:
    """Lets one lane see a camera's pictures ``late`` seconds after they were taken."""

    poses = ()

    def __init__(
        self, camera: PosingCamera, lane: Lane, output: GameOutput, clock: StageClock, late: float
    ) -> None:
        self._camera, self._lane, self._output = camera, lane, output
        self._clock, self._late = clock, late
        self._due = clock()
        self._taken: deque[Frame] = deque()

    def actions(self) -> list[Action]:
        now = self._clock()
        while self._due <= now:
            frame = self._camera.read()
            if frame is not None:
                self._taken.append(frame)
            self._due += 1 / CAMERA_RATE
        while self._taken and self._taken[0].time + self._late <= now:
            self._lane.step(self._taken.popleft(), now)
        self._lane.idle(now)
        return self._output.drain()

    def ask(self, pose: str | None) -> None:
        self._camera.show(pose)

    def snapshot(self) -> Snapshot | None:
        return None

    def stalled(self) -> bool:
        return self._lane.stalled

    def close(self) -> None:
        self._lane.close()


def play_staged(
    game: Game, style: Style, seconds: float, seed: int, pictures: str, late: float
) -> dict[str, Any]:
    """Return what ``posebridge demo --headless --json`` would, played on the staged clock."""
    clock, output = StageClock(), GameOutput()
    times = {"seed": seed, "clock": clock, "sleep": lambda _: None}
    camera: PosingCamera
    backbone = open_backbone(NETWORK)
    if pictures:
        performer = picture_player(Path(pictures), game.controls, backbone, seed)
        shown = split_pictures(Path(pictures), game.controls)[1]
        camera = PictureActor(shown, NEUTRAL, **times)
    else:
        performer = drawn_player(game.controls, backbone, seed)
        camera = SyntheticPlayer(**times)
    lane = make_lane(performer.profile, backbone, demo_config(game.controls), [output])
    player = VirtualPlayer(game.controls, camera.show, seed=seed)
    camera.open()
    camera.show(None)
    feed = WatchedFeed(StagedFeed(camera, lane, output, clock, late), player, clock)
    plan: dict[str, Any] = {"style": style, "seed": seed, "clock": clock, "sleep": clock.sleep}
    tally = play_unseen(game, feed, player, seconds, **plan)
    feed.close()
    camera.close()
    backbone.close()
    return report(game.name, clock(), player, tally)
