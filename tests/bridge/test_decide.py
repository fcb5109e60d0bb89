import pytest
from scripts import play

HOLD = "  left: {hold: left}\n  up: {hold: up}\n  none: idle"


@pytest.mark.parametrize(
    ("decide", "timeline", "expected"),
    [
        ("dwell_ms: 60, grace_ms: 0", "0 left, 30 left, 60 left", "60 +left"),
        ("dwell_ms: 60, grace_ms: 0", "0 left, 30 ?, 40 left, 90 left", ""),
        ("dwell_ms: 60, grace_ms: 0", "0 left, 500 left", "500 +left"),
        ("dwell_ms: 0, grace_ms: 0", "0 left=0.69", ""),
        ("dwell_ms: 0, grace_ms: 0", "0 left=0.7, 30 left=0.5, 60 left=0.49", "0 +left, 60 -left"),
        ("dwell_ms: 0, grace_ms: 150", "0 left, 30 ?, 60 left, 90 ?", "0 +left, 240 -left"),
        ("dwell_ms: 0, grace_ms: 150", "0 left, 30 none", "0 +left, 30 -left"),
        ("dwell_ms: 30, grace_ms: 500", "0 left, 30 left, 60 none, 90 none", "30 +left, 90 -left"),
        (
            "dwell_ms: 0, grace_ms: 500, from_neutral: true",
            "0 left, 30 none, 60 up",
            "0 +left, 30 -left, 60 +up",
        ),
        ("dwell_ms: 0, grace_ms: 0, min_hold_ms: 200", "0 left, 30 ?", "0 +left, 200 -left"),
        (
            "dwell_ms: 0, grace_ms: 0, min_hold_ms: 100",
            "0 left, 30 up, 60 up",
            "0 +left, 100 -left, 100 +up",
        ),
        (
            "dwell_ms: 0, grace_ms: 0, cooldown_ms: 300",
            "0 left, 50 ?, 100 left, 200 left, 300 left",
            "0 +left, 50 -left, 300 +left",
        ),
        (
            "dwell_ms: 0, grace_ms: 0, from_neutral: true",
            "0 left, 50 up, 100 up, 200 ?, 300 up",
            "0 +left, 50 -left, 300 +up",
        ),
    ],
)
def test_timing(decide: str, timeline: str, expected: str) -> None:
    assert play(HOLD, timeline, f"decide: {{{decide}}}") == expected


def test_a_stalled_camera_does_not_begin_a_gesture() -> None:
    assert play(HOLD, "0 left", "decide: {dwell_ms: 60, grace_ms: 0}") == ""


def test_each_label_has_its_own_thresholds() -> None:
    controls = "  left: {hold: left, enter: 0.9}\n  up: {hold: up, enter: 0.4}"
    assert play(controls, "0 left=0.8, 100 up=0.4") == "100 +up"


def test_a_pose_called_none_is_neutral_unless_it_has_controls() -> None:
    assert play("  left: {hold: left}", "0 left, 30 none") == "0 +left, 30 -left"
    assert play("  none: {hold: x}", "0 none, 30 left") == "0 +x, 30 -x"
