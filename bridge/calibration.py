"""Calibration: whether a confidence of 80 % means right 8 times out of 10."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of similar confidence: mean confidence, share that was right, how many."""

    confidence: float
    accuracy: float
    count: int


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """Group answers by confidence (0..1) into equal-width bins; empty bins are left out."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for confidence, correct in zip(confidences, right, strict=True):
        groups.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, correct))
    return [
        Bin(
            sum(confidence for confidence, _ in group) / len(group),
            sum(correct for _, correct in group) / len(group),
            len(group),
        )
        for _, group in sorted(groups.items())
    ]


def expected_calibration_error(
    confidences: Sequence[float], right: Sequence[bool], bins: int = 10
) -> float:
    """Return the mean gap between confidence and accuracy, 0..1 (Naeini et al. 2015)."""
    found = reliability(confidences, right, bins)
    total = sum(bin_.count for bin_ in found)
    gaps = sum(bin_.count * abs(bin_.confidence - bin_.accuracy) for bin_ in found)
    return gaps / total if total else 0.0
