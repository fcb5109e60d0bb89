import json
import time
from pathlib import Path

import pytest

from bridge.config import Config, parse_config
from bridge.config_check import check
from bridge.config_schema import schema
from bridge.resources import shared_folder


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("controls: {a: {hold: x}}", []),
        (f"controls: {{a: {{hold: x}}}}\ncamera: {{source: {'9' * 20}}}", ["2: no camera has the"]),
        ("controls: {a: {hold: x, enter: 1}}", ['1: "a" needs a score of 1']),
        ("controls: {a: {hold: x, enter: 0}}", ['1: "a" begins at a score of 0']),
        ("controls:\n  a: {hold: x, enter: 0.4, leave: 0.6}", ['2: "a" ends below 0.6 but begins']),
        ("controls: {a: {hold: x, dwell_ms: 2000}}", ['1: "a" must be held for 2000 ms']),
        ("controls: {a: {hold: [left, right]}}", ['1: "a" presses left and right, of which only']),
        ("controls: {a: {hold: x, tap: x}}", ['1: "a" holds x and also taps it']),
        ("controls: {a: {toggle: x}, b: {tap: x}}", ['1: "a" toggles x, which "b" presses too']),
        (
            "controls: {a: {hold: x}}\nsets: {lost: {a: {hold: y}}}",
            ['2: nothing switches to the set "lost"', '2: nothing leads out of the set "lost"'],
        ),
        (
            "allow_system_keys: true\ncontrols: {a: {chord: alt+f4}}",
            ['2: "a" presses alt+f4'],
        ),
        (
            "controls: {a: {toggle: alt}, b: {tap: f4}}",
            ['1: "b" would complete alt+f4 and is refused'],
        ),
        ("controls: {a: {click: left}}", ['1: "a" needs the output "mouse"']),
        ("controls: {a: {hold: pad_a}}\noutput: mouse", ['1: "a" needs the output "gamepad"']),
        ("controls: {a: {click: left}}\noutput: osc", []),
        (
            "controls: {a: {axis: {right_triger: 1}}}\noutput: gamepad",
            ['1: no output here has the axis "right_triger"; did you mean "right_trigger"?'],
        ),
        ("controls: {a: {axis: {right_triger: 1}}}", ["1: no output here has the axis"]),
        ("controls: {a: {axis: {left_x: 1}}}", ['1: the axis "left_x" needs the output "gamepad"']),
        ("controls: {a: {axis: {paddle: 1}}}\noutput: osc", []),
        (
            "controls: {a: idle}\noutput: gamepad\naxes:\n  left_c: {plus: a}",
            ['4: no output here has the axis "left_c"; did you mean "left_'],
        ),
        ("controls: {a: {hold: x}}\noutput: [trace, a-plug-in]", []),
        (
            "controls: {a: {hold: x, set: two}}\nsets: {two: {a: {tap: y, set: main}}}",
            ['1: "a" switches the set, which ends all it does'],
        ),
        (
            "controls: {a: idle, b: {set: two}}\nsets: {two: {a: {tap: y}, b: {set: main}}}",
            ['2: "a" is idle in another set'],
        ),
        ("controls: {a: {event: go}}", ['1: "a" is an event, which keyboard cannot tell']),
        (
            "controls: {a: {hold: x}}\noutput: [keyboard, keyboard]",
            ['2: the output "keyboard" is named twice'],
        ),
        (
            "controls: {a: {tap: f9}}\nsafety: {pause_hotkey: ctrl+f9}",
            ['1: "a" presses f9, which belongs to pause_hotkey'],
        ),
        (
            "controls: {a: {hold: x}}\nsafety:\n  start_disarmed: true",
            ["3: nothing ever starts it"],
        ),
        ("controls: {a: {hold: x}, b: pause}\nsafety: {start_disarmed: true}", []),
        ("controls: {a: {hold: x}}\nsafety: {start_disarmed: true, countdown_s: 3}", []),
    ],
)
def test_remarks(text: str, remarks: list[str]) -> None:
    found = [f"{finding.line}: {finding.text}" for finding in check(parse_config(text, "x"))]
    assert len(found) == len(remarks)
    for remark, expected in zip(found, remarks, strict=True):
        assert remark.startswith(expected)


PROFILE_TEXT = """controls:
  lefft: {hold: left}
  none: idle
decide: {labels: {ghost: {enter: 0.5}}}
axes:
  paddle: {plus: upp}
output: osc
"""


def test_the_poses_of_the_profile_are_compared() -> None:
    remarks = check(parse_config(PROFILE_TEXT, "x"), ["left", "up", "none"])
    assert [(finding.line, finding.text) for finding in remarks] == [
        (0, 'the pose "left" of the profile does nothing here.'),
        (0, 'the pose "up" of the profile does nothing here.'),
        (2, 'the profile has no pose "lefft"; did you mean "left"?'),
        (4, '"decide" speaks of "ghost", which nothing else knows.'),
        (6, 'the profile has no pose "upp"; did you mean "up"?'),
    ]
    assert remarks[0].told_of(Path("x.yaml")).startswith("x.yaml: the pose")
    assert remarks[2].told_of(Path("x.yaml")).startswith("x.yaml:2: the profile")


@pytest.mark.parametrize(
    "path", sorted(shared_folder("configs").glob("*.yaml")), ids=lambda path: path.stem
)
def test_shipped_configurations_raise_no_remarks(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=config.schema.json\n")
    assert check(parse_config(text, path.name)) == []


def test_the_shipped_schema_is_current() -> None:
    shipped = (shared_folder("configs") / "config.schema.json").read_text(encoding="utf-8")
    assert json.loads(shipped) == schema(), "write it anew: posebridge config schema"


def test_thousands_of_poses_are_looked_through_once() -> None:
    few, many = (
        parse_config(
            "\n".join(["controls:", *(f"  p{number}: {{hold: left}}" for number in range(count))]),
            "many.yaml",
        )
        for count in (200, 3200)
    )

    def seconds(config: Config) -> float:
        begun = time.process_time()
        assert check(config) == []
        return time.process_time() - begun

    assert seconds(many) < 60 * min(seconds(few) for _ in range(3))
