"""``posebridge explain``: show why a picture got its label."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bridge.cli.printing import say

if TYPE_CHECKING:
    from bridge.backbones import Backbone
    from bridge.types import Image


@click.command()
@click.argument("profile", type=click.Path(path_type=Path))
@click.argument("image", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="HTML file to write.")
def explain(profile: Path, image: Path, out: Path) -> None:
    """Write a page that shows why IMAGE got its label from PROFILE.

    The page needs no network and can be projected: the picture, the votes, the nearest examples,
    the map of all examples, and what the network makes of the picture.
    """
    from bridge.backbones.store import open_backbone
    from bridge.errors import ProfileError
    from bridge.explain.answer import explain as collect
    from bridge.explain.page import page
    from bridge.pictures import load_image
    from bridge.profile import load_profile
    from bridge.targets import PAGE, check_target, write_result

    check_target(out, PAGE)
    loaded = load_profile(profile)
    if not len(loaded.dataset):
        raise ProfileError(f'The profile "{loaded.name}" has no examples.', "teach it some poses")
    backbone = open_backbone(loaded.backbone)
    loaded.check_backbone(backbone)
    picture = load_image(image)
    guesses = _guesses(loaded.backbone, backbone, picture)
    answer = collect(loaded, backbone, picture, image.name, guesses)
    write_result(out, page(answer))
    say(f"{out}: {answer.prediction.label or 'unknown'} {answer.prediction.confidence:.0%}")


def _guesses(name: str, backbone: "Backbone", picture: "Image") -> list[tuple[str, float]]:
    """Return the network's own top five, or none for a backbone without class names."""
    from bridge.backbones.classes import Classifier
    from bridge.backbones.store import cards, find_card

    card = find_card(name if name in cards() else "default")
    if card.classes is None or card.classes.block not in backbone.blocks:
        return []
    return [(guess.name, guess.probability) for guess in Classifier(card).guesses([picture], 5)[0]]
