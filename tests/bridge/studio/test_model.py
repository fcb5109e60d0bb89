import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from studio_kit import Machine, record, studio_in, wait_until

from bridge.profile import load_profile
from bridge.studio import editing, filing
from bridge.studio.dialogs import Browser, CardMenu
from bridge.studio.goals import goal_named
from bridge.studio.model import Screen, Studio


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[tuple[Studio, Machine]]:
    with studio_in(tmp_path) as (studio, machine):
        studio.choose_camera("0")
        studio.choose_goal(goal_named("snake"))
        yield studio, machine


def test_a_first_visit_leads_from_the_camera_to_the_cards(tmp_path: Path) -> None:
    with studio_in(tmp_path) as (studio, _):
        assert studio.screen == Screen.CAMERA
        studio.choose_camera("0")
        wait_until(studio, lambda: studio.screen == Screen.MIRROR)
        studio.choose_goal(goal_named("pong"))
        assert studio.screen == Screen.TEACH
        wait_until(studio, lambda: len(studio.album.cards) == 3)
        assert [card.label for card in studio.album.cards] == ["up", "down", "none"]


def test_one_undo_takes_back_the_cards_of_a_goal(visit: tuple[Studio, Machine]) -> None:
    studio, _ = visit
    wait_until(studio, lambda: len(studio.album.cards) == 5)
    studio.choose_goal(goal_named("pong"))
    editing.undo(studio)
    wait_until(studio, lambda: not studio.album.cards)
    assert not studio.bench.lesson.can_undo


def test_a_camera_that_cannot_be_opened_is_said_and_changes_nothing(tmp_path: Path) -> None:
    with studio_in(tmp_path) as (studio, _):
        studio.choose_camera("broken")
        assert studio.screen == Screen.CAMERA
        assert studio.notices.shown is not None
        assert studio.notices.shown.text == "There is no such camera. Choose another one."


def test_what_is_held_is_recorded_learnt_and_saved(visit: tuple[Studio, Machine]) -> None:
    studio, _ = visit
    for label in ("left", "right", "none"):
        record(studio, label)
    studio.bench.saver.wait()
    saved = load_profile(studio.bench.path)
    assert set(saved.dataset.counts()) == {"left", "right", "none"}
    assert len(set(saved.dataset.sessions)) == 3
    studio.ask_pose("right")
    wait_until(studio, lambda: studio.bench.held == ("right",))


def test_two_of_three_poses_are_ready_to_try(visit: tuple[Studio, Machine]) -> None:
    studio, _ = visit
    assert not studio.ready
    record(studio, "left")
    assert not studio.ready
    record(studio, "none")
    assert studio.ready


def test_leaving_the_screen_ends_a_recording(visit: tuple[Studio, Machine]) -> None:
    studio, _ = visit
    studio.press("left", "key 1")
    wait_until(studio, lambda: studio.recorder.label == "left")
    studio.go(Screen.TRY)
    assert studio.recorder.take is None
    studio.press("left", "key 1")
    studio.show(CardMenu("left"))
    assert studio.recorder.take is None


def test_a_lost_camera_ends_the_recording_and_says_why(visit: tuple[Studio, Machine]) -> None:
    studio, machine = visit
    studio.press("left", "pointer")
    wait_until(studio, lambda: studio.album.count("left") > 2)
    machine.camera.failing = True
    wait_until(studio, lambda: studio.bench.problem is not None)
    assert studio.recorder.take is None
    assert not studio.bench.running
    studio.bench.saver.wait()
    assert load_profile(studio.bench.path).dataset.counts()["left"] > 2
    machine.camera.failing = False
    studio.choose_camera("0")
    assert studio.bench.problem is None


def test_deleting_is_undone_with_one_step(visit: tuple[Studio, Machine]) -> None:
    studio, _ = visit
    record(studio, "left")
    count = studio.album.count("left")
    editing.delete(studio, (studio.album.thumbs["left"][0].id,))
    wait_until(studio, lambda: studio.album.count("left") == count - 1)
    assert studio.notices.shown is not None
    assert studio.notices.shown.undo
    editing.undo(studio)
    wait_until(studio, lambda: studio.album.count("left") == count)


