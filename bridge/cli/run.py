"""``posebridge run``: poses become key presses as a YAML file says."""

import signal
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import click

from bridge.assembly import check_view, find_profile, make_lane, make_outputs, make_pipeline
from bridge.backbones import Backbone
from bridge.backbones.store import open_backbone
from bridge.cameras.source import open_camera
from bridge.cli.status import StatusLine
from bridge.config import Config, OutputSettings, load_config
from bridge.errors import ConfigError
from bridge.lane import Lane
from bridge.outputs.watch import SafetyWatch
from bridge.profile import Profile, load_profile
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
        _watch(session, lane, stop, seconds, status, _Reload(config, taught, backbone))
    click.echo(f"Stopped after {session.frames} frames; nothing is held.", err=True)


class _Reload:
    """Puts a changed configuration into force."""

    def __init__(self, path: Path, profile: Profile, backbone: Backbone) -> None:
        self._watch = ConfigWatch(path)
        self._profile = profile
        self._backbone = backbone

    def look(self, session: Session, lane: Lane) -> str:
        """Return a sentence when something happened, or ""."""
        try:
            config = self._watch.changed()
        except ConfigError as error:
            return f"Not reloaded: {error.message} {error.hint}"
        if config is None:
            return ""
        session.ask(lambda: self._put_into_force(config, lane))
        return "The configuration was reloaded."

    def _put_into_force(self, config: Config, lane: Lane) -> None:
        lane.replace_pipeline(make_pipeline(self._profile, self._backbone, config))


def _watch(
    session: Session,
    lane: Lane,
    stop: threading.Event,
    seconds: float | None,
    status: StatusLine,
    reload: _Reload,
) -> None:
    start = time.monotonic()
    while not stop.wait(LOOK_S):
        session.check()
        status.say(reload.look(session, lane))
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
