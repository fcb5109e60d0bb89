"""Draws a match: the maze, everybody in it, and the panels beside it."""

from math import sin

import pygame

from games.canvas import Canvas, grid_area
from games.pacman.actor_art import PHASES
from games.pacman.bunny import Bunny
from games.pacman.effects import Effects
from games.pacman.hero import Hero
from games.pacman.levels import FRAME_RATE, FRAME_S, Level
from games.pacman.maze import FIRST_ROW, FRUIT_SPOT
from games.pacman.rules import STAGE_S, MazeRules
from games.pacman.side import draw_cast, draw_status, draw_status_line
from games.pacman.sprites import (
    draw_battery,
    draw_bunny,
    draw_eyes,
    draw_fruit,
    draw_hero,
    draw_scared,
)
from games.pacman.tiles import COLUMNS, STEPS, TILE
from games.pacman.wall_art import MAZE_ROWS, paint_walls, wall_colours
from games.palette import mix

Point = tuple[float, float]

ACTOR_TILES = 1.8
FLASH_FRAMES = 14
DUST, DARK_DUST = (246, 214, 160), (134, 88, 40)
# Least room for a panel at a side of the board, and its greatest width.
STATUS_CELLS, PANEL_CELLS = 5, 12


class MazeView:
    """One match on the screen; actors glide between the frames of the rules."""

    def __init__(self, rules: MazeRules) -> None:
        self.rules = rules
        self._seconds = 0.0
        self._effects = Effects()

    def update(self, happened: tuple[str, ...], seconds: float) -> None:
        """Let animations run on."""
        self._seconds += seconds
        self._effects.update(self.rules, happened, seconds)

    def draw(self, canvas: Canvas, area: pygame.Rect, ahead: float) -> None:
        """Draw maze and panels; they stand beside the maze or, in high windows, above it."""
        board, cell = grid_area(area, COLUMNS, MAZE_ROWS)
        spare = area.w - board.w
        if spare >= 2 * STATUS_CELLS * cell:
            draw_cast(canvas, _beside(board, area, cell, 1), self._seconds)
            draw_status(canvas, _beside(board, area, cell, -1), self.rules)
        elif spare >= STATUS_CELLS * cell:
            board.right = area.right
            draw_status(canvas, _beside(board, area, cell, -1), self.rules)
        else:
            line = canvas.type_height("body")
            field = pygame.Rect(area.x, area.y + line, area.w, area.h - line)
            board, cell = grid_area(field, COLUMNS, MAZE_ROWS)
            above = pygame.Rect(board.x, board.y - line, board.w, line)
            draw_status_line(canvas, above, self.rules)
        clip = canvas.surface.get_clip()
        canvas.surface.set_clip(board.clip(clip))
        self._draw_maze(canvas, board, cell, ahead)
        canvas.surface.set_clip(clip)

    def _draw_maze(self, canvas: Canvas, board: pygame.Rect, cell: int, ahead: float) -> None:
        rules, world = self.rules, self.rules.world
        self._draw_walls(canvas, board, cell)
        bright = sum(canvas.palette.board) > 3 * 128
        dust = canvas.disc_sprite(max(2, round(cell * 0.27)), DARK_DUST if bright else DUST)
        half = dust.get_width() / 2
        corners = [self._at(board, cell, _middle(tile)) for tile in world.dots]
        places = [(dust, (round(x - half), round(y - half))) for x, y in corners]
        canvas.surface.blits(places, doreturn=False)
        pulse = 1.0 if canvas.calm else 1.0 + 0.12 * sin(self._seconds * 5)
        for tile in world.energizers:
            draw_battery(canvas, self._at(board, cell, _middle(tile)), _even(cell * 1.25 * pulse))
        if world.fruit_left and rules.stage != "cleared":
            draw_fruit(
                canvas, self._at(board, cell, FRUIT_SPOT), _even(cell * 1.6), world.level.fruit
            )
        if rules.stage not in ("cleared", "over") and not self._dying:
            for bunny in reversed(world.bunnies):
                self._draw_bunny(canvas, board, cell, bunny, ahead)
        if rules.stage not in ("bite", "over"):
            self._draw_hero(canvas, board, cell, ahead)
        if rules.popup is not None:
            where = self._at(board, cell, (rules.popup.x, rules.popup.y))
            text = str(rules.popup.points)
            canvas.text(text, where, round(cell * 0.95), canvas.palette.ink, "center")
        self._effects.draw(canvas, lambda point: self._at(board, cell, point), cell)
        if rules.stage in ("ready", "cleared", "over"):
            where = self._at(board, cell, FRUIT_SPOT)
            ink = canvas.palette.bad if rules.stage == "over" else canvas.palette.accent
            canvas.text(
                canvas.words(f"pacman.{rules.stage}"), where, round(cell * 1.3), ink, "center"
            )

    @property
    def _dying(self) -> float:
        """How far the robot has run down, 0..1; for a moment everybody just stands."""
        if self.rules.stage != "caught":
            return 0.0
        passed = STAGE_S["caught"] - self.rules.stage_left / FRAME_RATE
        return max(0.0, (passed - 0.7) / (STAGE_S["caught"] - 0.7))

    def _draw_walls(self, canvas: Canvas, board: pygame.Rect, cell: int) -> None:
        rim, filling = wall_colours(canvas.palette)
        if self.rules.stage == "cleared":
            blink = not canvas.calm and int(self.rules.stage_left / FLASH_FRAMES) % 2
            rim = canvas.palette.ink if canvas.calm or blink else rim
        floor, maze = canvas.palette.board, self.rules.world.maze

        def paint(surface: pygame.Surface, _: int) -> None:
            paint_walls(surface, cell, maze, rim, filling, floor)

        key = ("pacman walls", rim, filling, floor)
        canvas.sprite(key, board.size, paint, board.topleft, solid=True)

    def _draw_hero(self, canvas: Canvas, board: pygame.Rect, cell: int, ahead: float) -> None:
        hero, stage = self.rules.world.hero, self.rules.stage
        moving = stage == "play" and hero.walking
        where = self._at(board, cell, glided(hero, ahead) if moving else (hero.x, hero.y))
        size = _even(cell * ACTOR_TILES)
        if self._dying:
            turns = tuple(STEPS)
            direction = turns[0] if canvas.calm else turns[int(self._dying * 10) % 4]
            size = _even(max(4.0, size * (1 - self._dying)))
            draw_hero(canvas, where, size, direction, asleep=True)
            return
        if not canvas.calm and stage == "play":
            dx, dy = STEPS[hero.direction]
            lamp = (where[0] + dx * cell * 0.9, where[1] + dy * cell * 0.9)
            canvas.glow(lamp, cell * 1.1, mix((0, 0, 0), (104, 226, 188), 0.28))
        phase = int(self._seconds * 16) % PHASES if moving else 0
        draw_hero(canvas, where, size, hero.direction, phase)

    def _draw_bunny(
        self, canvas: Canvas, board: pygame.Rect, cell: int, bunny: Bunny, ahead: float
    ) -> None:
        rules, world = self.rules, self.rules.world
        on_its_way = bunny.life in ("eyes", "entering")
        moving = rules.stage == "play" or (rules.stage == "bite" and on_its_way)
        where = self._at(board, cell, glided(bunny, ahead) if moving else (bunny.x, bunny.y))
        size = _even(cell * ACTOR_TILES)
        phase = int(self._seconds * 8) % PHASES
        if bunny.life == "bitten":
            return
        if on_its_way:
            draw_eyes(canvas, where, size, bunny.direction)
        elif bunny.frightened:
            flash = flashing(world.level, world.fright_left, canvas.calm)
            draw_scared(canvas, where, size, bunny.role, phase, flash)
        else:
            draw_bunny(canvas, where, size, bunny.role, bunny.direction, phase)

    def _at(self, board: pygame.Rect, cell: int, point: Point) -> Point:
        scale = cell / TILE
        return board.x + point[0] * scale, board.y + (point[1] - FIRST_ROW * TILE) * scale