def test_a_pose_cannot_take_another_s_name(visit: tuple[Studio, Machine]) -> None:
    studio, _ = visit
    wait_until(studio, lambda: len(studio.album.cards) == 5)
    editing.name_label(studio, "left", "right")
    assert studio.notices.shown is not None
    editing.name_label(studio, None, "jump")
    wait_until(studio, lambda: studio.album.cards[4].label == "jump")


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "Left"), ("en", " LEFT "), ("de", "Links"), ("de", "left")]
)
def test_what_a_shipped_pose_is_called_on_the_screen_means_that_pose(
    visit: tuple[Studio, Machine], language: str, typed: str
) -> None:
    studio, _ = visit
    studio.speak(language)
    wait_until(studio, lambda: len(studio.album.cards) == 5)
    editing.name_label(studio, "left", "wave")
    wait_until(studio, lambda: studio.album.cards[0].label == "wave")
    editing.name_label(studio, "wave", typed)
    wait_until(studio, lambda: studio.album.cards[0].label == "left")
    editing.name_label(studio, None, typed)
    editing.name_label(studio, None, "Wink")
    wait_until(studio, lambda: len(studio.album.cards) == 6)
    editing.name_label(studio, None, "wink")
    editing.name_label(studio, "right", typed)
    wait_until(studio, lambda: studio.bench.settled)
    labels = [card.label for card in studio.album.cards]
    assert labels == ["left", "right", "up", "down", "Wink", "none"]


def test_a_pose_called_nothing_is_the_neutral_one_again(visit: tuple[Studio, Machine]) -> None:
    studio, _ = visit
    wait_until(studio, lambda: len(studio.album.cards) == 5)
    for typed in ("nothing", "Nothing"):
        editing.delete_label(studio, "none")
        wait_until(studio, lambda: len(studio.album.cards) == 4)
        editing.name_label(studio, None, typed)
        wait_until(studio, lambda: len(studio.album.cards) == 5)
        assert studio.album.cards[-1].label == "none"
        assert studio.album.cards[-1].neutral
    editing.delete_label(studio, "none")
    wait_until(studio, lambda: len(studio.album.cards) == 4)
    editing.name_label(studio, "up", "Nothing")
    wait_until(studio, lambda: "none" in [card.label for card in studio.album.cards])
    assert [card.label for card in studio.album.cards if card.neutral] == ["none"]


def test_a_line_is_moved_while_the_pose_is_held(visit: tuple[Studio, Machine]) -> None:
    studio, _ = visit
    for label in ("left", "none"):
        record(studio, label)
    studio.ask_pose("left")
    wait_until(studio, lambda: studio.bench.held == ("left",))
    studio.set_threshold("left", 0.4)
    assert studio.threshold("left") == 0.4
    assert studio.bench.thresholds["left"].leave < 0.4
    wait_until(studio, lambda: studio.bench.held == ("left",))
    wait_until(studio, lambda: _lines(studio.bench.path)["left"] == 0.4)


def _lines(path: Path) -> dict[str, float | None]:
    return {info.name: info.enter for info in load_profile(path).labels}


def test_keys_reach_programs_only_while_armed_and_in_front(visit: tuple[Studio, Machine]) -> None:
    studio, machine = visit
    for label in ("left", "none"):
        record(studio, label)
    studio.ask_pose("left")
    wait_until(studio, lambda: studio.bench.held == ("left",))
    assert machine.keys.sent == []
    studio.bench.gate.shut = False
    studio.arm(armed=True)
    studio.ask_pose("none")
    wait_until(studio, lambda: studio.bench.held == ())
    studio.ask_pose("left")
    wait_until(studio, lambda: machine.keys.sent)
    released = machine.keys.released
    studio.bench.gate.shut = True
    wait_until(studio, lambda: machine.keys.released > released)
    studio.arm(armed=False)
    wait_until(studio, lambda: not studio.bench.gate.armed)


