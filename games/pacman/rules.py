"""The rules of one match: frame by frame, seeded, without pygame."""

from dataclasses import dataclass
from functools import partial

from games.base import DIRECTIONS, Inputs
from games.pacman.bunny import Bunny
from games.pacman.levels import FRAME_S, frames, level, pace
from games.pacman.maze import FRUIT_SPOT, maze
from games.pacman.minds import bunny_pace, choose
from games.pacman.scoring import (
    BUNNY_POINTS,
    DOT_POINTS,
    ENERGIZER_POINTS,
    FRUIT_AFTER,
    Tally,
)
from games.pacman.targets import SHY
from games.pacman.tiles import HALF, Tile
from games.pacman.world import new_world

# How long each stage lasts, in seconds; play lasts as long as it lasts.
STAGE_S = {"ready": 2.0, "bite": 1.0, "caught": 2.5, "cleared": 2.5}
POPUP_S = 2.0
FRUIT_S = 9.0
SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Popup:
    """Points to show at a pixel until frame ``until``."""

    points: int
    x: int
    y: int
    until: int


class MazeRules:
    """One player's match.

    ``stage`` is ``ready``, ``play``, ``bite`` (a bunny was eaten), ``caught``, ``cleared`` or
    ``over``, and ``stage_left`` the frames until the next. ``number`` is the level's.
    """

    def __init__(
        self, seed: int = 0, lives: int = 3, bonus_at: int = 10_000, first_level: int = 1
    ) -> None:
        self.seed = seed
        self.tally = Tally(lives, bonus_at)
        self.number = first_level
        self.frame = 0
        self.popup: Popup | None = None
        self._due = 0.0
        self._begin_level()

    @property
    def scores(self) -> tuple[int, ...]:
        """The score, as a tuple of one."""
        return (self.tally.score,)

    @property
    def over(self) -> bool:
        """Whether the last life is lost."""
        return self.stage == "over"

    @property
    def outcome(self) -> str:
        """``caught`` at the end."""
        return "caught" if self.over else ""

    @property
    def state(self) -> object:
        """Everything that decides what happens next."""
        return (
            (self.seed, self.number, self.frame, self.stage, self.stage_left, self._due),
            (self.tally, self.popup, self.world.state),
        )

    def step(self, inputs: Inputs, dt: float) -> tuple[str, ...]:
        """Move on by ``dt`` seconds, in whole frames, and name what happened."""
        self._steer(inputs)
        self._due += dt
        whole = int(self._due / FRAME_S + SLACK)
        self._due -= whole * FRAME_S
        happened: list[str] = []
        for _ in range(whole):
            self._pass_frame(happened)
        return tuple(happened)

    def _steer(self, inputs: Inputs) -> None:
        """Take the newest wish; it waits in the hero until it is possible."""
        pad = inputs[0]
        for wish in pad.held if self.stage == "ready" else pad.pressed:
            if wish in DIRECTIONS:
                self.world.hero.wanted = wish

    def _begin_level(self) -> None:
        self.world = new_world(maze(), level(self.number), self.seed)
        self._get_ready()

    def _get_ready(self) -> None:
        self.popup = None
        self.world.bunnies[0].set_out(self.world.maze, "left", partial(choose, self.world))
        self._enter("ready")

    def _enter(self, stage: str) -> None:
        self.stage = stage
        self.stage_left = frames(STAGE_S[stage]) if stage in STAGE_S else 0

    def _pass_frame(self, happened: list[str]) -> None:
        self.frame += 1
        if self.frame == 1:
            happened.append("ready")
        if self.popup is not None and self.frame >= self.popup.until:
            self.popup = None
        if self.stage == "play":
            self._play(happened)
        elif self.stage != "over":
            if self.stage == "bite":
                for bunny in self.world.bunnies:
                    if bunny.life in ("eyes", "entering"):
                        self._walk_bunny(bunny)
            self.stage_left -= 1
            if self.stage_left <= 0:
                self._next_stage(happened)

    def _next_stage(self, happened: list[str]) -> None:
        if self.stage == "ready":
            self._enter("play")
        elif self.stage == "bite":
            for bunny in self.world.bunnies:
                if bunny.life == "bitten":
                    bunny.life = "eyes"
            self._enter("play")
        elif self.stage == "cleared":
            self.number += 1
            self._begin_level()
            happened.append("ready")
        elif self.tally.lives:
            self.world.next_life()
            self._get_ready()
            happened.append("ready")
        else:
            self._enter("over")
            happened.append("over")

    def _play(self, happened: list[str]) -> None:
        world = self.world
        self._tick_timers()
        hero_before = world.hero.tile
        before = [bunny.tile for bunny in world.bunnies]
        self._walk_hero(happened)
        for bunny in world.bunnies:
            self._walk_bunny(bunny)
        if not world.dots_left:
            self._enter("cleared")
            happened.append("cleared")
            return
        for bunny, tile in zip(world.bunnies, before, strict=True):
            if self.stage == "play" and bunny.life == "outside":
                passed = bunny.tile == hero_before and tile == world.hero.tile
                if passed or bunny.tile == world.hero.tile:
                    self._meet(bunny, happened)

    def _tick_timers(self) -> None:
        world = self.world
        if world.fright_left:
            world.fright_left -= 1
            if not world.fright_left:
                world.calm_down()
        elif world.clock.tick():
            world.reverse_all()
        world.fruit_left = max(0, world.fruit_left - 1)
        leaver = world.pen.tick(world.bunnies)
        if leaver is not None:
            leaver.life = "leaving"
            world.elroy_asleep &= leaver.role != SHY

    def _walk_bunny(self, bunny: Bunny) -> None:
        world = self.world
        for _ in range(bunny.pixels(bunny_pace(world, bunny))):
            bunny.walk(world.maze, partial(choose, world))

    def _walk_hero(self, happened: list[str]) -> None:
        world, hero = self.world, self.world.hero
        percent = world.level.hero_fright if world.fright_left else world.level.hero
        pixels = hero.pixels(pace(percent))
        while pixels and not hero.pause:
            hero.walk(world.maze)
            pixels -= 1
            self._eat_at(hero.tile, happened)
        hero.keep(pixels)

    def _eat_at(self, tile: Tile, happened: list[str]) -> None:
        world, hero = self.world, self.world.hero
        if tile in world.dots:
            world.dots.remove(tile)
            hero.pause = 1
            self._count_dot()
            self._score(DOT_POINTS, "dot", happened)
        elif tile in world.energizers:
            world.energizers.remove(tile)
            hero.pause = 3
            self._count_dot()
            world.frighten()
            self._score(ENERGIZER_POINTS, "energizer", happened)
        fruit_x, fruit_y = FRUIT_SPOT
        if world.fruit_left and hero.y == fruit_y and abs(hero.x - fruit_x) <= HALF:
            world.fruit_left = 0
            points = world.level.fruit_points
            self.popup = Popup(points, fruit_x, fruit_y, self.frame + frames(POPUP_S))
            self._score(points, "fruit", happened)

    def _count_dot(self) -> None:
        world = self.world
        world.pen.dot_eaten(world.bunnies)
        if world.dots_eaten in FRUIT_AFTER:
            world.fruit_left = frames(FRUIT_S + world.dice.roll(1000) / 1000)

    def _score(self, points: int, what: str, happened: list[str]) -> None:
        happened.append(what)
        if self.tally.add(points):
            happened.append("extra")

    def _meet(self, bunny: Bunny, happened: list[str]) -> None:
        world = self.world
        if not bunny.frightened:
            self.tally.lives -= 1
            world.pen.life_lost()
            world.elroy_asleep = True
            happened.append("caught")
            self._enter("caught")
            return
        points = BUNNY_POINTS[world.eaten_in_row]
        world.eaten_in_row += 1
        bunny.life, bunny.frightened, bunny.reversing = "bitten", False, False
        self._enter("bite")
        self.popup = Popup(points, bunny.x, bunny.y, self.frame + self.stage_left)
        self._score(points, "bunny", happened)
