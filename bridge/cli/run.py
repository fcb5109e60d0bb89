"""``posebridge run``: poses become key presses as a YAML file says."""

import signal
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import click

from bridge.assembly import check_view, find_profile, make_lane, make_outputs, remap
from bridge.backbones.store import open_backbone
from bridge.cameras.source import open_camera
from bridge.cli.status import StatusLine
from bridge.config import OutputSettings, load_config
from bridge.errors import ConfigError
from bridge.lane import Lane
from bridge.outputs.watch import SafetyWatch
from bridge.profile import load_profile
from bridge.registry import load
from bridge.reload import ConfigWatch
from bridge.session import Session

LOOK_S = 0.1


@click.command()
@click.argument("config", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--profile", help="Use this profile instead of the one that CONFIG names.")
@click.option("--camera", help="Number, name:LOGITECH, file, folder, address or synthetic.")
@click.option("--output", help="Send to this output instead, such as dry-run.")
@click.option("--seconds", type=click.FloatRange(min=0), help="Stop after this long.")
@click.option("--trace", type=click.Path(dir_okay=False), help="Write every step to a CSV file.")
def run(
    config: Path,
    profile: str | None,
    camera: str | None,
    output: str | None,
    seconds: float | None,
    trace: str | None,
) -> None:
    """Turn poses into key presses as the YAML file CONFIG says, until Ctrl+C.

    Saving CONFIG while it runs changes the controls at once; a mistake in it is told and changes
    nothing.
    """
    settings = load_config(config)
    named = profile or settings.profile
    if named is None:
        raise ConfigError(f"{config}: no profile is named.", "add: profile: me.pose")
    taught = load_profile(find_profile(named, beside=config))
    backbone = open_backbone(taught.backbone)
    outputs = make_outputs([OutputSettings(output)] if output else settings.outputs)
    if trace:
        outputs += make_outputs([OutputSettings("trace", {"file": trace})])
    lane = make_lane(taught, backbone, settings, outputs)
    source = open_camera(
        settings.camera.source if camera is None else camera, lambda kind: load("cameras", kind)
    )
    stop = threading.Event()
    with ExitStack() as undo:
        undo.callback(backbone.close)
        for number in (signal.SIGINT, signal.SIGTERM):
            before = signal.signal(number, lambda *_: stop.set())
            undo.callback(signal.signal, number, before)
        status = undo.enter_context(StatusLine())
        status.say(check_view(taught, settings.camera))
        session = Session(source, [lane])
        watch = SafetyWatch(
            settings.safety,
            pause=lambda: session.ask(lambda: lane.arm(armed=not lane.armed)),
            held=lambda: [name for part in outputs for name in getattr(part, "heard_as", ())],
        )
        lane.may_press = undo.enter_context(watch).may_press
        undo.enter_context(session)
        if settings.safety.start_disarmed and settings.safety.countdown_s:
            undo.callback(_arm_later(session, settings.safety.countdown_s, status).cancel)
        _watch(session, lane, stop, seconds, status, ConfigWatch(config))
    click.echo(f"Stopped after {session.frames} frames; nothing is held.", err=True)


def _reload(file: ConfigWatch, session: Session, lane: Lane) -> str:
    """Put a changed configuration into force; returns a sentence when something happened, or ""."""
    try:
        config = file.changed()
    except ConfigError as error:
        return f"Not reloaded: {error.message} {error.hint}"
    if config is None:
        return ""
    session.ask(lambda: lane.replace_pipeline(remap(lane.pipeline, config)))
    return "The configuration was reloaded."


def _watch(
    session: Session,
    lane: Lane,
    stop: threading.Event,
    seconds: float | None,
    status: StatusLine,
    file: ConfigWatch,
) -> None:
    start = time.monotonic()
    while not stop.wait(LOOK_S):
        session.check()
        status.say(_reload(file, session, lane))
        status.show(lane.snapshots.peek(), session)
        if session.ended or (seconds is not None and time.monotonic() - start >= seconds):
            break
    session.check()


def _arm_later(session: Session, seconds: float, status: StatusLine) -> threading.Timer:
    status.say(f"Nothing is pressed yet: starting in {seconds:g} s.")
    timer = threading.Timer(seconds, lambda: session.arm(armed=True))
    timer.daemon = True
    timer.start()
    return timer
