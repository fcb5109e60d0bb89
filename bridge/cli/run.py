"""``posebridge run``: poses become key presses as a YAML file says."""

import signal
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from bridge.assembly import (
    check_view,
    find_config,
    find_profile,
    for_profile,
    make_lane,
    make_outputs,
)
from bridge.cameras.source import open_camera
from bridge.cli.numbers import Number
from bridge.cli.reloading import Reloading
from bridge.cli.status import StatusLine
from bridge.config import Config, OutputSettings, load_config
from bridge.config_check import check, pressed_at
from bridge.errors import ConfigError
from bridge.lane import Lane
from bridge.outputs import Output
from bridge.outputs.keyboard import KeyboardOutput
from bridge.outputs.trace import TraceOutput
from bridge.outputs.watch import SafetyWatch
from bridge.registry import load
from bridge.reload import ConfigWatch
from bridge.session import Session
from bridge.taught import open_taught

LOOK_S = 0.1


@click.command()
@click.argument("config", type=click.Path(path_type=Path))
@click.option("--profile", help="Use this profile instead of the one that CONFIG names.")
@click.option("--camera", help="Number, name:LOGITECH, file, folder, address or synthetic.")
@click.option("--output", help="Send to this output instead, such as dry-run.")
@click.option("--seconds", type=Number(min=0), help="Stop after this long.")
@click.option("--trace", type=click.Path(dir_okay=False), help="Write every step to a .csv file.")
def run(
    config: Path,
    profile: str | None,
    camera: str | None,
    output: str | None,
    seconds: float | None,
    trace: str | None,
) -> None:
    """Turn poses into key presses as the YAML file CONFIG says, until Ctrl+C.

    CONFIG may also name a shipped one, such as: snake.

    Saving CONFIG while it runs changes the controls at once; a mistake in it is told and changes
    nothing.
    """
    config = find_config(config)
    file = ConfigWatch(config)
    settings = load_config(config)
    named = profile or settings.profile
    if named is None:
        raise ConfigError(f"{config}: no profile is named.", "add: profile: me.pose")
    taught, backbone = open_taught(find_profile(named, beside=config))
    settings = for_profile(settings, taught)
    wanted = (OutputSettings(output),) if output else settings.outputs
    outputs = make_outputs(wanted)
    if trace:
        outputs += (TraceOutput.chosen(Path(trace)),)
    check_keys = partial(_check_keys, config, outputs)
    check_keys(settings)
    lane = make_lane(taught, backbone, settings, outputs)
    wanted_camera = settings.camera.source if camera is None else camera
    source = open_camera(wanted_camera, lambda kind: load("cameras", kind), rests=True)
    stop = threading.Event()
    with ExitStack() as undo:
        undo.callback(backbone.close)
        for number in _ends():
            before = signal.signal(number, lambda *_: stop.set())
            undo.callback(signal.signal, number, before)
        status = undo.enter_context(StatusLine())
        session = Session(source, [lane])
        watch = SafetyWatch(
            settings.safety,
            pause=lambda: session.ask(lane.pause),
            held=lambda: [name for part in outputs for name in getattr(part, "heard_as", ())],
        )
        lane.may_press = undo.enter_context(watch).may_press
        undo.enter_context(session)
        status.say(check_view(taught, settings.camera))
        for part in outputs:
            status.say(getattr(part, "limits", ""))
        for remark in check(replace(settings, outputs=wanted), taught.poses):
            status.say(f"Note: {remark.told_of(config)}")
        if not lane.armed:
            status.say(_how_to_start(settings))
        reloading = Reloading(file, settings, taught, session, lane, watch, check_keys)
        _watch(session, lane, stop, seconds, status, reloading)
    click.echo(f"Stopped after {session.frames} frames; nothing is held.", err=True)


def _ends() -> list[signal.Signals]:
    """Return the signals that end the bridge; nohup asks to survive a closed terminal."""
    found = [signal.SIGINT, signal.SIGTERM]
    for name in ("SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            found.append(number)
    return found


def _check_keys(file: Path, outputs: Sequence[Output], config: Config) -> None:
    """Raise ConfigError now rather than in the middle of a game when the layout lacks a key."""
    hotkey = config.places.get(("safety", "pause_hotkey"), 1)
    places = {**dict.fromkeys(config.safety.pause_hotkey, hotkey), **pressed_at(config)}
    for output in outputs:
        if not isinstance(output, KeyboardOutput):
            continue
        for name, reason in output.lacking(places):
            raise ConfigError(f"{file}:{places[name]}: {reason.message}", reason.hint)


def _how_to_start(config: Config) -> str:
    """Return what a player has to do before anything is pressed."""
    safety = config.safety
    if safety.countdown_s:
        return f"Nothing is pressed yet: starting in {safety.countdown_s:g} s."
    hotkey = f"press {'+'.join(safety.pause_hotkey)}" if safety.pause_hotkey else ""
    pose = f'pose "{min(config.pause_labels)}"' if config.pause_labels else ""
    ways = " or ".join(filter(None, (hotkey, pose)))
    return f"Nothing is pressed yet: {ways or 'save the file without start_disarmed'} to start."


def _watch(
    session: Session,
    lane: Lane,
    stop: threading.Event,
    seconds: float | None,
    status: StatusLine,
    reloading: Reloading,
) -> None:
    start = time.monotonic()
    while not stop.wait(LOOK_S):
        session.check()
        status.say(reloading.look())
        status.show(lane.snapshots.peek(), session)
        if session.ended or (seconds is not None and time.monotonic() - start >= seconds):
            break
    session.check()
