import numpy as np
import pytest

from bridge.metric import plain_metric
from bridge.search import DIRECTIONS, KEPT, make_search

DIMENSIONS = 64


@pytest.fixture(scope="module")
def points() -> np.ndarray:
    """Points of which the last coordinates vary most, as in a learned space."""
    spread = np.linspace(0.05, 3, DIMENSIONS)
    random = np.random.default_rng(0)
    return (random.normal(size=(6_000, DIMENSIONS)) * spread).astype(np.float32)


def test_squared_distances_are_the_plain_ones(points: np.ndarray) -> None:
    search = make_search(plain_metric("l2", DIMENSIONS), points)
    point = points[7] + 0.1
    expected = np.square(points - point).sum(axis=1)
    np.testing.assert_allclose(search.squared(point), expected, rtol=1e-3, atol=1e-2)
    rows = np.array([5, 7, 900])
    np.testing.assert_allclose(search.squared(point, rows), expected[rows], rtol=1e-3, atol=1e-2)


def test_the_first_look_keeps_the_nearest_of_each_class(points: np.ndarray) -> None:
    classes = np.arange(len(points)) % 3
    members = [np.flatnonzero(classes == number) for number in range(3)]
    search = make_search(plain_metric("l2", DIMENSIONS), points)
    for seed in range(20):
        point = points[seed] + np.random.default_rng(seed).normal(0, 0.1, DIMENSIONS)
        point = point.astype(np.float32)
        likely = set(search.likely(point, members).tolist())
        squared = search.squared(point)
        assert len(likely) == 3 * KEPT
        for own in members:
            assert set(own[np.argsort(squared[own])[:5]].tolist()) <= likely


def test_few_dimensions_are_all_looked_at() -> None:
    few = np.eye(5, dtype=np.float32)
    search = make_search(plain_metric("l2", 5), few)
    assert few.shape[1] < DIRECTIONS
    assert search.likely(few[2], [np.arange(5)]).tolist() == [0, 1, 2, 3, 4]
