import pytest
from scripts import play, run, see, short

from bridge.config import parse_config
from bridge.mapping import Mapper
from bridge.types import Gesture, Prediction


@pytest.mark.parametrize(
    ("controls", "timeline", "expected"),
    [
        ("  a: {hold: left}", "0 a, 100 ?", "0 +left, 100 -left"),
        ("  a: {hold: [w, d]}", "0 a, 100 ?", "0 +w, 0 +d, 100 -d, 100 -w"),
        ("  a: {tap: space}", "0 a, 500 ?", "0 +space, 40 -space"),
        ("  a: {tap: space, press_ms: 100}", "0 a, 50 ?", "0 +space, 100 -space"),
        (
            "  a: {chord: ctrl+shift+t}",
            "0 a, 500 ?",
            "0 +ctrl, 0 +shift, 0 +t, 40 -t, 40 -shift, 40 -ctrl",
        ),
        (
            "  a: {repeat: x, delay_ms: 200, rate: 10}",
            "0 a, 330 ?",
            "0 +x, 40 -x, 200 +x, 240 -x, 300 +x, 330 -x",
        ),
        ("  a: {toggle: shift}", "0 a, 50 ?, 100 a, 150 ?", "0 +shift, 100 -shift"),
        (
            "  a: {sequence: [x, ctrl+y], gap_ms: 20}",
            "0 a, 10 ?",
            "0 +x, 40 -x, 60 +ctrl, 60 +y, 100 -y, 100 -ctrl",
        ),
        ("  a: {click: right}", "0 a, 500 ?", "0 +mouse_right, 40 -mouse_right"),
        (
            "  a: {click: double, press_ms: 10, gap_ms: 10}",
            "0 a",
            "0 +mouse_left, 10 -mouse_left, 20 +mouse_left, 30 -mouse_left",
        ),
        ("  a: {axis: {left_x: -1}}", "0 a, 100 ?", "0 left_x=-1, 100 left_x=0"),
        ("  a: {event: jump}", "0 a, 100 ?", "0 +event:jump, 100 -event:jump"),
        ("  a: {hold: w, tap: space}", "0 a, 100 ?", "0 +w, 0 +space, 40 -space, 100 -w"),
        ("  a: {move: [100, -50]}", "0 a, 20 ?", "10 move(1 -0.5 0), 20 move(1 -0.5 0)"),
        ("  a: {scroll: 10}", "0 a, 10 ?", "10 move(0 0 0.1)"),
    ],
)
def test_modes(controls: str, timeline: str, expected: str) -> None:
    assert play(controls, timeline) == expected


def test_a_key_of_both_gestures_stays_down() -> None:
    controls = "  up: {hold: w}\n  up_right: {hold: [w, d]}"
    assert play(controls, "0 up, 100 up_right, 200 up") == "0 +w, 100 +d, 200 -d"


def test_several_gestures_share_a_key() -> None:
    assert play("  a: {hold: x}\n  b: {hold: x}", "0 a, 100 b, 200 ?") == "0 +x, 200 -x"


def test_the_old_key_goes_up_before_the_new_one_goes_down() -> None:
    controls = "  a: {hold: left}\n  b: {hold: right}"
    assert play(controls, "0 a, 100 b") == "0 +left, 100 -left, 100 +right"


def test_opposing_keys_are_exclusive_even_when_toggled() -> None:
    controls = "  a: {toggle: left}\n  b: {toggle: right}"
    assert play(controls, "0 a, 100 b") == "0 +left, 100 -left, 100 +right"


def test_a_set_replaces_the_controls() -> None:
    more = "decide: {dwell_ms: 0, grace_ms: 0}\nsets: {menu: {a: {tap: enter}, b: {set: main}}}"
    controls = "  a: {hold: x}\n  b: {set: menu}"
    script = "0 a, 100 b, 200 a, 300 b, 400 a"
    expected = "0 +x, 100 -x, 200 +enter, 240 -enter, 400 +x"
    assert play(controls, script, more) == expected


