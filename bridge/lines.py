"""The lines that players draw: from which score each of their poses counts.

They are kept in the profile, so that every use of it obeys them, and a configuration that names a
score of its own wins.
"""

from collections.abc import Iterable
from dataclasses import replace

from bridge.config import Config
from bridge.controls import DecideSettings, Thresholds
from bridge.profile import LabelInfo

LEAVE_GAP = 0.2  # a gesture ends this far below the score at which it begins


def at_line(enter: float, others: Thresholds | None = None) -> Thresholds:
    """Return thresholds of a line at the score ``enter`` (0..1), else those of ``others``."""
    leave = round(max(enter - LEAVE_GAP, 0.0), 6)
    return replace(others or Thresholds(), enter=enter, leave=leave)


def lines_of(labels: Iterable[LabelInfo]) -> dict[str, Thresholds]:
    """Return the thresholds of the poses whose line was moved."""
    return {info.name: at_line(info.enter) for info in labels if info.enter is not None}


def with_lines(config: Config, labels: Iterable[LabelInfo]) -> DecideSettings:
    """Return what ``config`` says about deciding, with the profile's lines where it says nothing.

    A file speaks of a pose when it gives ``enter`` or ``leave`` for it, or for all of them.
    """
    decide = config.decide
    if config.says_all_scores:
        return decide
    drawn = {
        info.name: at_line(info.enter, decide.of(info.name))
        for info in labels
        if info.enter is not None and info.name not in config.says_scores
    }
    return replace(decide, labels={**decide.labels, **drawn})
