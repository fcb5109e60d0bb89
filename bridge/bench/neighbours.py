"""How long the recogniser takes as the examples grow."""

from collections.abc import Iterable, Mapping

import numpy as np

from bridge.bench.steps import milliseconds
from bridge.dataset import Dataset
from bridge.knn import Recogniser
from bridge.timing import percentile
from bridge.types import Embedding

LABELS = ("left", "right", "up", "down", "none")
DISTINCT = 1_000
REPEATS = 15


def measure_neighbours(blocks: Mapping[str, int], sizes: Iterable[int]) -> dict[str, float]:
    """Return the median milliseconds of one prediction by number of examples.

    Examples are random vectors around one centre for each label, in the blocks' own lengths. There
    are 1,000 distinct ones at most; more examples use them again, which costs the same time.
    """
    pool = random_embeddings(blocks)
    return {str(size): _measure(pool, size) for size in sizes}


def _measure(pool: list[Embedding], size: int) -> float:
    dataset = Dataset()
    with dataset.one_step():
        for index in range(size):
            dataset.add(LABELS[index % len(LABELS)], pool[index % len(pool)], f"{index % 10}")
    recogniser = Recogniser(dataset)
    recogniser.predict(pool[0])
    times = [milliseconds(recogniser.predict, pool[index * 7]) for index in range(REPEATS)]
    return round(percentile(times, 0.5), 3)


def random_embeddings(blocks: Mapping[str, int]) -> list[Embedding]:
    """Return 1,000 random embeddings with those blocks around one centre for each label."""
    random = np.random.default_rng(0)
    centres = [
        {name: random.normal(size=length) for name, length in blocks.items()} for _ in LABELS
    ]
    return [
        Embedding(
            {
                name: (centre + random.normal(0, 2, len(centre))).astype(np.float32)
                for name, centre in centres[index % len(LABELS)].items()
            }
        )
        for index in range(DISTINCT)
    ]
