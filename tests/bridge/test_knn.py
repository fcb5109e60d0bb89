import numpy as np
import pytest

from bridge.dataset import Dataset
from bridge.errors import ProfileError
from bridge.knn import Recogniser
from bridge.settings import METRICS, MetricName, RecogniserSettings
from bridge.types import Embedding

CENTRES = {"left": (0.0, 6.0), "right": (6.0, 0.0), "up": (6.0, 6.0)}


def seen(label: str, random: np.random.Generator, time: float = 0.0) -> Embedding:
    vector = np.r_[CENTRES[label], np.zeros(30)] + random.normal(0, 0.5, 32)
    return Embedding({"picture": vector.astype(np.float32)}, time)


def taught(count: int = 20) -> Dataset:
    random = np.random.default_rng(1)
    dataset = Dataset()
    for _ in range(count):
        for label in CENTRES:
            dataset.add(label, seen(label, random))
    return dataset


@pytest.mark.parametrize("metric", METRICS)
def test_every_metric_knows_the_poses(metric: MetricName) -> None:
    recogniser = Recogniser(taught(), RecogniserSettings(metric=metric))
    random = np.random.default_rng(2)
    for label in CENTRES:
        answers = [recogniser.predict(seen(label, random)) for _ in range(20)]
        assert sum(answer.label == label for answer in answers) >= 18


def test_scores_and_unknown_sum_to_one() -> None:
    answer = Recogniser(taught()).predict(seen("up", np.random.default_rng(3), time=4.5))
    assert answer.time == 4.5
    assert set(answer.scores) == set(CENTRES)
    assert 0.9 < sum(answer.scores.values()) <= 1
    assert all(near.label == "up" for near in answer.nearest)


def test_something_never_seen_is_unknown() -> None:
    recogniser = Recogniser(taught())
    strange = Embedding({"picture": np.r_[np.zeros(30), -5.0, 5.0].astype(np.float32)})
    assert recogniser.predict(strange).label is None


def test_nothing_taught() -> None:
    answer = Recogniser(Dataset()).predict(seen("up", np.random.default_rng(0)))
    assert (answer.label, answer.scores) == (None, {})


def test_follows_adding_removing_and_undo() -> None:
    dataset = taught(80)
    recogniser = Recogniser(dataset)
    random = np.random.default_rng(4)
    recogniser.predict(seen("up", random))
    dataset.clear("up")
    assert set(recogniser.predict(seen("up", random)).scores) == {"left", "right"}
    dataset.undo()
    assert recogniser.predict(seen("up", random)).label == "up"
    fresh = dataset.add("up", seen("up", random))
    answer = recogniser.predict(fresh.embedding)
    assert answer.nearest[0].example == fresh.id


def test_a_small_class_is_not_drowned() -> None:
    dataset = taught(3)
    random = np.random.default_rng(5)
    for _ in range(200):
        dataset.add("left", seen("left", random))
    recogniser = Recogniser(dataset)
    answers = [recogniser.predict(seen("right", random)).label for _ in range(20)]
    assert answers.count("right") >= 18


def test_a_missing_block_is_said_clearly() -> None:
    recogniser = Recogniser(taught(), RecogniserSettings(blocks=("hand",)))
    with pytest.raises(ProfileError, match="hand"):
        recogniser.predict(seen("up", np.random.default_rng(0)))
