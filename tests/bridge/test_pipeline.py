from dataclasses import replace

import numpy as np

from bridge.backbones.pixels import PixelBackbone
from bridge.config import game_config
from bridge.dataset import Dataset
from bridge.decide import Decider
from bridge.knn import Recogniser
from bridge.mapping import Mapper
from bridge.pipeline import DOUBTFUL_LOOKS, Pipeline
from bridge.types import Embedding, Frame, Image, Prediction
from bridge.view import View


class CountingPixels(PixelBackbone):
    """Pixels, and how often they were asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def follow(self, frame: Frame) -> Embedding:
        self.asked += 1
        return super().follow(frame)


def picture(level: int, seed: int = 0) -> Image:
    """A bright or dark left half, with some noise."""
    noise = np.random.default_rng(seed).normal(0, 6, (48, 64, 3))
    noise[:, :32] += level
    return np.clip(noise + 60, 0, 255).astype(np.uint8)


def made() -> tuple[Pipeline, CountingPixels, Dataset]:
    backbone, dataset = CountingPixels(), Dataset()
    for label, level in (("left", 0), ("right", 120)):
        for embedding in backbone.embed([picture(level, seed) for seed in range(8)]):
            dataset.add(label, embedding, "s")
    config = game_config(dataset.labels)
    pipeline = Pipeline(
        View(), backbone, Recogniser(dataset), Decider(config.decide), Mapper(config.controls)
    )
    return pipeline, backbone, dataset


def test_a_still_picture_keeps_its_answer_and_gets_the_new_time() -> None:
    pipeline, backbone, _ = made()
    first, second = (pipeline.step(Frame(picture(0), at, at)) for at in (1, 2))
    assert backbone.asked == 1
    assert second.prediction.label == first.prediction.label == "left"
    assert second.prediction.time == 2
    assert second.embedding is not None
    assert (second.embedding.time, second.embedding.index) == (2, 2)


class Searching(CountingPixels):
    """Pixels that are worth three looks."""

    looks = 3


def test_a_still_picture_is_looked_at_until_everything_was_seen_and_again_when_it_moved() -> None:
    pipeline, _, _ = made()
    backbone = Searching()
    searching = Pipeline(View(), backbone, pipeline.recogniser, pipeline.decider, pipeline.mapper)
    asked = []
    for at, level in enumerate([0] * 6 + [120] * 6):
        searching.step(Frame(picture(level), at, at))
        asked.append(backbone.asked)
    assert asked == [1, 2, 3, 3, 3, 3, 4, 5, 6, 6, 6, 6]


class Doubting(Recogniser):
    """Knows no pose in the first ``refused`` pictures, which lie at the edge of one."""

    refused = 0

    def predict(self, embedding: Embedding, *, neighbours: bool = False) -> Prediction:
        answer = super().predict(embedding, neighbours=neighbours)
        self.refused -= 1
        return replace(answer, label=None) if self.refused >= 0 else answer


def doubting(refused: int) -> tuple[Pipeline, CountingPixels]:
    pipeline, backbone, dataset = made()
    pipeline.recogniser = Doubting(dataset)
    pipeline.recogniser.refused = refused
    return pipeline, backbone


def test_a_still_picture_of_no_known_pose_is_looked_at_until_its_noise_tells() -> None:
    pipeline, backbone = doubting(3)
    steps = [pipeline.step(Frame(picture(0), at, at)) for at in range(9)]
    assert [step.prediction.label for step in steps] == [None] * 3 + ["left"] * 6
    assert backbone.asked == 4


def test_but_not_for_ever_and_not_at_the_very_same_picture() -> None:
    pipeline, backbone = doubting(10**9)
    for at in range(DOUBTFUL_LOOKS + 5):
        pipeline.step(Frame(picture(0), at, at))
    assert backbone.asked == DOUBTFUL_LOOKS
    pipeline, backbone = doubting(10**9)
    same = picture(0)
    for at in range(10):
        pipeline.step(Frame(same, at, at))
    assert backbone.asked == 1


def test_a_changed_picture_is_looked_at() -> None:
    pipeline, backbone, _ = made()
    pipeline.step(Frame(picture(0), 1, 1))
    assert pipeline.step(Frame(picture(120), 2, 2)).prediction.label == "right"
    assert backbone.asked == 2


def test_changed_examples_count_at_once_even_before_a_still_picture() -> None:
    pipeline, backbone, dataset = made()
    pipeline.step(Frame(picture(0), 1, 1))
    dataset.rename("left", "hello")
    assert pipeline.step(Frame(picture(0), 2, 2)).prediction.label == "hello"
    assert backbone.asked == 1


def test_a_view_of_a_single_pixel_can_be_looked_at() -> None:
    pipeline, _, _ = made()
    pipeline.view = View(region=(0.5, 0.5, 0.501, 0.501))
    assert pipeline.step(Frame(picture(0), 0.0, 0)).prediction.time == 0.0


def test_the_very_same_picture_is_not_looked_at_again() -> None:
    pipeline, backbone, _ = made()
    image = picture(0)
    first = pipeline.step(Frame(image, 0.0, 0))
    again = [pipeline.step(Frame(image, 0.1 * n, n)) for n in range(1, 50)]
    assert backbone.asked == 1
    assert [one.prediction.time for one in again] == [0.1 * n for n in range(1, 50)]
    assert {one.prediction.label for one in again} == {first.prediction.label}
