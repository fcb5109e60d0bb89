import numpy as np
import pytest

from bridge.folds import Folds
from bridge.learned import held_out_distances, inverted, learn_metric, span
from bridge.metric import plain_metric, unit_rows

RANDOM = np.random.default_rng(0)
CLASSES = np.repeat(np.arange(3), 12)


def rows(dimensions: int = 200) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Classes differ along three axes; one strong axis differs within every class."""
    noise = RANDOM.normal(0, 0.3, (36, dimensions))
    noise[:, :3] += 2 * np.eye(3)[CLASSES]
    noise[:, 3] += RANDOM.normal(0, 15, 36)
    return noise.astype(np.float32)


def nearest_is_own(distances: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> float:
    np.fill_diagonal(distances, np.inf)
    return float((CLASSES[distances.argmin(axis=1)] == CLASSES).mean())


def test_what_differs_within_a_class_counts_little() -> None:
    vectors = rows()
    learned, plain = learn_metric(span(vectors), CLASSES), plain_metric("l2", 200)
    points = learned.project(vectors)
    assert nearest_is_own(learned.squared(points, points)) == 1
    assert nearest_is_own(plain.squared(vectors, vectors)) < 0.9


def test_the_way_from_class_to_class_is_longer_than_any_other() -> None:
    vectors = rows()
    metric = learn_metric(span(vectors), CLASSES)
    points = metric.project(vectors)
    middles = np.stack([points[number == CLASSES].mean(axis=0) for number in range(3)])
    between = np.linalg.norm(middles - middles.mean(axis=0), axis=0)
    assert metric.outside is not None
    assert metric.outside.telling == 2
    assert (between[:2] > 5 * between[2:].max()).all()


def test_held_out_rows_are_judged_without_their_fold() -> None:
    parts = np.tile(np.arange(4), 9)
    folds = Folds(parts, parts != np.arange(4)[:, None])
    distances = held_out_distances(span(rows()), CLASSES, folds, 0.03, anchors=36)
    assert np.isinf(distances[parts[:, None] == parts]).all()
    assert (CLASSES[distances.argmin(axis=1)] == CLASSES).mean() > 0.9


def test_further_rows_teach_what_should_not_matter() -> None:
    vectors = RANDOM.normal(0, 0.3, (36, 50)).astype(np.float32)
    vectors[:, :3] += 2 * np.eye(3, dtype=np.float32)[CLASSES]
    moved = vectors.copy()
    moved[:, 9] += RANDOM.normal(0, 5, 36).astype(np.float32)
    both = np.concatenate([vectors, moved])
    metric = learn_metric(span(both), np.tile(CLASSES, 2), anchors=36)
    probe = vectors[:1].copy()
    probe[:, 9] += 5
    plain = learn_metric(span(vectors), CLASSES)
    ratio = [
        float(m.squared(m.project(vectors[:1]), m.project(probe))[0, 0])
        / float(m.squared(m.project(vectors[:1]), m.project(vectors[12:13]))[0, 0])
        for m in (metric, plain)
    ]
    assert ratio[0] < ratio[1] / 4


def test_l1_and_cosine() -> None:
    l1, cosine = plain_metric("l1", 2), plain_metric("cosine", 2)
    points = np.array([[1, 2]], np.float32)
    assert l1.squared(points, np.array([[4, 6]], np.float32))[0, 0] == 49
    far = cosine.project(np.array([[10, 20]], np.float32))
    assert cosine.squared(cosine.project(points), far)[0, 0] < 1e-6
    assert np.isfinite(unit_rows(np.zeros((1, 3), np.float32))).all()


@pytest.mark.parametrize("size", [1, 2, 63, 64, 65, 200])
def test_a_triangular_matrix_is_inverted_block_by_block(size: int) -> None:
    lower = np.tril(RANDOM.normal(0, 0.1, (size, size))) + np.eye(size)
    np.testing.assert_allclose(inverted(lower) @ lower, np.eye(size), atol=1e-9)


@pytest.mark.parametrize("seed", range(0, 20, 2))
def test_pictures_of_a_single_grey_each_can_be_learned_from(seed: int) -> None:
    greys = np.random.default_rng(seed).normal(0.5, 0.2, (36, 1))
    even = np.repeat(greys, 1024, axis=1).astype(np.float32)
    metric = learn_metric(span(even), CLASSES)
    assert np.isfinite(metric.project(even)).all()
