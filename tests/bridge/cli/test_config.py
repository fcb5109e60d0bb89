import json
from pathlib import Path

import numpy as np
import pytest
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("output: {use: keyboard, backend: x11}", 'bad.yaml:2: There is no back end called "x11".'),
        ("output: {use: osc, prt: 1}", 'bad.yaml:2: The output "osc" has no option "prt".'),
        ("output: keybord", 'bad.yaml:2: There is no output called "keybord".'),
        ("output: {keyboard: {backend: auto}}", "bad.yaml:2: an output needs its name, as in"),
        ("sets: {two: {a: }}", '"sets.two.a" is "", neither a mode'),
    ],
)
def test_mistakes_about_outputs_are_told_with_their_line(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(f"controls: {{}}\n{text}\n")
    assert said in str(run("check", path).exception)


def test_a_profile_that_is_not_there_yet_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text("profile: nobody.pose\ncontrols: {}\n")
    done = run("check", path)
    assert done.exit_code == 0
    assert 'There is no profile "nobody.pose". Its poses were not compared.' in done.output


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
