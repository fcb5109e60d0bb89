"""The pseudo-random numbers of the frightened bunnies and the fruit."""

from dataclasses import dataclass


@dataclass(slots=True)
class Dice:
    """A linear congruential generator; the same seed gives the same game on any machine.

    Multiplier and increment are those of Press et al., "Numerical Recipes", modulo 2**32.
    """

    value: int

    def roll(self, sides: int) -> int:
        """Return a number from 0 up to, not including, ``sides``."""
        self.value = (self.value * 1664525 + 1013904223) % 2**32
        return (self.value >> 16) * sides >> 16
