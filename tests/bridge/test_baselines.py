import numpy as np

from bridge.baselines import nearest_pixels, tfjs_knn


def rows(*vectors: tuple[float, float]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.array(vectors, np.float32)


def test_cosine_not_length_decides() -> None:
    taught = rows((10, 0), (9, 1), (0.1, 0.2), (0, 0.1))
    assert tfjs_knn(taught, ["a", "a", "b", "b"], rows((0.1, 0.0)), k=1) == ["a"]


def test_three_votes_and_the_first_inserted_wins_a_tie() -> None:
    taught = rows((0, 1), (1, 0), (1, 1))
    assert tfjs_knn(taught, ["late", "x", "y"], rows((1, 0.1))) == ["late"]


def test_fewer_examples_than_k() -> None:
    assert tfjs_knn(rows((1, 0)), ["only"], rows((0, 1))) == ["only"]


def test_pixels_take_the_nearest() -> None:
    assert nearest_pixels(rows((0, 0), (5, 5)), ["a", "b"], rows((4, 4), (1, 0))) == ["b", "a"]
