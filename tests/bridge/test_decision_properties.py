"""What must hold after any input whatsoever."""

import os
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bridge import controls as c
from bridge.decide import Decider
from bridge.keynames import dangerous
from bridge.mapping import Mapper
from bridge.types import Action, Button, Event, Gesture, Key, Prediction

KEYS = ("left", "right", "up", "down", "alt", "ctrl", "delete", "f4", "w", "mouse_left")
LABELS = ("a", "b", "c", "d", "none")
SETS = ("main", "other")
SCORES = (0.0, 0.15, 0.3, 0.6, 1.0)
STEPS = 2000
# For millions: POSEBRIDGE_STEPS=5000000 pytest ... -k many
LONG = int(os.environ.get("POSEBRIDGE_STEPS", "200_000"))

keys = st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True).map(tuple)
milliseconds = st.sampled_from((0.0, 1.0, 30.0, 60.0, 150.0, 500.0))
modes = st.one_of(
    st.builds(c.Hold, keys),
    st.builds(c.Tap, keys, milliseconds.map(lambda ms: ms + 1)),
    st.builds(c.Repeat, keys, milliseconds, st.sampled_from((0.5, 10.0, 50.0))),
    st.builds(c.Toggle, keys),
    st.builds(c.Sequence, st.lists(keys, min_size=1, max_size=3).map(tuple)),
    st.builds(c.Move, st.just(10.0), st.just(0.0)),
    st.builds(c.SetAxis, st.just("left_x"), st.just(1.0)),
    st.builds(c.UseSet, st.sampled_from(SETS)),
)
one_set = st.dictionaries(
    st.sampled_from(LABELS[:-1]), st.lists(modes, min_size=1, max_size=3).map(tuple)
)
all_controls = st.builds(
    c.Controls,
    sets=st.fixed_dictionaries(dict.fromkeys(SETS, one_set)),
    exclusive=st.just((frozenset({"left", "right"}), frozenset({"up", "down"}))),
)
thresholds = st.builds(
    c.Thresholds,
    enter=st.sampled_from((0.2, 0.5, 0.8)),
    leave=st.sampled_from((0.1, 0.2)),
    dwell_ms=milliseconds,
    min_hold_ms=milliseconds,
    grace_ms=milliseconds,
    cooldown_ms=milliseconds,
    priority=st.integers(0, 2),
    from_neutral=st.booleans(),
)
decide = st.builds(
    c.DecideSettings, thresholds, st.dictionaries(st.sampled_from(LABELS), thresholds)
)
scores = st.fixed_dictionaries(dict.fromkeys(LABELS, st.sampled_from(SCORES)))
# A step: seconds since the last one, and the scores of a frame, None (unknown) or "tick".
steps = st.lists(
    st.tuples(
        st.sampled_from((0.0, 0.001, 0.033, 0.1, 2.0)),
        st.one_of(st.none(), st.just("tick"), scores),
    ),
    min_size=20,
    max_size=120,
)


class Keyboard:
    """Keeps what a real keyboard would have down, and insists on proper presses."""

    def __init__(self) -> None:
        self.down: set[str] = set()

    def take(self, actions: tuple[Action, ...]) -> None:
        for action in actions:
            if isinstance(action, Key | Button | Event):
                assert (action.name in self.down) != action.down
                (self.down.add if action.down else self.down.discard)(action.name)
            assert not {"left", "right"} <= self.down
            assert not {"up", "down"} <= self.down
            assert not dangerous(self.down)


Script = list[tuple[float, dict[str, float] | str | None]]


def play(controls: c.Controls, thresholds_: c.DecideSettings, script: Script) -> None:
    """Run a script, and check after every step what must always hold."""
    decider, mapper, keyboard = Decider(thresholds_), Mapper(controls), Keyboard()
    time, gesture = 0.0, None
    for wait, seen in script:
        time += wait
        if seen == "tick":
            changes: tuple[Gesture, ...] = decider.tick(time)
            keyboard.take(mapper.tick(time, changes))
        else:
            given_scores = seen if isinstance(seen, dict) else {}
            prediction = Prediction("a" if given_scores else None, 1.0, given_scores, time)
            changes = decider.update(prediction)
            keyboard.take(mapper.update(changes, prediction, time))
        for change in changes:
            assert change.previous == gesture
            assert change.name != gesture
            gesture = change.name
        assert set(mapper.held) == keyboard.down
    keyboard.take(mapper.release_all(time))
    assert not keyboard.down
    assert not mapper.held
    keyboard.take(mapper.tick(time + 100.0))
    assert not keyboard.down


@given(all_controls, decide, steps)
@settings(max_examples=300, deadline=None)
def test_keys_come_in_pairs_and_none_is_left(
    controls: c.Controls, thresholds_: c.DecideSettings, script: Script
) -> None:
    play(controls, thresholds_, script)


@pytest.mark.slow
@given(all_controls, decide, st.integers(0, 2**32))
# Shrinking scripts that long takes longer than finding the fault by hand.
@settings(max_examples=LONG // STEPS, deadline=None, phases=(Phase.generate,), database=None)
def test_so_it_stays_for_very_many_steps(
    controls: c.Controls, thresholds_: c.DecideSettings, seed: int
) -> None:
    random = Random(seed)
    script: Script = []
    for _ in range(STEPS):
        kind = random.random()
        seen = {label: random.choice(SCORES) for label in LABELS}
        wait = random.choice((0.0, 0.001, 0.033, 0.1, 2.0))
        script.append((wait, None if kind < 0.1 else "tick" if kind < 0.4 else seen))
    play(controls, thresholds_, script)
