"""From the command line to an open window."""

import re
from pathlib import Path

from bridge.backbones import Backbone
from bridge.backbones.store import open_backbone
from bridge.errors import ConfigError
from bridge.profile import Profile, load_profile, new_profile
from bridge.studio.app import App
from bridge.studio.model import Studio
from bridge.studio.settings import (
    StudioSettings,
    load_settings,
    save_settings,
    settings_path,
)
from bridge.studio.words import load_words
from bridge.studio.workbench import Workbench
from bridge.studio.world import World


def open_studio(
    path: Path | None, *, camera: str | None, theme: str | None, size: tuple[int, int]
) -> None:
    """Show the studio until it is closed; raises PosebridgeError before the window opens."""
    world = World()
    settings = load_settings(settings_path())
    settings.theme = theme or settings.theme
    settings.camera = camera or settings.camera
    path = path or _last_profile(settings, world)
    profile, backbone = _profile_with_backbone(path)
    settings.profile = str(path)
    studio = Studio(Workbench(profile, path, backbone), settings, load_words(), world)
    if settings.camera and (camera or profile.dataset):
        studio.choose_camera(settings.camera)
    try:
        App(studio, size).run()
    finally:
        save_settings(settings, settings_path())
        backbone.close()


def parse_size(text: str) -> tuple[int, int]:
    """Return (width, height) of ``1280x720``; raises ConfigError."""
    found = re.fullmatch(r"(\d{3,5})x(\d{3,5})", text)
    if found is None:
        raise ConfigError(f'"{text}" is no window size.', "write it like 1280x720")
    return int(found[1]), int(found[2])


def _last_profile(settings: StudioSettings, world: World) -> Path:
    last = Path(settings.profile) if settings.profile else None
    return last if last is not None and last.is_file() else world.profiles / "poses.pose"


def _profile_with_backbone(path: Path) -> tuple[Profile, Backbone]:
    """Return a profile, new where there is no file, and the network that it was taught with."""
    if not path.exists():
        backbone = open_backbone()
        return new_profile(path.stem, backbone), backbone
    profile = load_profile(path)
    backbone = open_backbone(profile.backbone)
    profile.check_backbone(backbone)
    return profile, backbone
