"""What is in the maze at a moment: everything but the score and the stage of the match."""

from dataclasses import dataclass, field

from games.pacman.bunny import Bunny, at_start
from games.pacman.clock import PhaseClock
from games.pacman.dice import Dice
from games.pacman.hero import Hero
from games.pacman.levels import Level
from games.pacman.maze import Maze
from games.pacman.pen import Pen
from games.pacman.tiles import Tile


@dataclass(slots=True)
class World:
    """One level; ``fright_left`` and ``fruit_left`` are frames.

    ``elroy_asleep`` keeps the chaser calm after a loss until the shy bunny has left the pen.
    """

    maze: Maze
    level: Level
    seed: int
    dots: set[Tile]
    energizers: set[Tile]
    pen: Pen
    clock: PhaseClock
    dice: Dice
    hero: Hero = field(default_factory=Hero)
    bunnies: tuple[Bunny, ...] = field(default_factory=at_start)
    fright_left: int = 0
    fruit_left: int = 0
    eaten_in_row: int = 0
    elroy_asleep: bool = False

    @property
    def dots_left(self) -> int:
        """Dots and energizers still to be eaten."""
        return len(self.dots) + len(self.energizers)

    @property
    def dots_eaten(self) -> int:
        """Dots and energizers eaten since the level began."""
        return len(self.maze.dots) + len(self.maze.energizers) - self.dots_left

    @property
    def elroy(self) -> int:
        """How angry the chaser is: 0, 1 or 2; the fewer dots are left, the more."""
        if self.elroy_asleep:
            return 0
        return sum(self.dots_left <= limit for limit in self.level.elroy_dots)

    @property
    def state(self) -> object:
        """Everything that decides what happens next, with a faithful ``repr``."""
        return (
            (self.seed, sorted(self.dots), sorted(self.energizers)),
            (self.hero, self.bunnies, self.pen, self.clock, self.dice),
            (self.fright_left, self.fruit_left, self.eaten_in_row, self.elroy_asleep),
        )

    def reverse_all(self) -> None:
        """Turn every bunny round."""
        for bunny in self.bunnies:
            bunny.turn_back()

    def frighten(self) -> None:
        """Let an energizer work; on late levels it only turns the bunnies round."""
        self.eaten_in_row = 0
        self.reverse_all()
        self.fright_left = self.level.fright_frames
        for bunny in self.bunnies:
            bunny.frightened = bool(self.fright_left) and bunny.life not in ("eyes", "entering")

    def calm_down(self) -> None:
        """End the fright."""
        for bunny in self.bunnies:
            bunny.frightened = False

    def next_life(self) -> None:
        """Put everybody back to where they start; the dots stay as they are."""
        self.hero = Hero()
        self.bunnies = at_start()
        self.clock = PhaseClock(self.level.phases)
        self.dice = Dice(self.seed)
        self.fright_left = self.fruit_left = self.eaten_in_row = 0


def new_world(maze: Maze, level: Level, seed: int) -> World:
    """Return a level with every dot in its place."""
    return World(
        maze,
        level,
        seed,
        dots=set(maze.dots),
        energizers=set(maze.energizers),
        pen=Pen(level),
        clock=PhaseClock(level.phases),
        dice=Dice(seed),
    )
