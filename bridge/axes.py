"""Analogue axes that follow the recogniser in every frame."""

import math

from bridge.controls import AxisSource
from bridge.types import Axis, Prediction

_STEP = 0.001


class AxisFollower:
    """Turns predictions into the values of one axis."""

    def __init__(self, source: AxisSource) -> None:
        self._source = source
        self._value = 0.0
        self._sent = 0.0
        self._time: float | None = None

    def update(self, prediction: Prediction) -> tuple[Axis, ...]:
        """Return the axis' new value, -1..1, or nothing when it hardly changed."""
        target = self._target(prediction)
        if target is None:
            return ()
        elapsed_ms = 1000 * (prediction.time - self._time) if self._time is not None else math.inf
        self._time = prediction.time
        # First-order low pass: after smooth_ms, 63 % of a step has arrived.
        smooth = self._source.smooth_ms
        share = 1 - math.exp(-elapsed_ms / smooth) if smooth > 0 else 1.0
        self._value += share * (target - self._value)
        if abs(self._value - self._sent) < _STEP:
            return ()
        self._sent = self._value
        return (Axis(self._source.name, self._value, prediction.time),)

    def rest(self, time: float) -> tuple[Axis, ...]:
        """Return the axis to 0."""
        moved = self._sent != 0.0
        self._value = self._sent = 0.0
        self._time = None
        return (Axis(self._source.name, 0.0, time),) if moved else ()

    def _target(self, prediction: Prediction) -> float | None:
        source = self._source
        if source.plus is None and source.minus is None:
            if prediction.value is None or not math.isfinite(prediction.value):
                return None
            raw = 2 * (prediction.value - source.low) / (source.high - source.low) - 1
        else:
            scores = {} if prediction.label is None else prediction.scores
            raw = scores.get(source.plus or "", 0.0) - scores.get(source.minus or "", 0.0)
        value = min(1.0, max(-1.0, raw))
        return 0.0 if abs(value) < source.dead_zone else value
