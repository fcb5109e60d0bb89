"""The same seed and the same inputs give the same state, in another process too."""

import subprocess
import sys

import pytest

from games.base import Game, Pad, Setup, state_hash
from games.catalogue import find_games

STEPS = 10_000
PROGRAM = """
import sys
from importlib import import_module
from tests.games.test_determinism import played
print(played(import_module(sys.argv[1]).GAME, int(sys.argv[2])))
assert "pygame" not in sys.modules
"""
GAMES = {name: game for name, game in find_games().items() if name in ("snake", "pong", "pacman")}


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


@pytest.mark.parametrize("name", sorted(GAMES))
def test_two_processes_agree(name: str) -> None:
    game = GAMES[name]
    players = game.players
    here = played(game, players)
    there = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"games.{name}", str(players)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert there.stderr == ""
    assert there.stdout.strip() == here
