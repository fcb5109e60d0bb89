import numpy as np
import pytest

from bridge.backbones.pixels import PixelBackbone
from bridge.backbones.store import NETWORK, open_backbone
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.errors import DataError
from bridge.knn import Recogniser
from bridge.pictures import encode_jpeg
from bridge.rehearsal import (
    EXAMPLES,
    RECORDING_RATE,
    SESSIONS,
    drawn_player,
    picture_player,
    split_pictures,
)

DIRECTIONS = ("left", "right", "up", "down")


@pytest.fixture
def folder(tmp_path):
    for level, pose in enumerate(("No_Class", *DIRECTIONS, "jump")):
        (tmp_path / pose).mkdir()
        for number in range(5):
            picture = np.full((24, 32, 3), 20 + 40 * level + number, np.uint8)
            (tmp_path / pose / f"{number}.jpg").write_bytes(encode_jpeg(picture))
    return tmp_path


def test_the_drawn_player_learns_its_poses_and_is_recognised():
    backbone = PixelBackbone()
    performer = drawn_player(DIRECTIONS, backbone, seed=2)
    assert performer.profile.dataset.counts() == dict.fromkeys(
        ("none", *DIRECTIONS), SESSIONS * EXAMPLES
    )
    assert performer.profile.view.mirror
    assert len(performer.profile.dataset.sessions) == SESSIONS
    recogniser = Recogniser(performer.profile.dataset, performer.profile.settings)
    example = next(each for each in performer.profile.dataset if each.label == "up")
    assert recogniser.predict(example.embedding).label == "up"


@pytest.mark.parametrize("seed", range(5))
def test_whoever_is_drawn_is_recognised_by_the_network(seed):
    backbone = open_backbone(NETWORK)
    performer = drawn_player(DIRECTIONS, backbone, seed=seed)
    recogniser = Recogniser(performer.profile.dataset, performer.profile.settings)
    player = SyntheticPlayer(seed, rate=RECORDING_RATE, paced=False)
    player.open()
    seen = []
    for pose in ("none", *DIRECTIONS):
        player.show(pose)
        frames = [player.read() for _ in range(12)][-4:]
        images = [performer.profile.view.apply(frame.image) for frame in frames]
        seen += [(pose, recogniser.predict(embedding)) for embedding in backbone.embed(images)]
    right = [answer.label == pose and answer.confidence > 0.7 for pose, answer in seen]
    assert sum(right) >= 18, seen


def test_learnt_and_played_pictures_never_overlap(folder):
    learnt, played = split_pictures(folder, DIRECTIONS)
    assert {picture.label for picture in learnt} == set(played) == {"none", *DIRECTIONS}
    for pose, paths in played.items():
        mine = [picture.path for picture in learnt if picture.label == pose]
        assert len(mine) == 3
        assert len(paths) == 2
        assert not set(mine) & set(paths)


def test_pictures_make_a_player(folder):
    performer = picture_player(folder, DIRECTIONS, PixelBackbone())
    assert len(performer.profile.dataset) == 15
    performer.camera.open()
    performer.camera.show("down")
    assert performer.camera.read() is not None
    performer.camera.close()


def test_a_missing_pose_is_named(folder):
    for picture in (folder / "up").iterdir():
        picture.unlink()
    with pytest.raises(DataError, match="two pictures each of: up"):
        split_pictures(folder, DIRECTIONS)


def test_a_pose_that_nobody_drew_is_refused():
    with pytest.raises(DataError, match='no pose for "jump"'):
        drawn_player(("jump",), PixelBackbone())
