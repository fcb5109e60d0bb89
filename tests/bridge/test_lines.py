"""Lines that were drawn in the studio hold wherever the profile is used."""

from dataclasses import replace

import numpy as np
import pytest

from bridge.assembly import for_profile, make_lane, reconfigure
from bridge.backbones.pixels import PixelBackbone
from bridge.cast import player_config
from bridge.config import parse_config
from bridge.lines import at_line, with_lines
from bridge.profile import LabelInfo, Profile, load_profile, new_profile, save_profile
from bridge.types import Prediction

LINES = (LabelInfo("left", enter=0.4), LabelInfo("right"))


def controls(text: str):
    return parse_config(f"{text}\noutput: dry-run", "me.yaml")


@pytest.mark.parametrize(
    ("text", "enter"),
    [
        ("controls: {left: {hold: a}}", 0.4),
        ("controls: {left: {hold: a, enter: 0.9}}", 0.9),
        ("controls: {left: {hold: a, leave: 0.3}}", 0.7),
        ("decide: {enter: 0.8}\ncontrols: {left: {hold: a}}", 0.8),
        ("decide: {dwell_ms: 10}\ncontrols: {left: {hold: a}}", 0.4),
        ("decide: {labels: {left: {enter: 0.6}}}\ncontrols: {left: {hold: a}}", 0.6),
        ("controls: {}\nsets: {menu: {left: {hold: a, enter: 0.9}}}", 0.9),
    ],
)
def test_the_line_counts_unless_the_file_says_otherwise(text: str, enter: float) -> None:
    assert with_lines(controls(text), LINES).of("left").enter == enter
    assert with_lines(controls(text), ()).of("left").enter == pytest.approx(
        enter if enter != 0.4 else 0.7
    )


def test_a_line_keeps_what_else_the_file_says() -> None:
    config = controls("decide: {dwell_ms: 10}\ncontrols: {left: {hold: a, cooldown_ms: 700}}")
    drawn = with_lines(config, LINES).of("left")
    assert (drawn.dwell_ms, drawn.cooldown_ms, drawn.leave) == (10, 700, 0.2)
    assert with_lines(config, LINES).of("right").enter == 0.7


@pytest.fixture
def profile() -> Profile:
    backbone = PixelBackbone()
    made = new_profile("me", backbone)
    for label, level in (("left", 40), ("none", 200)):
        for number in range(6):
            image = np.full((32, 32, 3), level + number, np.uint8)
            made.dataset.add(label, backbone.embed([image])[0], f"{number % 2}")
    made.labels = (LabelInfo("left", enter=0.4), LabelInfo("none", neutral=True))
    return made


def test_lines_are_kept_in_the_file(profile: Profile, tmp_path) -> None:
    save_profile(profile, tmp_path / "me.pose")
    assert load_profile(tmp_path / "me.pose").labels == profile.labels


@pytest.mark.parametrize(("enter", "on"), [(0.4, "left"), (None, None)])
def test_games_and_configurations_obey_the_line(profile: Profile, enter, on) -> None:
    profile.labels = (LabelInfo("left", enter=enter), LabelInfo("none", neutral=True))
    game = make_lane(profile, PixelBackbone(), player_config(profile), [])
    keys = controls("decide: {dwell_ms: 0}\ncontrols: {left: {hold: a}}")
    run = make_lane(profile, PixelBackbone(), keys, [])
    again = make_lane(profile, PixelBackbone(), controls("controls: {left: {hold: b}}"), [])
    reconfigure(again, for_profile(keys, profile))
    for pipeline in (game.pipeline, run.pipeline, again.pipeline):
        seen = Prediction("left", 0.5, {"left": 0.5, "none": 0.2}, 0.0)
        pipeline.decider.update(seen)
        pipeline.decider.update(replace(seen, time=1.0))
        assert pipeline.decider.gesture == on


def test_a_neutral_pose_of_any_name_presses_nothing_in_a_game(profile: Profile) -> None:
    profile.dataset.rename("none", "rest")
    profile.labels = (LabelInfo("left"),)
    lane = make_lane(profile, PixelBackbone(), player_config(profile), [])
    decider = lane.pipeline.decider
    for second in range(2):
        decider.update(Prediction("rest", 1.0, {"left": 0.0, "rest": 1.0}, float(second)))
    assert decider.gesture is None
    assert at_line(0.1).leave == 0.0
