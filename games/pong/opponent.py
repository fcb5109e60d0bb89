"""The computer's paddle: late, slow and inexact, as the level says; never perfect."""

from dataclasses import dataclass
from random import Random

from games.pong.ball import HEIGHT, Ball, meeting_y


@dataclass(frozen=True, slots=True)
class Skill:
    """``delay`` seconds pass before it reacts; ``error`` is the spread of its aim, in heights."""

    delay: float
    speed: float
    error: float


SKILLS = {
    "easy": Skill(delay=0.40, speed=0.34, error=0.19),
    "normal": Skill(delay=0.28, speed=0.46, error=0.16),
    "hard": Skill(delay=0.20, speed=0.60, error=0.14),
}


class Opponent:
    """Aims once when it has seen the ball turn, and once more, better, half-way."""

    def __init__(self, skill: Skill, x: float, seed: int) -> None:
        self.skill = skill
        self._x = x
        self._random = Random(seed)
        self._aim = HEIGHT / 2
        self._flight: tuple[float, float] = (0.0, 0.0)
        self._seen_for = 0.0
        self._looks = 0

    @property
    def state(self) -> object:
        """All that decides what it does next."""
        return self._aim, self._flight, self._seen_for, self._looks, self._random.getstate()

    def aim(self, ball: Ball | None, dt: float) -> float:
        """Return the height it wants its paddle at; ``ball`` is None between rallies."""
        flight = (ball.dx, ball.dx and self._x) if ball else (0.0, 0.0)
        if flight != self._flight:
            self._flight, self._seen_for, self._looks = flight, 0.0, 0
        self._seen_for += dt
        if ball is None or ball.dx <= 0:
            if self._seen_for >= self.skill.delay:
                self._aim = HEIGHT / 2
            return self._aim
        half_way = abs(self._x - ball.x) < self._x / 2
        if self._seen_for >= self.skill.delay and self._looks < 1 + half_way:
            self._looks = 1 + half_way
            spread = self.skill.error / self._looks
            self._aim = meeting_y(ball, self._x) + self._random.gauss(0, spread)
        return self._aim
