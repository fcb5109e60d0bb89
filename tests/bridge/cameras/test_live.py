import numpy as np
import pytest

from bridge.cameras.live import LiveCamera, picture_problem
from bridge.errors import CameraError


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Feed:
    """A capture that gives the listed pictures; each read takes 30 ms."""

    def __init__(self, clock: Clock, pictures: list) -> None:
        self.clock = clock
        self.pictures = iter(pictures)
        self.released = False

    def read(self):
        self.clock.now += 0.03
        return next(self.pictures, None)

    def release(self) -> None:
        self.released = True


def noisy(count: int, seed: int = 0) -> list:
    random = np.random.default_rng(seed)
    return [random.integers(0, 255, (48, 64, 3)).astype(np.uint8) for _ in range(count)]


def camera(clock: Clock, feeds: list, **settings) -> LiveCamera:
    return LiveCamera(
        "Camera 0",
        lambda: feeds.pop(0) if feeds else None,
        hint="unplug it",
        clock=clock,
        sleep=clock.sleep,
        **settings,
    )


def test_a_camera_that_does_not_open_says_so():
    with pytest.raises(CameraError, match="Camera 0 does not open") as caught:
        camera(Clock(), []).open()
    assert caught.value.hint == "unplug it"


@pytest.mark.parametrize(
    ("pictures", "reason"),
    [
        ([], "gives no picture"),
        ([np.zeros((48, 64, 3), np.uint8)] * 500, "black"),
        ([np.full((48, 64, 3), 90, np.uint8)] * 500, "even colour"),
        (noisy(1) * 500, "stands still"),
    ],
)
def test_a_feed_without_real_pictures_is_refused(pictures, reason):
    clock = Clock()
    feed = Feed(clock, pictures)
    with pytest.raises(CameraError, match=reason):
        camera(clock, [feed]).open()
    assert feed.released


def test_a_camera_that_wakes_up_late_is_accepted():
    clock = Clock()
    slow = camera(clock, [Feed(clock, [None] * 20 + noisy(5))])
    slow.open()
    frame = slow.read()
    assert frame is not None
    assert frame.index == 0


def test_a_lost_camera_is_fetched_back_with_growing_pauses():
    clock = Clock()
    feeds = [Feed(clock, noisy(3)), None, None, Feed(clock, noisy(3, seed=1))]
    live = camera(clock, feeds)
    live.open()
    assert live.read() is not None
    lost_at = clock.now
    while (frame := live.read()) is None:
        clock.now += 0.01
    assert frame.index == 1
    assert 0.25 + 0.5 + 1.0 <= clock.now - lost_at < 3.0
    assert feeds == []


def test_a_camera_lost_for_good_raises():
    clock = Clock()
    live = camera(clock, [Feed(clock, noisy(2))], patience=5.0)
    live.open()
    reads = (live.read() for _ in range(1000))
    with pytest.raises(CameraError, match="no picture for 5 seconds"):
        list(reads)


def test_real_noise_is_no_problem():
    first, second = noisy(2)
    assert picture_problem(second, first) == ""


def test_close_may_be_called_twice():
    clock = Clock()
    feed = Feed(clock, noisy(3))
    live = camera(clock, [feed])
    live.open()
    live.close()
    live.close()
    assert feed.released


def test_a_camera_closed_while_it_is_fetched_back_is_freed():
    clock = Clock()
    late = Feed(clock, noisy(3))
    feeds = [Feed(clock, noisy(2))]

    def opener():
        if feeds:
            return feeds.pop()
        live.close()
        return late

    live = LiveCamera("Camera 0", opener, clock=clock, sleep=clock.sleep)
    live.open()
    for _ in range(20):
        live.read()
    assert late.released
