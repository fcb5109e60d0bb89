"""The virtual player: wants what a bot wants, shows the pose for it, and keeps the score.

Pure: it is told the time, and what the game received.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from random import Random

from bridge.types import Action, Event

DEADLINE_S = 0.5

# A choice between four known signals takes an adult about 0.3 s (Hick 1952), a turn that one saw
# coming much less.
REACTION_S = 0.2
REACTION_SPREAD_S = 0.03
SHORTEST_REACTION_S = 0.1


@dataclass(frozen=True, slots=True)
class Decision:
    """A pose that was asked for, and the first direction that the game received after it.

    Times are seconds. ``delay`` is from the pose to the game, ``frame_delay`` from the picture
    that decided it; ``received`` is None until something arrived.
    """

    pose: str
    asked_at: float
    received: str | None = None
    delay: float = 0.0
    frame_delay: float = 0.0

    @property
    def right(self) -> bool:
        """Whether the game received this direction first, within half a second."""
        return self.received == self.pose and self.delay <= DEADLINE_S


class VirtualPlayer:
    """Shows poses with a person's reaction time and waits for the game to react to each.

    ``directions`` are the poses that count as decisions; ``show`` takes the pose to hold up, or
    None for the neutral one. Having shown a pose, the player looks whether the game obeys, and
    changes it only when it did or half a second has passed. A pose that the game does not obey is
    shown anew after that, which is one more decision.
    """

    def __init__(
        self,
        directions: Collection[str],
        show: Callable[[str | None], None],
        *,
        reaction: float = REACTION_S,
        seed: int = 0,
    ) -> None:
        self.decisions: list[Decision] = []
        self.wrong = 0
        self._directions = frozenset(directions)
        self._show = show
        self._reaction = reaction
        self._random = Random(seed)
        self._pose: str | None = None
        self._due: float | None = None
        self._obeyed = True

    def want(self, wish: str | None, now: float) -> None:
        """Take a pose once the reaction time since the wish changed has passed."""
        if wish == self._pose:
            self._due = None
            if not self._obeyed and now - self.decisions[-1].asked_at > DEADLINE_S:
                self._take(wish, now)
            return
        if self._due is None:
            spread = self._random.gauss(0, REACTION_SPREAD_S)
            self._due = now + max(SHORTEST_REACTION_S, self._reaction + spread)
        if now < self._due or self._waiting(now):
            return
        self._take(wish, now)

    def notice(self, actions: Iterable[Action], now: float) -> None:
        """Take note of what the game received at ``now``."""
        for action in actions:
            if not isinstance(action, Event) or not action.down:
                continue
            if action.name not in self._directions:
                continue
            self._obeyed = action.name == self._pose or self._pose not in self._directions
            self.wrong += action.name != self._pose
            last = self.decisions[-1] if self.decisions else None
            if last is not None and last.received is None:
                self.decisions[-1] = replace(
                    last,
                    received=action.name,
                    delay=now - last.asked_at,
                    frame_delay=now - action.time,
                )

    def finish(self, now: float) -> None:
        """Drop a decision that the end of the game came too early for."""
        if self._waiting(now):
            self.decisions.pop()

    def _take(self, pose: str | None, now: float) -> None:
        self._pose, self._due = pose, None
        self._show(pose)
        self._obeyed = pose not in self._directions
        if pose in self._directions:
            self.decisions.append(Decision(pose, now))

    def _waiting(self, now: float) -> bool:
        if not self.decisions:
            return False
        last = self.decisions[-1]
        return last.received is None and now - last.asked_at <= DEADLINE_S
