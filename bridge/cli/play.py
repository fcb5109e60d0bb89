"""``posebridge play``: the games, steered by poses, keyboard, gamepad or mouse."""

import json
from collections.abc import Sequence
from contextlib import ExitStack, closing
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from bridge.api import Feed, PosebridgeError
from bridge.cli.numbers import Number
from bridge.errors import PluginError
from bridge.registry import available, suggest
from bridge.resources import user_folder


@click.command()
@click.argument("game", required=False)
@click.option("--profile", "profiles", multiple=True, help="Who steers; twice for two players.")
@click.option("--camera", default="0", show_default=True, help="Number, name:X, file or address.")
@click.option("--players", type=click.IntRange(1, 2), default=1, show_default=True)
@click.option("--set", "options", multiple=True, metavar="NAME=VALUE", help="Such as level=3.")
@click.option("--speed", type=Number(0.5, 1.0), help="Slow everything down, 0.5 to 1.")
@click.option("--record", type=click.Path(path_type=Path), help="Film the window: .mp4 or .gif.")
@click.option("--seconds", type=Number(min=0), default=0.0, help="Stop after this long.")
@click.option("--seed", type=int, help="The same seed gives the same game.")
@click.option("--size", default="1280x720", show_default=True, help="Of the window.")
@click.option("--language", metavar="CODE", help="Of the texts, until the settings say otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Print the scores as one JSON object.")
def play(
    game: str | None,
    profiles: tuple[str, ...],
    camera: str,
    players: int,
    options: tuple[str, ...],
    speed: float | None,
    record: Path | None,
    seconds: float,
    seed: int | None,
    size: str,
    language: str | None,
    as_json: bool,
) -> None:
    """Play GAME (snake, pong, pacman ...), or open the menu when none is named."""
    from bridge.cameras.recorder import open_recorder
    from bridge.words import check_language

    if language is not None:
        check_language(language)
    start = launcher()
    if game and game not in available("games"):
        raise PluginError(f'There is no game called "{game}".', suggest(game, available("games")))
    with ExitStack() as undo:
        cast = undo.enter_context(closing(CameraCast(camera, profiles)))
        report = start(
            folder=user_folder("games"),
            game=game or "",
            players=players,
            options=pairs(options),
            speed=speed,
            profiles=_seats(profiles, players),
            cast=cast,
            recorder=undo.enter_context(open_recorder(record, camera)) if record else None,
            seconds=seconds,
            seed=seed,
            size=_size(size),
            language=language or "en",
        )
        if as_json:
            click.echo(json.dumps(_as_json(report)))


class CameraCast:
    """Opens profiles before one camera; two players get the left and the right half of it."""

    def __init__(self, camera: str, named: Sequence[str] = ()) -> None:
        own = [path.stem for path in sorted(user_folder("profiles").glob("*.pose"))]
        self.profiles = tuple(dict.fromkeys([*named, *own]))
        self._camera = camera
        self._open = ExitStack()

    def open(self, profiles: Sequence[str]) -> Sequence[Feed]:
        """Return one feed per profile; raises PosebridgeError."""
        from bridge.cast import open_feeds

        self.close()
        return self._open.enter_context(open_feeds(profiles, self._camera)) if profiles else ()

    def close(self) -> None:
        """Stop the camera."""
        self._open.close()


def launcher() -> Any:
    """Return what opens the window of the games; raises PluginError."""
    for point in entry_points(group="posebridge.launcher"):
        return point.load()
    raise PluginError("The games are not installed.", "install posebridge anew")


def _seats(profiles: tuple[str, ...], players: int) -> tuple[str, ...]:
    if len(profiles) > players:
        raise PosebridgeError(
            f"There are {len(profiles)} profiles for {players} player.", "add: --players 2"
        )
    return profiles


def pairs(options: Sequence[str]) -> dict[str, str]:
    """Return NAME=VALUE texts as a dictionary; raises PosebridgeError."""
    parts = [option.partition("=") for option in options]
    if not all(name and value for name, _, value in parts):
        raise PosebridgeError("An option is set as NAME=VALUE.", "for example: --set level=3")
    return {name: value for name, _, value in parts}


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    written = all(side.isdecimal() and len(side) <= 5 for side in (width, height))
    if not (written and int(width) >= 320 and int(height) >= 240):
        raise PosebridgeError(f'"{text}" is no size of a window.', "for example: --size 1280x720")
    return int(width), int(height)


def _as_json(report: Any) -> dict[str, Any]:
    from bridge.timing import percentile

    times = [1000 * seconds for seconds in report.frame_times[1:]]
    return {
        "matches": [
            {"game": each.game, "scores": list(each.scores), "outcome": each.outcome}
            for each in report.results
        ],
        "frames": len(report.frame_times),
        "frame_ms": {
            "p50": round(percentile(times, 0.5), 2),
            "p99": round(percentile(times, 0.99), 2),
        },
    }
