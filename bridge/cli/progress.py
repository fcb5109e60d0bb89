"""A progress bar on standard error, so that standard output stays clean for results."""

from collections.abc import Iterator
from contextlib import contextmanager

from bridge.training import Advance


@contextmanager
def bar(text: str, total: int | None) -> Iterator[Advance]:
    """Show a bar for ``total`` steps (None: nobody knows); yields what takes the steps done."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(text, total=total)
        yield lambda steps: progress.advance(task, steps)
