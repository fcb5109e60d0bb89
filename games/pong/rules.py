"""Pong's rules: two paddles, a ball, eleven points."""

from dataclasses import dataclass, replace
from math import cos, radians, sin
from random import Random

from games.base import Inputs, Pad
from games.pong.ball import (
    BALL,
    HEIGHT,
    PADDLE_LENGTH,
    PADDLE_X,
    WIDTH,
    Ball,
    returned,
    section,
    stage,
    within_reach,
)
from games.pong.opponent import SKILLS, Opponent

POINTS_TO_WIN = 11
SERVE_PAUSE_S = 1.0
SERVE_DEGREES = 30.0  # a serve leaves the middle at most so steeply
BALL_SPEEDS = {"slow": 0.65, "normal": 0.85, "fast": 1.1}
# By gesture or key a paddle starts slowly and gains speed: short moves stay exact although poses
# begin and end late, long ones are still in time.
SLOW, FAST, RAMP_S = 0.25, 0.95, 0.5
AXIS_SPEED = 3.0  # following an absolute axis: quick, but no jump when a pose is misread

FACES = (PADDLE_X, WIDTH - PADDLE_X)


@dataclass(frozen=True, slots=True)
class Paddle:
    """A paddle's centre, which way it moves (-1 up, 0, 1 down), and since how many seconds."""

    y: float = HEIGHT / 2
    moving: int = 0
    since: float = 0.0


class PongRules:
    """One match. The left paddle is player one; the right one player two or the computer.

    ``ball`` is None until the serve, which comes in ``serve_in`` seconds, at the height
    ``serve_at``, to the side ``receiver`` (0 left, 1 right). ``hits`` counts those of the rally.
    """

    def __init__(
        self, *, opponent: str = "normal", ball: str = "normal", players: int = 1, seed: int = 0
    ) -> None:
        self.players = players
        self.speed = BALL_SPEEDS[ball]
        self.paddles = (Paddle(), Paddle())
        self.points = (0, 0)
        self.ball: Ball | None = None
        self.hits = 0
        self.time = 0.0
        self.serve_in = SERVE_PAUSE_S
        self._random = Random(seed)
        self.receiver = self._random.randrange(2)
        skill = SKILLS[opponent]
        self._opponent = (
            Opponent(skill, FACES[1], self._random.getrandbits(32)) if players == 1 else None
        )
        self.serve_at = self._next_height()

    @property
    def scores(self) -> tuple[int, ...]:
        """Points of the left and the right player, be it a person or the computer."""
        return self.points

    @property
    def over(self) -> bool:
        """Whether somebody has eleven points."""
        return max(self.points) >= POINTS_TO_WIN

    @property
    def outcome(self) -> str:
        """``won`` or ``lost`` against the computer; ``won_1`` or ``won_2`` for two."""
        if not self.over:
            return ""
        first = self.points[0] > self.points[1]
        if self.players == 1:
            return "won" if first else "lost"
        return "won_1" if first else "won_2"

    @property
    def state(self) -> object:
        """All that decides what happens next."""
        return (
            self.paddles,
            self.points,
            self.ball,
            self.hits,
            self.time,
            self.serve_in,
            (self.receiver, self.serve_at),
            self._random.getstate(),
            self._opponent.state if self._opponent else None,
        )

    def step(self, inputs: Inputs, dt: float) -> tuple[str, ...]:
        """Move paddles, then the ball."""
        self.time += dt
        paddles = [steered(self.paddles[0], inputs[0], dt)]
        if self._opponent:
            aim = self._opponent.aim(self.ball, dt)
            paddles.append(approached(self.paddles[1], aim, self._opponent.skill.speed * dt))
        else:
            paddles.append(steered(self.paddles[1], inputs[1], dt))
        self.paddles = (paddles[0], paddles[1])
        if self.ball is None:
            return self._wait_to_serve(dt)
        return self._fly(self.ball, dt)

    def _wait_to_serve(self, dt: float) -> tuple[str, ...]:
        self.serve_in -= dt
        if self.serve_in > 0:
            return ()
        angle = radians(self._random.uniform(-SERVE_DEGREES, SERVE_DEGREES))
        towards = -1 if self.receiver == 0 else 1
        self.ball = Ball(
            WIDTH / 2, self.serve_at, towards * self.speed * cos(angle), self.speed * sin(angle)
        )
        self.hits = 0
        return ("serve",)

    def _fly(self, ball: Ball, dt: float) -> tuple[str, ...]:
        moved = ball.moved(dt)
        happened = ["wall"] if (moved.dy > 0) != (ball.dy > 0) else []
        side = 0 if ball.dx < 0 else 1
        if _passes(ball, moved, side) and self._meets(moved, side):
            self.hits += 1
            struck = section(moved.y, self.paddles[side].y)
            inner = FACES[side] + (BALL / 2 if side == 0 else -BALL / 2)
            moved = replace(returned(moved, struck, self.speed, self.hits), x=inner)
            faster = stage(self.hits) > stage(self.hits - 1)
            happened += ["hit", "faster"] if faster else ["hit"]
        self.ball = moved
        if not -BALL < moved.x < WIDTH + BALL:
            happened += self._score(1 - side)
        return tuple(happened)

    def _next_height(self) -> float:
        return self._random.uniform(0.25 * HEIGHT, 0.75 * HEIGHT)

    def _meets(self, ball: Ball, side: int) -> bool:
        return abs(ball.y - self.paddles[side].y) <= (PADDLE_LENGTH + BALL) / 2

    def _score(self, winner: int) -> list[str]:
        left, right = self.points
        self.points = (left + (winner == 0), right + (winner == 1))
        self.receiver = 1 - winner
        self.ball, self.serve_in, self.serve_at = None, SERVE_PAUSE_S, self._next_height()
        return ["goal", "win"] if self.over else ["goal"]


def steered(paddle: Paddle, pad: Pad, dt: float) -> Paddle:
    """Move a paddle as a player asks: ``up`` and ``down`` win over the axis ``paddle``."""
    wanted = [name for name in pad.held if name in ("up", "down")]
    if wanted:
        moving = 1 if wanted[-1] == "down" else -1
        since = paddle.since if moving == paddle.moving else 0.0
        way = travelled(since, since + dt)
        return Paddle(within_reach(paddle.y + moving * way), moving, since + dt)
    if "paddle" in pad.axes:
        return approached(paddle, (1 + pad.axes["paddle"]) / 2 * HEIGHT, AXIS_SPEED * dt)
    return Paddle(paddle.y)


def travelled(start: float, end: float) -> float:
    """Return how far a paddle goes between two moments, counted from when it began to move."""
    return _from_rest(end) - _from_rest(start)


def approached(paddle: Paddle, aim: float, most: float) -> Paddle:
    """Move a paddle towards a height by at most ``most``."""
    way = within_reach(aim) - paddle.y
    step = max(-most, min(most, way))
    return Paddle(paddle.y + step, (step > 0) - (step < 0))


def _from_rest(time: float) -> float:
    ramp = min(time, RAMP_S)
    return SLOW * ramp + (FAST - SLOW) * ramp**2 / (2 * RAMP_S) + FAST * (time - ramp)


def _passes(before: Ball, after: Ball, side: int) -> bool:
    """Whether the ball's leading edge crosses a paddle's face in this step."""
    if side == 0:
        return after.x - BALL / 2 <= FACES[0] <= before.x - BALL / 2
    return before.x + BALL / 2 <= FACES[1] <= after.x + BALL / 2
