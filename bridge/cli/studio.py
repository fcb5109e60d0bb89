"""``posebridge studio``: the window where you teach poses."""

from pathlib import Path

import click


@click.command()
@click.argument("profile", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--camera", metavar="SRC", help="A camera source; without it the studio asks.")
@click.option("--theme", type=click.Choice(["light", "dark"]), help="Colours.")
@click.option("--language", metavar="CODE", help="Of the texts: en or de.")
@click.option("--size", default="1280x720", show_default=True, metavar="WxH", help="Window size.")
def studio(
    profile: Path | None, camera: str | None, theme: str | None, language: str | None, size: str
) -> None:
    """Open the window where you teach poses.

    PROFILE is a file such as me.pose; without it the studio goes on with the last one.
    """
    from bridge.studio.opening import open_studio, parse_size
    from bridge.words import check_language

    if language is not None:
        check_language(language)
    open_studio(profile, camera=camera, theme=theme, language=language, size=parse_size(size))
