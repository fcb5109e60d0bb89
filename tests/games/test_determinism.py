"""The same seed and the same inputs give the same state, in another process too."""

import subprocess
import sys
from random import Random

import pytest

from bridge.api import Event
from games.base import Game, Pad, Setup, state_hash
from games.catalogue import find_games

STEPS = 10_000
PROGRAM = """
import sys
from importlib import import_module
from tests.games.test_determinism import paused, played
way = {"played": played, "paused": paused}[sys.argv[3]]
print(way(import_module(sys.argv[1]).GAME, int(sys.argv[2])))
assert "pygame" not in sys.modules
"""
GAMES = {name: game for name, game in find_games().items() if name in ("snake", "pong", "pacman")}
SEATS = [(name, players) for name in sorted(GAMES) for players in range(1, GAMES[name].players + 1)]


def played(game: Game, players: int) -> str:
    """Play on with inputs that follow from the step's number; a new match follows each."""
    rules = game.new_rules(Setup(players=players), seed=5)
    hashes = ""
    for step in range(STEPS):
        turn = step * 7919 // 23 % 5
        names = (*game.controls, *game.controls)[turn : turn + 1] if step % 11 == 0 else ()
        held = (game.controls[step // 40 % len(game.controls)],)
        rules.step((Pad(names, held),) * players, game.step_s)
        if rules.over:
            hashes += state_hash(rules)
            rules = game.new_rules(Setup(players=players), seed=step)
    return hashes[-128:] + state_hash(rules)


def paused(game: Game, players: int) -> str:
    """Play 10,000 steps in frames of uneven length, with poses, pauses and long halts between."""
    chance = Random(3)
    match = game.match(Setup(players=players, speed=0.8), seed=9)
    hashes = ""
    for frame in range(STEPS):
        player = chance.randrange(players)
        name = chance.choice(game.controls)
        match.add([Event(name, chance.random() < 0.5, frame / 60)], player)
        if chance.random() < 0.01:  # a pause: nothing moves, and what was held is let go
            match.pads[player].release_all()
            continue
        halt = 5.0 if chance.random() < 0.002 else 0.0
        match.advance(game.step_s * chance.choice((0.5, 1.0, 1.7)) / 0.8 + halt)
        if match.rules.over:
            hashes += state_hash(match.rules)
            match = game.match(match.setup, seed=frame)
    return hashes[-128:] + state_hash(match.rules)


@pytest.mark.parametrize("way", ["played", "paused"])
@pytest.mark.parametrize(("name", "players"), SEATS)
def test_two_processes_agree(name: str, players: int, way: str) -> None:
    here = {"played": played, "paused": paused}[way](GAMES[name], players)
    there = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"games.{name}", str(players), way],
        capture_output=True,
        text=True,
        check=False,
    )
    assert there.stderr == ""
    assert there.stdout.strip() == here


@pytest.mark.parametrize("name", sorted(GAMES))
def test_another_seed_is_another_match(name: str) -> None:
    hashes = set()
    for seed in range(3):
        rules = GAMES[name].new_rules(seed=seed)
        for _ in range(900):
            if not rules.over:
                rules.step((Pad(),), GAMES[name].step_s)
        hashes.add(state_hash(rules))
    assert len(hashes) == 3
