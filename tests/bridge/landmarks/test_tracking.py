import numpy as np
import pytest

from bridge.landmarks.hands import Hand
from bridge.landmarks.tracking import Tracker, look
from bridge.landmarks.windows import windows

PICTURE = np.zeros((240, 320, 3), np.uint8)
UPRIGHT = np.array(
    [(0, 0), (2, -1), (4, -3), (5, -5), (6, -6)]
    + [(x, y) for x in (2, 0, -2, -4) for y in (-6, -8, -9, -10)],
    np.float32,
)


def hand_at(x, y, score=1.0, size=5):
    points = np.column_stack([UPRIGHT * size + (x, y), np.zeros(21)]).astype(np.float32)
    return Hand(points, score, 0.0)


class World:
    """A reader of hands that are simply there; counts how often it was asked to search."""

    small = False

    def __init__(self, *places, visible_in=lambda window: True):
        self.hands = [hand_at(*place) for place in places]
        self.visible_in = visible_in
        self.searches = 0

    def find(self, image, window):
        self.searches += 1
        return [hand.region for hand in self.hands] if self.visible_in(window) else []

    def read(self, image, region):
        near = [hand for hand in self.hands if hand.region.overlap(region) > 0.2]
        return near[0] if near else hand_at(region.x, region.y, score=0.0)


def places(things):
    return [tuple(thing.points[0, :2]) for thing in things]


def test_the_detector_rests_while_both_hands_are_in_sight():
    world = World((80, 150), (220, 150))
    tracker = Tracker(world, most=2)
    for n in range(30):
        assert places(tracker.follow(PICTURE, n / 30)) == [(80, 150), (220, 150)]
    assert world.searches == 1


def test_with_one_hand_it_looks_for_another_four_times_a_second():
    world = World((80, 150))
    tracker = Tracker(world, most=2, search_s=0.25)
    for n in range(31):
        tracker.follow(PICTURE, n / 30)
    assert world.searches == pytest.approx(5, abs=1)


def test_a_lost_hand_is_looked_for_in_every_frame():
    world = World((80, 150))
    tracker = Tracker(world, most=1)
    tracker.follow(PICTURE, 0.0)
    world.hands = []
    assert [tracker.follow(PICTURE, n / 30) for n in range(1, 5)] == [[], [], [], []]
    assert world.searches == 5


def test_after_a_cut_the_whole_picture_is_looked_at_first():
    world = World((80, 150), visible_in=lambda window: window.side == 320)
    tracker = Tracker(world, most=1)
    for n in range(2):
        tracker.follow(PICTURE, n / 30)
    for n, place in enumerate([(220, 150), (60, 100), (250, 200)]):
        world.hands = [hand_at(*place)]
        assert places(tracker.follow(PICTURE, n / 30)) == [place]


def test_two_palms_of_one_hand_are_one_hand():
    world = World((80, 150), (84, 152))
    assert len(look(world, PICTURE, 2)) == 1
    assert len(Tracker(world, 2).follow(PICTURE, 0.0)) == 1


def test_never_more_than_asked_for():
    world = World(*((40 + 60 * n, 150) for n in range(5)))
    assert len(look(world, PICTURE, 2)) == 2
    assert len(Tracker(world, 2).follow(PICTURE, 0.0)) == 2


def test_two_hands_that_meet_become_one():
    world = World((80, 150), (220, 150))
    tracker = Tracker(world, most=2)
    tracker.follow(PICTURE, 0.0)
    world.hands = [hand_at(150, 150), hand_at(150, 150)]
    tracker.follow(PICTURE, 0.1)
    assert len(tracker.follow(PICTURE, 0.2)) <= 1


def test_what_only_a_wider_view_shows_is_found_at_once_in_a_picture_and_soon_in_a_stream():
    wide = World((80, 150), visible_in=lambda window: window.side > 320)
    assert len(look(wide, PICTURE, 1)) == 1
    tracker = Tracker(wide, most=1)
    assert [len(tracker.follow(PICTURE, n / 30)) for n in range(2)] == [0, 1]


def test_who_comes_much_nearer_than_the_one_followed_takes_over_within_a_second():
    world = World((60, 150))
    tracker = Tracker(world, most=1)
    tracker.follow(PICTURE, 0.0)
    world.hands.append(hand_at(220, 200, size=9))
    seen = [places(tracker.follow(PICTURE, n / 30)) for n in range(1, 35)]
    assert seen[0] == [(60, 150)]
    assert seen[-1] == [(220, 200)]
    assert world.searches == 2


def test_who_is_not_much_larger_stays_in_the_background():
    world = World((60, 150))
    tracker = Tracker(world, most=1)
    tracker.follow(PICTURE, 0.0)
    world.hands.append(hand_at(220, 200, size=6))
    assert all(places(tracker.follow(PICTURE, n / 10)) == [(60, 150)] for n in range(1, 40))


def test_what_is_hardly_a_hand_takes_nobodys_place():
    world = World((60, 150))
    tracker = Tracker(world, most=1)
    tracker.follow(PICTURE, 0.0)
    world.hands.append(hand_at(220, 200, score=0.8, size=9))
    assert all(places(tracker.follow(PICTURE, n / 10)) == [(60, 150)] for n in range(1, 40))


def test_of_two_hands_the_smaller_makes_room_for_a_much_larger_third():
    world = World((60, 150), (140, 150))
    world.hands[0] = hand_at(60, 150, size=6)
    tracker = Tracker(world, most=2)
    tracker.follow(PICTURE, 0.0)
    world.hands.append(hand_at(250, 210, size=10))
    for n in range(1, 35):
        seen = places(tracker.follow(PICTURE, n / 30))
    assert seen == [(60, 150), (250, 210)]


def test_small_things_are_looked_for_in_fine_parts_that_cover_the_picture():
    for height, width in ((480, 640), (640, 480), (300, 300)):
        picture = np.zeros((height, width, 3), np.uint8)
        fine = windows(picture, fine=True)[len(windows(picture)) :]
        covered = np.zeros((height, width), bool)
        for part in fine:
            top, left = round(part.y - part.side / 2), round(part.x - part.side / 2)
            covered[top : round(top + part.side), left : round(left + part.side)] = True
        assert len(fine) == 6
        assert covered.all()


def test_a_still_picture_is_worth_as_many_looks_as_find_what_only_one_window_shows():
    for number in range(1, len(windows(PICTURE, fine=True))):
        only = windows(PICTURE, fine=True)[number]
        world = World((80, 150), visible_in=only.__eq__)
        world.small = True
        tracker = Tracker(world, most=1)
        seen = tracker.follow(PICTURE, 0.0)
        looks = 1
        while looks < tracker.looks and not seen:
            seen = tracker.follow(PICTURE, looks / 30)
            looks += 1
        assert places(seen) == [(80, 150)]
        assert tracker.looks == 1


@pytest.mark.parametrize(("score", "found"), [(0.85, 0), (0.95, 1)])
def test_what_only_a_fine_part_shows_must_be_sure(score, found):
    far = World((80, 150, score), visible_in=lambda window: window.side < 240)
    far.small = True
    assert len(look(far, PICTURE, 1)) == found
    tracker = Tracker(far, most=1)
    seen = [len(tracker.follow(PICTURE, n / 30)) for n in range(24)]
    assert max(seen) == found


def test_a_square_picture_has_no_ends_to_look_at():
    assert len(windows(np.zeros((100, 100, 3), np.uint8))) == 2
    sides = {window.side for window in windows(np.zeros((300, 200, 3), np.uint8))}
    assert sides == {200, 300, 510}
