"""Live pictures of every camera, for choosing one."""

from collections.abc import Callable
from dataclasses import dataclass

from bridge.cameras import Camera
from bridge.errors import PosebridgeError
from bridge.slot import Slot
from bridge.studio.connecting import Connection
from bridge.types import Frame, Image
from bridge.worker import Worker

Finder = Callable[[], list[tuple[str, str]]]
Opener = Callable[[str], Camera]


@dataclass(slots=True)
class Preview:
    """One camera's tile: ``source`` as on the command line, the newest picture if there is one."""

    source: str
    name: str
    image: Image | None = None
    failed: bool = False


class _Looker:
    """Opens one camera, and reads it on a thread of its own."""

    def __init__(self, camera: Camera) -> None:
        self.frames: Slot[Frame] = Slot()
        self._connection = Connection(camera)
        self._reading: Worker | None = None

    def failed(self) -> bool:
        """Begin to read once the camera is open; whether it did not open, or was lost."""
        if self._connection.busy:
            return False
        if self._reading is None:
            try:
                self._camera = self._connection.opened()
            except PosebridgeError:
                return True
            self._reading = Worker("preview", self._turn)
            self._reading.start()
        return not self._reading.running

    def stop(self) -> None:
        """End reading soon."""
        if self._reading is not None:
            self._reading.stop()

    def close(self) -> None:
        """Free the device, which a camera that is still opening does by itself later."""
        if self._reading is not None:
            self._reading.join(2.0)
        self._connection.abandon()

    def _turn(self) -> bool:
        frame = self._camera.read()
        if frame is not None:
            self.frames.put(frame)
        return frame is not None


class Previews:
    """Opens the cameras that ``find`` names; none makes the others or the window wait."""

    def __init__(self, find: Finder, open_camera: Opener) -> None:
        self._find = find
        self._open_camera = open_camera
        self._tiles: list[Preview] = []
        self._lookers: dict[str, _Looker] = {}

    def look(self, running: str = "", image: Image | None = None) -> list[Preview]:
        """Return every camera with its newest picture.

        ``running`` is a camera that is in use already, whose picture is ``image``.
        """
        if not self._tiles:
            self._tiles = [Preview(source, name) for source, name in self._find()]
            return self._tiles
        for tile in self._tiles:
            if tile.source == running:
                tile.image = image
            elif tile.source in self._lookers:
                self._follow(tile, self._lookers[tile.source])
            elif not tile.failed:
                self._start(tile)
        return self._tiles

    def stop(self) -> None:
        """Close every camera."""
        for looker in self._lookers.values():
            looker.stop()
        for looker in self._lookers.values():
            looker.close()
        self._lookers, self._tiles = {}, []

    def _start(self, tile: Preview) -> None:
        try:
            self._lookers[tile.source] = _Looker(self._open_camera(tile.source))
        except PosebridgeError:
            tile.failed = True

    def _follow(self, tile: Preview, looker: _Looker) -> None:
        frame = looker.frames.take(0)
        if frame is not None:
            tile.image = frame.image
        tile.failed = looker.failed()
