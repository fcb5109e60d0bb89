import numpy as np
import pytest

from bridge.cameras.folder import PictureFolder
from bridge.cameras.live import LiveCamera
from bridge.cameras.source import open_camera
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.cameras.video import VideoFile
from bridge.errors import CameraError
from bridge.registry import available, load


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (0, "Camera 0"),
        ("2", "Camera 2"),
        ("name:Logitech", 'Camera "Logitech"'),
        ("rtsp://door:secret@10.0.0.7/live", "Stream 10.0.0.7"),
        ("http://10.0.0.7:8080/video", "Stream 10.0.0.7"),
    ],
)
def test_live_sources(source, name):
    camera = open_camera(source)
    assert isinstance(camera, LiveCamera)
    assert camera.name == name


def test_files_and_folders(tmp_path):
    file = tmp_path / "me.mp4"
    file.write_bytes(b"")
    assert isinstance(open_camera(str(file)), VideoFile)
    assert isinstance(open_camera(str(tmp_path)), PictureFolder)


def test_the_drawn_player_and_its_seed():
    first, second = open_camera("synthetic"), open_camera("synthetic:3")
    assert isinstance(first, SyntheticPlayer)
    first.open(), second.open()
    assert not np.array_equal(first.read().image, second.read().image)


@pytest.mark.parametrize(
    "source",
    [
        *("", "nowhere", "synthetic:x", "depth:0", "http:nothing", "C:\\x"),
        *("~nobody/film.mp4", "a\0b", "x" * 5000, "9" * 20, "-1"),
    ],
)
def test_what_does_not_exist_gets_a_hint(source):
    with pytest.raises(CameraError, match="no camera, video file or picture folder") as caught:
        open_camera(source)
    assert "synthetic" in caught.value.hint


@pytest.mark.parametrize("seed", ["x", "-1", "9" * 5000])
def test_the_drawn_player_needs_a_number(seed):
    with pytest.raises(CameraError, match="no camera"):
        open_camera(f"synthetic:{seed}", lambda kind: load("cameras", kind))


def test_a_camera_that_is_not_there_does_not_open():
    with pytest.raises(CameraError, match="Camera 97 does not open"):
        open_camera(97).open()


def test_a_plug_in_gets_the_text_after_its_name():
    made = []
    open_camera("depth:front door", plugin=lambda name: lambda rest: made.append((name, rest)))
    assert made == [("depth", "front door")]


@pytest.mark.parametrize("name", ["folder", "stream", "synthetic", "video", "webcam"])
def test_built_in_cameras_are_plug_ins(name):
    assert name in available("cameras")
    assert load("cameras", name)("0").name
