import numpy as np

from bridge.cameras.synthetic import SyntheticPlayer
from bridge.stillness import Stillness
from bridge.types import Image

GREY = np.full((480, 640, 3), 120, np.uint8)


def noisy(seed: int, sigma: float) -> Image:
    noise = np.random.default_rng(seed).normal(0, sigma, GREY.shape)
    return np.clip(GREY + noise, 0, 255).astype(np.uint8)


def test_noise_alone_is_still() -> None:
    still = Stillness()
    assert still.changed(noisy(0, 10))
    assert not any(still.changed(noisy(seed, 10)) for seed in range(1, 12))


def test_a_finger_is_a_change() -> None:
    still = Stillness()
    still.changed(GREY)
    finger = GREY.copy()
    finger[200:280, 300:325] += 30
    assert still.changed(finger)


def test_slow_motion_adds_up() -> None:
    still = Stillness(refresh=1000)
    still.changed(GREY)
    assert [still.changed(GREY + np.uint8(step)) for step in range(1, 10)].index(True) == 7


def test_something_is_looked_at_now_and_then_anyway() -> None:
    still = Stillness(refresh=5)
    assert [still.changed(GREY) for _ in range(11)] == [n % 5 == 0 for n in range(11)]


def test_no_pose_change_of_the_drawn_player_is_missed_by_more_than_a_frame() -> None:
    player = SyntheticPlayer(3, paced=False)
    player.open()
    still = Stillness()
    waits = []
    for turn in range(40):
        player.show(player.poses[turn % len(player.poses)])
        frames = [player.read() for _ in range(12)]
        seen = [still.changed(frame.image) for frame in frames if frame]
        waits.append(seen.index(True))
    player.close()
    assert max(waits) <= 1
