"""``posebridge config``: check a YAML file, or print its JSON Schema."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from bridge.cli.printing import print_json, say


@click.group()
def config() -> None:
    """Check a configuration, or print what one may say."""


@config.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--profile", help="Compare with this profile instead of the one that FILE names.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(file: Path, profile: str | None, as_json: bool) -> None:
    """Check FILE: faults end with exit code 2; what is probably not meant is a remark."""
    from bridge.assembly import find_config, find_profile, for_profile, make_outputs
    from bridge.config import load_config
    from bridge.config_check import check as look
    from bridge.errors import ProfileError
    from bridge.profile import load_profile

    file = find_config(file)
    settings = load_config(file)
    make_outputs(settings.outputs)
    labels, unknown = None, ""
    named = profile or settings.profile
    if named is not None:
        try:
            taught = load_profile(find_profile(named, beside=file))
        except ProfileError as error:
            if profile is not None:
                raise
            unknown = f"{error.message} Its poses were not compared."
        else:
            labels, settings = taught.poses, for_profile(settings, taught)
    remarks = look(settings, labels)
    if as_json:
        found = [asdict(remark) for remark in remarks]
        print_json({"file": str(file), "remarks": found})
        return
    for remark in remarks:
        say(remark.told_of(file))
    poses = sum(len(part) for part in settings.controls.sets.values())
    say(f"{file}: valid; {poses} poses with controls, {len(remarks)} remarks. {unknown}".rstrip())


@config.command()
def schema() -> None:
    """Print the JSON Schema of configurations, for editors that complete and check YAML."""
    from bridge.config_schema import schema as describe

    click.echo(json.dumps(describe(), indent=2))
