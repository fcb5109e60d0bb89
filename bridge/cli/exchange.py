"""``posebridge import`` and ``posebridge export``: other tools' files in, and out again."""

import json
from pathlib import Path

import click


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("profile", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--backbone", default="default", show_default=True, help="Network to use.")
@click.option("--add", is_flag=True, help="Add to PROFILE instead of replacing it.")
@click.option("--no-pictures", is_flag=True, help="Keep features only, not the pictures.")
@click.option("--same-network", is_flag=True, help="A JSON of features is of this very network.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def import_(
    source: Path,
    profile: Path,
    backbone: str,
    add: bool,
    no_pictures: bool,
    same_network: bool,
    as_json: bool,
) -> None:
    """Make the profile file PROFILE from SOURCE.

    SOURCE is a folder or zip of pictures by pose, a Teachable Machine project (.tm) or sample
    zip, a folder of such zips, or features as .csv, .arff or the .json of ml5 and ml2scratch.
    PROFILE changes only when all of SOURCE could be read.
    """
    from bridge.backbones.store import open_backbone
    from bridge.cli.progress import bar
    from bridge.exchange import import_profile
    from bridge.profile import load_profile, save_profile

    network = open_backbone(backbone)
    before = load_profile(profile, network) if add else None
    known = len(before.dataset) if before else 0
    with bar("Looking at the pictures", None) as advance:
        made = import_profile(
            source, network, before,
            keep_pictures=not no_pictures, same_network=same_network, advance=advance,
        )  # fmt: skip
    made.name = made.name if add else profile.stem
    save_profile(made, profile)
    count = len(made.dataset) - known
    counts = made.dataset.counts()
    if as_json:
        report = {"profile": str(profile), "imported": count, "classes": counts}
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    click.echo(f"{profile}: {count} examples imported, {len(made.dataset)} in all")
    for label, number in counts.items():
        click.echo(f"  {number:5}  {label}")


@click.command("export")
@click.argument("profile")
@click.argument("destination", type=click.Path(path_type=Path))
@click.option("--block", "blocks", multiple=True, help="Export only these features.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def export(profile: str, destination: Path, blocks: tuple[str, ...], as_json: bool) -> None:
    """Write PROFILE to DESTINATION; its ending says how.

    None is a new folder of pictures, .zip the same in one file; .csv (spreadsheets), .arff (Weka,
    Wekinator) and .json (ml5, ml2scratch) are features.
    """
    from bridge.assembly import find_profile
    from bridge.exchange import export_profile
    from bridge.profile import load_profile

    loaded = load_profile(find_profile(profile))
    count, known = export_profile(loaded, destination, blocks), len(loaded.dataset)
    if as_json:
        click.echo(json.dumps({"destination": str(destination), "examples": count}))
    else:
        some = f"{count} of {known} examples, the others hold none of it"
        click.echo(f"{destination}: {some if count < known else f'{count} examples'}")
