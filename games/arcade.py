"""What all screens share: the window, the games, the players' feeds, the files."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Protocol, TypeAlias

from bridge.api import Feed
from games.base import Game, Setup
from games.match import Match
from games.preferences import Preferences, save_preferences
from games.scores import ScoreTable, Standing, setting_name
from games.window import Window


class Cast(Protocol):
    """Where players with poses come from: the bridge's profiles and its camera."""

    profiles: tuple[str, ...]

    def open(self, profiles: Sequence[str]) -> Sequence[Feed]:
        """Return one feed per profile, all before one camera; what was open is closed first.

        No profiles means that nobody poses. Raises PosebridgeError when it cannot.
        """


@dataclass(frozen=True, slots=True)
class Result:
    """How one match went."""

    game: str
    scores: tuple[int, ...]
    outcome: str


# Makes a virtual player's camera show a pose (None: neutral); called once a frame.
Puppet: TypeAlias = Callable[[str | None], None]
PUPPET_REACTION_S = 0.2  # a first guess of the seconds from there to the game; bots learn


@dataclass(slots=True)
class Arcade:
    """The launcher's state.

    ``seats`` are the profiles now before the camera, by player. ``match`` is the one that is
    played, ``results`` and ``happened`` tell of those that were. ``checked`` are the profiles
    whose poses were tried out for a game. The program ends when ``until`` has happened.
    """

    window: Window
    games: Mapping[str, Game]
    folder: Path
    cast: Cast | None = None
    puppets: Sequence[Puppet] = ()
    seats: Mapping[int, str] = field(default_factory=dict)
    random: Random = field(default_factory=Random)
    results: list[Result] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)
    match: Match | None = None
    setups: dict[str, Setup] = field(default_factory=dict)
    checked: set[tuple[object, ...]] = field(default_factory=set)
    until: str = ""

    @property
    def feeds(self) -> Mapping[int, Feed]:
        """The players before the camera, by number."""
        return self.window.controls.feeds

    @property
    def scores(self) -> ScoreTable:
        """The high scores of this player's folder."""
        return ScoreTable(self.folder)

    def setup(self, game: Game) -> Setup:
        """Return how this game was last set up, at the preferred speed."""
        last = self.setups.get(game.name, Setup())
        return Setup(last.players, self.window.preferences.speed, last.options)

    def prefer(self, preferences: Preferences) -> None:
        """Take over and keep changed preferences."""
        self.window.apply(preferences)
        save_preferences(preferences, self.folder)

    def end_match(self) -> Standing:
        """Book the match that is played, ended or not, and enter its score among the best.

        A match for two, of a game without scores, or of a virtual player has no place there.
        """
        match, self.match = self.match, None
        if match is None:
            return Standing(None, ())
        game, setup, rules = match.game, match.setup, match.rules
        self.results.append(Result(game.name, rules.scores, rules.outcome))
        if setup.players > 1 or self.puppets or not game.ranked:
            return Standing(None, ())
        options = {each.name: game.chosen(setup, each.name) for each in game.options}
        return self.scores.add(game.name, setting_name(options, setup.speed), rules.scores[0])

    def seat(self, profiles: Sequence[str]) -> None:
        """Put players before the camera, "" for one who does not pose.

        Raises PosebridgeError; then nobody poses.
        """
        seats = {player: name for player, name in enumerate(profiles) if name}
        if self.cast is None or seats == self.seats:
            return
        self.window.controls.feeds, self.seats = {}, {}
        feeds = self.cast.open(tuple(seats.values()))
        self.window.controls.feeds = dict(zip(seats, feeds, strict=True))
        self.seats = seats
