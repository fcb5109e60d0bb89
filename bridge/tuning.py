"""Choose K, the distance and the layers on held-out recordings, and report them on others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bridge.baselines import tfjs_knn
from bridge.dataset import Dataset, Example
from bridge.errors import DataError
from bridge.fitting import Comparison, compare_all, held_out_chances
from bridge.folds import folds_of
from bridge.knn import Recogniser
from bridge.metric import Classes
from bridge.rows import Rows
from bridge.settings import METRICS, MetricName, RecogniserSettings
from bridge.training import Advance, quietly

KS = range(1, 16)
LEAST = 5
EVERYTHING = "everything together"


@dataclass(frozen=True, slots=True)
class Trial:
    """One choice and the share of held-out examples it got right, 0..1."""

    metric: MetricName
    blocks: tuple[str, ...]
    layers: str
    k: int
    validation: float


@dataclass(frozen=True, slots=True)
class Tuning:
    """All trials, the chosen one, and what it and the reference reach on the test examples."""

    trials: tuple[Trial, ...]
    chosen: Trial
    test: float
    reference: float
    tested: int


def tune(
    examples: Sequence[Example], settings: RecogniserSettings, advance: Advance = quietly
) -> Tuning:
    """Try K from 1 to 15, every distance and every group of layers.

    A fifth of the examples (whole recordings where a class has several) is kept for the test and
    plays no part in the choice. The present settings stay unless another choice is better by more
    than its standard error. Raises DataError when a class has fewer than five examples.
    """
    taught, tested = _parted(examples)
    labels = tuple(dict.fromkeys(example.label for example in taught))
    rows = Rows(taught, labels)
    trials: list[Trial] = []
    for name in METRICS:
        trials += _trials(rows, name)
        advance(1)
    chosen = _choose(trials, settings, rows.count)
    wanted = RecogniserSettings(chosen.k, chosen.metric, chosen.blocks, settings.strictness)
    recogniser = Recogniser(Dataset(taught), wanted)
    right = 0
    for example in tested:
        scores = recogniser.predict(example.embedding).scores
        right += max(scores, key=scores.__getitem__) == example.label
    return Tuning(
        tuple(trials), chosen, right / len(tested), _reference(taught, tested), len(tested)
    )


def _parted(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    counts = Dataset(examples).counts()
    short = [label for label, count in counts.items() if count < LEAST]
    if short or len(counts) < 2:
        raise DataError(
            f'"{short[0]}" has fewer than {LEAST} examples.' if short else "There is one class.",
            "show every pose for a second or two, then tune again",
        )
    folds = folds_of(examples).parts
    last = {label: max(_folds(examples, folds, label)) for label in counts}
    tested = [e for e, fold in zip(examples, folds, strict=True) if fold == last[e.label]]
    taught = [e for e, fold in zip(examples, folds, strict=True) if fold != last[e.label]]
    return taught, tested


def _folds(examples: Sequence[Example], folds: Classes, label: str) -> list[int]:
    return [int(fold) for e, fold in zip(examples, folds, strict=True) if e.label == label]


def _trials(rows: Rows, name: MetricName) -> list[Trial]:
    compared = compare_all(rows, rows.blocks, name)
    choices = [[one] for one in compared] + ([compared] if len(compared) > 1 else [])
    return [_trial(rows, name, choice, k) for choice in choices for k in KS]


def _trial(rows: Rows, name: MetricName, choice: Sequence[Comparison], k: int) -> Trial:
    experts = [one.space.expert for one in choice]
    answers = held_out_chances(rows, choice, k).argmax(axis=1)
    right = answers == rows.classes[: rows.count]
    blocks = tuple(block for expert in experts for block in expert.blocks)
    layers = experts[0].name if len(experts) == 1 else EVERYTHING
    return Trial(name, blocks, layers, k, float(right.mean()))


def _choose(trials: Sequence[Trial], settings: RecogniserSettings, count: int) -> Trial:
    best = max(trials, key=lambda trial: trial.validation)
    most = max(len(trial.blocks) for trial in trials)
    for trial in trials:
        same_blocks = trial.blocks == settings.blocks or (
            not settings.blocks and len(trial.blocks) == most
        )
        if same_blocks and (trial.metric, trial.k) == (settings.metric, settings.k):
            share = best.validation
            error = (share * (1 - share) / count) ** 0.5
            return trial if best.validation - trial.validation <= error else best
    return best


def _reference(taught: Sequence[Example], tested: Sequence[Example]) -> float:
    first = taught[0].embedding.blocks
    block = "pooled" if "pooled" in first else next(iter(first))
    answers = tfjs_knn(
        np.stack([example.embedding.blocks[block] for example in taught]),
        [example.label for example in taught],
        np.stack([example.embedding.blocks[block] for example in tested]),
    )
    right = sum(a == e.label for a, e in zip(answers, tested, strict=True))
    return right / len(tested)
