"""Open what was taught: a profile and the network that it was taught with."""

from pathlib import Path

from bridge.backbones import Backbone
from bridge.backbones.store import open_backbone
from bridge.profile import Profile


def open_taught(path: Path) -> tuple[Profile, Backbone]:
    """Read a profile while its network loads, which may go on for a moment afterwards.

    Raises ProfileError, and BackboneError when there is no such network. One that is damaged is
    told by ``make_pipeline``, ``backbones.store.wait_for`` and the first use.
    """
    # What they import takes as long as the network, which loads meanwhile.
    from bridge.profile_file import read_network, read_profile

    backbone = open_backbone(read_network(path), wait=False)
    profile = read_profile(path)
    profile.check_backbone(backbone)
    return profile, backbone
