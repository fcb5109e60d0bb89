"""A player for Pong who moves by ``up``, ``down`` and rest, like a person with poses."""

from games.pong.ball import HEIGHT, meeting_y, within_reach
from games.pong.rules import FACES, PongRules, travelled

LEARNING = 0.3  # weight of a newly seen reaction time
LONGEST_S = 1.0
LEAST_WAY = 0.03  # nearer to the aim than this it rests
OFF_CENTRE = 0.03
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
        if self._since is not None:
            waited = rules.time - self._since
            arrived = rules.paddles[self.player].moving == self._wish
            if arrived:
                self.reaction += LEARNING * (waited - self.reaction)
            if arrived or waited > LONGEST_S:
                self._since = None
        if self._since is None:
            wish = self._direction(rules)
            if wish != self._wish:
                self._wish, self._since = wish, rules.time
        return NAMES[self._wish]

    def _direction(self, rules: PongRules) -> int:
        paddle = rules.paddles[self.player]
        # A paddle that moves goes on until the wish to stop has arrived.
        run_out = travelled(paddle.since, paddle.since + self.reaction) if paddle.moving else 0.0
        way = within_reach(self._aim(rules)) - (paddle.y + paddle.moving * run_out)
        if self._wish:
            return self._wish if way * self._wish > 0 else 0
        # The shortest move lasts as long as a wish takes; half of it is as good as none.
        least = max(LEAST_WAY, travelled(0.0, self.reaction) / 2)
        return (way > least) - (way < -least)

    def _aim(self, rules: PongRules) -> float:
        ball = rules.ball
        towards = -1 if self.player == 0 else 1
        if ball is None or ball.dx * towards < 0:
            return HEIGHT / 2
        off_centre = OFF_CENTRE if rules.hits % 4 < 2 else -OFF_CENTRE
        return meeting_y(ball, FACES[self.player]) + off_centre
