"""What the games can do without a camera: steps a second, and the bots' scores on the keyboard.

``posebridge demo --game NAME --headless --json`` gives the same bots' scores through the camera.
The bot's wishes arrive a fixed time later, as keys that a person presses would.
"""

import json
import sys
import time

from games.base import Game, Pad, Setup
from games.catalogue import find_games

STEPS = 20_000
KEY_DELAY_S = 0.2  # a choice reaction with the finger on the key
MATCH_S = 60.0
SEEDS = range(3)


def steps_per_second(game: Game) -> float:
    """Return how many steps of the rules run in a second, turning now and then."""
    rules = game.new_rules(seed=1)
    pads = [(Pad((name,), (name,)),) for name in game.controls]
    begun = time.perf_counter()
    for step in range(STEPS):
        if rules.over:
            rules = game.new_rules(seed=step)
        rules.step(pads[step // 20 % len(pads)], game.step_s)
    return STEPS / (time.perf_counter() - begun)


def keyboard_score(game: Game, seed: int) -> int:
    """Return what the bot scores in a minute of matches, its keys ``KEY_DELAY_S`` late."""
    match, bot, scored = game.match(Setup(), seed), game.bot(0, KEY_DELAY_S), 0
    coming: list[tuple[float, str | None]] = []
    wished: str | None = None
    for step in range(round(MATCH_S / game.step_s)):
        now = step * game.step_s
        wish = bot.wish(match.rules)
        if wish != wished:
            coming.append((now + KEY_DELAY_S, wish))
            wished = wish
        while coming and coming[0][0] <= now:
            match.pads[0].release_all()
            name = coming.pop(0)[1]
            if name:
                match.pads[0].press(name, down=True)
        match.advance(game.step_s * (1 + 1e-9))
        if match.rules.over:
            scored += match.rules.scores[0]
            match, bot, wished = game.match(Setup(), seed + step), game.bot(0, KEY_DELAY_S), None
            coming.clear()
    return scored + match.rules.scores[0]


def main() -> None:
    """Print one JSON object with a row for each game named, or all."""
    games = {name: game for name, game in find_games().items() if name in (sys.argv[1:] or [name])}
    report = {
        name: {
            "steps_per_s": round(steps_per_second(game)),
            "keyboard_scores": [keyboard_score(game, seed) for seed in SEEDS],
        }
        for name, game in games.items()
    }
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
