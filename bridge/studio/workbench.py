"""The running bridge behind the studio: camera, recogniser and the profile being taught.

Whatever changes the profile is asked of the inference thread, which does it between two steps;
the screens read what that thread last published.
"""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bridge.backbones import Backbone
from bridge.cameras import Camera
from bridge.controls import MAIN_SET, Controls, DecideSettings, Hold, Thresholds
from bridge.decide import Decider
from bridge.errors import PosebridgeError
from bridge.knn import Recogniser
from bridge.lane import Lane
from bridge.mapping import Mapper
from bridge.outputs import Output
from bridge.pipeline import Pipeline
from bridge.profile import Profile
from bridge.session import Session
from bridge.studio.adviser import Adviser
from bridge.studio.album import Album
from bridge.studio.gate import Gate
from bridge.studio.lesson import Lesson
from bridge.studio.saving import Saver, frozen_copy
from bridge.studio.taking import Taking
from bridge.types import Snapshot
from bridge.view import View

log = logging.getLogger(__name__)


class Workbench:
    """One profile before one camera.

    ``backbone`` is the network in use, ``snapshot`` the newest step; ``problem`` is why the
    camera stopped. ``thresholds`` are those of the test drive by label, ``keys`` names the key
    that each label holds down.
    """

    def __init__(self, profile: Profile, path: Path, backbone: Backbone) -> None:
        self.path = path
        self.camera: Camera | None = None
        self.snapshot: Snapshot | None = None
        self.problem: PosebridgeError | None = None
        self.thresholds: dict[str, Thresholds] = {}
        self.keys: dict[str, str] = {}
        self.saver = Saver()
        self.adviser = Adviser()
        self._unsaved = 0
        self.gate = Gate()
        self.backbone = backbone
        self._open = ExitStack()
        self._session: Session | None = None
        self.use(profile, path)

    def use(self, profile: Profile, path: Path) -> None:
        """Go on with another profile; raises ProfileError if another network taught it."""
        profile.check_backbone(self.backbone)
        camera = self.camera
        self.stop()
        self.path = path
        self.lesson = Lesson(profile)
        self._recogniser = Recogniser(profile.dataset, profile.settings)
        self._taking = Taking(self.lesson, profile.view)
        self._lane = self._new_lane()
        self.adviser.look(frozen_copy(profile))
        if camera is not None:
            self.start(camera)

    @property
    def profile(self) -> Profile:
        """The profile being taught."""
        return self.lesson.profile

    @property
    def album(self) -> Album:
        """What is taught, as it was after the last change."""
        return self.lesson.album

    @property
    def held(self) -> tuple[str, ...]:
        """The keys that the poses hold down, or would hold down if armed."""
        return self._lane.pipeline.mapper.held if self.running else ()

    @property
    def running(self) -> bool:
        """Whether a camera is open."""
        return self._session is not None

    @property
    def stalled(self) -> bool:
        """Whether the last picture is too old to trust."""
        return self._session is not None and self._session.stalled

    @property
    def private(self) -> bool:
        """Whether new examples keep only numbers, no pictures."""
        return self._taking.private

    @property
    def saved(self) -> bool:
        """Whether everything that was asked for is done and on the disk."""
        return self._unsaved == 0 and not self.saver.busy

    def set_private(self, *, private: bool) -> None:
        """Keep pictures of new examples, or do not."""
        self._taking.private = private

    def start(self, camera: Camera) -> None:
        """Show and recognise what ``camera`` sees; raises CameraError."""
        self.stop()
        self._lane = self._new_lane()
        session = Session(camera, (self._lane,))
        self._open.enter_context(session)
        self.camera, self._session, self.problem = camera, session, None

    def stop(self) -> None:
        """Close the camera; a recording that is going on is kept."""
        self._open.close()
        self._session, self.camera, self.snapshot = None, None, None
        if hasattr(self, "lesson"):
            self.end()

    def close(self) -> None:
        """Stop everything and write what is not yet written."""
        self.stop()
        self.saver.close()
        self.adviser.close()

    def poll(self) -> bool:
        """Take note of what happened; returns whether there is a new picture."""
        session = self._session
        if session is not None and session.ended:
            self.problem = _why(session)
            self.stop()
        fresh = self._lane.snapshots.take(0)
        self.snapshot = fresh or self.snapshot
        return fresh is not None

    def ask(self, change: Callable[[], None]) -> None:
        """Do ``change`` between two steps, or at once while no camera runs."""
        if self._session is None:
            change()
        else:
            self._session.ask(change)

    def change(self, change: Callable[[Lesson], object]) -> None:
        """Change what is taught, and save."""
        self._unsaved += 1

        def carry_out() -> None:
            change(self.lesson)
            self._save()
            self._unsaved -= 1

        self.ask(carry_out)

    def begin(self, label: str, session: str) -> None:
        """Begin a recording."""
        self.ask(lambda: self.lesson.begin(label, session))

    def end(self) -> None:
        """End the recording and save."""
        self.change(lambda lesson: lesson.end())

    def save(self) -> None:
        """Save now, for changes that are not made through ``change``."""
        self.ask(self._save)

    def set_view(self, view: View) -> None:
        """Look at the camera's picture another way; only before anything is taught."""
        self.profile.view = view
        self._taking = Taking(self.lesson, view, private=self.private)
        if self.camera is not None:
            self.start(self.camera)

    def set_controls(self, keys: dict[str, str], thresholds: dict[str, Thresholds]) -> None:
        """Use other keys and thresholds from the next step on."""
        self.keys, self.thresholds = keys, thresholds
        lane = self._lane
        self.ask(lambda: lane.replace_pipeline(self._pipeline()))

    def _save(self) -> None:
        copy = frozen_copy(self.profile)
        self.saver.save(copy, self.path)
        self.adviser.look(copy)

    def _new_lane(self) -> Lane:
        outputs: tuple[Output, ...] = (self._taking, self.gate)
        return Lane(self._pipeline(), outputs)

    def _pipeline(self) -> Pipeline:
        idle = frozenset(card.label for card in self.album.cards if card.neutral)
        controls = {label: (Hold((key,)),) for label, key in self.keys.items()}
        return Pipeline(
            self.profile.view,
            self.backbone,
            self._recogniser,
            Decider(DecideSettings(labels=self.thresholds, idle=idle)),
            Mapper(Controls(sets={MAIN_SET: controls})),
        )


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
