import cv2
import numpy as np
import pytest

from bridge.cameras.folder import PictureFolder
from bridge.cameras.video import VideoFile
from bridge.errors import CameraError
from bridge.pictures import encode_jpeg

COLOURS = {"blue": (0, 0, 250), "red": (250, 0, 0)}


def picture(colour):
    return np.full((48, 64, 3), colour, np.uint8)


@pytest.fixture
def classes(tmp_path):
    for name, colour in COLOURS.items():
        (tmp_path / name).mkdir()
        for number in (10, 2):
            (tmp_path / name / f"{number}.jpg").write_bytes(encode_jpeg(picture(colour)))
    return tmp_path


def test_a_folder_for_each_pose_is_shown_in_order(classes):
    camera = PictureFolder(classes, rate=20, hold=3, paced=False)
    camera.open()
    frames = []
    while frame := camera.read():
        frames.append(frame)
    assert len(frames) == 2 * 2 * 3
    assert [bool(frame.image[0, 0, 0] > 125) for frame in frames] == [False] * 6 + [True] * 6
    steps = np.diff([frame.time for frame in frames])
    assert steps == pytest.approx(np.full(11, 0.05))
    assert not frames[0].image.flags.writeable


@pytest.mark.parametrize(
    ("prepare", "reason"),
    [
        (lambda folder: None, "holds no pictures"),
        (lambda folder: folder.rmdir(), "no folder"),
        (lambda folder: (folder / "1.jpg").write_bytes(b"\xff\xd8 no jpeg"), "1.jpg"),
    ],
)
def test_missing_empty_and_corrupt_folders_are_refused(tmp_path, prepare, reason):
    folder = tmp_path / "poses"
    folder.mkdir()
    prepare(folder)
    with pytest.raises(CameraError, match=reason):
        PictureFolder(folder).open()


def test_a_damaged_picture_in_the_middle_is_named(classes):
    (classes / "red" / "2.jpg").write_bytes(b"torn")
    camera = PictureFolder(classes, paced=False)
    camera.open()
    shown = iter(camera.read, None)
    with pytest.raises(CameraError, match=r"2\.jpg"):
        list(shown)


def test_a_video_plays_every_frame_at_its_own_rate(tmp_path):
    path = tmp_path / "clip.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 20, (64, 48))
    for level in (40, 120, 200):
        writer.write(np.full((48, 64, 3), (level, 0, 255), np.uint8))
    writer.release()
    camera = VideoFile(path, paced=False)
    camera.open()
    frames = [camera.read() for _ in range(3)]
    assert [round(int(frame.image[20, 20, 2]), -1) for frame in frames] == [40, 120, 200]
    assert frames[0].image[20, 20, 0] > 240
    assert frames[2].time - frames[0].time == pytest.approx(0.1)
    assert camera.read() is None
    camera.close()
    camera.close()


@pytest.mark.parametrize("content", [None, b"", b"not a video at all" * 50])
def test_what_is_no_video_is_refused(tmp_path, content):
    path = tmp_path / "clip.mp4"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CameraError, match=r"clip\.mp4"):
        VideoFile(path).open()
