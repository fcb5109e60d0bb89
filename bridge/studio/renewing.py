"""Opening profiles that another network taught: with that network, or by looking again."""

from pathlib import Path

from bridge.backbones import Backbone
from bridge.errors import BackboneError
from bridge.profile import Profile, load_profile, save_profile
from bridge.renewal import keep_old, renewed, without_picture
from bridge.studio.dialogs import Renewal
from bridge.studio.errand import Advance, Finish
from bridge.studio.model import Studio

DEFAULT = "default"


def open_other(studio: Studio, path: Path, profile: Profile) -> None:
    """Open a profile that does not fit the network in use, or offer to renew it."""

    def job(_: Advance) -> Finish:
        wanted, backbone = network_for(studio, profile)
        if backbone is not None and backbone.sha256 == profile.sha256:
            return lambda: studio.use(profile, path, backbone)
        if backbone is not None:
            backbone.close()
        lost = without_picture(profile)
        pictures = len(profile.dataset) - lost
        return lambda: studio.show(Renewal(path, wanted, pictures, lost))

    studio.run_errand(job)


def renew(studio: Studio, renewal: Renewal) -> None:
    """Have the network look at a profile's pictures again, and open it."""
    path = renewal.path

    def job(advance: Advance) -> Finish:
        studio.bench.check_free(path)
        backbone = studio.world.open_backbone(renewal.backbone)
        profile = load_profile(path)
        made = renewed(profile, backbone, drop=True, variants=False, advance=advance)
        old = keep_old(path)
        save_profile(made, path)

        def finish() -> None:
            studio.use(made, path, backbone)
            studio.say("renewal.done", name=old.name)

        return finish

    studio.run_errand(job)


def network_for(studio: Studio, profile: Profile) -> tuple[str, Backbone | None]:
    """Return the network of a profile's name, opened, or the default one's name and None."""
    try:
        return profile.backbone, studio.world.open_backbone(profile.backbone)
    except BackboneError:
        return DEFAULT, None
