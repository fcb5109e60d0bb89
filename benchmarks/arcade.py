"""Each game by its bot: on the keyboard, by the drawn player's poses, and by real pictures.

    python benchmarks/arcade.py [--pictures DIR] [--seed N] [--late S] [GAME ...]

The maze is played until level 1 is empty, Pong until somebody has won, Snake for two minutes; lost
matches are begun again. All play at the same speed. On the keyboard a key goes down a fixed time
after the bot wants it, in simulated time; by poses everything from the camera to the game is real
(``posebridge demo --headless``). With ``--late`` time is simulated for the poses too: each picture
counts so many seconds after it was taken, whatever else runs on the machine (``staged.py``).
``ratio`` compares points a minute with the keyboard's.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from staged import play_staged

from bridge.demo import Style
from games.base import Game, Pad, Setup
from games.catalogue import find_games

STEPS = 20_000
SPEED = 0.7
KEY_DELAY_S = 0.2  # a choice reaction with the finger on the key
FRAME_S = 1 / 60


@dataclass(frozen=True, slots=True)
class Task:
    """What is played for: until something happens, or for so long at most."""

    until: str
    seconds: float


TASKS = {"pacman": Task("cleared", 300), "pong": Task("win", 400), "snake": Task("", 120)}


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


def by_keys(game: Game, task: Task, seed: int) -> dict[str, Any]:
    """Return how the bot fares with keys that go down ``KEY_DELAY_S`` after its wish."""
    happened: Counter[str] = Counter()
    scores: list[int] = []
    now, begun = 0.0, seed
    while now < task.seconds and task.until not in happened:
        match, bot = game.match(Setup(speed=SPEED), begun), game.bot(0, SPEED * KEY_DELAY_S)
        begun += 1
        coming: list[tuple[float, str | None]] = []
        wished: str | None = None
        while not match.rules.over and now < task.seconds and task.until not in happened:
            wish = bot.wish(match.rules)
            if wish != wished:
                coming.append((now + KEY_DELAY_S, wish))
                wished = wish
            while coming and coming[0][0] <= now:
                match.pads[0].release_all()
                name = coming.pop(0)[1]
                if name:
                    match.pads[0].press(name, down=True)
            happened.update(match.advance(FRAME_S))
            now += FRAME_S
        scores.append(match.rules.scores[0])
    reached = bool(task.until) and task.until in happened
    return {"seconds": round(now), "score": sum(scores), "matches": len(scores), "ended": reached}


def by_poses(game: Game, task: Task, seed: int, pictures: str, late: float) -> dict[str, Any]:
    """Return how the bot fares when a virtual player shows its wishes to a camera."""
    if late:
        style = Style(SPEED, until=task.until)
        found = play_staged(game, style, task.seconds, seed, pictures, late)
    else:
        found = _demo(game, task, seed, pictures)
    keys = ("score", "matches", "decisions", "right", "wrong_per_minute", "results")
    reached = bool(task.until) and task.until in found["happened"]
    row = {key: found[key] for key in keys}
    return {"seconds": round(found["seconds"]), "ended": reached, **row}


def _demo(game: Game, task: Task, seed: int, pictures: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bridge", "demo", "--game", game.name, "--headless", "--json"]
    command += ["--seconds", str(task.seconds), "--seed", str(seed), "--speed", str(SPEED)]
    command += ["--until", task.until] if task.until else []
    command += ["--player", pictures] if pictures else []
    found: dict[str, Any] = json.loads(
        subprocess.run(command, check=True, capture_output=True).stdout
    )
    return found


def rows(game: Game, seed: int, pictures: str, late: float) -> Iterator[dict[str, Any]]:
    """Yield one row for each way to play."""
    task = TASKS[game.name]
    keys = by_keys(game, task, seed)
    yield {"player": "keyboard", **keys}
    for player, folder in (("drawn", ""), ("pictures", pictures)):
        if player == "drawn" or folder:
            row = by_poses(game, task, seed, folder, late)
            pace = row["score"] / row["seconds"]
            yield {
                "player": player,
                **row,
                "ratio": round(pace * keys["seconds"] / keys["score"], 2),
            }


def main() -> None:
    """Print one JSON object a line: the rules' speed, then a row for each way to play."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("games", nargs="*", metavar="GAME", help="; ".join(TASKS))
    parser.add_argument("--pictures", default="", help="one folder of pictures for each pose")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--late", type=float, default=0.0, metavar="S")
    options = parser.parse_args()
    games = find_games()
    for name in options.games or TASKS:
        print(json.dumps({"game": name, "steps_per_s": round(steps_per_second(games[name]))}))
        for row in rows(games[name], options.seed, options.pictures, options.late):
            print(json.dumps({"game": name, **row}), flush=True)


if __name__ == "__main__":
    main()
