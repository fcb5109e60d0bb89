"""Where a ball flies: walls, paddles, angles, speeds.

Lengths are in heights of the field, times in seconds; y grows downwards.
"""

from dataclasses import dataclass, replace
from math import cos, radians, sin

WIDTH, HEIGHT = 1.6, 1.0
BALL = 0.03  # side
PADDLE_LENGTH, PADDLE_WIDTH = 0.2, 0.025
PADDLE_X = 0.07  # from the edge to the paddle's face
REACH = 0.02  # paddles cannot reach the very edge

# Kent, "The Ultimate History of Video Games": eight sections, the two in the middle return
# straight, the ends at 45 degrees. In between the angle grows evenly.
SECTION_DEGREES = (-45.0, -30.0, -15.0, 0.0, 0.0, 15.0, 30.0, 45.0)
# The 4th and the 12th hit of a rally make the ball faster and the angles steeper.
SPEED_UPS = (4, 12)
FASTER = (1.0, 1.35, 1.75)
STEEPER = (1.0, 1.15, 1.3)


@dataclass(frozen=True, slots=True)
class Ball:
    """A ball's centre and its velocity per second."""

    x: float
    y: float
    dx: float
    dy: float

    def moved(self, dt: float) -> "Ball":
        """Fly on for ``dt`` seconds, reflected by top and bottom."""
        y, flipped = reflected(self.y + self.dy * dt)
        return replace(self, x=self.x + self.dx * dt, y=y, dy=-self.dy if flipped else self.dy)


def stage(hits: int) -> int:
    """Return how many times a rally of so many hits has become faster: 0, 1 or 2."""
    return sum(hits >= limit for limit in SPEED_UPS)


def section(ball_y: float, paddle_y: float) -> int:
    """Return which of the paddle's eight sections a ball meets, 0 at the top."""
    share = (ball_y - paddle_y) / PADDLE_LENGTH + 0.5
    return max(0, min(7, int(share * 8)))


def returned(ball: Ball, struck: int, speed: float, hits: int) -> Ball:
    """Return the ball as section ``struck`` sends it back, whatever angle it came at.

    ``speed`` is that of a new rally, ``hits`` counts this hit too.
    """
    angle = radians(SECTION_DEGREES[struck] * STEEPER[stage(hits)])
    fast = speed * FASTER[stage(hits)]
    away = -1.0 if ball.dx > 0 else 1.0
    return replace(ball, dx=away * fast * cos(angle), dy=fast * sin(angle))


def meeting_y(ball: Ball, x: float) -> float:
    """Return the height at which the ball will pass ``x``, walls reckoned in."""
    if ball.dx == 0:
        return ball.y
    return reflected(ball.y + ball.dy * (x - ball.x) / ball.dx)[0]


def reflected(y: float) -> tuple[float, bool]:
    """Fold a height beyond the walls back between them, and tell whether it moves the other way."""
    low, room = BALL / 2, HEIGHT - BALL
    turns, rest = divmod(y - low, room)
    if turns % 2:
        return low + room - rest, True
    return low + rest, False


def within_reach(y: float) -> float:
    """Return the nearest height that a paddle's centre can take."""
    edge = REACH + PADDLE_LENGTH / 2
    return max(edge, min(HEIGHT - edge, y))
