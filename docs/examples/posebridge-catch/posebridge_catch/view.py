"""Draws one match of Catch."""

import pygame

from games.canvas import Canvas
from posebridge_catch.game import BUCKET, FALL, CatchRules


class CatchView:
    """A square field, a drop, a bucket."""

    def __init__(self, rules: CatchRules) -> None:
        self.rules = rules

    def update(self, happened: tuple[str, ...], seconds: float) -> None:
        """Let effects run on; this game has none."""

    def draw(self, canvas: Canvas, area: pygame.Rect, ahead: float) -> None:
        """Draw as large as it fits; ``ahead`` seconds have passed since the last step."""
        side = min(area.w, area.h)
        field = pygame.Rect(0, 0, side, side)
        field.center = area.center
        pygame.draw.rect(canvas.surface, canvas.palette.board, field)
        x, y = self.rules.drop
        y = min(1.0, y + FALL * self.rules.speed * ahead)
        canvas.disc((field.x + x * side, field.y + y * side), side / 50, (90, 170, 255))
        bucket = pygame.Rect(0, 0, round(BUCKET * side), side // 20)
        bucket.midbottom = (round(field.x + self.rules.bucket * side), field.bottom)
        pygame.draw.rect(canvas.surface, (240, 180, 60), bucket, border_radius=side // 80)