def test_poses_of_one_s_own_press_the_arrow_key_that_they_are_called_after(
    visit: tuple[Studio, Machine],
) -> None:
    studio, _ = visit
    for label in ("left", "right", "up", "down"):
        editing.delete_label(studio, label)
    studio.choose_goal(goal_named("own"))
    editing.name_label(studio, None, "fist")
    wait_until(studio, lambda: [card.label for card in studio.album.cards] == ["fist", "none"])
    assert not studio.presses
    editing.name_label(studio, None, "left")
    wait_until(studio, lambda: studio.presses)
    for label in ("left", "none"):
        record(studio, label)
    studio.ask_pose("left")
    wait_until(studio, lambda: studio.bench.held == ("left",))


def test_a_game_gets_the_camera_and_gives_it_back(visit: tuple[Studio, Machine]) -> None:
    studio, machine = visit
    record(studio, "left")
    studio.speak("de")
    studio.play()
    assert not studio.bench.running
    path = str(studio.bench.path)
    wanted = ["play", "snake", "--profile", path, "--camera", "0", "--language", "de"]
    assert machine.started == [wanted]
    machine.program.code = 0
    wait_until(studio, lambda: studio.bench.running)


def test_privacy_keeps_no_pictures(visit: tuple[Studio, Machine]) -> None:
    studio, _ = visit
    studio.set_private(private=True)
    record(studio, "left")
    studio.bench.saver.wait()
    assert all(example.jpeg is None for example in load_profile(studio.bench.path).dataset)


def test_another_profile_is_opened_and_the_first_one_kept(
    visit: tuple[Studio, Machine], tmp_path: Path
) -> None:
    studio, _ = visit
    record(studio, "left")
    first = studio.album.total
    filing.choose(studio, Browser("save_as", tmp_path), tmp_path / "copy.pose")
    assert studio.bench.path == tmp_path / "copy.pose"
    assert studio.bench.profile.name == "copy"
    record(studio, "right")
    studio.bench.saver.wait()
    assert len(load_profile(tmp_path / "mira.pose").dataset) == first
    filing.choose(studio, Browser("open", tmp_path), tmp_path / "mira.pose")
    assert studio.album.total == first


def test_a_file_that_is_no_profile_is_said_and_changes_nothing(
    visit: tuple[Studio, Machine], tmp_path: Path
) -> None:
    studio, _ = visit
    record(studio, "left")
    (tmp_path / "bad.pose").write_bytes(b"nonsense")
    filing.choose(studio, Browser("open", tmp_path), tmp_path / "bad.pose")
    assert studio.notices.shown is not None
    assert studio.notices.shown.kind == "error"
    assert studio.album.count("left") >= 5


def test_no_thread_is_left_behind(tmp_path: Path) -> None:
    before = threading.active_count()
    with studio_in(tmp_path) as (studio, _):
        studio.choose_camera("0")
        studio.tick(0.0)
    assert threading.active_count() == before


def test_hands_bodies_and_faces_are_switched_off_and_on(visit: tuple[Studio, Machine]) -> None:
    studio, _ = visit
    assert studio.bench.landmarks is None  # grey pixels find none
    studio.bench.backbone.blocks = {"pixels": 1024, "hand": 63, "body": 40}
    assert studio.bench.landmarks
    studio.bench.set_landmarks(on=False)
    wait_until(studio, lambda: studio.bench.landmarks is False and studio.bench.saved)
    assert load_profile(studio.bench.path).settings.blocks == ("pixels",)
    record(studio, "left")
    studio.bench.set_landmarks(on=True)
    wait_until(studio, lambda: studio.bench.landmarks and studio.bench.saved)
    assert load_profile(studio.bench.path).settings.blocks == ()
