"""Hypothesis strategies for whole configurations, shared by the property tests."""

import os

from hypothesis import strategies as st

from bridge import controls as c

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
    st.builds(c.Tap, keys, milliseconds.map(lambda ms: ms + 1), st.just(True)),
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