def test_hold_to_move_on_and_let_go_to_choose() -> None:
    controls = "  a: {repeat: tab, delay_ms: 500, rate: 2, release: enter}"
    expected = "0 +tab, 40 -tab, 500 +tab, 540 -tab, 700 +enter, 740 -enter"
    assert play(controls, "0 a, 700 none") == expected


def test_a_pose_that_opened_a_set_does_not_choose_in_it() -> None:
    more = "decide: {dwell_ms: 0, grace_ms: 0}\nsets: {menu: {a: {release: enter}}}"
    controls = "  a: {set: menu}"
    assert play(controls, "0 a, 100 ?", more) == ""
    assert play(controls, "0 a, 100 ?, 200 a, 300 ?", more) == "300 +enter, 340 -enter"


def test_letting_go_by_itself_chooses_nothing() -> None:
    config = parse_config("decide: {dwell_ms: 0}\ncontrols: {a: {hold: x, release: enter}}", "x")
    mapper = Mapper(config.controls)
    mapper.update([Gesture("a", None, 0.0)], see("a", 0.0), 0.0)
    assert [short(action) for action in mapper.release_all(0.1)] == ["-x"]
    assert mapper.tick(1.0) == ()


def test_a_pose_may_tap_and_switch_the_set() -> None:
    more = "decide: {dwell_ms: 0, grace_ms: 0}\nsets: {game: {a: {hold: y}}}"
    controls = "  a: {tap: enter, hold: x, set: game}"
    expected = "0 +enter, 40 -enter, 200 +y, 300 -y"
    assert play(controls, "0 a, 100 none, 200 a, 300 none", more) == expected


def test_switching_the_set_releases_toggled_keys() -> None:
    more = "decide: {dwell_ms: 0, grace_ms: 0}\nsets: {menu: {a: {tap: enter}}}"
    controls = "  a: {toggle: x}\n  b: {set: menu}"
    assert play(controls, "0 a, 100 b", more) == "0 +x, 100 -x"


def test_dangerous_combinations_of_single_keys_are_refused() -> None:
    controls = "  a: {toggle: alt}\n  b: {tap: f4}"
    assert play(controls, "0 a, 100 b") == "0 +alt"


def test_an_axis_follows_scores() -> None:
    config = parse_config("controls: {}\naxes: {left_x: {plus: r, minus: l}}", "test")
    assert run(config, "0 r=0.5, 50 l=0.25, 100 ?") == [
        "0 left_x=0.5",
        "50 left_x=-0.25",
        "100 left_x=0",
    ]


def test_an_axis_follows_the_trained_number() -> None:
    config = parse_config("controls: {}\naxes: {paddle: {range: [0, 10]}}", "test")
    mapper = Mapper(config.controls)
    (axis,) = mapper.update((), Prediction("x", 1.0, {}, 0.0, value=7.5), 0.0)
    assert axis.value == pytest.approx(0.5)
    assert mapper.update((), Prediction("x", 1.0, {}, 0.1, value=float("nan")), 0.1) == ()


def test_a_late_tick_cuts_no_press_short() -> None:
    config = parse_config("controls: {a: {sequence: [x, y]}}", "test")
    mapper = Mapper(config.controls)
    mapper.tick(0.0, (Gesture("a", None, 0.0),))
    assert len(mapper.tick(9.0)) == 1
    assert mapper.tick(9.01) == ()
    assert mapper.next_time == pytest.approx(9.04)


def test_release_all_forgets_plans() -> None:
    config = parse_config("controls: {a: {repeat: x}, b: {toggle: z}}", "test")
    mapper = Mapper(config.controls)
    mapper.tick(0.0, (Gesture("b", None, 0.0), Gesture("a", "b", 0.0)))
    assert mapper.held == ("z", "x")
    assert len(mapper.release_all(0.01)) == 2
    assert mapper.held == ()
    assert mapper.tick(10.0) == ()
