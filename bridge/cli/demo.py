"""``posebridge demo``: a virtual player trains itself and plays, without anybody's webcam."""

import os
import sys
import time
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Any

import click

from bridge.cli.numbers import Number
from bridge.cli.printing import print_json
from bridge.errors import PosebridgeError

UNSEEN_SECONDS = 30.0
LONGEST_S = 600.0  # without a window, waiting for something to happen


@click.command()
@click.option("--game", "name", default="snake", show_default=True, help="The game to play.")
@click.option(
    "--player", "folder", type=click.Path(path_type=Path),
    help="Real pictures, one folder for each pose, instead of the drawn player.",
)  # fmt: skip
@click.option("--seconds", type=Number(min=1), help="Stop after this long.")
@click.option("--headless", is_flag=True, help="Play without a window, for 30 s if not told.")
@click.option("--speed", type=Number(0.5, 1.0), help="Of the game; 0.7 if not told.")
@click.option("--set", "options", multiple=True, metavar="NAME=VALUE", help="Such as lives=5.")
@click.option("--until", help="Stop when this happens in the game: cleared, win, eat ...")
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Another person and game.")
@click.option("--record", type=click.Path(path_type=Path), help="Film the window: .mp4 or .gif.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def demo(
    name: str,
    folder: Path | None,
    seconds: float | None,
    headless: bool,
    speed: float | None,
    options: tuple[str, ...],
    until: str | None,
    seed: int,
    record: Path | None,
    as_json: bool,
) -> None:
    """Watch a virtual player train itself and play.

    A bot looks at the game; the player takes the poses it wants before a camera; everything from
    the camera to the game is real. With --player the poses are pictures from folders: 60 % of
    each are learnt, the others played.
    """
    from bridge.cameras.recorder import open_recorder
    from bridge.cli.play import pairs
    from bridge.demo import SPEED, Style
    from bridge.registry import load

    seen = not headless
    if seen and not _has_display():
        click.echo("There is no display: playing without a window.", err=True)
        seen = False
    if record and not seen:
        raise PosebridgeError(
            "Without a window there is nothing to film.", "leave out --record, or open a window."
        )
    game = load("games", name)
    style = Style(speed or SPEED, pairs(options), until or "")
    _check(game, style)
    with open_recorder(record) if record else nullcontext() as recorder:
        figures = _Demo(game, style, folder, seed).play(seconds, seen, recorder)
        if as_json:
            print_json(figures)
        else:
            click.echo(_in_words(figures))


class _Demo:
    """Sets the virtual player before its camera, and lets it play."""

    def __init__(self, game: Any, style: Any, folder: Path | None, seed: int) -> None:
        self.game = game
        self.style = style
        self.folder = folder
        self.seed = seed
        self._phases: dict[str, float] = {}
        self._began = time.perf_counter()

    def play(self, seconds: float | None, seen: bool, recorder: Any) -> dict[str, Any]:
        """Return the figures of ``report`` and some more."""
        from bridge.assembly import make_lane
        from bridge.backbones.store import NETWORK, open_backbone
        from bridge.cli.play import launcher
        from bridge.demo import WatchedFeed, demo_config, play_seen, play_unseen, report
        from bridge.feed import LaneFeed
        from bridge.outputs.game import GameOutput
        from bridge.player import VirtualPlayer
        from bridge.session import Session

        game = self.game
        self._phase("load")
        backbone = open_backbone(NETWORK)
        self._phase("network")
        performer = self._rehearse(backbone)
        self._phase("learn")
        profile, output = performer.profile, GameOutput()
        lane = make_lane(profile, backbone, demo_config(game.controls), [output])
        player = VirtualPlayer(game.controls, performer.camera.show, seed=self.seed)
        with ExitStack() as undo:
            undo.callback(backbone.close)
            session = undo.enter_context(Session(performer.camera, [lane]))
            performer.camera.show(None)
            feed = WatchedFeed(LaneFeed(session, lane, output), player)
            self._phase("open")
            if seen:
                wishes = self._wishes(seconds, recorder)
                tally = play_seen(launcher(), feed, player, self.style, **wishes)
            else:
                limit = seconds or (LONGEST_S if self.style.until else UNSEEN_SECONDS)
                plan = {"style": self.style, "seed": self.seed}
                tally = play_unseen(game, feed, player, limit, **plan)
            phases = dict(self._phases)
            self._phase("play")
        return {
            **report(game.name, self._phases["play"], player, tally),
            "frames": session.frames,
            "speed": self.style.speed,
            "player": str(self.folder) if self.folder else "drawn",
            "examples": len(profile.dataset),
            "backbone": profile.backbone,
            "startup_s": {name: round(length, 3) for name, length in phases.items()},
        }

    def _rehearse(self, backbone: Any) -> Any:
        from bridge.cli.progress import bar
        from bridge.rehearsal import drawn_player, picture_player

        with bar("Learning the poses", None) as advance:
            if self.folder is None:
                return drawn_player(self.game.controls, backbone, self.seed, advance)
            return picture_player(self.folder, self.game.controls, backbone, self.seed, advance)

    def _wishes(self, seconds: float | None, recorder: Any) -> dict[str, Any]:
        from bridge.resources import user_folder

        return {
            "folder": user_folder("games"),
            "game": self.game.name,
            "seconds": seconds or 0.0,
            "seed": self.seed,
            "recorder": recorder,
        }

    def _phase(self, name: str) -> None:
        """Note how long the phase that ends now has taken."""
        now = time.perf_counter()
        self._phases[name] = now - self._began
        self._began = now


def _check(game: Any, style: Any) -> None:
    """Raise PosebridgeError when the game lacks an option, a value, or what is waited for."""
    game.check(style.options)
    if style.until and style.until not in game.sounds:
        hint = "known: " + ", ".join(sorted(game.sounds))
        raise PosebridgeError(f'"{style.until}" never happens in {game.title}.', hint)


def _has_display() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
    return sys.platform != "linux" or any(os.environ.get(name) for name in names)


def _in_words(figures: dict[str, Any]) -> str:
    eaten = figures["happened"].get("eat")
    return (
        f"{figures['game']}: {figures['right']} of {figures['decisions']} poses arrived right "
        f"({100 * figures['share_right']:.0f} %), score {figures['score']}"
        + (f", {eaten} pieces eaten.\n" if eaten else ".\n")
        + f"From picture to game {figures['latency_ms']['p50']:.0f} ms, from asking for a pose "
        f"{figures['pose_ms']['p50']:.0f} ms (medians); {figures['frames']} frames in "
        f"{figures['seconds']:.0f} s."
    )
