"""``posebridge explain``: show why a picture got its label."""

from pathlib import Path

import click


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
    from bridge.files import written_whole
    from bridge.pictures import load_image
    from bridge.profile import load_profile

    loaded = load_profile(profile)
    if not len(loaded.dataset):
        raise ProfileError(f'The profile "{loaded.name}" has no examples.', "teach it some poses")
    backbone = open_backbone(loaded.backbone)
    loaded.check_backbone(backbone)
    picture = load_image(image)
    guesses = _guesses(loaded.backbone, image)
    answer = collect(loaded, backbone, picture, image.name, guesses)
    with written_whole(out) as stream:
        stream.write(page(answer).encode())
    click.echo(f"{out}: {answer.prediction.label or 'unknown'} {answer.prediction.confidence:.0%}")


def _guesses(name: str, image: Path) -> list[tuple[str, float]]:
    """Return the network's own top five, or none for a backbone without classes."""
    from bridge.backbones.classes import Classifier
    from bridge.backbones.store import find_card
    from bridge.errors import BackboneError
    from bridge.pictures import load_image

    try:
        found = Classifier(find_card(name)).guesses([load_image(image)], 5)[0]
    except BackboneError:
        return []
    return [(guess.name, guess.probability) for guess in found]
