"""The data doctor: what to do about a player's examples. The words stand in the language file."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bridge.dataset import Example
from bridge.errors import DataError
from bridge.fitting import compare_all, held_out_chances
from bridge.metric import unit_rows
from bridge.pictures import decode_image
from bridge.profile import Profile
from bridge.rows import Rows
from bridge.words import Words

FEW = 10
UNEVEN = 3.0
SAME = 0.998  # cosine of two pictures that hardly differ
MOSTLY = 0.5
MIXED_UP = 0.15
STRAY = 0.04
DARK = 30.0  # mean grey value, 0..255
FLAT = 10.0  # spread of grey values of a covered camera

Level = Literal["good", "hint", "problem"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do, with the examples (ids) it is about; ``level`` says how much it matters.

    ``key`` names its text in the language file, under ``doctor``. ``labels`` fill the gaps
    ``{label}`` and ``{other}`` of it; ``count`` and ``of`` are numbers of pictures.
    """

    level: Level
    key: str
    examples: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    count: int = 0
    of: int = 0

    def said(self, words: Words, name: Callable[[str], str] = str) -> str:
        """Return the advice as a sentence; ``name`` says how a label is called in it."""
        names = dict(zip(("label", "other"), map(name, self.labels), strict=False))
        key = f"doctor.{self.key}"
        if key not in words:
            key += ".one" if self.count == 1 else ".many"
        return words(key, n=self.count, of=self.of, **names)


def advise(profile: Profile) -> tuple[Advice, ...]:
    """Look through a profile's examples; the most important advice comes first."""
    examples = list(profile.dataset)
    counts = profile.dataset.counts()
    found = [*_amounts(counts), *_pictures(examples)]
    if len(counts) > 1:
        found += [*_idle(profile), *_recordings(examples), *_alike(examples)]
        found += _mixed_up(profile, examples)
    order = ("problem", "hint", "good")
    found.sort(key=lambda advice: order.index(advice.level))
    if not any(advice.level == "problem" for advice in found):
        found.insert(0, Advice("good", "good"))
    return tuple(found)


def _amounts(counts: dict[str, int]) -> Iterator[Advice]:
    if len(counts) < 2:
        yield Advice("problem", "two")
    for label, count in counts.items():
        if count < FEW:
            level: Level = "problem" if count < FEW // 2 else "hint"
            yield Advice(level, "few", labels=(label,), count=count)
    if counts and max(counts.values()) > UNEVEN * min(counts.values()):
        most, least = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
        yield Advice("hint", "uneven", labels=(least, most), count=counts[least], of=counts[most])


def _idle(profile: Profile) -> Iterator[Advice]:
    if not profile.neutral & set(profile.dataset.labels):
        yield Advice("hint", "idle")


def _recordings(examples: Sequence[Example]) -> Iterator[Advice]:
    if len({example.session for example in examples}) == 1:
        yield Advice("hint", "one_go")


def _alike(examples: Sequence[Example]) -> Iterator[Advice]:
    block = next(iter(examples[0].embedding.blocks), "")
    for label in dict.fromkeys(example.label for example in examples):
        shown = [e for e in examples if e.label == label and block in e.embedding.blocks]
        if len(shown) < FEW:
            continue
        rows = unit_rows(np.stack([example.embedding.blocks[block] for example in shown]))
        same = (rows[1:] * rows[:-1]).sum(axis=1) > SAME
        if same.mean() > MOSTLY:
            ids = tuple(e.id for e, twin in zip(shown[1:], same, strict=True) if twin)
            yield Advice("hint", "same", ids, (label,))


def _mixed_up(profile: Profile, examples: Sequence[Example]) -> Iterator[Advice]:
    labels = profile.dataset.labels
    rows = Rows(examples, labels)
    compared = compare_all(rows, profile.settings.blocks or rows.blocks, profile.settings.metric)
    if not compared:
        return
    answers = held_out_chances(rows, compared, profile.settings.k).argmax(axis=1)
    taken = [
        (example, labels[answer])
        for example, answer in zip(examples, answers, strict=True)
        if labels[answer] != example.label
    ]
    counts = profile.dataset.counts()
    for (label, other), count in Counter((e.label, other) for e, other in taken).most_common():
        ids = tuple(e.id for e, answer in taken if (e.label, answer) == (label, other))
        if counts[label] >= FEW // 2 and count / counts[label] >= MIXED_UP:
            yield Advice("problem", "mixed_up", ids, (label, other), count, counts[label])
        elif count / counts[label] >= STRAY:
            yield Advice("hint", "stray", ids, (label, other), count)


def _pictures(examples: Sequence[Example]) -> Iterator[Advice]:
    dark, covered = [], []
    damaged: dict[str, list[int]] = {}
    for example in examples:
        if example.jpeg is None:
            continue
        try:
            grey = decode_image(example.jpeg).mean(axis=2)
        except DataError:
            damaged.setdefault(example.label, []).append(example.id)
            continue
        if grey.std() < FLAT:
            covered.append(example.id)
        elif grey.mean() < DARK:
            dark.append(example.id)
    for label, ids in damaged.items():
        yield Advice("problem", "damaged", tuple(ids), (label,), len(ids))
    if covered:
        yield Advice("problem", "covered", tuple(covered), count=len(covered))
    if dark:
        yield Advice("hint", "dark", tuple(dark), count=len(dark))
