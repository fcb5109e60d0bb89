"""The command line. Commands load only when called, so that ``--help`` is quick."""

import io
import os
import re
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import click

from bridge import __version__
from bridge.errors import ConfigError, PosebridgeError
from bridge.visible import visible

# name: (module:attribute, one line for --help)
COMMANDS: dict[str, tuple[str, str]] = {
    "backbones": ("bridge.cli.backbones:backbones", "List, download or add networks."),
    "bench": ("bridge.cli.bench:bench", "Measure how long each stage takes on this machine."),
    "challenges": ("bridge.cli.challenges:challenges", "What light, angle and background do."),
    "classify": ("bridge.cli.classify:classify", "What the network thinks a picture shows."),
    "config": ("bridge.cli.config:config", "Check a YAML file, or print its JSON Schema."),
    "demo": ("bridge.cli.demo:demo", "Watch a drawn player train itself and play."),
    "doctor": ("bridge.cli.doctor:doctor", "Find out what works on this machine."),
    "evaluate": ("bridge.cli.evaluate:evaluate", "Measure how often poses are recognised."),
    "explain": ("bridge.cli.explain:explain", "Show why a picture got its label."),
    "export": ("bridge.cli.exchange:export", "Write a profile as a folder of pictures and more."),
    "import": ("bridge.cli.exchange:import_", "Make a profile from another tool's files."),
    "play": ("bridge.cli.play:play", "Play Snake, Pong or Pac-Man with your poses."),
    "plugins": ("bridge.cli.plugins:plugins", "List cameras, backbones, outputs and games."),
    "predict": ("bridge.cli.predict:predict", "Name the pose in pictures."),
    "renew": ("bridge.cli.renew:renew", "Have another network look at a profile's pictures."),
    "run": ("bridge.cli.run:run", "Turn poses into key presses as a YAML file says."),
    "studio": ("bridge.cli.studio:studio", "Open the window where you teach poses."),
    "train": ("bridge.cli.train:train", "Make a profile from folders of pictures."),
    "tune": ("bridge.cli.tune:tune", "Choose K and the distance, honestly."),
}


class LazyGroup(click.Group):
    """Imports a command's module only when that command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names that ``--help`` shows."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, n=1)
            hint = f'did you mean "{close[0]}"?' if close else "see: posebridge --help"
            raise PosebridgeError(f'There is no command called "{args[0]}".', hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command list from the table, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in sorted(COMMANDS.items())])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="posebridge")
@click.option("--debug", is_flag=True, help="Show the full traceback of an error.")
def cli(debug: bool) -> None:
    """Teach your own controls: show a webcam a few poses, then play with them."""


def main() -> None:
    """Run the command line: errors become one sentence and a hint, and exit code 2."""
    # pygame greets on standard output, which belongs to --json.
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    debug = "--debug" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--debug"]
    _write_what_the_terminal_lacks()
    try:
        cli(standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except PosebridgeError as error:
        if debug:
            raise
        # Only what is said about a configuration has several lines.
        keep = "\n" if isinstance(error, ConfigError) else ""
        _stop(visible(error.message, keep=keep), visible(error.hint))
    except BrokenPipeError:
        _leave_output()
        sys.exit(1)
    except (OSError, UnicodeError) as error:
        if debug:
            raise
        _leave_output()
        file = getattr(error, "filename", None)
        place = f' about "{file}"' if file else ""
        reason = getattr(error, "strerror", None) or str(error)
        _stop(visible(f"The system says{place}: {reason}."), "posebridge --debug shows where.")
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)


def _stop(sentence: str, hint: str) -> NoReturn:
    text = f"posebridge: {sentence}\nHint: {hint}" if hint else f"posebridge: {sentence}"
    # A name of thousands of letters would leave nothing else to be seen.
    click.echo(re.sub(r"(\S{80})\S{200,}", r"\1…", text), err=True)
    sys.exit(2)


def _write_what_the_terminal_lacks() -> None:
    """Have letters that an encoding lacks written as escapes instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _leave_output() -> None:
    """Throw away what could not be printed, or Python would try once more when it ends."""
    with suppress(OSError, ValueError, AttributeError):  # there may be no output at all
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
