"""A camera in the studio, and what one lane recognises before it."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import ExitStack

from bridge.cameras import Camera
from bridge.errors import PosebridgeError
from bridge.lane import Lane
from bridge.session import Session
from bridge.studio.connecting import Connection
from bridge.types import Frame, Snapshot

PATIENCE_S = 0.25  # most cameras open within this, and nothing flickers
log = logging.getLogger(__name__)


class Watching(ABC):
    """One camera at a time.

    ``snapshot`` is the newest step, ``frame`` the camera's newest picture, which is newer than the
    snapshot's; ``problem`` is why the camera stopped.
    """

    _lane: Lane

    def __init__(self) -> None:
        self.camera: Camera | None = None
        self.snapshot: Snapshot | None = None
        self.frame: Frame | None = None
        self.problem: PosebridgeError | None = None
        self._open = ExitStack()
        self._session: Session | None = None
        self._connection: Connection | None = None

    @property
    def running(self) -> bool:
        """Whether a camera is open."""
        return self._session is not None

    @property
    def opening(self) -> bool:
        """Whether a camera is being opened, which may take seconds."""
        return self._connection is not None

    @property
    def stalled(self) -> bool:
        """Whether the last picture is too old to trust."""
        return self._session is not None and self._session.stalled

    def start(self, camera: Camera) -> None:
        """Open ``camera``, and show and recognise what it sees.

        Raises CameraError; a camera that takes its time to fail has it as ``problem`` later.
        """
        self.stop()
        self.problem = None
        self._connection = Connection(camera)
        self.camera = camera
        self._connection.wait(PATIENCE_S)
        self._follow_connection()

    def stop(self) -> None:
        """Close the camera."""
        if self._connection is not None:
            self._connection.abandon()
        self._open.close()
        self._session, self._connection = None, None
        self.camera, self.snapshot, self.frame = None, None, None

    def poll(self) -> bool:
        """Take note of what happened; returns whether there is a new picture."""
        try:
            self._follow_connection()
        except PosebridgeError as error:
            self.problem = error
        session = self._session
        if session is not None and session.ended:
            self.problem = _why(session)
            self.stop()
        fresh = self._lane.snapshots.take(0)
        self.snapshot = fresh or self.snapshot
        frame = self._session.newest.take(0) if self._session is not None else None
        self.frame = frame or self.frame
        return fresh is not None or frame is not None

    def ask(self, change: Callable[[], None]) -> None:
        """Do ``change`` between two steps, or at once while no camera runs."""
        if self._session is None:
            change()
        else:
            self._session.ask(change)

    @abstractmethod
    def _new_lane(self) -> Lane:
        """Return a lane for the next camera."""

    def _follow_connection(self) -> None:
        """Start a session once the camera is open; raises CameraError if it cannot be opened."""
        connection = self._connection
        if connection is None or connection.busy:
            return
        self._connection = None
        self._lane = self._new_lane()
        try:
            session = Session(connection.opened(), (self._lane,))
            self._open.enter_context(session)
        except PosebridgeError:
            self.stop()
            raise
        self._session = session


def _why(session: Session) -> PosebridgeError:
    """Return what ended a session; without a message when its source simply has no more."""
    try:
        session.check()
    except PosebridgeError as error:
        return error
    except Exception as error:  # whatever it is, the lesson is on the disk and the window stays
        log.exception("The recogniser stopped")
        return PosebridgeError(f"Something went wrong: {error}", "start the camera again")
    return PosebridgeError("")
