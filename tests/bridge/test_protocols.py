from pathlib import Path

import pytest

from bridge.errors import DataError
from bridge.folders import Picture
from bridge.protocols import explicit, other_person, other_session, same_session, thinned
from bridge.thinning import spread


def shown(label: str, count: int, session: str = "", person: str = "img") -> list[Picture]:
    folder = Path(session) / label
    return [Picture(folder / f"{person}_{at}.jpg", label, session) for at in range(count)]


def test_same_session_teaches_the_first_half_and_tests_the_end() -> None:
    [split] = same_session(shown("up", 10) + shown("down", 10))
    ups = [picture.path.name for picture in split.train if picture.label == "up"]
    assert ups == ["img_0.jpg", "img_1.jpg", "img_2.jpg", "img_3.jpg", "img_4.jpg"]
    tested = [picture.path.name for picture in split.test if picture.label == "up"]
    assert tested == ["img_6.jpg", "img_7.jpg", "img_8.jpg", "img_9.jpg"]


def test_same_session_leaves_out_sessions_with_one_class() -> None:
    pictures = shown("up", 6, "a") + shown("down", 6, "a") + shown("up", 6, "b")
    assert [split.name for split in same_session(pictures)] == ["a"]


def test_other_session_teaches_the_fullest_and_tests_each_other() -> None:
    pictures = (
        shown("up", 3, "a")
        + shown("up", 3, "b") + shown("down", 3, "b")
        + shown("down", 2, "c") + shown("jump", 2, "c")
    )  # fmt: skip
    splits = other_session(pictures)
    assert [split.name for split in splits] == ["b -> a", "b -> c"]
    assert {picture.label for picture in splits[1].test} == {"down"}


def test_other_session_needs_two() -> None:
    with pytest.raises(DataError, match="only one session"):
        other_session(shown("up", 3) + shown("down", 3))


def test_no_person_is_taught_and_tested() -> None:
    pictures = [
        picture
        for person in "abcdefg"
        for label in ("up", "down")
        for picture in shown(label, 2, person=person)
    ]
    splits = other_person(pictures)
    assert len(splits) == 5
    for split in splits:
        taught = {picture.path.name[0] for picture in split.train}
        assert taught.isdisjoint(picture.path.name[0] for picture in split.test)
    assert sum(len(split.test) for split in splits) == len(pictures)


def test_people_by_session() -> None:
    pictures = [
        picture
        for person in ("anna", "ben")
        for label in ("up", "down")
        for picture in shown(label, 2, session=person)
    ]
    assert [split.name for split in other_person(pictures)] == ["without anna", "without ben"]


def test_names_without_people() -> None:
    with pytest.raises(DataError, match="do not say who"):
        other_person(shown("up", 3) + shown("down", 3))


def test_explicit_drops_classes_that_were_not_taught() -> None:
    taught = shown("up", 2) + shown("down", 2)
    [split] = explicit(taught, shown("up", 1, "test") + shown("jump", 1, "test"))
    assert {picture.label for picture in split.test} == {"up"}
    with pytest.raises(DataError, match="cannot be split"):
        explicit(taught, shown("jump", 1, "test"))


def test_thinning_is_even() -> None:
    [split] = explicit(shown("up", 100) + shown("down", 3), shown("up", 1, "test"))
    names = [picture.path.name for picture in thinned(split, 5).train]
    assert names[:5] == ["img_0.jpg", "img_25.jpg", "img_50.jpg", "img_74.jpg", "img_99.jpg"]
    assert len(names) == 8
    assert spread(4, 1) == [0]
