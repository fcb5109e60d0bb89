from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bridge.profile import LabelInfo, Profile
from bridge.studio.lesson import Lesson
from bridge.types import Embedding

ONE = Embedding({"pixels": np.zeros(4, np.float32)})


def lesson(*labels: str) -> Lesson:
    infos = tuple(LabelInfo(name, neutral=name == "none") for name in labels)
    return Lesson(Profile("me", "pixels", "0", labels=infos))


def take(lesson: Lesson, label: str, session: str, pictures: int) -> None:
    lesson.begin(label, session)
    for number in range(pictures):
        lesson.add(ONE, float(number), b"jpeg")
    lesson.end()


def names(lesson: Lesson) -> list[str]:
    return [card.label for card in lesson.album.cards]


def test_a_recording_is_one_step_for_undo() -> None:
    taught = lesson("left", "right")
    take(taught, "left", "one", 3)
    take(taught, "right", "two", 2)
    taught.undo()
    assert taught.profile.dataset.counts() == {"left": 3}
    taught.undo()
    assert taught.album.total == 0
    assert not taught.undo()


def test_moved_lines_outlive_undo() -> None:
    taught = lesson("left", "right")
    take(taught, "left", "one", 3)
    taught.draw_line("left", 0.4)
    taught.undo()
    assert [info.enter for info in taught.profile.labels] == [0.4, None]
    taught.rename("left", "lean")
    taught.undo()
    assert [info.enter for info in taught.profile.labels] == [0.4, None]


def test_labels_and_pictures_are_undone_together_however_long_the_lesson_was() -> None:
    taught = lesson("a", "b")
    for number in range(230):
        taught.rename("ab"[number % 2], f"x{number}")
        take(taught, f"x{number}", str(number), 1)
        taught.rename(f"x{number}", "ab"[number % 2])
    while taught.undo():
        assert set(taught.profile.dataset.labels) <= set(names(taught))
    assert len(names(taught)) == 2


def test_twenty_poses_share_the_colours_evenly() -> None:
    taught = lesson("none")
    for number in range(20):
        taught.add_label(f"pose {number}")
    used = Counter(card.colour for card in taught.album.cards if not card.neutral)
    assert max(used.values()) - min(used.values()) <= 1


def test_an_empty_recording_leaves_nothing_to_undo() -> None:
    taught = lesson("left")
    taught.begin("left", "one")
    assert taught.end() == 0
    assert not taught.can_undo


def test_nothing_is_added_outside_a_recording() -> None:
    taught = lesson("left")
    taught.add(ONE, 0.0, b"jpeg")
    assert taught.album.total == 0


def test_a_whole_recording_is_deleted_and_comes_back() -> None:
    taught = lesson("left")
    take(taught, "left", "one", 3)
    take(taught, "left", "two", 2)
    taught.remove_session("left", "one")
    assert {thumb.session for thumb in taught.album.thumbs["left"]} == {"two"}
    taught.undo()
    assert taught.album.count("left") == 5


def test_thumbnails_are_latest_first() -> None:
    taught = lesson("left")
    take(taught, "left", "one", 3)
    assert [thumb.id for thumb in taught.album.thumbs["left"]] == [2, 1, 0]


def test_new_poses_get_free_colours_and_stand_before_nothing() -> None:
    taught = lesson("none")
    for name in ("left", "right", "jump"):
        taught.add_label(name)
    assert names(taught) == ["left", "right", "jump", "none"]
    colours = [card.colour for card in taught.album.cards]
    assert colours == [0, 1, 2, None]


def test_the_poses_of_a_goal_are_one_step_for_undo() -> None:
    taught = lesson()
    taught.add_label("right")
    taught.add_labels(("left", "right", "none"))
    assert names(taught) == ["right", "left", "none"]
    assert [card.colour for card in taught.album.cards] == [0, 1, None]
    taught.add_labels(("left", "none"))
    assert taught.undo()
    assert names(taught) == ["right"]
    assert taught.undo()
    assert not taught.can_undo


def test_renaming_keeps_place_and_pictures_and_refuses_a_taken_name() -> None:
    taught = lesson("left", "right")
    take(taught, "left", "one", 2)
    taught.rename("left", "lean")
    taught.rename("lean", "right")
    assert names(taught) == ["lean", "right"]
    assert taught.album.count("lean") == 2


def test_the_neutral_pose_may_be_called_anything_but_an_arrow() -> None:
    taught = lesson("wave", "none")
    taught.rename("none", "sitting still")
    assert [card.neutral for card in taught.album.cards] == [False, True]
    taught.rename("sitting still", "left")
    assert [card.neutral for card in taught.album.cards] == [False, False]
    taught.rename("wave", "none")
    assert [card.neutral for card in taught.album.cards] == [True, False]


def test_deleting_a_pose_can_be_undone() -> None:
    taught = lesson("left", "right")
    take(taught, "left", "one", 2)
    taught.remove_label("left")
    assert names(taught) == ["right"]
    taught.undo()
    assert names(taught) == ["left", "right"]
    assert taught.album.count("left") == 2


def test_poses_without_an_entry_get_a_card() -> None:
    taught = lesson()
    take(taught, "wave", "one", 1)
    taught.move("wave", -1)
    assert names(taught) == ["wave"]


CHANGES = st.one_of(
    st.tuples(st.just("take"), st.sampled_from("abc"), st.integers(0, 3)),
    st.tuples(st.just("add"), st.sampled_from("abcd"), st.just(0)),
    st.tuples(st.just("delete"), st.sampled_from("abc"), st.just(0)),
    st.tuples(st.just("rename"), st.sampled_from("abc"), st.just(0)),
    st.tuples(st.just("move"), st.sampled_from("abc"), st.integers(-2, 2)),
)


@given(st.lists(CHANGES, max_size=12))
def test_undoing_everything_gives_the_beginning(changes: list[tuple[str, str, int]]) -> None:
    taught = lesson("a", "b", "none")
    before = taught.album
    for number, (kind, name, amount) in enumerate(changes):
        if kind == "take":
            take(taught, name, str(number), amount)
        elif kind == "add":
            taught.add_label(name)
        elif name in names(taught):
            if kind == "delete":
                taught.remove_label(name)
            elif kind == "rename":
                taught.rename(name, name + "x")
            else:
                taught.move(name, amount)
    while taught.undo():
        pass
    assert taught.album == before


def test_the_album_shows_a_recording_while_it_goes_on() -> None:
    taught = lesson("left", "right")
    take(taught, "left", "one", 2)
    taught.begin("left", "two")
    taught.add(ONE, 0.0, b"first")
    taught.add(ONE, 0.1, b"second")
    assert [thumb.jpeg for thumb in taught.album.thumbs["left"]][:2] == [b"second", b"first"]
    assert taught.album.count("left") == 4
    running = taught.album
    taught.end()
    assert [t.session for t in running.thumbs["left"]] == [
        t.session for t in taught.album.thumbs["left"]
    ]
