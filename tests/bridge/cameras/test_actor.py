import numpy as np
import pytest

from bridge.cameras.actor import PictureActor
from bridge.errors import CameraError
from bridge.pictures import encode_jpeg


@pytest.fixture
def pictures(tmp_path):
    found = {}
    for pose, levels in {"left": (60, 90), "none": (200,)}.items():
        found[pose] = []
        for level in levels:
            path = tmp_path / f"{pose}{level}.jpg"
            path.write_bytes(encode_jpeg(np.full((24, 32, 3), level, np.uint8)))
            found[pose].append(path)
    return found


def level(actor: PictureActor) -> int:
    return round(float(actor.read().image.mean()), -1)


def test_each_request_shows_the_next_picture_of_the_pose(pictures):
    actor = PictureActor(pictures, "none", sleep=lambda seconds: None)
    actor.open()
    seen = [level(actor)]
    for pose in ("left", None, "left", "left"):
        actor.show(pose)
        seen += [level(actor)]
    assert seen == [200, 60, 200, 90, 60]


def test_a_held_picture_differs_only_by_sensor_noise(pictures):
    actor = PictureActor(pictures, "none", sleep=lambda seconds: None)
    actor.open()
    first, second = actor.read(), actor.read()
    difference = first.image.astype(int) - second.image
    assert 1 < difference.std() < 5
    assert second.index == 1


def test_missing_or_damaged_pictures_are_refused(pictures, tmp_path):
    with pytest.raises(CameraError, match='no picture of "up"'):
        PictureActor(pictures | {"up": []}, "none").open()
    torn = tmp_path / "torn.jpg"
    torn.write_bytes(b"\xff\xd8")
    with pytest.raises(CameraError, match="torn"):
        PictureActor(pictures | {"up": [torn]}, "none").open()