def flashing(level: Level, left: int, calm: bool = False) -> bool:
    """Return whether frightened bunnies are pale, ``left`` frames before their fright ends.

    They flash as often as the level says, quicker where the fright is too short for it; when
    ``calm`` they stay pale from the first flash on.
    """
    if not level.flashes:
        return False
    half = min(FLASH_FRAMES, level.fright_frames // (2 * level.flashes))
    return left < level.flashes * 2 * half and (calm or left // half % 2 == 0)


def glided(actor: Hero | Bunny, ahead: float) -> Point:
    """Return where somebody is ``ahead`` seconds after the last frame, in fractions of pixels."""
    dx, dy = STEPS[actor.direction]
    further = (actor.budget + actor.pace * min(1.0, ahead / FRAME_S)) / 16
    return actor.x + dx * further, actor.y + dy * further


def _beside(board: pygame.Rect, area: pygame.Rect, cell: int, side: int) -> pygame.Rect:
    """Return the room for a panel on the left (-1) or right (1) of the board."""
    room = (board.x - area.x if side < 0 else area.right - board.right) - cell
    width = min(room, PANEL_CELLS * cell)
    left = board.x - cell - width if side < 0 else board.right + cell
    return pygame.Rect(left, area.y, width, area.h)


def _middle(tile: tuple[int, int]) -> Point:
    return (tile[0] + 0.5) * TILE, (tile[1] + 0.5) * TILE


def _even(size: float) -> int:
    return round(size / 2) * 2
