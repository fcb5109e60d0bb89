"""From a configuration and a profile to lanes that a session can run."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bridge.backbones import Backbone, ChoosingBackbone
from bridge.backbones.store import wait_for
from bridge.config import CameraSettings, Config, OutputSettings
from bridge.decide import Decider
from bridge.errors import ConfigError, PluginError, ProfileError
from bridge.files import at_home, is_file, is_folder
from bridge.lane import Lane
from bridge.lines import with_lines
from bridge.mapping import Mapper
from bridge.outputs import Output
from bridge.outputs.options import build
from bridge.pipeline import Pipeline
from bridge.profile import Profile
from bridge.recall import taught_recogniser
from bridge.registry import load, suggest
from bridge.resources import shared_folder, user_folder
from bridge.visible import visible

SUFFIX = ".pose"


def find_config(written: Path) -> Path:
    """Return the file that ``written`` means: that file, or else the shipped one of its name.

    So ``configs/snake.yaml``, ``snake.yaml`` and ``snake`` work wherever Posebridge is installed.
    Raises ConfigError with the nearest name.
    """
    if is_file(written):
        return written
    if is_folder(written):
        raise ConfigError(f'"{written}" is a folder.', "name a YAML file in it.")
    folder = shared_folder("configs")
    if written.parent in (Path(), Path("configs")):
        for name in (written.name, f"{written.name}.yaml"):
            if is_file(folder / name):
                return folder / name
    shipped = [path.stem for path in folder.glob("*.yaml")]
    raise ConfigError(f'There is no configuration "{written}".', suggest(written.stem, shipped))


def find_profile(name: str, beside: Path | None = None) -> Path:
    """Return the profile file that ``name`` means.

    Looked for as it is written, beside the file ``beside`` that names it, and among the player's
    own profiles; with and without the ending ``.pose``. Raises ProfileError.
    """
    written = at_home(name)
    own = user_folder("profiles")
    folders = [Path(), *([beside.parent] if beside else []), own]
    for folder in folders:
        for candidate in (folder / written, folder / f"{written}{SUFFIX}"):
            if is_file(candidate):
                return candidate
    known = [path.stem for path in sorted(own.glob(f"*{SUFFIX}"))]
    hint = suggest(written.stem, known) if known else "teach one with: posebridge studio"
    raise ProfileError(f'There is no profile "{name}".', hint)


def for_profile(config: Config, profile: Profile) -> Config:
    """Return ``config`` with what the profile says where the file says nothing.

    Its neutral poses are idle unless there are controls for them, and its lines count unless the
    file gives scores.
    """
    mapped = {label for _, label in config.lines}
    idle = config.decide.idle | (profile.neutral - mapped)
    return replace(config, decide=replace(with_lines(config, profile.labels), idle=idle))


def make_pipeline(profile: Profile, backbone: Backbone, config: Config) -> Pipeline:
    """Return one player's stages, ready to answer at once.

    The distance is learned or recalled here, so that the first frame need not wait for it, and
    blocks that do not help this profile are not computed. Raises ProfileError when profile and
    network do not fit, and BackboneError when the network cannot be used.
    """
    profile.check_backbone(backbone)
    config = for_profile(config, profile)
    recogniser = taught_recogniser(profile)
    if isinstance(backbone, ChoosingBackbone):
        backbone.choose(recogniser.blocks)
    wait_for(backbone)
    return Pipeline(
        profile.view,
        backbone,
        recogniser,
        Decider(config.decide),
        Mapper(config.controls),
    )


def reconfigure(lane: Lane, config: Config) -> None:
    """Have a lane decide, map and let go as ``config`` says; call it on the inference thread.

    Nothing is learned anew, so that it can happen between two frames.
    """
    before = lane.pipeline
    lane.replace_pipeline(
        Pipeline(
            before.view,
            before.backbone,
            before.recogniser,
            Decider(config.decide),
            Mapper(config.controls),
        )
    )
    lane.stall_s = config.safety.stall_ms / 1000
    lane.pause_labels = config.pause_labels


def make_lane(
    profile: Profile,
    backbone: Backbone,
    config: Config,
    outputs: Sequence[Output] | None = None,
) -> Lane:
    """Return one player's lane; ``outputs`` replaces what the configuration says."""
    safety = config.safety
    return Lane(
        make_pipeline(profile, backbone, config),
        make_outputs(config.outputs) if outputs is None else outputs,
        armed=not safety.start_disarmed and not safety.countdown_s,
        countdown=safety.countdown_s or None,
        stall_s=safety.stall_ms / 1000,
        pause_labels=config.pause_labels,
    )


def make_outputs(settings: Sequence[OutputSettings]) -> list[Output]:
    """Return the outputs that a configuration names, not yet opened.

    Raises PluginError for an unknown name and ConfigError for an option that the output lacks.
    """
    return [_make_output(part) for part in settings]


def _make_output(part: OutputSettings) -> Output:
    try:
        return build(load("outputs", part.use), part.use, part.options)
    except (ConfigError, PluginError) as error:
        place = f"{part.place}: " if part.place else ""
        raise type(error)(f"{place}{visible(error.message)}", error.hint) from error


def check_view(profile: Profile, camera: CameraSettings) -> str:
    """Return a sentence when a configuration asks for another view than the profile's, or "".

    The profile wins: its examples were taken through its view.
    """
    view = profile.view
    wanted = replace(
        view,
        mirror=view.mirror if camera.mirror is None else camera.mirror,
        region=camera.region or view.region,
    )
    if wanted == view:
        return ""
    return (
        f'The profile "{profile.name}" was taught with mirror={view.mirror} and '
        f"region={view.region}; it is used like that, whatever the configuration says."
    )
