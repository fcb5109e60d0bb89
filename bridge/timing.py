"""Time the stages of a step, and sum up many of them."""

import time
from collections.abc import Callable, MutableMapping, Sequence


class Stopwatch:
    """Collects how long named stages took, in milliseconds."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.stages: dict[str, float] = {}

    def stage(self, name: str) -> "_Stage":
        """Add the time spent in the ``with`` block to the stage ``name``."""
        return _Stage(name, self._clock, self.stages)


class _Stage:
    """Not made by ``contextmanager``, which takes as long as deciding and mapping together."""

    __slots__ = ("_clock", "_name", "_stages", "_start")

    def __init__(
        self, name: str, clock: Callable[[], float], stages: MutableMapping[str, float]
    ) -> None:
        self._name, self._clock, self._stages = name, clock, stages

    def __enter__(self) -> None:
        self._start = self._clock()

    def __exit__(self, *_: object) -> None:
        passed = 1000 * (self._clock() - self._start)
        self._stages[self._name] = self._stages.get(self._name, 0.0) + passed


def percentile(values: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile (``share`` 0..1) of ``values``; 0 when there are none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def summary(values: Sequence[float]) -> dict[str, float]:
    """Return the median and the 95th percentile, rounded to microseconds for milliseconds in."""
    return {"p50": round(percentile(values, 0.5), 3), "p95": round(percentile(values, 0.95), 3)}
