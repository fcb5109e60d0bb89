"""``posebridge demo``: a virtual player trains itself and plays, without anybody's webcam."""

import json
import time
from pathlib import Path
from typing import Any

import click

DEFAULT_SECONDS = 30.0


@click.command()
@click.option("--game", "name", default="snake", show_default=True, help="The game to play.")
@click.option(
    "--player", "folder", type=click.Path(path_type=Path),
    help="Real pictures, one folder for each pose, instead of the drawn player.",
)  # fmt: skip
@click.option("--seconds", type=click.FloatRange(min=1), help="Stop after this long.")
@click.option("--headless", is_flag=True, help="Play without a window (30 s if not told).")
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Another person and game.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def demo(
    name: str,
    folder: Path | None,
    seconds: float | None,
    headless: bool,
    seed: int,
    as_json: bool,
) -> None:
    """Watch a virtual player train itself and play.

    A bot looks at the game; the player takes the poses it wants before a camera; everything from
    the camera to the game is real. With --player the poses are pictures from folders: 60 % of
    each are learnt, the others played.
    """
    begun = time.perf_counter()
    from bridge.registry import load

    game = load("games", name)
    result = _play(game, folder, seconds, headless, seed, begun)
    click.echo(json.dumps(result, ensure_ascii=False) if as_json else _in_words(result))


def _play(
    game: Any, folder: Path | None, seconds: float | None, headless: bool, seed: int, begun: float
) -> dict[str, Any]:
    from bridge.assembly import make_lane
    from bridge.backbones.store import open_backbone
    from bridge.cli.progress import bar
    from bridge.config import game_config
    from bridge.demo import WatchedFeed, play_unseen, report
    from bridge.feed import LaneFeed
    from bridge.outputs.game import GameOutput
    from bridge.player import VirtualPlayer
    from bridge.rehearsal import drawn_cast, picture_cast
    from bridge.session import Session

    loaded = time.perf_counter()
    backbone = open_backbone()
    opened = time.perf_counter()
    with bar("Learning the poses", 100) as advance:
        if folder is None:
            cast = drawn_cast(game.controls, backbone, seed, advance)
        else:
            cast = picture_cast(folder, game.controls, backbone, seed, advance)
    learnt = time.perf_counter()
    output = GameOutput()
    lane = make_lane(cast.profile, backbone, game_config(cast.profile.dataset.labels), [output])
    player = VirtualPlayer(game.controls, cast.camera.show, seed=seed)
    with Session(cast.camera, [lane]) as session:
        feed = WatchedFeed(LaneFeed(session, lane, output), player)
        started = time.perf_counter()
        limit = seconds or (DEFAULT_SECONDS if headless else 2 * DEFAULT_SECONDS)
        tally = play_unseen(game, feed, player, limit, seed=seed)
        played = time.perf_counter() - started
    backbone.close()
    return {
        **report(game.name, played, player, tally),
        "frames": session.frames,
        "player": str(folder) if folder else "drawn",
        "examples": len(cast.profile.dataset),
        "backbone": cast.profile.backbone,
        "startup_s": {
            "import": round(loaded - begun, 3),
            "network": round(opened - loaded, 3),
            "learn": round(learnt - opened, 3),
            "open": round(started - learnt, 3),
        },
    }


def _in_words(result: dict[str, Any]) -> str:
    happened = result["happened"]
    eaten = f", {happened['eat']} pieces eaten" if "eat" in happened else ""
    return (
        f"{result['game']}: {result['right']} of {result['decisions']} poses arrived right "
        f"({100 * result['share_right']:.0f} %), score {result['score']}{eaten}.\n"
        f"From picture to game {result['latency_ms']['p50']:.0f} ms, from asking for a pose "
        f"{result['pose_ms']['p50']:.0f} ms (medians); {result['frames']} frames in "
        f"{result['seconds']:.0f} s."
    )
