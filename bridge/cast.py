"""Players before one camera: a session with one lane and one feed for each profile."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from bridge.assembly import find_profile, make_lane
from bridge.backbones import Backbone, SharedBackbone
from bridge.backbones.store import open_backbone
from bridge.cameras.source import open_camera
from bridge.config import Config, game_config
from bridge.controls import AxisSource, Controls
from bridge.errors import ProfileError
from bridge.feed import LaneFeed
from bridge.outputs.game import GameOutput
from bridge.profile import Profile, load_profile
from bridge.registry import load
from bridge.session import Session
from bridge.view import FULL, View

AXIS_SMOOTH_MS = 60.0  # calms the trembling of a trained number, costs two frames
LEFT_HALF, RIGHT_HALF = (0.0, 0.0, 0.5, 1.0), (0.5, 0.0, 1.0, 1.0)


@contextmanager
def open_feeds(names: Sequence[str], camera: str) -> Iterator[tuple[LaneFeed, ...]]:
    """Open one or two profiles before ``camera`` and yield a feed for each player.

    Raises ProfileError, BackboneError or CameraError.
    """
    profiles = [load_profile(find_profile(name)) for name in names]
    if len(profiles) == 2:
        profiles = [_in_half(profile, player) for player, profile in enumerate(profiles)]
    outputs = [GameOutput() for _ in profiles]
    with ExitStack() as undo:
        lanes = []
        backbones = open_backbones([profile.backbone for profile in profiles])
        for backbone in backbones:
            undo.callback(backbone.close)
        for profile, backbone, output in zip(profiles, backbones, outputs, strict=True):
            lanes.append(make_lane(profile, backbone, player_config(profile), [output]))
        source = open_camera(camera, lambda kind: load("cameras", kind))
        session = undo.enter_context(Session(source, lanes))
        yield tuple(
            LaneFeed(session, lane, output) for lane, output in zip(lanes, outputs, strict=True)
        )


def open_backbones(names: Sequence[str]) -> list[Backbone]:
    """Return one backbone for each name; those of the same name share what they have loaded.

    They may still be loading (see ``open_backbone``). Raises BackboneError.
    """
    backbones: dict[str, Backbone] = {}
    found = []
    for name in names:
        known = backbones.get(name)
        shared = known.twin() if isinstance(known, SharedBackbone) else None
        found.append(shared or open_backbone(name, wait=False))
        backbones.setdefault(name, found[-1])
    return found


def player_config(profile: Profile) -> Config:
    """Return how a player steers a game: poses are held as events, a trained number is an axis.

    The axis ``paddle`` is -1 (top) at the smallest number that was taught and 1 at the largest.
    Raises ProfileError when there are no two numbers, or a pose that is none.
    """
    labels = profile.dataset.labels
    if not profile.settings.regression:
        return game_config(labels, profile.neutral)
    numbers = profile.numbers()
    if len(set(numbers)) < 2:
        raise ProfileError(
            f'The profile "{profile.name}" answers with numbers, but knows no two of them.',
            "teach one pose for each end of the axis",
        )
    source = AxisSource("paddle", low=numbers[0], high=numbers[-1], smooth_ms=AXIS_SMOOTH_MS)
    return replace(game_config(()), controls=Controls(axes=(source,)))


def half_view(view: View, player: int) -> View:
    """Return ``view`` narrowed to a player's half, unless it was taught on a region of its own.

    Player one is the one on the left of the screen, which in a mirrored picture is the right half
    of what the camera gives.
    """
    if view.region != FULL:
        return view
    left = (player == 0) != view.mirror
    return replace(view, region=LEFT_HALF if left else RIGHT_HALF)


def _in_half(profile: Profile, player: int) -> Profile:
    return replace(profile, view=half_view(profile.view, player))
