"""What the poses were like during a match: seen, missed, and how late."""

from dataclasses import dataclass
from statistics import median

from bridge.api import Action, Axis, Event, Snapshot

LEADING = 0.3  # a label leads from this score on, even when it is not yet decided
LEAST_RUN_S = 0.12  # shorter leads are flicker, not attempts
WORTH_ADVICE = 2  # misses of one direction before it is worth a word
LATENCIES_KEPT = 200


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one pose was begun, and how often it was never decided."""

    begun: int = 0
    missed: int = 0


class PlayLog:
    """Follows one player's snapshots.

    A pose counts as begun when its label leads the scores for a while, and as missed when the
    decision never followed: the player showed something that was not recognised surely enough.
    """

    def __init__(self) -> None:
        self.tallies: dict[str, Tally] = {}
        self._latencies: list[float] = []
        self._index = -1
        self._leader = ""
        self._since = 0.0
        self._decided = False

    def note(self, snapshot: Snapshot | None) -> None:
        """Take in the newest step; the same one may be given again."""
        if snapshot is None or snapshot.frame.index == self._index:
            return
        self._index = snapshot.frame.index
        scores = snapshot.prediction.scores
        leader = max(scores, key=lambda label: scores[label], default="")
        if not leader or scores[leader] < LEADING:
            leader = ""
        if leader != self._leader:
            self._finish(snapshot.frame.time)
            self._leader, self._since, self._decided = leader, snapshot.frame.time, False
        self._decided = self._decided or snapshot.gesture == leader

    def arrived(self, actions: list[Action], now: float) -> None:
        """Note how long after its camera frame an action reached the game."""
        late = [now - action.time for action in actions if isinstance(action, Event | Axis)]
        self._latencies = (self._latencies + [each for each in late if 0 <= each < 5])[
            -LATENCIES_KEPT:
        ]

    @property
    def latency(self) -> float:
        """Median seconds from the camera's picture to the game; 0 before the first action."""
        return median(self._latencies) if self._latencies else 0.0

    def worst(self, labels: tuple[str, ...]) -> str:
        """Return the label that most needs examples, or "" when all do well."""
        missed = {label: self.tallies[label].missed for label in labels if label in self.tallies}
        worst = max(missed, key=lambda label: missed[label], default="")
        return worst if worst and missed[worst] >= WORTH_ADVICE else ""

    def _finish(self, now: float) -> None:
        if self._leader and now - self._since >= LEAST_RUN_S:
            old = self.tallies.get(self._leader, Tally())
            missed = old.missed + (not self._decided)
            self.tallies[self._leader] = Tally(old.begun + 1, missed)
