import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import controls as c
from bridge.assembly import find_config
from bridge.config import game_config, load_config, parse_config
from bridge.errors import ConfigError
from bridge.resources import shared_folder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("controls:\n  a: {hodl: left}", 'me.yaml:2: unknown key "hodl"; did you mean "hold"?'),
        ("controls:\n  a:\n    hold: rigt", 'me.yaml:3: there is no key called "rigt"; did you'),
        ("controls: {}\nexclusive: [[ctrl+a, b]]", '"ctrl+a" is a chord, and here single keys'),
        ("controls: {}\nsafety: {pause_hotkey: pad_a}", '"pad_a" is no key of a keyboard'),
        ("controls:\n  a: idel", 'me.yaml:2: "controls.a" is "idel"'),
        ("controls:\n  a: {enter: 1}", 'me.yaml:2: "controls.a" says nothing to do'),
        ("contrls: {}", 'me.yaml:1: unknown key "contrls"; did you mean "controls"?'),
        ("controls:\n\ta: {tap: x}", "me.yaml:2: a tab stands here."),
        ("controls:\n  a: {tap: x}\n  a: {tap: y}", 'me.yaml:3: "a" stands here twice, first on'),
        ("controls: {a: {tap: x}\nb: [", "me.yaml:2: "),
        ("controls: {a: {set: mian}}", 'there is no set "mian"; did you mean "main"?'),
        ("controls: {a: {tap: alt+f4}}", '"alt+f4" can leave the program or the session'),
        ("controls: {a: {tap: x, enter: 2}}", '"controls.a.enter" is 2, but must be at most 1.'),
        ("controls: {a: {click: lft}}", '"controls.a.click" cannot be "lft"; did you mean "left"?'),
        ("controls: {a: {move: [1]}}", '"controls.a.move" needs 2 numbers.'),
        ("controls: {a: {hold: []}}", '"controls.a.hold" is empty.'),
        ("controls: {}\ndecide: {dwell_ms: soon}", "is 'soon', but must be a number."),
        ("controls: {}\ndecide: {enter: .nan}", "is '.nan', but must be a number."),
        ("controls: {}\nallow_system_keys: 3", "is 3, but must be true or false."),
        ("controls: {}\nsafety: {real_keyboard: take_over}", 'did you mean "takes_over"?'),
        ("controls: {}\ncamera: {region: [1, 0, 0, 1]}", "me.yaml:2: region must be"),
        ("controls: !!python/object:os.system [x]", "is not allowed"),
        ("controls: {}\nsafety: {pause_hotkey: f99}", 'me.yaml:2: there is no key called "f99"'),
        ("controls: {a: {hold: 10}}", '"controls.a.hold" is 10, but must be a key such as left.'),
        ("controls: {a: {event: 5}}", '"controls.a.event" is 5, but must be a word.'),
        (
            "controls: {}\ncamera: synthetic",
            "'synthetic', but must be written as in camera: {source: syn",
        ),
        (
            "controls: {}\ncamera:",
            '"camera" is empty, but must be written as in camera: {source: synth',
        ),
        (
            "controls: {}\noutput: 5",
            '"output" is 5, but must be written as in output: {use: keyboard}.',
        ),
        ("controls: [a]", "is ['a'], but must be written as in controls: {left: {hold: left}}."),
        ("controls: {a: {axis: 5}}", "is 5, but must be written as in axis: {right_trigger: 1}."),
        ("controls: {a: {move: 5}}", "is 5, but must be written as in move: [100, 0]."),
        ("controls: {a: {event: ''}}", '"controls.a.event" is empty.'),
        (f"controls: {{a: {{hold: [{'a, ' * 17}]}}}}", '"controls.a.hold" is longer than 16.'),
        ("controls: {click: foo}", '"controls.click" is "foo", neither a mode such as'),
        ("controls: {}\nsets: {b: {click: 3}}", '"sets.b.click" is "3", neither a mode'),
        ("controls: {real_keyboard: hello}", "known: idle, ignore, pause"),
        (
            "controls: {}\nsets: {s: {control: {hodl: x}}}",
            'unknown key "hodl"; did you mean "hold"',
        ),
        ("- a", "me.yaml:1: expected keys such as"),
        ("", "the file is empty"),
        ("[" * 3000, "nested too deeply"),
    ],
)
def test_faults_name_file_and_line(text: str, expected: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text, "me.yaml")
    assert expected in caught.value.message


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config("controls:\n  a: {hodl: x}\n  b: {tap: nope}\n", "me.yaml")
    assert [line[:9] for line in caught.value.message.splitlines()] == ["me.yaml:2", "me.yaml:3"]


