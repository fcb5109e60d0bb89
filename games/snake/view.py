"""Draws Snake: a board, a smooth body with a face, food, and what happened to it."""

from itertools import pairwise
from math import cos, floor, pi, sin

import pygame

from games.canvas import Canvas, grid_area
from games.palette import Colour, mix
from games.snake.rules import STEPS, Cell, Snake, SnakeRules

Point = tuple[float, float]

EFFECT_S = 0.5
ABOUT_LINES = 6  # widths in lines of small type below which length and level are left out
THICK = 0.78  # of a cell: the body; tail and head differ a little


class SnakeView:
    """One match on the screen; cells are interpolated so that the body glides."""

    def __init__(self, rules: SnakeRules) -> None:
        self.rules = rules
        self._time = 0.0
        self._eaten_at: list[tuple[float, Cell]] = []
        self._dead_for = 0.0
        self._food = rules.food

    def update(self, happened: tuple[str, ...], seconds: float) -> None:
        """Let the food breathe and the sparks fly."""
        self._time += seconds
        if "eat" in happened and self._food is not None:
            self._eaten_at.append((self._time, self._food))
        self._eaten_at = [spark for spark in self._eaten_at if self._time - spark[0] < EFFECT_S]
        self._food = self.rules.food
        if self.rules.over:
            self._dead_for += seconds

    def draw(self, canvas: Canvas, area: pygame.Rect, ahead: float) -> None:
        """Draw board, snakes and score line."""
        line = canvas.type_height("head")
        field = pygame.Rect(area.x, area.y + line, area.w, area.h - line)
        board, cell = grid_area(field, self.rules.columns, self.rules.rows)
        self._score_line(canvas, pygame.Rect(board.x, area.y, board.w, line))
        self._board(canvas, board, cell)
        progress = min(1.0, self.rules.progress + ahead * self.rules.rate)
        clip = canvas.surface.get_clip()
        canvas.surface.set_clip(board)
        self._draw_food(canvas, board, cell)
        for player, snake in enumerate(self.rules.snakes):
            self._draw_snake(canvas, board, cell, player, snake, progress)
        self._sparks(canvas, board, cell)
        canvas.surface.set_clip(clip)

    def _score_line(self, canvas: Canvas, line: pygame.Rect) -> None:
        words, palette = canvas.words, canvas.palette
        if len(self.rules.snakes) == 1:
            snake = self.rules.snakes[0]
            label = canvas.text(
                words("snake.score"), line.midleft, "small", palette.quiet, "midleft"
            )
            where = (label.right + label.h // 2, line.centery)
            score = canvas.text(str(snake.score), where, "head", anchor="midleft")
            about = words("snake.about", length=len(snake.body), level=self.rules.level)
            room = line.right - score.right - 2 * label.h
            if room > ABOUT_LINES * label.h:
                canvas.text(about, line.midright, "small", palette.quiet, "midright", width=room)
            return
        for player, snake in enumerate(self.rules.snakes):
            name, ink = words("play.player", number=player + 1), palette.players[player]
            if player == 0:
                canvas.text(f"{name}  {snake.score}", line.midleft, "body", ink, "midleft")
            else:
                canvas.text(f"{snake.score}  {name}", line.midright, "body", ink, "midright")

    def _board(self, canvas: Canvas, board: pygame.Rect, cell: int) -> None:
        palette = canvas.palette

        def paint(surface: pygame.Surface, scale: int) -> None:
            surface.fill(palette.board)
            for y in range(self.rules.rows):
                for x in range(y % 2, self.rules.columns, 2):
                    side = cell * scale
                    surface.fill(palette.grid, (x * side, y * side, side, side))

        key = ("snake board", cell, palette.board)
        canvas.sprite(key, board.size, paint, board.topleft, solid=True)
        if self.rules.edges == "walls":
            width = max(2, cell // 8)
            frame = board.inflate(2 * width, 2 * width)
            pygame.draw.rect(canvas.surface, palette.quiet, frame, width, border_radius=width)

    def _draw_food(self, canvas: Canvas, board: pygame.Rect, cell: int) -> None:
        if self.rules.food is None:
            return
        x, y = _at(board, cell, self.rules.food)
        breath = 0.0 if canvas.calm else 0.05 * sin(2 * pi * self._time)
        radius = cell * (0.34 + breath)
        if not canvas.calm:
            canvas.glow((x, y), cell * 1.1, mix((0, 0, 0), canvas.palette.food, 0.35))
        canvas.disc((x, y), radius, canvas.palette.food)
        canvas.disc(
            (x - radius * 0.35, y - radius * 0.35),
            radius * 0.3,
            mix(canvas.palette.food, (255, 255, 255), 0.6),
        )
        stem = (x + radius * 0.1, y - radius * 0.9)
        tip = (x + radius * 0.7, y - radius * 1.4)
        pygame.draw.line(canvas.surface, canvas.palette.good, stem, tip, max(2, cell // 9))

    def _draw_snake(
        self,
        canvas: Canvas,
        board: pygame.Rect,
        cell: int,
        player: int,
        snake: Snake,
        progress: float,
    ) -> None:
        colour = canvas.palette.players[player]
        if snake.fate and (canvas.calm or self._dead_for % 0.4 > 0.2 or self._dead_for > 1.2):
            colour = mix(colour, canvas.palette.board, 0.55)
        edge = mix(colour, canvas.palette.ground, 0.5)
        spine = glided(snake, 1.0 if snake.fate else progress, self.rules)
        pieces = [
            (_at(board, cell, first), _at(board, cell, last))
            for pair in pairwise(_corners(spine))
            for first, last in on_board(pair, self.rules)
        ]
        half = cell * THICK / 2
        for radius, tint in ((half, edge), (half - max(1, cell / 14), colour)):
            for first, last in pieces:
                _tube(canvas, first, last, radius, tint)
        self._spots(canvas, board, cell, spine, mix(colour, (255, 255, 255), 0.4))
        for point in dict.fromkeys(
            first for first, _ in on_board((spine[0], spine[0]), self.rules)
        ):
            draw_head(canvas, _at(board, cell, point), cell, snake, colour, edge)

    def _spots(
        self, canvas: Canvas, board: pygame.Rect, cell: int, spine: list[Point], tint: Colour
    ) -> None:
        size = max(3, round(cell * 0.2))
        spot = canvas.disc_sprite(size, tint)
        columns, rows = self.rules.columns, self.rules.rows
        share = abs(spine[0][0] - spine[1][0]) + abs(spine[0][1] - spine[1][1])
        places = []
        for after, before in pairwise(spine[1:]):
            x, y = _between(before, after, share)
            x, y = (x + 0.5) % columns - 0.5, (y + 0.5) % rows - 0.5
            where = _at(board, cell, (x, y))
            places.append((spot, (round(where[0] - size / 2), round(where[1] - size / 2))))
        canvas.surface.blits(places[:-1], doreturn=False)

    def _sparks(self, canvas: Canvas, board: pygame.Rect, cell: int) -> None:
        for since, where in self._eaten_at:
            age = (self._time - since) / EFFECT_S
            x, y = _at(board, cell, where)
            points = f"+{self.rules.level}"
            height = max(12, round(cell * 0.7))
            ink = mix(canvas.palette.ink, canvas.palette.board, age)
            canvas.text(points, (x, y - cell * (0.6 + age)), height, ink, "center")
            if canvas.calm:
                continue
            for ray in range(8):
                angle = ray * pi / 4
                far = cell * (0.4 + 0.9 * age)
                spot = (x + far * cos(angle), y + far * sin(angle))
                canvas.disc(spot, max(1.5, cell * 0.1 * (1 - age)), canvas.palette.food)


def glided(snake: Snake, glide: float, rules: SnakeRules) -> list[Point]:
    """Return points along the body in cells, head first, ``glide`` (0..1) into the last move.

    They run on without a jump where the body leaves one edge and enters at the other.
    """
    cells = [*snake.body, snake.vacated or snake.body[-1]]
    laid: list[Point] = [cells[0]]
    for before, after in pairwise(cells):
        dx = _wrapped(after[0] - before[0], rules.columns)
        dy = _wrapped(after[1] - before[1], rules.rows)
        laid.append((laid[-1][0] + dx, laid[-1][1] + dy))
    head = _between(laid[1], laid[0], glide)
    tail = _between(laid[-1], laid[-2], glide)
    return [head, *laid[1:-1], tail]


def _corners(spine: list[Point]) -> list[Point]:
    """Leave out the points where the body runs straight on."""
    kept = [spine[0]]
    for before, point, after in zip(spine, spine[1:], spine[2:], strict=False):
        if not (before[0] == point[0] == after[0] or before[1] == point[1] == after[1]):
            kept.append(point)
    return [*kept, spine[-1]]


def on_board(piece: tuple[Point, Point], rules: SnakeRules) -> list[tuple[Point, Point]]:
    """Return a piece of body moved onto the board, twice where it crosses an edge."""
    (x0, y0), (x1, y1) = piece
    left, top = (
        floor((x0 + x1) / 2 / rules.columns + 0.5 / rules.columns) * rules.columns,
        floor((y0 + y1) / 2 / rules.rows + 0.5 / rules.rows) * rules.rows,
    )
    found = []
    for across in (-rules.columns, 0, rules.columns):
        for along in (-rules.rows, 0, rules.rows):
            dx, dy = across - left, along - top
            moved = ((x0 + dx, y0 + dy), (x1 + dx, y1 + dy))
            if _touches(moved, rules.columns, rules.rows):
                found.append(moved)
    return found


def _touches(piece: tuple[Point, Point], columns: int, rows: int) -> bool:
    (x0, y0), (x1, y1) = piece
    inside_x = max(x0, x1) > -1 and min(x0, x1) < columns
    return inside_x and max(y0, y1) > -1 and min(y0, y1) < rows


def draw_head(
    canvas: Canvas, centre: Point, cell: int, snake: Snake, colour: Colour, edge: Colour
) -> None:
    """Draw the head with eyes that look ahead, or crosses when it has died."""
    (dx, dy), (x, y) = STEPS[snake.heading], centre
    radius = cell * 0.47
    canvas.disc(centre, radius, edge)
    canvas.disc(centre, radius - max(1, cell / 14), colour)
    for side in (-1, 1):
        eye = (x + cell * (0.12 * dx - 0.2 * side * dy), y + cell * (0.12 * dy + 0.2 * side * dx))
        if snake.fate:
            arm, width = cell * 0.09, max(1, cell // 16)
            for slope in (-1, 1):
                start = (eye[0] - arm, eye[1] - arm * slope)
                end = (eye[0] + arm, eye[1] + arm * slope)
                pygame.draw.line(canvas.surface, canvas.palette.ground, start, end, width)
            continue
        canvas.disc(eye, cell * 0.14, (255, 255, 255))
        pupil = (eye[0] + cell * 0.05 * dx, eye[1] + cell * 0.05 * dy)
        canvas.disc(pupil, cell * 0.075, (16, 20, 32))


def _tube(canvas: Canvas, first: Point, last: Point, radius: float, colour: Colour) -> None:
    canvas.disc(first, radius, colour)
    canvas.disc(last, radius, colour)
    left, right = sorted((first[0], last[0]))
    top, bottom = sorted((first[1], last[1]))
    if right - left >= bottom - top:
        top, bottom = top - radius, bottom + radius
    else:
        left, right = left - radius, right + radius
    box = pygame.Rect(round(left), round(top), round(right - left), round(bottom - top))
    pygame.draw.rect(canvas.surface, colour, box)


def _wrapped(difference: int, size: int) -> int:
    return difference if abs(difference) <= 1 else difference - size * (1 if difference > 0 else -1)


def _between(first: Point, last: Point, share: float) -> Point:
    return first[0] + (last[0] - first[0]) * share, first[1] + (last[1] - first[1]) * share


def _at(board: pygame.Rect, cell: int, point: Point) -> Point:
    return board.x + (point[0] + 0.5) * cell, board.y + (point[1] + 0.5) * cell
