"""What the player's own keys do: a hotkey pauses, and any key may take over for a while."""

from collections.abc import Callable, Collection

# A window may hear the release of our key this long after we sent it.
_ECHO_S = 0.25


class Hotkey:
    """Calls ``pressed`` when all keys of a chord are down; give ``heard`` to a KeyListener."""

    def __init__(self, chord: Collection[str], pressed: Callable[[], None]) -> None:
        self._chord = frozenset(chord)
        self._pressed = pressed
        self._down: set[str] = set()

    def heard(self, name: str, down: bool) -> None:
        """Take note of a key, on the listener's thread; auto-repeat does not call again."""
        if not down:
            self._down.discard(name)
        elif name in self._chord and name not in self._down:
            self._down.add(name)
            if self._down == self._chord:
                self._pressed()


class Takeover:
    """Tells whether the player has pressed a key of their own within the last ``rule_s`` seconds.

    ``held`` returns the keys that we hold; what we hold, or have just released, is ours. Ask
    ``ruling`` before every step (``Lane.may_press``).
    """

    def __init__(
        self, held: Callable[[], Collection[str]], rule_s: float, clock: Callable[[], float]
    ) -> None:
        self._held = held
        self._rule_s = rule_s
        self._clock = clock
        self._until = float("-inf")
        self._ours: dict[str, float] = {}

    def heard(self, name: str, down: bool) -> None:
        """Take note of a key, on the listener's thread."""
        now = self._clock()
        self._ours |= dict.fromkeys(self._held(), now)
        if down and now - self._ours.get(name, float("-inf")) > _ECHO_S:
            self._until = now + self._rule_s

    def ruling(self) -> bool:
        """Whether the player's own keyboard rules now."""
        now = self._clock()
        self._ours |= dict.fromkeys(self._held(), now)
        return now < self._until