def test_one_mistake_is_told_once() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config("controls: {}\ncamera: {source: 1.5}", "me.yaml")
    assert caught.value.message == (
        'me.yaml:2: "camera.source" is 1.5, but must be a number such as 0 '
        "or a name such as synthetic."
    )


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a: &a0 [x, x]"] + [f"b{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 25)]
    with pytest.raises(ConfigError, match="too many values"):
        parse_config("\n".join(lines), "bomb.yaml")


@pytest.mark.parametrize("text", ["a: [" + "x, " * 41_000 + "}", "a: " + "[" * 30 + "}"])
def test_reading_stops_at_the_limits(text: str) -> None:
    with pytest.raises(ConfigError, match=r"me\.yaml:1: too many values, or nested too deeply"):
        parse_config(text, "me.yaml")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    huge, binary = tmp_path / "huge.yaml", tmp_path / "binary.yaml"
    huge.write_text("#" * 1_000_001)
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (huge, binary, tmp_path / "missing.yaml", tmp_path):
        with pytest.raises(ConfigError, match=path.name):
            load_config(path)


def test_words_that_yaml_1_1_would_take_for_booleans_are_labels() -> None:
    config = parse_config("controls: {yes: {tap: y}, no: {tap: n}, on: idle, 1: {tap: 1}}", "x")
    assert set(config.controls.sets["main"]) == {"yes", "no", "1"}
    assert config.decide.idle == {"on"}


def test_thresholds_come_from_the_nearest_place() -> None:
    text = """
decide: {enter: 0.6, labels: {a: {dwell_ms: 10}}}
controls: {a: {hold: x, grace_ms: 20}, b: {hold: y, enter: 0.3}}
"""
    decide = parse_config(text, "x").decide
    assert decide.of("a") == c.Thresholds(enter=0.6, dwell_ms=10, grace_ms=20)
    assert decide.of("b") == c.Thresholds(enter=0.3, leave=0.3)
    assert decide.of("other").enter == 0.6


def test_outputs_take_options() -> None:
    config = parse_config("controls: {}\noutput: [trace, {use: osc, port: 12000}]", "x")
    assert [(output.use, dict(output.options)) for output in config.outputs] == [
        ("trace", {}),
        ("osc", {"port": 12000}),
    ]


def test_a_game_gets_every_label_as_an_event() -> None:
    config = game_config(("left", "none"))
    assert config.controls.sets["main"] == {"left": (c.Hold(("event:left",)),)}
    assert config.decide.idle == {"none"}


@pytest.mark.parametrize(
    "path", sorted(shared_folder("configs").glob("*.yaml")), ids=lambda p: p.stem
)
def test_shipped_configurations_are_valid(path: Path) -> None:
    assert load_config(path).controls.sets["main"]


@given(st.one_of(st.text(), st.binary().map(lambda data: data.decode("latin-1"))))
def test_any_text_gives_a_clean_error_or_a_configuration(text: str) -> None:
    with contextlib.suppress(ConfigError):
        parse_config(text, "any.yaml")


def test_a_shipped_configuration_is_found_by_name_and_an_own_file_wins(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shipped = shared_folder("configs") / "snake.yaml"
    for name in ("snake", "snake.yaml", "configs/snake.yaml"):
        assert find_config(Path(name)) == shipped
    own = tmp_path / "snake.yaml"
    own.touch()
    assert find_config(Path("snake.yaml")) == Path("snake.yaml")
    with pytest.raises(ConfigError) as caught:
        find_config(Path("elsewhere/snake.yaml"))
    assert caught.value.hint == 'did you mean "snake"?'
    with pytest.raises(ConfigError) as caught:
        find_config(Path("xyzzy.yaml"))
    assert "snake" in caught.value.hint


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is a folder"):
        find_config(tmp_path)
