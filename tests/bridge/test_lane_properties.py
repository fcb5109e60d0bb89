"""Whatever happens to a lane, in whatever order: nothing is pressed that must not be."""

from random import Random

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import LABELS, LONG, SCORES, STEPS, all_controls, decide

from bridge import controls as c
from bridge.decide import Decider
from bridge.lane import Lane
from bridge.mapping import Mapper
from bridge.pipeline import Pipeline
from bridge.types import Action, Button, Event, Frame, Key, Prediction, Snapshot

PICTURE = np.zeros((2, 2, 3), np.uint8)
STALL_S = 0.3
DEEDS = ("frame", "frame", "frame", "idle", "idle", "arm", "disarm", "pause", "focus", "reload")


class Scripted(Pipeline):
    """Decides and maps for real; the recogniser says what the script says."""

    def __init__(self, settings_: c.DecideSettings, controls: c.Controls) -> None:
        self.decider = Decider(settings_)
        self.mapper = Mapper(controls)
        self.prediction = Prediction(None, 0.0, {}, 0.0)

    def step(self, frame: Frame, *, armed: bool = True) -> Snapshot:
        gestures = self.decider.update(self.prediction)
        actions = self.mapper.update(gestures, self.prediction, frame.time) if armed else ()
        return Snapshot(frame, self.prediction, gestures=gestures, actions=actions, armed=armed)


class Keyboard:
    """What a real keyboard would have down; presses and releases must come in pairs."""

    name = "keyboard"

    def __init__(self) -> None:
        self.down: set[str] = set()

    def open(self) -> None:
        pass

    def send(self, actions: tuple[Action, ...]) -> None:
        for action in actions:
            if isinstance(action, Key | Button | Event):
                assert (action.name in self.down) != action.down, action
                (self.down.add if action.down else self.down.discard)(action.name)
            assert not {"left", "right"} <= self.down

    def show(self, snapshot: Snapshot) -> None:
        pass

    def release_all(self) -> None:
        assert not self.down, "the lane forgot what it held"

    def close(self) -> None:
        pass


def play(
    versions: list[tuple[c.DecideSettings, c.Controls]], seed: int, steps: int, paused: bool
) -> None:
    """Do ``steps`` things at random to a lane, and look after each whether all is well."""
    random = Random(seed)
    keyboard, may_press = Keyboard(), [True]
    lane = Lane(
        Scripted(*versions[0]),
        [keyboard],
        armed=not paused,
        countdown=1.0 if paused else None,
        stall_s=STALL_S,
        may_press=lambda: may_press[0],
        pause_labels=frozenset({"d"}),
    )
    now, last, index = 0.0, 0.0, 0
    for _ in range(steps):
        now += random.choice((0.0, 0.001, 0.033, 0.1, 0.5))
        match random.choice(DEEDS):
            case "frame":
                index, last = index + 1, now
                scores = {label: random.choice(SCORES) for label in LABELS}
                label = None if random.random() < 0.1 else "a"
                lane.pipeline.prediction = Prediction(label, 1.0, scores, now)
                lane.step(Frame(PICTURE, now, index), now, too_late=lambda: random.random() < 0.1)
            case "idle":
                lane.idle(now)
                if index and now - last > STALL_S + 1e-9:
                    assert not keyboard.down, "held without a picture"
            case "arm":
                lane.arm(armed=True)
            case "disarm":
                lane.arm(armed=False)
            case "pause":
                lane.pause()
            case "focus":
                may_press[0] = not may_press[0]
                lane.idle(now)
            case "reload":
                prediction = lane.pipeline.prediction
                changed = Scripted(*random.choice(versions))
                changed.prediction = prediction
                lane.replace_pipeline(changed)
        assert set(lane.pipeline.mapper.held) == keyboard.down
        assert lane.armed or not keyboard.down, "held while disarmed"
        assert may_press[0] or not index or not keyboard.down, "held without the focus"
    lane.rest(now)
    assert not keyboard.down
    lane.idle(now + 0.2)
    assert not keyboard.down or last + STALL_S > now + 0.2
    lane.rest(now + 0.2)


versions = st.lists(st.tuples(decide, all_controls), min_size=1, max_size=3)


@given(versions, st.integers(0, 2**32), st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_lane_never_holds_what_it_must_not(
    versions: list[tuple[c.DecideSettings, c.Controls]], seed: int, paused: bool
) -> None:
    play(versions, seed, 100, paused)


@pytest.mark.slow
@given(versions, st.integers(0, 2**32), st.booleans())
@settings(max_examples=LONG // STEPS, deadline=None, phases=(Phase.generate,), database=None)
def test_so_it_stays_for_very_many_deeds(
    versions: list[tuple[c.DecideSettings, c.Controls]], seed: int, paused: bool
) -> None:
    play(versions, seed, STEPS, paused)
