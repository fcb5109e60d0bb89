from collections.abc import Sequence

import numpy as np

from bridge.advice import Advice, advise
from bridge.dataset import Dataset
from bridge.pictures import encode_jpeg
from bridge.profile import LabelInfo, Profile
from bridge.types import Embedding
from bridge.words import load_words

WORDS = load_words()
CENTRES = {"none": (0, 0), "left": (8, 0), "right": (0, 8)}


def profile(
    counts: dict[str, int], sessions: Sequence[str] = ("a", "b"), spread: float = 1.0
) -> Profile:
    random = np.random.default_rng(3)
    dataset = Dataset()
    for label, count in counts.items():
        for number in range(count):
            vector = np.r_[CENTRES[label], 4, np.zeros(20)] + random.normal(0, spread, 23)
            embedding = Embedding({"picture": vector.astype(np.float32)})
            dataset.add(label, embedding, sessions[number % len(sessions)])
    return Profile("me", "fake", "abc", dataset)


def said(advice: Sequence[Advice], words: str) -> Advice:
    return next(one for one in advice if words in one.said(WORDS))


def test_good_examples() -> None:
    first, *rest = advise(profile({"none": 20, "left": 20, "right": 20}, spread=0.6))
    assert first.level == "good"
    assert not [one for one in rest if one.level == "problem"]


def test_nothing_taught() -> None:
    assert advise(profile({}))[0].said(WORDS).startswith("Teach at least two poses")


def test_too_few_and_uneven() -> None:
    advice = advise(profile({"none": 30, "left": 30, "right": 3}))
    assert said(advice, "“right” has only 3 pictures").level == "problem"
    assert said(advice, "record more of “right”")


def test_no_idle_pose() -> None:
    examples = profile({"left": 20, "right": 20})
    assert said(advise(examples), "no pose for doing nothing")
    examples.labels = (LabelInfo("left", neutral=True),)
    assert not [one for one in advise(examples) if "no pose for doing nothing" in one.said(WORDS)]


def test_one_recording() -> None:
    assert said(advise(profile({"none": 20, "left": 20}, ("a",))), "in one go")


def test_nearly_the_same() -> None:
    advice = advise(profile({"none": 20, "left": 20}, spread=0.01))
    assert len(said(advice, "of “left” are nearly the same").examples) == 19


def test_a_wrong_picture_is_pointed_at() -> None:
    examples = profile({"none": 20, "left": 20, "right": 20}, spread=0.5)
    stray = next(e for e in examples.dataset if e.label == "right")
    wrong = examples.dataset.add("left", stray.embedding, "a")
    assert said(advise(examples), "“left” looks more like “right”").examples == (wrong.id,)


def test_poses_that_are_the_same() -> None:
    examples = profile({"none": 20, "left": 20})
    for example in list(examples.dataset):
        if example.label == "left":
            examples.dataset.add("links", example.embedding, example.session)
    assert said(advise(examples), "Make them more different").level == "problem"


def test_a_covered_camera() -> None:
    examples = profile({"none": 20, "left": 20})
    black = examples.dataset.add(
        "left", Embedding({"picture": np.ones(23, np.float32)}), "a",
        jpeg=encode_jpeg(np.zeros((40, 60, 3), np.uint8)),
    )  # fmt: skip
    assert said(advise(examples), "over the camera").examples == (black.id,)


def test_damaged_pictures_are_told_by_pose() -> None:
    examples = profile({"none": 20, "left": 20})
    torn = examples.dataset.add(
        "left", Embedding({"picture": np.ones(23, np.float32)}), "a", jpeg=b"<svg>"
    )
    advice = said(advise(examples), "1 picture of “left” is damaged")
    assert advice.examples == (torn.id,)
    assert advice.level == "problem"
