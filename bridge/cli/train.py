"""``posebridge train``: make a profile from folders of pictures."""

from pathlib import Path

import click

from bridge.cli.printing import print_json, say
from bridge.cli.progress import bar


@click.command()
@click.argument("profile", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--from", "folder", required=True, type=click.Path(path_type=Path),
    help="Pictures as DIR/<class>/* or DIR/<session>/<class>/*.",
)  # fmt: skip
@click.option("--backbone", default="default", show_default=True, help="Network to use.")
@click.option("--regress", is_flag=True, help="Class folders are numbers; answer in between.")
@click.option("--no-pictures", is_flag=True, help="Keep features only, not the pictures.")
@click.option("--no-measure", is_flag=True, help="Do not find out how this machine runs it best.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def train(
    profile: Path,
    folder: Path,
    backbone: str,
    regress: bool,
    no_pictures: bool,
    no_measure: bool,
    as_json: bool,
) -> None:
    """Make the profile file PROFILE from pictures sorted into folders.

    An existing PROFILE is replaced as a whole, and only when everything went well. The first time
    it is measured afterwards how this machine runs the network best, which takes a second or two.
    """
    from bridge.backbones.measuring import settled
    from bridge.backbones.store import find_card, open_backbone
    from bridge.folders import read_folder
    from bridge.profile import save_profile
    from bridge.targets import PROFILE, check_target
    from bridge.training import train_profile

    pictures = read_folder(folder)
    check_target(profile, PROFILE)
    with bar("Looking at the pictures", len(pictures)) as advance:
        network = open_backbone(backbone)
        made = train_profile(
            profile.stem, network, pictures,
            regression=regress, keep_pictures=not no_pictures, advance=advance,
        )  # fmt: skip
    save_profile(made, profile)
    if not no_measure:
        settled(find_card("default"))
    counts = made.dataset.counts()
    if as_json:
        report = {"profile": str(profile), "examples": len(made.dataset), "classes": counts}
        print_json(report)
        return
    say(f"{profile}: {len(made.dataset)} examples of {len(counts)} poses")
    for label, count in counts.items():
        say(f"  {count:5}  {label}")
