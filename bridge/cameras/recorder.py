"""Films what is on screen: ``.mp4`` or ``.gif``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bridge.cameras.films import FilmFile, Gif, Mp4
from bridge.errors import OutputError, PosebridgeError
from bridge.targets import Kind, check_target
from bridge.types import Image

MOST_REPEATS = 12  # half a second of a film
FILM = Kind("film", b"")


class Recorder:
    """Turns pictures with times into frames at a film's steady pace: repeats some, leaves some.

    A machine too slow to write as many frames as needed loses time in the film, not in the game.
    """

    def __init__(self, film: FilmFile) -> None:
        self._film = film
        self._started: float | None = None
        self._written = 0

    def due(self, time: float) -> bool:
        """Whether the film needs another frame to reach ``time`` seconds."""
        return self._frames_by(time) > self._written

    def add(self, image: Image, time: float) -> None:
        """Add a picture (H, W, 3) RGB shown at ``time`` seconds."""
        if self._started is None:
            self._started = time
        for _ in range(min(MOST_REPEATS, self._frames_by(time) - self._written)):
            self._film.write(image)
            self._written += 1
        if self.due(time):
            self._started = time - (self._written - 1) / self._film.per_second

    def _frames_by(self, time: float) -> int:
        return (
            1 if self._started is None else int((time - self._started) * self._film.per_second) + 1
        )


@contextmanager
def open_recorder(path: Path, watched: str = "") -> Iterator[Recorder]:
    """Yield a recorder that writes ``path``; the name's ending says which kind of film.

    The film appears complete once the block ends, even by an error. ``watched`` is the camera
    source meanwhile, which the film must not replace. Raises OutputError, also when the film could
    not be written whole.
    """
    kinds: dict[str, Callable[[Path], FilmFile]] = {".mp4": Mp4, ".gif": Gif}
    if path.suffix.lower() not in kinds:
        raise OutputError(f'A film is an .mp4 or a .gif, not "{path.name}".')
    if not path.absolute().parent.is_dir():
        raise OutputError(f'The folder "{path.parent}" does not exist.')
    check_target(path, FILM)
    if path.exists() and watched and Path(watched).exists() and path.samefile(watched):
        raise OutputError(f'"{path}" is being watched and is not replaced.', "name a new file.")
    film = kinds[path.suffix.lower()](path)
    try:
        yield Recorder(film)
    except PosebridgeError:
        with suppress(OutputError):
            film.finish()
        raise
    except BaseException:
        film.finish()
        raise
    else:
        film.finish()
