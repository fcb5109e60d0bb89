"""Presses and releases planned for later: taps, repeats and sequences as lazy plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bridge.controls import Repeat, Sequence, Tap
from bridge.holding import Owner


@dataclass(frozen=True, slots=True)
class Step:
    """``delay`` seconds after the step before, targets go down or up."""

    delay: float
    down: bool
    targets: tuple[str, ...]


Plan: TypeAlias = Iterator[Step]
_ROUNDING_S = 1e-6  # sums of milliseconds in binary fractions miss by less


def plan(control: Tap | Repeat | Sequence, *, going_on: bool = False) -> Plan:
    """Return the steps of a control; those of a repeat never end.

    A repeat that is ``going_on`` waits for its delay first, as after a tap.
    """
    match control:
        case Tap(targets, press_ms, _):
            return _taps((targets,), press_ms / 1000, 0.0)
        case Sequence(chords, press_ms, gap_ms):
            return _taps(chords, press_ms / 1000, gap_ms / 1000)
        case Repeat():
            return _repeats(control, going_on)


def _taps(chords: tuple[tuple[str, ...], ...], press: float, gap: float) -> Plan:
    for index, targets in enumerate(chords):
        yield Step(gap if index else 0.0, True, targets)
        yield Step(press, False, targets)


def _repeats(control: Repeat, going_on: bool) -> Plan:
    period = 1.0 / control.rate
    # A key must be up for a while between two taps, or nobody sees the second.
    press = min(control.press_ms / 1000, period / 2)
    delay = max(control.delay_ms / 1000, period)
    pause = delay if going_on else 0.0
    while True:
        yield Step(pause, True, control.targets)
        yield Step(press, False, control.targets)
        pause = (period if pause else delay) - press


class Schedule:
    """Runs plans. A late step moves the rest of its plan, so that no press is ever cut short."""

    def __init__(self) -> None:
        self._plans: dict[Owner, tuple[float, Step, Plan]] = {}

    @property
    def next_time(self) -> float | None:
        """When the next step is due; None when nothing is planned."""
        return min((due for due, _, _ in self._plans.values()), default=None)

    def planned(self, owner: Owner) -> bool:
        """Whether a plan of ``owner`` is running."""
        return owner in self._plans

    def start(self, owner: Owner, steps: Plan, time: float) -> None:
        """Run a plan from ``time`` on, in place of one that ``owner`` may have."""
        self._plans.pop(owner, None)
        self._advance(owner, steps, time)

    def cancel(self, owner: Owner) -> None:
        """Stop the plan of ``owner``, if one is running."""
        self._plans.pop(owner, None)

    def clear(self) -> None:
        """Stop all plans."""
        self._plans.clear()

    def due(self, time: float) -> list[tuple[Owner, Step]]:
        """Return the steps due at ``time``, earliest first, at most one of each plan."""
        ready = [
            (due, owner) for owner, (due, _, _) in self._plans.items() if due <= time + _ROUNDING_S
        ]
        steps = []
        for _, owner in sorted(ready):
            _, step, rest = self._plans.pop(owner)
            steps.append((owner, step))
            self._advance(owner, rest, time)
        return steps

    def _advance(self, owner: Owner, steps: Plan, time: float) -> None:
        step = next(steps, None)
        if step is not None:
            self._plans[owner] = (time + step.delay, step, steps)
