from dataclasses import replace

import numpy as np
import pytest

from bridge.cast import LEFT_HALF, RIGHT_HALF, half_view, player_config
from bridge.dataset import Dataset
from bridge.errors import ProfileError
from bridge.profile import Profile
from bridge.settings import RecogniserSettings
from bridge.types import Embedding
from bridge.view import View


def profile(*labels: str, regression: bool = False) -> Profile:
    dataset = Dataset()
    for label in labels:
        dataset.add(label, Embedding({"pooled": np.ones(4, np.float32)}), "1")
    settings = replace(RecogniserSettings(), regression=regression)
    return Profile("p", "pixels", "0", dataset=dataset, settings=settings)


def test_player_one_is_on_the_left_of_the_screen() -> None:
    assert half_view(View(), 0).region == LEFT_HALF
    assert half_view(View(), 1).region == RIGHT_HALF
    assert half_view(View(mirror=True), 0).region == RIGHT_HALF
    assert half_view(View(mirror=True), 1).region == LEFT_HALF


def test_a_profile_taught_on_a_region_keeps_it() -> None:
    own = View(region=(0.1, 0.0, 0.4, 1.0))
    assert half_view(own, 1) == own


def test_poses_are_held_as_events() -> None:
    controls = player_config(profile("left", "right", "none")).controls
    assert set(controls.sets["main"]) == {"left", "right"}
    assert controls.axes == ()


def test_trained_numbers_become_the_paddle_s_axis() -> None:
    controls = player_config(profile("0", "0.5", "2", regression=True)).controls
    (axis,) = controls.axes
    assert (axis.name, axis.low, axis.high) == ("paddle", 0.0, 2.0)


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        (("0", "jump", "1"), 'its pose "jump" is none'),
        (("0", "nan"), 'its pose "nan" is none'),
        (("1", "1.0"), "no two"),
        ((), "no two"),
    ],
)
def test_numbers_that_are_none_are_told(labels: tuple[str, ...], reason: str) -> None:
    with pytest.raises(ProfileError, match=reason):
        player_config(profile(*labels, regression=True))
