"""What must hold after any input whatsoever."""

from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import LABELS, LONG, SCORES, STEPS, all_controls, decide

from bridge import controls as c
from bridge.decide import Decider
from bridge.keynames import dangerous
from bridge.mapping import Mapper
from bridge.types import Action, Button, Event, Gesture, Key, Prediction

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
