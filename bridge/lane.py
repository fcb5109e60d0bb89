"""One player's pipeline with its outputs: armed or not, and neutral whenever in doubt.

A lane is driven by one thread at a time and reads no clock: whoever drives it says what time it is.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace

from bridge.outputs import Output
from bridge.pipeline import Pipeline
from bridge.slot import Slot
from bridge.timing import Stopwatch
from bridge.types import Action, Axis, Button, Event, Frame, Gesture, Key, Snapshot

STALL_S = 0.3  # without a new frame for longer than this, every key is released


class Lane:
    """Steps one pipeline and sends what it decides to its outputs.

    Attributes:
        snapshots: the newest step, for previews, traces and benchmarks.
        armed: whether actions are carried out; recognition goes on regardless.
        countdown: seconds until the lane arms itself, counted from its first frame; None is never.
        stalled: whether the last frame is older than the stall limit, ``stall_s``.
        may_press: asked before every step; False keeps the lane neutral (focus guard).
        pause_labels: the poses that pause, and go on.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        outputs: Sequence[Output],
        *,
        armed: bool = True,
        countdown: float | None = None,
        stall_s: float = STALL_S,
        may_press: Callable[[], bool] = lambda: True,
        pause_labels: frozenset[str] = frozenset(),
    ) -> None:
        self.pipeline = pipeline
        self.outputs = outputs
        self.snapshots: Slot[Snapshot] = Slot()
        self.armed = armed
        self.countdown = countdown
        self.stalled = False
        self.may_press = may_press
        self.pause_labels = pause_labels
        self.stall_s = stall_s
        self._free = True
        self._frame_time: float | None = None
        self._arrived = 0.0

    def step(
        self, frame: Frame, now: float, *, too_late: Callable[[], bool] = lambda: False
    ) -> None:
        """Carry one frame through; ``now`` is when it reached us, in seconds.

        ``too_late`` is asked when it is recognised: what a picture from before a hang says is not
        done any more, and the player is to pose anew.
        """
        self.stalled = False
        self._count_down(0.0 if self._frame_time is None else now - self._arrived)
        self._frame_time, self._arrived = frame.time, now
        pressing = self._pressing(frame.time)
        snapshot = self.pipeline.step(frame, armed=pressing)
        actions = snapshot.actions
        if too_late():
            self.rest(frame.time, actions)
            actions = ()
        if self._pause_when_posed(snapshot.gestures, frame.time, actions):
            actions = ()
        watch = Stopwatch()
        with watch.stage("send"):
            self._send(actions)
        timings = {**snapshot.timings, **watch.stages}
        snapshot = replace(snapshot, actions=actions, timings=timings)
        for output in self.outputs:
            output.show(snapshot)
        self.snapshots.put(snapshot)

    def idle(self, now: float) -> None:
        """Let time pass without a frame: timed actions fall due, and a stall releases everything.

        The pipeline's time is the capture time of the last frame plus what has passed since it
        arrived, so that a slow camera does not make its clock jump.
        """
        if self._frame_time is None:
            return
        passed = now - self._arrived
        if passed > self.stall_s:
            if not self.stalled:
                self.stalled = True
                self.rest(self._frame_time + passed)
            return
        time = self._frame_time + passed
        gestures, actions = self.pipeline.tick(time, armed=self._pressing(time))
        if not self._pause_when_posed(gestures, time, actions):
            self._send(actions)

    def arm(self, *, armed: bool) -> None:
        """Start or stop carrying actions out; a pose held while arming must be held anew."""
        self.countdown = None
        if armed != self.armed:
            self.rest(self._frame_time or 0.0)
        self.armed = armed

    def pause(self) -> None:
        """Pause, or go on; during a countdown it ends the countdown, and nothing is pressed."""
        self.arm(armed=not self.armed and self.countdown is None)

    def replace_pipeline(self, pipeline: Pipeline) -> None:
        """Go on with a changed pipeline; keys that both hold for the present pose stay down."""
        time = self._frame_time or 0.0
        pressing = self._pressing(time) and not self.stalled
        before, self.pipeline = self.pipeline, pipeline
        pipeline.decider.resume(before.decider, time)
        gesture = pipeline.decider.gesture
        presses = pipeline.mapper.resume(before.mapper, gesture, time) if pressing else ()
        releases = before.mapper.release_all(time)
        wanted, had = {_target(action) for action in presses}, {_target(a) for a in releases}
        self._send(
            [
                *(action for action in releases if _target(action) not in wanted),
                # An axis may have another value now.
                *(a for a in presses if isinstance(a, Axis) or _target(a) not in had),
            ]
        )

    def rest(self, time: float, undone: Sequence[Action] = ()) -> None:
        """Go back to neutral: release what the pipeline holds, and what an output still holds.

        Of ``undone``, which the pipeline takes for done, nothing begins any more. A pause pose that
        is on stays on, or it would count twice.
        """
        try:
            self._release(time, undone)
        finally:
            if self.pipeline.decider.gesture not in self.pause_labels:
                self.pipeline.decider.reset(time)

    def close(self) -> None:
        """Release everything and close the outputs, each even if another one fails."""
        failure: Exception | None = None
        for output in self.outputs:
            try:
                output.close()
            except Exception as error:
                failure = failure or error
        self.snapshots.close()
        if failure is not None:
            raise failure

    def _release(self, time: float, undone: Sequence[Action]) -> None:
        with ExitStack() as every:
            for output in self.outputs:
                every.callback(output.release_all)
            self._send(_endings((*undone, *self.pipeline.mapper.release_all(time))))

    def _count_down(self, passed: float) -> None:
        if self.countdown is None:
            return
        self.countdown -= passed
        if self.countdown <= 0:
            self.arm(armed=True)

    def _pause_when_posed(
        self, gestures: Sequence[Gesture], time: float, undone: Sequence[Action]
    ) -> bool:
        """Pause or go on when a pause pose begins, and tell whether one did.

        Of ``undone`` nothing begins on the way: a pose that ends by that does not choose. The
        decider is not reset here: it must know that the pose is still on, or the same pose would
        go on where it has just paused.
        """
        posed = any(gesture.name in self.pause_labels for gesture in gestures)
        if posed:
            self._release(time, undone)
            self.armed = not self.armed and self.countdown is None
            self.countdown = None
        return posed

    def _pressing(self, time: float) -> bool:
        free = self.may_press()
        if self._free != free:
            self.rest(time)
        self._free = free
        return free and self.armed

    def _send(self, actions: Sequence[Action]) -> None:
        if actions:
            for output in self.outputs:
                output.send(actions)


def _endings(actions: Sequence[Action]) -> list[Action]:
    """Return what of these actions ends something from before; they end all that they begin."""
    begun: set[tuple[type, str]] = set()
    endings: list[Action] = []
    for action in actions:
        target = _target(action)
        match action:
            case Key(down=True) | Button(down=True) | Event(down=True):
                begun.add(target)
            case Key() | Button() | Event() if target in begun:
                begun.discard(target)
            case Key() | Button() | Event() | Axis(value=0.0):
                endings.append(action)
            case _:
                pass
    return endings


def _target(action: Action) -> tuple[type, str]:
    return type(action), getattr(action, "name", "")
