"""What a game is: rules without pygame, a bot that plays them, a view that draws them.

A game is found by an entry point of the group ``posebridge.games`` that names an instance of a
``Game`` subclass. Importing it must not import pygame; only ``Game.view`` may.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from bridge.api import PosebridgeError

if TYPE_CHECKING:
    from pygame import Rect

    from games.canvas import Canvas
    from games.match import Match

DIRECTIONS = ("left", "right", "up", "down")


@dataclass(frozen=True, slots=True)
class Pad:
    """One player's controls during one step.

    ``pressed`` are the controls that went down since the last step, in order; ``held`` are those
    down now, the newest last; ``axes`` are absolute positions by name, -1 (left, top) to 1.
    """

    pressed: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    axes: Mapping[str, float] = field(default_factory=dict)


Inputs: TypeAlias = tuple[Pad, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose before a match, such as ``edges``: ``walls`` or ``wrap``."""

    name: str
    values: tuple[str, ...]
    default: str


@dataclass(frozen=True, slots=True)
class Setup:
    """How one match is played.

    ``speed`` scales the whole game, 0.5..1, for players whose poses take long to arrive.
    ``options`` has values by option name; a missing one takes its default.
    """

    players: int = 1
    speed: float = 1.0
    options: Mapping[str, str] = field(default_factory=dict)


STANDARD = Setup()


@dataclass(frozen=True, slots=True)
class Note:
    """A synthesised tone, gliding from ``hertz`` to ``glide`` (0: no glide); 0 Hz is a rest."""

    hertz: float
    seconds: float
    glide: float = 0.0
    wave: Literal["sine", "triangle", "square", "noise"] = "triangle"
    volume: float = 0.5


class Rules(Protocol):
    """One match. Same seed and same inputs give the same states, on any machine."""

    @property
    def scores(self) -> tuple[int, ...]:
        """One number per player, a computer opponent's at the end."""

    @property
    def over(self) -> bool:
        """Whether the match has ended."""

    @property
    def outcome(self) -> str:
        """How it ended: a key of the language file such as ``full``; empty while playing."""

    @property
    def state(self) -> object:
        """Everything that decides what happens next, as a value with a faithful ``repr``."""

    def step(self, inputs: Inputs, dt: float) -> tuple[str, ...]:
        """Move on by ``dt`` seconds and name what happened (``eat``, ``goal``), sound by sound."""


class Bot(Protocol):
    """Plays one player's part."""

    def wish(self, rules: Any) -> str | None:
        """Return the control to show now, or None for the neutral pose."""


class View(Protocol):
    """Draws one match."""

    def update(self, happened: tuple[str, ...], seconds: float) -> None:
        """Let effects run on by ``seconds``, after the rules reported ``happened``."""

    def draw(self, canvas: "Canvas", area: "Rect", ahead: float) -> None:
        """Draw the match into ``area``; ``ahead`` seconds have passed since the last step."""


@dataclass(frozen=True, slots=True)
class Game(ABC):
    """A game as the launcher and the virtual player see it.

    ``controls`` are the labels a profile needs; ``axis`` is the axis that can replace them, if any.
    ``ranked`` games have a table of best scores. ``step_s`` is the length of a fixed step of the
    rules in seconds. ``sounds`` has a tune for each thing that can happen, ``words`` English texts
    for the keys that the language file lacks.
    """

    name: str
    title: str
    controls: tuple[str, ...] = DIRECTIONS
    axis: str = ""
    players: int = 1
    ranked: bool = True
    step_s: float = 1 / 60
    options: tuple[Option, ...] = ()
    sounds: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @abstractmethod
    def new_rules(self, setup: Setup = STANDARD, seed: int = 0) -> Rules:
        """Return a new match."""

    @abstractmethod
    def bot(self, player: int = 0, reaction: float = 0.0) -> Bot:
        """Return a player whose wishes take ``reaction`` seconds to arrive at the rules."""

    @abstractmethod
    def view(self, rules: Any) -> View:
        """Return what draws ``rules``; imports pygame."""

    def match(self, setup: Setup = STANDARD, seed: int = 0) -> "Match":
        """Return a new match that runs in real time; needs no window."""
        from games.match import Match

        return Match(self, setup, seed)

    def check(self, options: Mapping[str, str]) -> None:
        """Raise PosebridgeError for an option that the game lacks, or a value it does not take."""
        known = {each.name: each.values for each in self.options}
        for name, value in options.items():
            if name not in known:
                hint = "known: " + (", ".join(known) or "none")
                raise PosebridgeError(f'{self.title} has no option "{name}".', hint)
            if value not in known[name]:
                hint = "known: " + ", ".join(known[name])
                raise PosebridgeError(f'"{value}" is no value for {name}.', hint)

    def chosen(self, setup: Setup, option: str) -> str:
        """Return the value of an option in ``setup``, or its default when missing or unknown."""
        known = next(each for each in self.options if each.name == option)
        value = setup.options.get(option, known.default)
        return value if value in known.values else known.default


def state_hash(rules: Rules) -> str:
    """Return a SHA-256 of the state, equal across processes for equal matches."""
    return sha256(repr(rules.state).encode()).hexdigest()
