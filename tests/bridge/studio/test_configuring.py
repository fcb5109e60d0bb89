from pathlib import Path

import pytest

from bridge.config import load_config
from bridge.controls import MAIN_SET, Hold
from bridge.errors import DataError
from bridge.lines import at_line, with_lines
from bridge.profile import LabelInfo
from bridge.studio.album import Card
from bridge.studio.configuring import write_config


def test_what_the_studio_writes_is_what_run_reads(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    write_config(
        path,
        profile=tmp_path / "my poses: all.pose",
        camera="name:Desk",
        cards=(Card("left", 0), Card("on", 1), Card("extra", 2), Card("none", None, True)),
        keys={"left": "left", "on": "up"},
    )
    config = load_config(path)
    assert config.profile == str(tmp_path / "my poses: all.pose")
    assert config.camera.source == "name:Desk"
    controls = config.controls.sets[MAIN_SET]
    assert controls["left"] == (Hold(("left",)),)
    assert controls["on"] == (Hold(("up",)),)
    assert with_lines(config, [LabelInfo("on", enter=0.8)]).of("on") == at_line(0.8)
    assert "extra" not in controls
    assert "none" in config.decide.idle
    assert config.safety.start_disarmed


def test_poses_without_a_key_are_written_so_that_one_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    cards = (Card("Faust", 0), Card("a: b", 1))
    write_config(path, profile=tmp_path / "me.pose", camera="", cards=cards, keys={})
    assert load_config(path).controls.sets[MAIN_SET] == {}
    text = path.read_text(encoding="utf-8").replace('"Faust": ignore', '"Faust": {hold: space}')
    path.write_text(text, encoding="utf-8")
    assert load_config(path).controls.sets[MAIN_SET] == {"Faust": (Hold(("space",)),)}


def test_without_a_pose_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nothing to export"):
        write_config(tmp_path / "me.yaml", profile=tmp_path, camera="", cards=(), keys={})
    assert not (tmp_path / "me.yaml").exists()
