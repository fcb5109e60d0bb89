from pathlib import Path

import numpy as np
import pytest

from bridge.assembly import check_view, find_config, find_profile, make_outputs, make_pipeline
from bridge.backbones.pixels import PixelBackbone
from bridge.config import CameraSettings, OutputSettings, game_config
from bridge.dataset import Dataset, Example
from bridge.errors import ConfigError, PluginError, ProfileError
from bridge.profile import Profile
from bridge.settings import RecogniserSettings
from bridge.types import Embedding
from bridge.view import View


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data/posebridge/profiles").mkdir(parents=True)
    return tmp_path


def test_a_profile_is_found_as_written_beside_the_file_and_among_the_players_own(home):
    own = home / "data/posebridge/profiles/mine.pose"
    own.touch()
    (home / "configs").mkdir()
    beside = home / "configs/me.pose"
    beside.touch()
    assert find_profile("mine") == own
    assert find_profile("me", beside=home / "configs/snake.yaml").samefile(beside)
    assert find_profile(str(beside)) == beside


def test_a_missing_profile_is_told_with_the_nearest_name(home):
    (home / "data/posebridge/profiles/grandma.pose").touch()
    with pytest.raises(ProfileError) as caught:
        find_profile("granma")
    assert caught.value.hint == 'did you mean "grandma"?'
    with pytest.raises(ProfileError, match="no profile"):
        find_profile("x" * 300)


def test_without_any_profile_the_hint_is_the_studio(home):
    with pytest.raises(ProfileError) as caught:
        find_profile("me")
    assert "posebridge studio" in caught.value.hint


@pytest.mark.parametrize("name", ["~nobody/me", "x" * 5000, "a\0b", ""])
def test_impossible_names_are_not_found(home, name):
    with pytest.raises(ProfileError, match="There is no profile"):
        find_profile(name)
    with pytest.raises(ConfigError, match=r"There is no configuration|is a folder"):
        find_config(Path(name))


@pytest.mark.parametrize(
    ("camera", "agrees"),
    [
        (CameraSettings(), True),
        (CameraSettings(mirror=True), True),
        (CameraSettings(mirror=False), False),
        (CameraSettings(region=(0.0, 0.0, 0.5, 1.0)), False),
    ],
)
def test_another_view_than_the_profiles_is_told(camera, agrees):
    profile = Profile("me", "net", "0", view=View(mirror=True))
    assert (check_view(profile, camera) == "") is agrees


def test_an_unknown_output_or_option_is_one_sentence():
    with pytest.raises(PluginError, match="no output called"):
        make_outputs([OutputSettings("keybord")])
    with pytest.raises(ConfigError, match="has no option"):
        make_outputs([OutputSettings("dry-run", {"colour": "red"})])


class Choosy(PixelBackbone):
    """Two blocks, and a note of those that are wanted."""

    blocks = {"shape": 2, "place": 2}  # noqa: RUF012
    chosen: frozenset[str] = frozenset()

    def choose(self, blocks):
        self.chosen = frozenset(blocks)


def test_only_the_blocks_that_count_are_computed_while_playing():
    backbone = Choosy()
    blocks = {"shape": np.zeros(2, np.float32), "place": np.ones(2, np.float32)}
    dataset = Dataset([Example(0, "left", "one", 0.0, Embedding(blocks))])
    settings = RecogniserSettings(blocks=("shape",))
    profile = Profile("me", backbone.name, backbone.sha256, dataset=dataset, settings=settings)
    make_pipeline(profile, backbone, game_config(("left",)))
    assert backbone.chosen == {"shape"}
