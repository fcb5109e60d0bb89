"""A player for Pong who moves by ``up``, ``down`` and rest, like a person with poses."""

from games.pong.ball import HEIGHT, PADDLE_LENGTH, meeting_y, within_reach
from games.pong.rules import FACES, PADDLE_SPEED, PongRules

LEARNING = 0.3  # weight of a newly seen reaction time
LONGEST_S = 1.0
NEAR, FAR = 0.03, 0.045  # start moving beyond the one, stop within the other
NAMES = {-1: "up", 0: None, 1: "down"}


class PongBot:
    """Goes where the ball will come, and allows for the time its wishes take to arrive.

    It meets the ball off the middle, so that rallies do not go straight for ever.
    """

    def __init__(self, player: int = 0, reaction: float = 0.0) -> None:
        self.player = player
        self.reaction = reaction
        self._wish = 0
        self._since: float | None = None

    def wish(self, rules: PongRules) -> str | None:
        """Return the pose to show now."""
        paddle = rules.paddles[self.player]
        if self._since is not None:
            waited = rules.time - self._since
            if paddle.moving == self._wish:
                self.reaction += LEARNING * (waited - self.reaction)
            if paddle.moving == self._wish or waited > LONGEST_S:
                self._since = None
        # What was wished for but has not arrived yet moves the paddle on without us.
        coming = paddle.y + paddle.moving * PADDLE_SPEED * self.reaction
        way = within_reach(self._aim(rules)) - coming
        if self._since is None:
            wish = self._direction(way)
            if wish != self._wish:
                self._wish, self._since = wish, rules.time
        return NAMES[self._wish]

    def _direction(self, way: float) -> int:
        if self._wish and way * self._wish > NEAR / 2:
            return self._wish
        return (way > FAR) - (way < -FAR)

    def _aim(self, rules: PongRules) -> float:
        ball = rules.ball
        towards = -1 if self.player == 0 else 1
        if ball is None or ball.dx * towards < 0:
            return HEIGHT / 2
        off_centre = PADDLE_LENGTH * (0.2 if rules.hits % 4 < 2 else -0.2)
        return meeting_y(ball, FACES[self.player]) + off_centre
