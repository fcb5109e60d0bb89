"""What a game sees of one player (see ``bridge.api.Feed``)."""

from collections.abc import Sequence
from dataclasses import replace

from bridge.lane import Lane
from bridge.outputs.game import GameOutput
from bridge.session import Session
from bridge.types import Action, Snapshot


class LaneFeed:
    """One lane of a running session, read by a game in the main thread."""

    def __init__(self, session: Session, lane: Lane, output: GameOutput) -> None:
        self._session = session
        self._lane = lane
        self._output = output

    @property
    def poses(self) -> Sequence[str]:
        """The poses that the camera's player can be asked for; none before a real camera."""
        return tuple(getattr(self._session.camera, "poses", ()))

    def ask(self, pose: str | None) -> None:
        """Have the camera's player, if it is a drawn one, take a pose it knows."""
        show = getattr(self._session.camera, "show", None)
        if show is not None and (pose is None or pose in self.poses):
            show(pose)

    def actions(self) -> list[Action]:
        """Return what happened since the last call; raises what ended the camera or a thread."""
        self._session.check()
        return self._output.drain()

    def snapshot(self) -> Snapshot | None:
        """Return the newest step with the picture as the profile sees it; None before the first."""
        newest = self._lane.snapshots.peek()
        if newest is None:
            return None
        return replace(newest, frame=self._lane.pipeline.view.see(newest.frame))

    def stalled(self) -> bool:
        """Whether the camera has given no new frame for longer than the stall limit."""
        return self._lane.stalled or self._session.ended

    def close(self) -> None:
        """Stop the session, for all its players."""
        self._session.close()
