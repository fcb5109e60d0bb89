from itertools import pairwise

import numpy as np
import pytest

from bridge.cameras.synthetic import CYCLE, CYCLE_S, SyntheticPlayer


def frames(camera: SyntheticPlayer, count: int) -> list:
    return [camera.read() for _ in range(count)]


def test_the_same_seed_draws_the_same_film():
    first, second = SyntheticPlayer(5, paced=False), SyntheticPlayer(5, paced=False)
    for a, b in zip(frames(first, 10), frames(second, 10), strict=True):
        assert np.array_equal(a.image, b.image)


def test_frames_are_what_a_webcam_gives():
    shot = SyntheticPlayer(0, paced=False).read()
    assert shot.image.shape == (480, 640, 3)
    assert shot.image.dtype == np.uint8
    assert not shot.image.flags.writeable


def test_two_frames_of_one_pose_differ_by_noise_and_motion():
    first, second = frames(SyntheticPlayer(0, paced=False), 2)
    difference = np.abs(first.image.astype(int) - second.image)
    assert 1 < difference.mean() < 8


def test_left_is_on_the_right_of_a_camera_that_does_not_mirror():
    camera = SyntheticPlayer(0, paced=False)
    rest = frames(camera, 1)[0].image.astype(int)
    camera.show("left")
    posed = frames(camera, 12)[-1].image.astype(int)
    moved = np.abs(posed - rest).sum(axis=2) > 90
    assert moved[:, 450:].sum() > 3 * moved[:, :190].sum()


def test_every_pose_moves_the_arms():
    camera = SyntheticPlayer(0, paced=False)
    seen = []
    for pose in camera.poses:
        camera.show(pose)
        seen.append(frames(camera, 12)[-1].image.astype(int))
    for i, first in enumerate(seen):
        for second in seen[:i]:
            assert (np.abs(first - second).sum(axis=2) > 90).mean() > 0.02


def test_the_arms_move_smoothly():
    camera = SyntheticPlayer(0, paced=False)
    frames(camera, 3)
    camera.show("up")
    shots = [frame.image.astype(int) for frame in frames(camera, 10)]
    ends = np.abs(shots[-1] - shots[0]).mean()
    steps = [np.abs(b - a).mean() for a, b in pairwise(shots)]
    assert max(steps) < 0.9 * ends


def test_alone_it_goes_through_all_poses():
    camera = SyntheticPlayer(0, paced=False)
    per_pose = round(CYCLE_S * 30)
    ends = [frames(camera, per_pose)[-1].image.astype(int) for _ in CYCLE]
    changed = [(np.abs(end - ends[0]).sum(axis=2) > 90).mean() for end in ends]
    assert min(changed[1::2]) > max(changed[0::2])


def test_none_is_the_neutral_pose_and_others_are_refused():
    camera = SyntheticPlayer(0, paced=False)
    camera.show(None)
    with pytest.raises(KeyError):
        camera.show("cartwheel")


def test_it_keeps_its_rate():
    now = [0.0]
    camera = SyntheticPlayer(
        0, rate=25, clock=lambda: now[0], sleep=lambda seconds: now.__setitem__(0, now[0] + seconds)
    )
    times = [frame.time for frame in frames(camera, 6)]
    assert np.diff(times) == pytest.approx(np.full(5, 0.04))
