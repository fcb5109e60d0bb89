from dataclasses import replace

import numpy as np
import pytest

from bridge.dataset import Dataset
from bridge.errors import DataError
from bridge.settings import RecogniserSettings
from bridge.tuning import tune
from bridge.types import Embedding


def taught(count: int = 15) -> Dataset:
    random = np.random.default_rng(0)
    dataset = Dataset()
    for number in range(count):
        for at, label in enumerate(("left", "right", "up")):
            vector = random.normal(0, 1, 12) + 6 * np.eye(12)[at]
            dataset.add(label, Embedding({"pooled": vector.astype(np.float32)}), f"{number // 3}")
    return dataset


def test_every_choice_is_tried_and_the_test_is_apart() -> None:
    steps: list[int] = []
    result = tune(list(taught()), RecogniserSettings(), steps.append)
    assert len(result.trials) == 4 * 15
    assert {trial.metric for trial in result.trials} == {"learned", "cosine", "l1", "l2"}
    assert result.tested == 9
    assert result.test > 0.85
    assert len(steps) == 4


def test_the_present_choice_stays_without_a_clear_gain() -> None:
    result = tune(list(taught()), RecogniserSettings(k=7))
    assert (result.chosen.metric, result.chosen.k) == ("learned", 7)


def test_too_few_examples() -> None:
    with pytest.raises(DataError, match="fewer than 5"):
        tune(list(taught(3)), RecogniserSettings())


def test_groups_of_blocks_are_tried_alone_and_together_and_named_in_words() -> None:
    examples = [
        replace(e, embedding=replace(e.embedding, blocks={**e.embedding.blocks, "head_place": at}))
        for e, at in zip(taught(), np.random.default_rng(1).normal(0, 1, (45, 3)), strict=True)
    ]
    layers = {trial.layers for trial in tune(examples, RecogniserSettings()).trials}
    assert layers == {"whole picture", "head place", "everything together"}
