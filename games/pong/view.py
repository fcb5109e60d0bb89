"""Draws Pong: a net, two paddles, a ball with a trail, and large scores."""

import pygame

from games.canvas import Canvas
from games.palette import mix
from games.pong.ball import BALL, HEIGHT, PADDLE_LENGTH, PADDLE_WIDTH, WIDTH, within_reach
from games.pong.rules import FACES, PongRules, travelled

TRAIL_S = 0.22
FLASH_S = 0.18
NET_DASHES = 17


class PongView:
    """One match on the screen."""

    def __init__(self, rules: PongRules) -> None:
        self.rules = rules
        self._time = 0.0
        self._trail: list[tuple[float, float, float]] = []
        self._hit_at = [-1.0, -1.0]
        self._goal_at = -1.0

    def update(self, happened: tuple[str, ...], seconds: float) -> None:
        """Lengthen the trail; remember when a paddle was hit."""
        self._time += seconds
        ball = self.rules.ball
        if ball is None:
            self._trail.clear()
        else:
            self._trail.append((self._time, ball.x, ball.y))
        self._trail = [spot for spot in self._trail if self._time - spot[0] < TRAIL_S]
        if "hit" in happened and ball is not None:
            self._hit_at[0 if ball.dx > 0 else 1] = self._time
        if "goal" in happened:
            self._goal_at = self._time

    def draw(self, canvas: Canvas, area: pygame.Rect, ahead: float) -> None:
        """Draw the field as large as it fits."""
        scale = min(area.w / WIDTH, area.h / HEIGHT)
        field = pygame.Rect(0, 0, round(WIDTH * scale), round(HEIGHT * scale))
        field.center = area.center
        clip = canvas.surface.get_clip()
        canvas.surface.set_clip(field)
        pygame.draw.rect(canvas.surface, canvas.palette.board, field)
        self._draw_net(canvas, field)
        self._draw_points(canvas, field)
        self._draw_trail(canvas, field, scale)
        for side in (0, 1):
            self._draw_paddle(canvas, field, scale, side, ahead)
        self._draw_ball(canvas, field, scale, ahead)
        canvas.surface.set_clip(clip)

    def _draw_net(self, canvas: Canvas, field: pygame.Rect) -> None:
        dash = field.h / NET_DASHES
        width = max(2, field.w // 200)
        net = mix(canvas.palette.board, canvas.palette.quiet, 0.4)
        for place in range(0, NET_DASHES, 2):
            bar = pygame.Rect(0, 0, width, round(dash))
            bar.midtop = (field.centerx, round(field.y + place * dash))
            pygame.draw.rect(canvas.surface, net, bar)
        for y in (field.y, field.bottom - width):
            wall = pygame.Rect(field.x, y, field.w, width)
            pygame.draw.rect(canvas.surface, canvas.palette.quiet, wall)

    def _draw_points(self, canvas: Canvas, field: pygame.Rect) -> None:
        words, palette = canvas.words, canvas.palette
        names = [words("play.player", number=1), words("play.player", number=2)]
        if self.rules.players == 1:
            names = [words("pong.you"), words("pong.computer")]
        size = field.h // 6
        fresh = self._time - self._goal_at < 0.8
        for side, x in ((0, field.x + field.w // 4), (1, field.right - field.w // 4)):
            ink = palette.ink if fresh else palette.quiet
            number = canvas.text(
                str(self.rules.points[side]), (x, field.y + field.h // 24), size, ink, "midtop"
            )
            tint = palette.players[side]
            canvas.text(names[side], number.midbottom, "small", tint, "midtop")

    def _draw_trail(self, canvas: Canvas, field: pygame.Rect, scale: float) -> None:
        if canvas.calm:
            return
        for when, x, y in self._trail[:-1]:
            share = 1 - (self._time - when) / TRAIL_S
            tint = mix(canvas.palette.board, canvas.palette.ink, 0.35 * share)
            spot = (field.x + x * scale, field.y + y * scale)
            canvas.disc(spot, BALL * scale * 0.5 * (0.4 + 0.6 * share), tint)

    def _draw_paddle(
        self, canvas: Canvas, field: pygame.Rect, scale: float, side: int, ahead: float
    ) -> None:
        paddle = self.rules.paddles[side]
        human = side == 0 or self.rules.players == 2
        further = travelled(paddle.since, paddle.since + ahead) if human and paddle.since else 0.0
        y = within_reach(paddle.y + paddle.moving * further)
        left = FACES[side] - (PADDLE_WIDTH if side == 0 else 0)
        box = pygame.Rect(
            round(field.x + left * scale),
            round(field.y + (y - PADDLE_LENGTH / 2) * scale),
            max(3, round(PADDLE_WIDTH * scale)),
            round(PADDLE_LENGTH * scale),
        )
        colour = canvas.palette.players[side]
        if not canvas.calm and self._time - self._hit_at[side] < FLASH_S:
            colour = mix(colour, (255, 255, 255), 0.7)
        canvas.panel(box, colour, radius=box.w // 2)

    def _draw_ball(self, canvas: Canvas, field: pygame.Rect, scale: float, ahead: float) -> None:
        ball = self.rules.ball
        if ball is None:
            self._draw_serve(canvas, field, scale)
            return
        moved = ball.moved(ahead)
        centre = (field.x + moved.x * scale, field.y + moved.y * scale)
        if not canvas.calm:
            glow = mix((0, 0, 0), canvas.palette.ink, 0.18)
            canvas.glow(centre, BALL * scale * 1.6, glow)
        canvas.disc(centre, BALL * scale * 0.55, canvas.palette.ink)

    def _draw_serve(self, canvas: Canvas, field: pygame.Rect, scale: float) -> None:
        """Draw the ball that waits, and an arrow to the side that it will fly to."""
        if self.rules.over:
            return
        x, y = field.x + WIDTH / 2 * scale, field.y + self.rules.serve_at * scale
        tint = mix(canvas.palette.board, canvas.palette.ink, 0.6)
        canvas.disc((x, y), BALL * scale * 0.55, tint)
        way = -1 if self.rules.receiver == 0 else 1
        arrow = "‹" if way < 0 else "›"
        where = (x + way * BALL * scale * 1.5, y)
        canvas.text(arrow, where, round(BALL * scale * 3), canvas.palette.accent, "center")
