import numpy as np
import pytest

from bridge.landmarks.detector import STRIDES, anchors, merge


@pytest.mark.parametrize(
    ("name", "size", "count"),
    [("palm_detection", 192, 2016), ("face_detection", 128, 896), ("pose_detection", 224, 2254)],
)
def test_there_is_an_anchor_for_every_row_of_the_network(name, size, count):
    centres = anchors(size, STRIDES[name])
    assert centres.shape == (count, 2)
    assert centres.min() > 0
    assert centres.max() < 1


def test_anchors_of_a_cell_lie_side_by_side_and_rows_follow_columns():
    centres = anchors(16, (8,))
    assert centres.tolist() == [
        [0.25, 0.25], [0.25, 0.25], [0.75, 0.25], [0.75, 0.25],
        [0.25, 0.75], [0.25, 0.75], [0.75, 0.75], [0.75, 0.75],
    ]  # fmt: skip


def test_overlapping_detections_become_their_weighted_mean():
    rows = np.array([[0.5, 0.5, 0.2, 0.2, 0.0, 0.0], [0.53, 0.5, 0.2, 0.2, 0.4, 0.0]], np.float32)
    ((row, score),) = merge(rows, np.array([0.6, 0.9], np.float32))
    assert score == pytest.approx(0.9)
    assert row[0] == pytest.approx((0.5 * 0.6 + 0.53 * 0.9) / 1.5)
    assert row[4] == pytest.approx(0.4 * 0.9 / 1.5)


def test_detections_apart_stay_apart_and_the_surest_comes_first():
    rows = np.array([[0.2, 0.2, 0.1, 0.1], [0.8, 0.8, 0.1, 0.1]], np.float32)
    merged = merge(rows, np.array([0.6, 0.9], np.float32))
    assert [round(score, 1) for _, score in merged] == [0.9, 0.6]


def test_nothing_found_merges_to_nothing():
    assert merge(np.zeros((0, 18), np.float32), np.zeros(0, np.float32)) == []
