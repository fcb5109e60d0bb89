"""Points, lives and the extra life."""

from dataclasses import dataclass

DOT_POINTS = 10
ENERGIZER_POINTS = 50
BUNNY_POINTS = (200, 400, 800, 1600)
FRUIT_AFTER = (70, 170)


@dataclass(slots=True)
class Tally:
    """The score and the lives; ``bonus_at`` is the score of the one extra life, 0 for none."""

    lives: int
    bonus_at: int
    score: int = 0
    bonus_given: bool = False

    def add(self, points: int) -> bool:
        """Add points; whether they brought the extra life."""
        self.score += points
        if self.bonus_given or not self.bonus_at or self.score < self.bonus_at:
            return False
        self.bonus_given = True
        self.lives += 1
        return True
