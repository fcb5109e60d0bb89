from time import process_time

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
        best = [max(answer.scores, key=answer.scores.__getitem__) for answer in answers]
        assert best.count(label) >= 18
        assert sum(answer.label is None for answer in answers) <= 6


def test_scores_and_unknown_sum_to_one() -> None:
    look = seen("up", np.random.default_rng(4), time=4.5)
    answer = Recogniser(taught()).predict(look, neighbours=True)
    assert answer.time == 4.5
    assert set(answer.scores) == set(CENTRES)
    assert 0.5 < sum(answer.scores.values()) <= 1
    assert answer.confidence == answer.scores["up"]
    assert [near.label for near in answer.nearest] == ["up"] * 5
    distances = [near.distance for near in answer.nearest]
    assert distances == sorted(distances)


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
    answer = recogniser.predict(seen("up", random))
    assert max(answer.scores, key=answer.scores.__getitem__) == "up"
    fresh = dataset.add("up", seen("up", random))
    answer = recogniser.predict(fresh.embedding, neighbours=True)
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
    recogniser = Recogniser(taught(), RecogniserSettings(blocks=("wing",)))
    with pytest.raises(ProfileError, match="wing"):
        recogniser.predict(seen("up", np.random.default_rng(0)))


def block(*values: float) -> Embedding:
    return Embedding({"picture": np.array(values, np.float32)})


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_very_few_examples(metric: MetricName, count: int) -> None:
    random = np.random.default_rng(6)
    dataset = Dataset()
    for label in CENTRES:
        for _ in range(count):
            dataset.add(label, seen(label, random))
    recogniser = Recogniser(dataset, RecogniserSettings(metric=metric))
    answer = recogniser.predict(seen("left", random))
    assert max(answer.scores, key=answer.scores.__getitem__) in CENTRES
    assert np.isfinite(list(answer.scores.values())).all()


def test_one_label_alone() -> None:
    dataset = Dataset()
    random = np.random.default_rng(7)
    for _ in range(10):
        dataset.add("left", seen("left", random))
    recogniser = Recogniser(dataset)
    assert recogniser.predict(seen("left", random)).label == "left"
    far = Embedding({"picture": np.full(32, 50, np.float32) * random.normal(size=32)})
    assert recogniser.predict(far).label is None


def test_identical_pictures() -> None:
    dataset = Dataset()
    for label in ("left", "right"):
        for _ in range(6):
            dataset.add(label, block(1, 2, 3))
    answer = Recogniser(dataset).predict(block(1, 2, 3))
    assert sum(answer.scores.values()) <= 1.0001
    assert np.isfinite(answer.confidence)


def test_a_block_that_is_often_absent_still_helps() -> None:
    random = np.random.default_rng(8)
    dataset = Dataset()

    def look(label: str, hand: bool) -> Embedding:
        noise = random.normal(size=20).astype(np.float32)
        shape = np.r_[CENTRES[label], random.normal(size=4)].astype(np.float32)
        blocks = {"pooled": noise} | ({"hand": shape} if hand else {})
        return Embedding(blocks, presence={"hand": 0.9} if hand else {})

    for number in range(25):
        for label in CENTRES:
            dataset.add(label, look(label, hand=number % 3 > 0))
    recogniser = Recogniser(dataset)
    with_hand = [
        max((scores := recogniser.predict(look(label, hand=True)).scores), key=scores.__getitem__)
        == label
        for label in CENTRES
        for _ in range(10)
    ]
    assert sum(with_hand) >= 27
    assert recogniser.shares()["hand"] > 0.5
    assert recogniser.predict(look("up", hand=False)).confidence < 0.95


def test_examples_without_features_are_told() -> None:
    dataset = Dataset()
    dataset.add("left", Embedding({}))
    with pytest.raises(ProfileError, match=r"The examples hold no features\."):
        Recogniser(dataset).predict(block(1))


def test_regression_answers_in_between() -> None:
    dataset = Dataset()
    random = np.random.default_rng(9)
    for place in (-1, 0, 1):
        for _ in range(10):
            dataset.add(str(place), block(place, 2, *random.normal(0, 0.05, 3)))
    recogniser = Recogniser(dataset, RecogniserSettings(regression=True))
    low, high = (
        recogniser.predict(block(-0.9, 2, 0, 0, 0)),
        recogniser.predict(block(0.9, 2, 0, 0, 0)),
    )
    middle = recogniser.predict(block(0.5, 2, 0, 0, 0))
    assert low.value is not None
    assert middle.value is not None
    assert high.value is not None
    assert low.value < -0.7 < 0.2 < middle.value < 0.8 < high.value
    dataset.add("jump", block(-1, 3, 0, 0, 0))
    assert recogniser.predict(block(0.5, 2, 0, 0, 0)).value is None


def test_adding_to_two_thousand_is_quick() -> None:
    random = np.random.default_rng(10)
    dataset = Dataset()
    labels = [f"pose {number}" for number in range(8)]
    centres = {label: random.normal(size=1280) for label in labels}
    for number in range(2000):
        vector = centres[labels[number % 8]] + random.normal(size=1280)
        dataset.add(labels[number % 8], Embedding({"pooled": vector.astype(np.float32)}))
    recogniser = Recogniser(dataset)
    recogniser.refit()
    probe = Embedding({"pooled": centres["pose 0"].astype(np.float32)})
    times = []
    for _ in range(5):
        fresh = dataset.add("pose 0", probe)
        start = process_time()
        recogniser.predict(probe)
        dataset.remove([fresh.id])
        recogniser.predict(probe)
        times.append(process_time() - start)
    assert min(times) < 0.1  # two changes at 50 ms each
