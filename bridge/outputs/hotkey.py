"""What the player's own keys do: a hotkey pauses, and any key may take over for a while."""

from collections.abc import Callable, Collection

# A window may hear the release of our key this long after we sent it.
_ECHO_S = 0.25


class OwnKeys:
    """Tells our keys from the player's: ours are those that we hold, or have just released.

    ``held`` returns the names of the keys that we hold.
    """

    def __init__(self, held: Callable[[], Collection[str]], clock: Callable[[], float]) -> None:
        self._held = held
        self._clock = clock
        self._held_at: dict[str, float] = {}

    def note(self) -> float:
        """Remember what is held now, and return the time; call it often."""
        now = self._clock()
        self._held_at |= dict.fromkeys(self._held(), now)
        return now

    def covers(self, name: str) -> bool:
        """Whether a key that was heard just now is ours."""
        return self.note() - self._held_at.get(name, float("-inf")) <= _ECHO_S


class Hotkey:
    """Calls ``pressed`` when the player completes a chord; give ``heard`` to a KeyListener.

    We may hold a modifier of it ourselves, but never press its last key.
    """

    def __init__(self, chord: Collection[str], pressed: Callable[[], None], own: OwnKeys) -> None:
        self._chord = frozenset(chord)
        self._pressed = pressed
        self._own = own
        self._down: set[str] = set()

    def heard(self, name: str, down: bool) -> None:
        """Take note of a key, on the listener's thread; auto-repeat does not call again."""
        if not down:
            self._down.discard(name)
        elif name in self._chord and name not in self._down:
            self._down.add(name)
            if self._down == self._chord and not self._own.covers(name):
                self._pressed()


class Takeover:
    """Tells whether the player has pressed a key of their own within the last ``rule_s`` seconds.

    Ask ``ruling`` before every step (``Lane.may_press``).
    """

    def __init__(self, own: OwnKeys, rule_s: float) -> None:
        self._own = own
        self._rule_s = rule_s
        self._until = float("-inf")

    def heard(self, name: str, down: bool) -> None:
        """Take note of a key, on the listener's thread."""
        if down and not self._own.covers(name):
            self._until = self._own.note() + self._rule_s

    def ruling(self) -> bool:
        """Whether the player's own keyboard rules now."""
        return self._own.note() < self._until
