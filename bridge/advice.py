"""The data doctor: what to do about a player's examples, in words a child understands."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bridge.dataset import Example
from bridge.fitting import Rows, compare_all, held_out_chances
from bridge.metric import unit_rows
from bridge.pictures import decode_image
from bridge.profile import Profile

FEW = 10
UNEVEN = 3.0
SAME = 0.998  # cosine of two pictures that hardly differ
MOSTLY = 0.5
MIXED_UP = 0.15
STRAY = 0.04
DARK = 30.0  # mean grey value, 0..255
FLAT = 10.0  # spread of grey values of a covered camera
IDLE = {"none", "no_class", "idle", "neutral", "nothing", "background", "rest"}


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do, with the examples (ids) it is about; ``level`` says how much it matters."""

    level: Literal["good", "hint", "problem"]
    text: str
    examples: tuple[int, ...] = ()


def advise(profile: Profile) -> tuple[Advice, ...]:
    """Look through a profile's examples; the most important advice comes first."""
    examples = list(profile.dataset)
    counts = profile.dataset.counts()
    found = [*_amounts(counts), *_dark(examples)]
    if len(counts) > 1:
        found += [*_idle(profile), *_recordings(examples), *_alike(examples)]
        found += _mixed_up(profile, examples)
    order = ("problem", "hint", "good")
    found.sort(key=lambda advice: order.index(advice.level))
    if not any(advice.level == "problem" for advice in found):
        found.insert(0, Advice("good", "These examples look fine: play!"))
    return tuple(found)


def _amounts(counts: dict[str, int]) -> Iterator[Advice]:
    if len(counts) < 2:
        yield Advice("problem", "Teach at least two poses, so that there is something to choose.")
    for label, count in counts.items():
        if count < FEW:
            pictures = "1 picture" if count == 1 else f"{count} pictures"
            yield Advice(
                "problem" if count < FEW // 2 else "hint",
                f'"{label}" has only {pictures}: show it for a few seconds more. 20 work well.',
            )
    if counts and max(counts.values()) > UNEVEN * min(counts.values()):
        most, least = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
        yield Advice(
            "hint",
            f'"{most}" has {counts[most]} pictures, "{least}" only {counts[least]}: '
            f'record more of "{least}".',
        )


def _idle(profile: Profile) -> Iterator[Advice]:
    neutral = {info.name for info in profile.labels if info.neutral}
    if not any(label in neutral or label.lower() in IDLE for label in profile.dataset.labels):
        yield Advice(
            "hint",
            'There is no idle pose: record one called "none" (sitting, talking, scratching your '
            "head), so that nothing is pressed by accident.",
        )


def _recordings(examples: Sequence[Example]) -> Iterator[Advice]:
    if len({example.session for example in examples}) == 1:
        yield Advice(
            "hint",
            "Everything was recorded in one go: record each pose again later, from another place "
            "or in other light, and it will be known there too.",
        )


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
            yield Advice(
                "hint",
                f'Most pictures of "{label}" are nearly the same: move a little while recording.',
                ids,
            )


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
            yield Advice(
                "problem",
                f'"{label}" is easily taken for "{other}" ({count} of {counts[label]} pictures): '
                "make the two poses more different, or delete pictures that show the wrong one.",
                ids,
            )
        elif count / counts[label] >= STRAY:
            which = "1 picture" if count == 1 else f"{count} pictures"
            verb = "looks" if count == 1 else "look"
            yield Advice(
                "hint", f'{which} of "{label}" {verb} more like "{other}": have a look.', ids
            )


def _dark(examples: Sequence[Example]) -> Iterator[Advice]:
    dark, covered = [], []
    for example in examples:
        if example.jpeg is None:
            continue
        grey = decode_image(example.jpeg).mean(axis=2)
        if grey.std() < FLAT:
            covered.append(example.id)
        elif grey.mean() < DARK:
            dark.append(example.id)
    if covered:
        yield Advice(
            "problem",
            f"{_pictures(covered)} nothing: is something over the camera?",
            tuple(covered),
        )
    if dark:
        yield Advice("hint", f"{_pictures(dark)} very little: make more light.", tuple(dark))


def _pictures(ids: Sequence[int]) -> str:
    return "1 picture shows" if len(ids) == 1 else f"{len(ids)} pictures show"
