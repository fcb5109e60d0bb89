import numpy as np

from bridge.assembly import make_lane
from bridge.backbones.pixels import PixelBackbone
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.config import game_config
from bridge.feed import LaneFeed
from bridge.outputs.game import GameOutput
from bridge.profile import new_profile
from bridge.session import Session
from bridge.types import Frame
from bridge.view import View


class Still:
    name, live = "still", False

    def open(self) -> None:
        pass

    def read(self) -> None:
        return None

    def close(self) -> None:
        pass


def test_a_game_sees_the_picture_that_the_profile_sees():
    backbone, output = PixelBackbone(), GameOutput()
    profile = new_profile("me", backbone, View(mirror=True))
    lane = make_lane(profile, backbone, game_config(()), [output])
    feed = LaneFeed(Session(Still(), [lane]), lane, output)
    assert feed.snapshot() is None
    image = np.zeros((24, 32, 3), np.uint8)
    image[:, :16] = 250
    lane.step(Frame(image, 1.0, 0), 1.0)
    assert feed.snapshot().frame.image[0, -1, 0] == 250
    assert lane.snapshots.peek().frame.image[0, 0, 0] == 250


def test_the_camera_s_player_is_asked_only_for_poses_it_knows():
    lane = make_lane(
        new_profile("me", PixelBackbone()), PixelBackbone(), game_config(()), [GameOutput()]
    )
    real = LaneFeed(Session(Still(), [lane]), lane, lane.outputs[0])
    assert real.poses == ()
    real.ask("left")
    camera = SyntheticPlayer(paced=False)
    drawn = LaneFeed(Session(camera, [lane]), lane, lane.outputs[0])
    assert "left" in drawn.poses
    resting = camera.read().image.copy()
    drawn.ask("up")
    drawn.ask("no such pose")
    for _ in range(30):
        posing = camera.read().image
    assert np.abs(posing.astype(int) - resting).mean() > 3
