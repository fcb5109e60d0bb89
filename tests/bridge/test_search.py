from itertools import pairwise

import numpy as np
import pytest

from bridge.metric import Metric, plain_metric
from bridge.search import DIRECTIONS, FEW, GROUPS, KEPT, Search, class_means, make_search

DIMENSIONS = 64


@pytest.fixture(scope="module")
def points() -> np.ndarray:
    """Points of which the last coordinates vary most, as in a learned space."""
    spread = np.linspace(0.05, 3, DIMENSIONS)
    random = np.random.default_rng(0)
    return (random.normal(size=(6_000, DIMENSIONS)) * spread).astype(np.float32)


def search_among(points: np.ndarray, metric: Metric | None = None) -> Search:
    metric = metric or plain_metric("l2", points.shape[1])
    return make_search(metric, points, np.ones(len(points), bool))


def test_squared_distances_are_the_plain_ones(points: np.ndarray) -> None:
    search = search_among(points)
    point = points[7] + 0.1
    expected = np.square(points - point).sum(axis=1)
    np.testing.assert_allclose(search.squared(point), expected, rtol=1e-3, atol=1e-2)
    rows = np.array([5, 7, 900])
    np.testing.assert_allclose(search.squared(point, rows), expected[rows], rtol=1e-3, atol=1e-2)


def test_the_first_look_keeps_the_nearest_of_each_class(points: np.ndarray) -> None:
    bounds = np.array([0, 1_000, 3_000, 6_000])
    search = search_among(points)
    for seed in range(20):
        point = points[seed] + np.random.default_rng(seed).normal(0, 0.1, DIMENSIONS)
        point = point.astype(np.float32)
        likely = set(search.likely(point, bounds).tolist())
        squared = search.squared(point)
        assert len(likely) == 3 * KEPT
        for first, end in pairwise(bounds.tolist()):
            own = np.arange(first, end)
            assert set(own[np.argsort(squared[own])[:5]].tolist()) <= likely


@pytest.mark.parametrize(
    "count", [KEPT, KEPT + 1, 2 * GROUPS - 1, 2 * GROUPS, 2 * GROUPS + 5, 20_000]
)
@pytest.mark.parametrize(
    "shown", ["apart", "in long recordings", "one still picture", "hardly any"]
)
def test_the_first_look_misses_none_of_a_class_nearest(count: int, shown: str) -> None:
    random = np.random.default_rng(count)
    points = random.normal(size=(count, DIRECTIONS)).astype(np.float32)
    if shown == "in long recordings":
        points = np.repeat(points[: count // 300 + 1], 300, axis=0)[:count]
    if shown == "one still picture":
        points[:] = points[0]
    found = np.ones(count, bool)
    if shown == "hardly any":
        found[KEPT // 2 :] = False
    search = make_search(plain_metric("l2", DIRECTIONS), points, found)
    point = random.normal(size=DIRECTIONS).astype(np.float32)
    kept = search.likely(point, np.array([0, count]))
    squared = search.squared(point)
    assert len(set(kept.tolist())) == KEPT
    np.testing.assert_allclose(np.sort(squared[kept]), np.sort(squared)[:KEPT], rtol=1e-4)


def test_few_dimensions_are_all_looked_at() -> None:
    few = np.eye(5, dtype=np.float32)
    search = search_among(few)
    assert few.shape[1] < DIRECTIONS
    assert search.likely(few[2], np.array([0, 5])).tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("name", ["l2", "l1"])
def test_an_example_without_the_blocks_is_infinitely_far(points: np.ndarray, name: str) -> None:
    found = np.arange(len(points)) % 2 == 0
    search = make_search(plain_metric(name, DIMENSIONS), points, found)  # type: ignore[arg-type]
    squared = search.squared(points[1])
    assert np.isinf(squared[~found]).all()
    assert np.isfinite(squared[found]).all()
    assert not set(search.likely(points[1], np.array([0, 6_000])).tolist()) & set(range(1, 6000, 2))


@pytest.mark.parametrize("few", [0, FEW])
def test_the_nearest_of_each_class_are_averaged(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bridge.search.FEW", few)
    squared = np.array([[4, 2, 9, 1, 7], [np.inf, 6, 3, np.inf, np.inf]], np.float32)
    means = class_means(squared, np.array([0, 3, 5]), k=2)
    np.testing.assert_allclose(means, [[3, 4.5], [4, np.inf]])
