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
        self.decoded = 0

    def read(self):
        self.decoded += 1
        self.clock.now += 0.03
        return next(self.pictures, None)

    def skip(self) -> bool:
        self.clock.now += 0.03
        return next(self.pictures, None) is not None

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


def grey_then_white(still: int, moved: int) -> list:
    grain = noisy(1)[0] // 16
    flicker = [grain + np.uint8(90 + n % 2) for n in range(still)]
    return flicker + [grain + np.uint8(200 + n) for n in range(moved)]


def test_a_resting_camera_decodes_half_and_sees_a_change_one_picture_late_at_most():
    for still in (150, 151):
        clock = Clock()
        feed = Feed(clock, [*noisy(2), *grey_then_white(still, 6)])
        resting = camera(clock, [feed], rests=True)
        resting.open()
        frames = [resting.read() for _ in range(still + 6)]
        assert still / 2 < feed.decoded < 0.9 * still
        assert [frame.index for frame in frames] == list(range(still + 6))
        late = next(n for n, frame in enumerate(frames) if frame.image.mean() > 150) - still
        assert late <= 1
        assert frames[-1].image.mean() > frames[-2].image.mean()


def test_a_camera_that_does_not_rest_decodes_everything():
    clock = Clock()
    feed = Feed(clock, [*noisy(2), *grey_then_white(150, 0)])
    awake = camera(clock, [feed])
    awake.open()
    images = [awake.read().image for _ in range(150)]
    assert feed.decoded == 152
    assert all(one is not other for one, other in zip(images[1:], images[:-1], strict=True))


def test_a_resting_camera_that_is_pulled_out_is_fetched_back():
    clock = Clock()
    feed = Feed(clock, [*noisy(2), *grey_then_white(140, 0)])
    resting = camera(clock, [feed, Feed(clock, noisy(9))], rests=True)
    resting.open()
    frames = [resting.read() for _ in range(200)]
    assert feed.released
    assert frames[140] is None
    assert any(frame is not None for frame in frames[141:])
