"""``posebridge renew``: have another network look at a profile's pictures."""

import click

from bridge.cli.printing import print_json


@click.command()
@click.argument("profile")
@click.option("--backbone", default="default", show_default=True, help="Network to use.")
@click.option("--drop", is_flag=True, help="Leave out examples that keep no picture.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def renew(profile: str, backbone: str, drop: bool, as_json: bool) -> None:
    """Have a network look again at the pictures in PROFILE.

    For profiles that another network taught, or an older version of it. The file as it was is
    kept beside it.
    """
    from bridge.assembly import find_profile
    from bridge.backbones.store import open_backbone
    from bridge.cli.progress import bar
    from bridge.profile import load_profile, save_profile
    from bridge.renewal import keep_old, renewed

    path = find_profile(profile)
    before = load_profile(path)
    network = open_backbone(backbone)
    old = None
    made = before
    if before.sha256 != network.sha256:
        with bar("Looking at the pictures", None) as advance:
            made = renewed(before, network, drop=drop, advance=advance)
        old = keep_old(path)
        save_profile(made, path)
    if as_json:
        report = {
            "profile": str(path),
            "backbone": network.name,
            "examples": len(made.dataset),
            "old": str(old) if old else None,
        }
        print_json(report)
    elif old is None:
        click.echo(f"{path}: fits the network {network.name} already, nothing was changed")
    else:
        click.echo(f"{path}: {len(made.dataset)} examples for the network {network.name}")
        click.echo(f"{old}: as it was before")
