"""Time the stages of a step, and sum up many of them."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager


class Stopwatch:
    """Collects how long named stages took, in milliseconds."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time spent in the ``with`` block to the stage ``name``."""
        start = self._clock()
        try:
            yield
        finally:
            self.stages[name] = self.stages.get(name, 0.0) + 1000 * (self._clock() - start)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile (``share`` 0..1) of ``values``; 0 when there are none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def summary(values: Sequence[float]) -> dict[str, float]:
    """Return the median and the 95th percentile, rounded to microseconds for milliseconds in."""
    return {"p50": round(percentile(values, 0.5), 3), "p95": round(percentile(values, 0.95), 3)}
