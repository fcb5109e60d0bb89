"""Camera, lanes and threads of a running bridge.

Threads share the work: *capture* fills a slot where the newest frame wins, *inference* empties it
and drives the lanes, two players' side by side, and the main thread (game, studio, terminal) asks
and looks. A *watchdog* lets go of everything when inference hangs.
Camera and outputs are opened on the main thread, since macOS asks for permission there.
"""

import gc
import math
import queue
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Self

from bridge.abreast import Abreast
from bridge.backbones import HelpedBackbone
from bridge.cameras import Camera
from bridge.errors import PosebridgeError
from bridge.lane import Lane
from bridge.machine import keep_off
from bridge.outputs import Output
from bridge.pictures import with_half
from bridge.slot import Slot
from bridge.types import Frame
from bridge.worker import Worker

TICK_S = 0.01  # how finely timed actions and the stall watchdog are looked at
HANG_S = 0.5  # a step that takes longer than this lets every key go meanwhile
JOIN_S = 3.0  # longer than one camera read and one step of a slow machine


class Session:
    """Runs a camera through one lane per player, as a context manager.

    ``frames`` counts steps; ``newest`` holds the camera's newest picture, for previews that must
    not wait for the recogniser; ``ended`` tells that the source has no more frames.
    """

    def __init__(
        self,
        camera: Camera,
        lanes: Sequence[Lane],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.camera = camera
        self.lanes = lanes
        self.frames = 0
        self.newest: Slot[Frame] = Slot()
        self._clock = clock
        self._slot: Slot[Frame] = Slot()
        self._requests: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._capture = Worker("capture", self._read, self._slot.close)
        self._inference = Worker("inference", self._step, self._neutral, begin=self._make_room)
        self._watchdog = Worker("watchdog", self._watch)
        self._abreast = Abreast("player")
        self._captured, self._behind = -math.inf, 0.0
        self._turned = clock()
        self._let_go_at = self._turned

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            for lane in self.lanes:
                undo.callback(lane.close)
                for output in lane.outputs:
                    output.open()
            undo.callback(self.camera.close)
            self.camera.open()
            undo.pop_all()
        # To look through all that was loaded costs Python 18 ms now and then: a frame of the game.
        gc.freeze()
        self._turned = self._clock()
        for worker in (self._inference, self._capture, self._watchdog):
            worker.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the threads, release everything and free the camera; may be called twice.

        What was asked for and not yet done is done now.
        """
        for worker in (self._capture, self._inference, self._watchdog):
            worker.stop()
        self._slot.close()
        gc.unfreeze()
        with ExitStack() as undo:
            undo.callback(self._abreast.close)
            undo.callback(self.camera.close)
            for lane in self.lanes:
                undo.callback(lane.close)
            if not self._inference.join(HANG_S):
                self._let_go()
            if self._inference.join(JOIN_S):
                self._serve()
            self._capture.join(JOIN_S)
            self._watchdog.join(JOIN_S)

    @property
    def ended(self) -> bool:
        """Whether the source has no more frames and all of them were dealt with."""
        return not self._inference.running

    @property
    def stalled(self) -> bool:
        """Whether any player's last frame is older than the stall limit."""
        return any(lane.stalled for lane in self.lanes)

    def check(self) -> None:
        """Raise what ended a thread; call it from the main loop."""
        self._capture.check()
        self._inference.check()

    def arm(self, *, armed: bool) -> None:
        """Ask for actions to be carried out, or for rest; done within a tick."""
        for lane in self.lanes:
            self.ask(lambda lane=lane: lane.arm(armed=armed))  # type: ignore[misc]

    def ask(self, request: Callable[[], None]) -> None:
        """Have ``request`` called on the inference thread between two steps, or on closing."""
        self._requests.put(request)

    def _read(self) -> bool:
        frame = self.camera.read()
        if frame is not None:
            # Halved now, the picture need not be fetched from memory again.
            frame = with_half(self._forward(frame))
            self.newest.put(frame)
            self._slot.put(frame)
        return frame is not None or self.camera.live

    def _forward(self, frame: Frame) -> Frame:
        """Return a frame on a clock that never goes back, as a camera's might.

        What a key waits for would be as far away as that clock went back.
        """
        self._behind = max(self._behind, self._captured - frame.time)
        self._captured = frame.time + self._behind
        return replace(frame, time=self._captured) if self._behind > 0 else frame

    def _make_room(self) -> None:
        """Leave the cores of the network's other threads to them; two players need both."""
        if len(self.lanes) == 1:
            backbone = self.lanes[0].pipeline.backbone
            keep_off(backbone.helpers if isinstance(backbone, HelpedBackbone) else ())

    def _step(self) -> bool:
        self._serve()
        frame = self._slot.take(TICK_S)
        before, self._turned = self._turned, self._clock()
        now = self._turned
        if now - before > HANG_S:
            # The watchdog, or the guardian, has released what the lanes believe to hold.
            for lane in self.lanes:
                lane.rest(now)
        if frame is not None:
            self.frames += 1
            step = partial(Lane.step, frame=frame, now=now, too_late=self._hung)
            self._abreast.do([partial(step, lane) for lane in self.lanes])
        else:
            for lane in self.lanes:
                lane.idle(now)
        return frame is not None or not self._slot.closed

    def _hung(self) -> bool:
        """Whether the present step lasts so long that every key was let go meanwhile."""
        return self._clock() - self._turned > HANG_S

    def _serve(self) -> None:
        while not self._requests.empty():
            self._requests.get()()

    def _watch(self) -> bool:
        """Let go once when the inference thread hangs in one step; that thread rests later."""
        time.sleep(TICK_S)
        turned = self._turned
        if self._let_go_at != turned and self._clock() - turned > HANG_S:
            self._let_go_at = turned
            self._let_go()
        return self._inference.running

    def _let_go(self) -> None:
        """Release on threads of their own: an output that hangs must not hold up the others."""
        for lane in self.lanes:
            for output in lane.outputs:
                threading.Thread(target=_release, args=(output,), daemon=True).start()

    def _neutral(self) -> None:
        now = self._clock()
        with ExitStack() as every:
            for lane in self.lanes:
                every.callback(lane.rest, now)


def _release(output: Output) -> None:
    # Whoever uses the output next hears of the error.
    with suppress(PosebridgeError):
        output.release_all()
