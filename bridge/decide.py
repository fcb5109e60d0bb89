"""From predictions with times to gestures that begin and end: a pure machine without a clock."""

from bridge.controls import DecideSettings, Thresholds
from bridge.types import Gesture, Prediction

_NEVER = float("-inf")


class Decider:
    """Decides which gesture is on, one at a time.

    Call ``update`` with every prediction and ``tick`` in between; both return the changes, at
    most one. Times are seconds and must not run backwards.
    """

    def __init__(self, settings: DecideSettings) -> None:
        self._settings = settings
        self.gesture: str | None = None
        self._began = _NEVER
        self._last_began: dict[str, float] = {}
        self._candidate: str | None = None
        self._candidate_since: float | None = None
        self._out_of_neutral = True
        self._seen_at = 0.0
        self._missing_since: float | None = None

    def update(self, prediction: Prediction) -> tuple[Gesture, ...]:
        """Take one prediction into account."""
        seen = self._strongest(prediction)
        if seen != self._candidate:
            self._candidate, self._candidate_since = seen, prediction.time
            self._out_of_neutral = self.gesture is None
        elif self._candidate_since is None:
            self._candidate_since = prediction.time
        self._seen_at = prediction.time
        if seen is not None and seen == self.gesture:
            self._missing_since = None
        elif self._missing_since is None:
            self._missing_since = prediction.time
        return self.tick(prediction.time)

    def tick(self, time: float) -> tuple[Gesture, ...]:
        """Let time pass without a new prediction: grace and minimum hold may run out."""
        wanted = self._wanted(time)
        return () if wanted == self.gesture else (self._become(wanted, time),)

    def reset(self, time: float) -> tuple[Gesture, ...]:
        """Go neutral; a pose that lasts has to dwell anew.

        What begins out of neutral only does not begin again by that: it was never left.
        """
        self._candidate_since, self._missing_since = None, None
        if self.gesture is None:
            return ()
        self._candidate, self._out_of_neutral = self.gesture, False
        return (self._become(None, time),)

    def resume(self, before: "Decider", time: float) -> None:
        """Go on where a decider with other settings is; a pose that is to begin dwells anew.

        What may not begin yet, because it was never left or has to rest, may not begin by that.
        """
        self.gesture = None if before.gesture in self._settings.idle else before.gesture
        self._last_began = dict(before._last_began)
        self._candidate, self._out_of_neutral = before._candidate, before._out_of_neutral
        self._missing_since = before._missing_since
        self._began = self._candidate_since = self._seen_at = time

    def _become(self, name: str | None, time: float) -> Gesture:
        change = Gesture(name, self.gesture, time)
        self.gesture, self._began, self._missing_since = name, time, None
        if name is not None:
            self._last_began[name] = time
        return change

    def _strongest(self, prediction: Prediction) -> str | None:
        """Return the label that is seen now: the higher priority first, then the higher score."""
        if prediction.label is None:
            return None
        seen = [
            (self._settings.of(label).priority, score, label == self.gesture, label)
            for label, score in prediction.scores.items()
            if score >= self._bar(label)
        ]
        return max(seen)[3] if seen else None

    def _bar(self, label: str) -> float:
        thresholds = self._settings.of(label)
        return thresholds.leave if label == self.gesture else thresholds.enter

    def _wanted(self, time: float) -> str | None:
        """Return the gesture that should be on at ``time``, given what was seen until now."""
        seen = self._candidate
        if seen is not None and seen == self.gesture:
            return self.gesture
        now = self._settings.of(self.gesture) if self.gesture is not None else Thresholds()
        if self.gesture is not None and _ms(time - self._began) < now.min_hold_ms:
            return self.gesture
        if seen is not None and self._may_begin(seen, time):
            return None if seen in self._settings.idle else seen
        missing = 0.0 if self._missing_since is None else _ms(time - self._missing_since)
        return None if missing >= now.grace_ms else self.gesture

    def _may_begin(self, label: str, time: float) -> bool:
        thresholds = self._settings.of(label)
        rested = _ms(time - self._last_began.get(label, _NEVER)) >= thresholds.cooldown_ms
        idle = label in self._settings.idle
        neutral = idle or self._out_of_neutral or not thresholds.from_neutral
        # Only frames prove that a pose lasts; time that passes between them does not.
        since = self._candidate_since
        dwelt = since is not None and _ms(self._seen_at - since) >= thresholds.dwell_ms
        return rested and neutral and dwelt


def _ms(seconds: float) -> float:
    """Return milliseconds, rounded so that 0.05 s of float arithmetic is 50 ms."""
    return round(1000.0 * seconds, 6)
