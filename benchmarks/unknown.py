"""How well poses that nobody taught are told apart, on one set of pictures.

    python benchmarks/unknown.py FOLDER PROTOCOL [--examples N] [--backbone NAME] [--other CLASS]

Each class in turn is left out of the teaching, and its test pictures should be called unknown. With
``--other`` only that class is left out; its pictures are then shown to the usual decision at 30 a
second, a different one every second, and presses are counted.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from bridge.backbones.store import open_backbone
from bridge.controls import DecideSettings
from bridge.decide import Decider
from bridge.evaluate import Seen, see, teach
from bridge.folders import read_folder
from bridge.knn import Recogniser
from bridge.protocols import PROTOCOLS, Split, thinned
from bridge.settings import RecogniserSettings
from bridge.types import Prediction

RATE = 30
SECONDS = 120


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("protocol", choices=list(PROTOCOLS))
    parser.add_argument("--examples", type=int, help="teach at most so many a class")
    parser.add_argument("--backbone", default="default")
    parser.add_argument("--other", help="the class that nobody teaches")
    options = parser.parse_args()
    split = PROTOCOLS[options.protocol](read_folder(options.folder))[0]
    if options.examples:
        split = thinned(split, options.examples)
    seen = see(open_backbone(options.backbone), [split])
    classes = sorted({picture.label for picture in split.train})
    left_out = [options.other] if options.other else classes
    rows = np.array([told_apart(split, seen, label) for label in left_out])
    at_5, refused, caught = rows.mean(axis=0)
    print(f"left out, called unknown where 5 % of the others are: {at_5:.1%}")
    print(f"at the usual strictness: {caught:.1%}, where {refused:.1%} of the others are")
    if options.other:
        print(f"presses a minute while it is shown: {presses(split, seen, options.other):.1f}")


def told_apart(split: Split, seen: Seen, label: str) -> tuple[float, float, float]:
    """Return the share of a class called unknown at 5 % refusals; refusals and that share as is."""
    recogniser = taught_without(split, seen, label)
    answers = [(p.label == label, recogniser.predict(seen.embeddings[p.path])) for p in split.test]
    strange = [answer for other, answer in answers if other]
    usual = [answer for other, answer in answers if not other]
    limit = np.quantile([known(answer) for answer in usual], 0.05)
    return (
        float(np.mean([known(answer) < limit for answer in strange])),
        float(np.mean([answer.label is None for answer in usual])),
        float(np.mean([answer.label is None for answer in strange])),
    )


def presses(split: Split, seen: Seen, label: str) -> float:
    """Return how many gestures a minute begin while only pictures of an untaught class are seen."""
    recogniser = taught_without(split, seen, label)
    strange = [p.path for p in (*split.test, *split.train) if p.label == label]
    answers = [recogniser.predict(seen.embeddings[path]) for path in strange]
    decider = Decider(DecideSettings())
    begun = 0
    for frame in range(RATE * SECONDS):
        answer = answers[frame // RATE % len(answers)]
        gestures = decider.update(replace(answer, time=frame / RATE))
        begun += sum(gesture.name is not None for gesture in gestures)
    return begun * 60 / SECONDS


def taught_without(split: Split, seen: Seen, label: str) -> Recogniser:
    taught = [picture for picture in split.train if picture.label != label]
    return teach(taught, seen, RecogniserSettings())


def known(answer: Prediction) -> float:
    return sum(answer.scores.values())


if __name__ == "__main__":
    main()
