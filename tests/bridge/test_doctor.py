import json
from pathlib import Path

from click.testing import CliRunner

from bridge import doctor
from bridge.cli.doctor import doctor as command
from bridge.config import parse_config
from bridge.config_check import mapped_keys
from bridge.errors import CameraError


def test_every_check_reports_and_says_what_to_do_when_it_is_not_good():
    findings = doctor.examine()
    assert {"python", "install", "network", "camera", "display", "plug-ins", "files"} <= {
        finding.topic for finding in findings
    }
    assert all(finding.hint for finding in findings if finding.state == "bad")


def test_a_check_that_fails_is_a_finding_and_not_a_crash():
    def check_camera():
        raise CameraError("It is covered.", "take the lid off")

    def check_moon():
        raise ZeroDivisionError("no moon")

    found = [*doctor._safely(check_camera), *doctor._safely(check_moon)]
    assert [(each.topic, each.state) for each in found] == [("camera", "bad"), ("moon", "bad")]
    assert found[0].hint == "take the lid off"


def test_json_is_one_object():
    done = CliRunner().invoke(command, ["--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["findings"]


def test_a_package_of_the_same_name_from_elsewhere_is_told(monkeypatch):
    owners = {"bridge": ["posebridge", "cards"], "games": ["posebridge"]}
    monkeypatch.setattr(doctor.importlib.metadata, "packages_distributions", lambda: owners)
    found = list(doctor.check_install())
    assert found[0].state == "bad"
    assert "cards" in found[0].text


def test_profiles_folder_that_cannot_be_written_is_told(monkeypatch):
    monkeypatch.setattr(doctor, "user_folder", lambda kind: Path("/proc/1") / kind)
    monkeypatch.setattr(doctor.os, "access", lambda *_: False)
    assert [finding.state for finding in doctor.check_files()] == ["bad"]


def test_every_mapped_key_is_pressed_into_a_window_and_arrives(xvfb):
    config = parse_config(
        "controls: {left: {hold: [left, a]}, up: {tap: ctrl+t}, down: {click: left}}", "x.yaml"
    )
    assert mapped_keys(config) == ("left", "a", "ctrl", "t")
    found = doctor.examine_keys(mapped_keys(config))
    assert [finding.state for finding in found] == ["good"] * 4
    assert [finding.text.split()[0] for finding in found] == ["left", "a", "ctrl", "t"]


def test_without_a_display_the_keys_are_one_bad_finding(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert [finding.state for finding in doctor.examine_keys(("left",))] == ["bad"]


def test_every_output_of_a_configuration_is_tried(tmp_path):
    path = tmp_path / "me.yaml"
    path.write_text(
        "controls: {a: {event: a}}\n"
        "output: [{use: serial, port: /dev/none}, {use: osc}, {use: trace, file: /none/x}]\n"
    )
    done = CliRunner().invoke(command, [str(path), "--json"])
    found = [(each["state"], each["text"]) for each in json.loads(done.stdout)["findings"]]
    assert found == [
        ("good", f"{path} is valid"),
        ("bad", 'serial: The serial port "/dev/none" cannot be opened.'),
        ("good", "osc can be reached"),
    ]
