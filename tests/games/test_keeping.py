import json
from pathlib import Path

import pytest

from games.keeping import read_json, write_json
from games.preferences import Preferences, fitting_speed, load_preferences, save_preferences
from games.scores import KEPT, ScoreTable, setting_name


def test_scores_are_kept_for_each_setting_highest_first(tmp_path: Path) -> None:
    table = ScoreTable(tmp_path)
    places = [table.add("snake", "level=2", score).place for score in (10, 30, 20, 20, 0)]
    assert places == [0, 0, 1, 2, None]
    assert ScoreTable(tmp_path).best("snake", "level=2") == (30, 20, 20, 10)
    assert table.best("snake", "level=3") == ()


def test_only_the_best_are_kept(tmp_path: Path) -> None:
    table = ScoreTable(tmp_path)
    for score in range(1, 20):
        table.add("snake", "", score)
    assert table.best("snake", "") == tuple(range(19, 19 - KEPT, -1))
    assert table.add("snake", "", 3).place is None


@pytest.mark.parametrize(
    "nonsense",
    [
        b"",
        b"{",
        b"[1, 2]",
        b"\xff\xfe\x00",
        b'{"snake ": "many"}',
        b"[" * 100_000,
        b" " * 2_000_000,
    ],
)
def test_a_damaged_file_is_set_aside_and_play_goes_on(tmp_path: Path, nonsense: bytes) -> None:
    (tmp_path / "scores.json").write_bytes(nonsense)
    table = ScoreTable(tmp_path)
    assert table.best("snake", "") == ()
    assert table.add("snake", "", 5).place == 0
    assert table.best("snake", "") == (5,)
    kept = tmp_path / "scores.json.damaged"
    assert not kept.exists() or kept.read_bytes() == nonsense


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert ScoreTable(blocked / "scores").add("snake", "", 5).place == 0
    assert read_json(blocked / "scores") == {}


def test_writing_leaves_no_other_files(tmp_path: Path) -> None:
    write_json(tmp_path / "new" / "a.json", {"x": 1})
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.json"]


def test_preferences_survive_and_wrong_ones_take_their_defaults(tmp_path: Path) -> None:
    liked = Preferences(muted=True, calm=True, palette="day", speed=0.7)
    save_preferences(liked, tmp_path)
    assert load_preferences(tmp_path) == liked
    (tmp_path / "preferences.json").write_text(json.dumps({"muted": 3, "speed": 9.5, "calm": True}))
    assert load_preferences(tmp_path) == Preferences(calm=True)


@pytest.mark.parametrize(
    ("latency", "speed"), [(0.0, 1.0), (0.2, 1.0), (0.21, 0.9), (0.28, 0.7), (0.4, 0.5), (2.0, 0.5)]
)
def test_slow_poses_are_advised_a_slower_game(latency: float, speed: float) -> None:
    assert fitting_speed(latency) == speed


def test_a_setting_s_name_does_not_depend_on_the_order() -> None:
    assert setting_name({"b": "2", "a": "1"}, 0.8) == setting_name({"a": "1", "b": "2"}, 0.8)
