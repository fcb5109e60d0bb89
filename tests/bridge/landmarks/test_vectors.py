import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.landmarks import body_vectors, hand_vectors, head_vectors
from bridge.landmarks.bodies import Body
from bridge.landmarks.faces import Face
from bridge.landmarks.hands import Hand
from bridge.landmarks.region import Region, turn

PICTURE = np.zeros((200, 400, 3), np.uint8)
points = st.integers(0, 2**32 - 1).map(
    lambda seed: np.random.default_rng(seed).uniform(10, 190, (468, 3)).astype(np.float32)
)


def hand(array):
    return Hand(array[:21], 0.9, 0.2)


def body(array):
    return Body(array[:33], np.full(33, 0.8, np.float32), 0.7, Region(0, 0, 1, 0))


@given(points, st.floats(0.3, 3), st.floats(-50, 50))
def test_shape_and_fingers_forget_place_and_size(array, scale, shift):
    moved = array * np.float32(scale) + np.array([shift, -shift, 0], np.float32)
    for describe in (hand_vectors.shape, hand_vectors.fingers):
        assert describe(hand(moved)) == pytest.approx(describe(hand(array)), abs=2e-3)


@given(points, st.floats(-3, 3))
def test_fingers_forget_how_the_hand_is_turned_and_its_shape_remembers(array, angle):
    turned = array.copy()
    turned[:, :2] = array[:, :2] @ turn(angle).T
    before, after = hand_vectors.fingers(hand(array)), hand_vectors.fingers(hand(turned))
    assert after == pytest.approx(before, abs=2e-3)
    unturned = hand_vectors.shape(hand(turned)).reshape(20, 3)[:, :2] @ turn(angle)
    expected = hand_vectors.shape(hand(array)).reshape(20, 3)[:, :2]
    assert unturned == pytest.approx(expected, abs=2e-3)


@given(points, st.floats(0.3, 3), st.floats(-50, 50))
def test_a_pose_forgets_place_and_size(array, scale, shift):
    moved = body(array * np.float32(scale) + np.float32(shift))
    assert body_vectors.pose(moved) == pytest.approx(body_vectors.pose(body(array)), abs=5e-3)
    assert body_vectors.legs(moved) == pytest.approx(body_vectors.legs(body(array)), abs=5e-3)


@given(points)
def test_blocks_have_the_lengths_they_promise_and_no_others(array):
    described = {
        **hand_vectors.describe([hand(array), hand(array + 1)], PICTURE),
        **body_vectors.describe([body(array)], PICTURE),
        **head_vectors.describe([Face(array, 0.5)], PICTURE),
    }
    promised = {**hand_vectors.BLOCKS, **body_vectors.BLOCKS, **head_vectors.BLOCKS}
    assert {name: len(vector) for name, (vector, _) in described.items()} == promised
    assert all(vector.dtype == np.float32 for vector, _ in described.values())
    assert all(np.isfinite(vector).all() for vector, _ in described.values())
    assert all(0 <= presence <= 1 for _, presence in described.values())


def test_nothing_found_is_no_block():
    assert hand_vectors.describe([], PICTURE) == {}
    assert body_vectors.describe([], PICTURE) == {}
    assert head_vectors.describe([], PICTURE) == {}


def test_points_that_fall_together_give_finite_numbers():
    flat = np.zeros((468, 3), np.float32)
    for describe, thing in (
        (hand_vectors.describe, hand(flat)),
        (body_vectors.describe, body(flat)),
        (head_vectors.describe, Face(flat, 1.0)),
    ):
        vectors = [vector for vector, _ in describe([thing], PICTURE).values()]
        assert all(np.isfinite(vector).all() for vector in vectors)


def at(x, y):
    flat = np.zeros((21, 3), np.float32)
    flat[:, 0], flat[:, 1] = x, y
    flat[5:, 1] -= 20
    return Hand(flat, 1.0, 0.0)


def test_the_raised_hand_comes_first_and_the_left_one_of_two_equally_high():
    low, high = at(100, 150), at(300, 60)
    assert hand_vectors.main_first([low, high]) == [high, low]
    left, right = at(100, 100), at(300, 95)
    assert hand_vectors.main_first([right, left]) == [left, right]
    assert hand_vectors.main_first([left, right]) == [left, right]


def test_a_raised_hand_of_somebody_far_away_comes_last():
    far = at(300, 40)
    far.points[5:, 1] += 11
    low = at(100, 150)
    assert hand_vectors.main_first([far, low]) == [low, far]
    assert hand_vectors.main_first([low, far]) == [low, far]


def test_apart_counts_in_palms():
    across = hand_vectors.apart(at(100, 100), at(140, 100))
    assert across == pytest.approx([2.0, 0.0], abs=1e-3)


def face(yaw=0.0):
    array = np.zeros((468, 3), np.float32)
    array[[33, 263, 133, 362]] = [(-30, 0, 0), (30, 0, 0), (-10, 0, 0), (10, 0, 0)]
    array[[10, 152]] = [(0, -50, 0), (0, 50, 0)]
    array[[159, 145]] = [(-20, -4, 0), (-20, 4, 0)]
    spin = np.array([[np.cos(yaw), 0, -np.sin(yaw)], [0, 1, 0], [np.sin(yaw), 0, np.cos(yaw)]])
    return Face((array @ spin.T).astype(np.float32), 1.0)


def test_a_head_that_looks_straight_is_not_turned():
    assert head_vectors.turned(face()) == pytest.approx([0, 0, 0], abs=1e-6)
    assert head_vectors.turned(face(yaw=0.4)) == pytest.approx([0.4, 0, 0], abs=1e-6)


def test_an_open_eye_is_measured_by_its_own_width():
    assert head_vectors.expression(face())[2] == pytest.approx(8 / 20)
