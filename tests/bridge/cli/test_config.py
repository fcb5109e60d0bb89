import json
from pathlib import Path

import numpy as np
from click.testing import CliRunner, Result

from bridge.backbones.pixels import PixelBackbone
from bridge.cli.config import config
from bridge.errors import ConfigError, OutputError
from bridge.profile import new_profile, save_profile
from bridge.resources import shared_folder


def run(*words: object) -> Result:
    return CliRunner().invoke(config, [str(word) for word in words])


def test_a_shipped_configuration_is_valid() -> None:
    done = run("check", shared_folder("configs") / "snake.yaml")
    assert done.exit_code == 0
    assert "valid; 5 poses with controls, 0 remarks." in done.output


def test_a_fault_is_raised_for_the_command_line_to_print(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("controls: {a: {hodl: left}}")
    done = run("check", path)
    assert isinstance(done.exception, ConfigError)


def test_unknown_outputs_and_options_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("controls: {}\noutput: {use: keyboard, backnd: xtest}")
    done = run("check", path)
    assert isinstance(done.exception, ConfigError | OutputError)
    assert "backnd" in str(done.exception)


def test_the_profile_is_compared_and_json_is_one_object(tmp_path: Path) -> None:
    backbone = PixelBackbone()
    profile = new_profile("me", backbone)
    for label in ("left", "jump"):
        (seen,) = backbone.embed([np.zeros((8, 8, 3), np.uint8)])
        profile.dataset.add(label, seen, "one")
    save_profile(profile, tmp_path / "me.pose")
    path = tmp_path / "me.yaml"
    path.write_text("controls:\n  lefft: {hold: left}\n")
    done = run("check", path, "--profile", "me.pose", "--json")
    assert done.exit_code == 0, done.exception
    remarks = json.loads(done.output)["remarks"]
    assert [(remark["line"], remark["text"][:32]) for remark in remarks] == [
        (0, 'the pose "left" of the profile d'),
        (0, 'the pose "jump" of the profile d'),
        (2, 'the profile has no pose "lefft";'),
    ]


def test_the_schema_is_json() -> None:
    done = run("schema")
    assert json.loads(done.output)["properties"]["controls"]
