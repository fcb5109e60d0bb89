"""From the command line to an open window."""

import re
import threading
import time
from pathlib import Path

from bridge.backbones import Backbone
from bridge.backbones.measuring import settled
from bridge.backbones.store import NETWORK, find_card, open_backbone
from bridge.errors import BackboneError, ConfigError, PosebridgeError, ProfileError
from bridge.profile import Profile, load_profile, new_profile
from bridge.studio.app import App
from bridge.studio.filing import free_paths, open_profile
from bridge.studio.model import Studio
from bridge.studio.settings import (
    StudioSettings,
    load_settings,
    save_settings,
    settings_path,
)
from bridge.studio.workbench import Workbench
from bridge.studio.world import World
from bridge.words import load_words


def open_studio(
    path: Path | None,
    *,
    camera: str | None,
    theme: str | None,
    language: str | None,
    size: tuple[int, int],
) -> None:
    """Show the studio until it is closed; raises PosebridgeError before the window opens."""
    world = World()
    # Known by the first game: a player who never sees a terminal never trains by command.
    threading.Thread(target=settled, args=(find_card(NETWORK),), name="measuring").start()
    settings = load_settings(settings_path())
    settings.theme = theme or settings.theme
    settings.language = language or settings.language
    settings.camera = camera or settings.camera
    explicit, path = path is not None, path or _last_profile(settings, world)
    studio = studio_with(path, settings, world, strict=explicit)
    if settings.camera and (camera or studio.album.total):
        studio.choose_camera(settings.camera)
    try:
        App(studio, size).run()
    finally:
        if studio.album.total:
            settings.profile = str(studio.bench.path)
        save_settings(settings, settings_path())
        studio.bench.backbone.close()


def parse_size(text: str) -> tuple[int, int]:
    """Return (width, height) of ``1280x720``; raises ConfigError."""
    found = re.fullmatch(r"(\d{3,5})x(\d{3,5})", text)
    if found is None:
        raise ConfigError(f'"{text}" is no window size.', "write it like 1280x720")
    return int(found[1]), int(found[2])


def _last_profile(settings: StudioSettings, world: World) -> Path:
    last = Path(settings.profile) if settings.profile else None
    return last if last is not None and last.is_file() else world.profiles / "poses.pose"


def studio_with(path: Path, settings: StudioSettings, world: World, *, strict: bool) -> Studio:
    """Return a studio with a profile, new where there is no file.

    A profile that cannot be used as it is leads to an empty one and a word about it: when another
    network taught it, when another window has it, or when it is damaged (which is raised instead
    if ``strict``).
    """
    backbone: Backbone | None = None
    trouble: PosebridgeError | None = None
    profile: Profile | None = None
    try:
        if path.exists():
            profile = load_profile(path)
            backbone = _network_of(profile)
    except ProfileError as error:
        if strict:
            raise
        trouble = error
    other = profile is not None and backbone is None
    backbone = backbone or open_backbone()
    free = free_paths(world.profiles, "poses")
    if other or trouble is not None:
        path_used, profile = next(free), None
    else:
        path_used = path
    while True:
        try:
            taught = profile or new_profile(path_used.stem, backbone)
            bench = Workbench(taught, path_used, backbone, world.locks)
            break
        except ProfileError as error:  # another window has it
            trouble = error if path_used == path else trouble
            profile, path_used = None, next(free)
    studio = Studio(bench, settings, load_words(settings.language), world)
    studio.tick(time.monotonic())
    if trouble is not None:
        studio.complain(trouble)
    elif other:
        open_profile(studio, path)
    return studio


def _network_of(profile: Profile) -> Backbone | None:
    """Return the network that a profile was taught with, if it is here."""
    try:
        backbone = open_backbone(profile.backbone)
    except BackboneError:
        return None
    if backbone.sha256 == profile.sha256:
        return backbone
    backbone.close()
    return None
