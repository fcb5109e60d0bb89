"""How long learning takes: the distance anew, and one example more or fewer among many.

    python benchmarks/learning.py FOLDER [--backbone NAME] [--classes 8] [--each 50] [--many 2000]

FOLDER holds pictures by class, as for ``evaluate``. They are embedded once, jittered copies
included; the many examples are the same embeddings again with a little noise. Beside each median
stands the fastest of the same run, since other programs take their share.
"""

import bridge  # noqa: F401  (sets how many threads linear algebra takes, before numpy loads)

# isort: split
import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from bridge.backbones.store import open_backbone
from bridge.dataset import Dataset
from bridge.evaluate import see, teach
from bridge.folders import read_folder
from bridge.knn import Recogniser
from bridge.protocols import Split, thinned
from bridge.settings import RecogniserSettings
from bridge.types import Embedding

TIMES = 15
NOISE = 0.02


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--backbone", default="default")
    parser.add_argument("--classes", type=int, default=8)
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--many", type=int, default=2000)
    options = parser.parse_args()
    pictures = read_folder(options.folder)
    chosen = sorted({picture.label for picture in pictures})[: options.classes]
    split = Split("all", tuple(p for p in pictures if p.label in chosen), ())
    split = thinned(split, options.each)
    seen = see(open_backbone(options.backbone), [split])
    recogniser = teach(split.train, seen, RecogniserSettings())
    tell(f"fit {len(chosen)} classes, {len(split.train)} examples", recogniser.refit)
    dataset = Dataset()
    random = np.random.default_rng(0)
    with dataset.one_step():
        for at in range(options.many):
            picture = split.train[at % len(split.train)]
            dataset.add(picture.label, shaken(seen.embeddings[picture.path], random))
    growing = Recogniser(dataset, RecogniserSettings())
    picture = split.train[0]
    embedding = seen.embeddings[picture.path]
    growing.predict(embedding)
    added: list[int] = []

    def add() -> None:
        added.append(dataset.add(picture.label, embedding).id)
        growing.predict(embedding)

    def delete() -> None:
        dataset.remove([added.pop()])
        growing.predict(embedding)

    tell(f"one example more among {options.many}, until the next answer", add)
    tell("one fewer", delete)


def tell(what: str, work: Callable[[], None]) -> None:
    """Print how long work takes, in milliseconds of the clock and of the processor."""
    spans = []
    for _ in range(TIMES):
        before, busy = time.perf_counter(), time.process_time()
        work()
        spans.append((time.perf_counter() - before, time.process_time() - busy))
    clock, processor = (1000 * np.array(column) for column in zip(*spans, strict=True))
    print(
        f"{what}: {np.median(clock):.1f} ms (fastest {clock.min():.1f}), "
        f"processor {np.median(processor):.1f} ms (least {processor.min():.1f})"
    )


def shaken(embedding: Embedding, random: np.random.Generator) -> Embedding:
    """Return the embedding with noise of 2 % of each block's length."""
    blocks = {}
    for name, vector in embedding.blocks.items():
        noise = random.normal(0, NOISE / np.sqrt(len(vector)), len(vector))
        blocks[name] = (vector + noise * np.linalg.norm(vector)).astype(np.float32)
    return replace(embedding, blocks=blocks)


if __name__ == "__main__":
    main()
