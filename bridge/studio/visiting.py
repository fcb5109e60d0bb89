"""The player before a camera: which one is open, what it is asked to show, and what is said."""

from dataclasses import dataclass

from bridge.errors import PosebridgeError
from bridge.studio.goals import NEUTRAL
from bridge.studio.notices import Notices
from bridge.studio.settings import StudioSettings
from bridge.studio.telling import told
from bridge.studio.workbench import Workbench
from bridge.studio.world import World
from bridge.words import Words


@dataclass(frozen=True, slots=True)
class Opening:
    """A camera that is being opened, and whether it was chosen just now."""

    source: str
    chosen: bool


class Visiting:
    """What a visit has from its beginning. ``time`` is the moment of the last tick, in seconds.

    ``pose`` is the pose that the drawn player was asked to show.
    """

    def __init__(
        self, bench: Workbench, settings: StudioSettings, words: Words, world: World
    ) -> None:
        self.bench = bench
        self.settings = settings
        self.words = words
        self.world = world
        self.notices = Notices()
        self.pose = NEUTRAL
        self.time = 0.0
        self._opening: Opening | None = None

    @property
    def source(self) -> str:
        """The camera that is in use or being opened, if there is one."""
        if self._opening is not None:
            return self._opening.source
        return self.settings.camera if self.bench.running else ""

    @property
    def poses(self) -> tuple[str, ...]:
        """The poses that the camera's player can be asked for; none before a real camera."""
        return tuple(getattr(self.bench.camera, "poses", ()))

    def ask_pose(self, pose: str) -> None:
        """Have the camera's player, if there is one, show a pose."""
        show = getattr(self.bench.camera, "show", None)
        if show is not None and pose in self.poses:
            self.pose = pose
            show(pose)

    def say(self, key: str, *, undo: bool = False, **values: object) -> None:
        """Show a short message; ``undo`` offers to take the last change back."""
        self.notices.say(self.words(key, **values), self.time, undo=undo)

    def complain(self, error: PosebridgeError) -> None:
        """Show what went wrong and what to do."""
        self.notices.complain(" ".join(told(error, self.words)).strip(), self.time)

    def start_camera(self, source: str, *, chosen: bool = False) -> None:
        """Open a camera; whether it opens is said by ``follow_opening``."""
        try:
            self.bench.start(self.world.open_camera(source))
        except PosebridgeError as error:
            self.complain(error)
            return
        self._opening = Opening(source, chosen)
        self.follow_opening()

    def follow_opening(self) -> None:
        """Take note of a camera that has opened, or say why it has not."""
        opening = self._opening
        if opening is None or self.bench.opening:
            return
        self._opening = None
        if self.bench.problem is not None:
            self.complain(self.bench.problem)
        if self.bench.running:
            self.opened(opening)

    def opened(self, opening: Opening) -> None:
        """Go on with a camera that has just opened."""
        self.ask_pose(self.pose)
