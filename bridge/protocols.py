"""Honest splits of a folder of pictures into taught and tested ones.

Never at random: neighbouring webcam frames are near-duplicates, and a random split would test on
what was taught.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bridge.errors import DataError
from bridge.folders import Picture
from bridge.thinning import spread

Protocol = Literal["same-session", "other-session", "other-person"]
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Split:
    """Pictures to teach and pictures to test; every tested label is also taught."""

    name: str
    train: tuple[Picture, ...]
    test: tuple[Picture, ...]


def explicit(train: Sequence[Picture], test: Sequence[Picture]) -> list[Split]:
    """Return the split the player made; raises DataError when no tested class was taught."""
    return _usable([Split("given", tuple(train), tuple(test))], "no class of both folders agrees")


def same_session(pictures: Sequence[Picture]) -> list[Split]:
    """Return one split per session: teach the first half of each class, test the last 40 %.

    The tenth in between is left out, since it is nearly the same as its neighbours.
    """
    splits = []
    for session, members in _grouped(pictures, lambda picture: picture.session).items():
        train: list[Picture] = []
        test: list[Picture] = []
        for shown in _grouped(members, lambda picture: picture.label).values():
            half = (len(shown) + 1) // 2
            train += shown[:half]
            test += shown[half + (len(shown) + 5) // 10 :]
        splits.append(Split(session or "all", tuple(train), tuple(test)))
    return _usable(splits, "every class needs at least two pictures in one session")


def other_session(pictures: Sequence[Picture]) -> list[Split]:
    """Teach one session, test each of the others by itself.

    Taught is the first session (by name) that has the most classes; pictures of a class that it
    lacks are left out of the test.
    """
    sessions = _grouped(pictures, lambda picture: picture.session)
    if len(sessions) < 2:
        raise DataError("There is only one session.", "use DIR/<session>/<class>/* for several")
    taught = max(sessions, key=lambda name: len({picture.label for picture in sessions[name]}))
    splits = [
        Split(f"{taught} -> {name}", tuple(sessions[taught]), tuple(members))
        for name, members in sessions.items()
        if name != taught
    ]
    return _usable(splits, "no two sessions share a class")


def other_person(pictures: Sequence[Picture]) -> list[Split]:
    """Leave people out, a fifth of them at a time (one at a time when there are few).

    A person is a session where there are sessions, otherwise the part of the file name before the
    first ``_`` or ``-``.
    """
    people = _grouped(pictures, lambda picture: picture.session or _person(picture))
    shared = [name for name, shown in people.items() if len({p.label for p in shown}) > 1]
    if len(people) < 2 or not shared:
        raise DataError(
            "The pictures do not say who is on them.",
            "use DIR/<person>/<class>/*, or file names such as anna_001.jpg",
        )
    names = list(people)
    folds = [names[fold::FOLDS] for fold in range(min(FOLDS, len(names)))]
    splits = [
        Split(
            f"without {fold[0]}" + (f" and {len(fold) - 1} more" if len(fold) > 1 else ""),
            tuple(p for name in names if name not in fold for p in people[name]),
            tuple(p for name in fold for p in people[name]),
        )
        for fold in folds
    ]
    return _usable(splits, "no two people show the same class")


PROTOCOLS: dict[Protocol, Callable[[Sequence[Picture]], list[Split]]] = {
    "same-session": same_session,
    "other-session": other_session,
    "other-person": other_person,
}


def thinned(split: Split, per_class: int) -> Split:
    """Return the split with at most ``per_class`` taught pictures a class, evenly spread."""
    kept: list[Picture] = []
    for shown in _grouped(split.train, lambda picture: picture.label).values():
        kept += [shown[at] for at in spread(len(shown), per_class)]
    return Split(split.name, tuple(kept), split.test)


def _grouped(
    pictures: Iterable[Picture], key: Callable[[Picture], str]
) -> dict[str, list[Picture]]:
    groups: dict[str, list[Picture]] = {}
    for picture in pictures:
        groups.setdefault(key(picture), []).append(picture)
    return groups


def _person(picture: Picture) -> str:
    return re.split(r"[_-]", picture.path.stem, maxsplit=1)[0]


def _usable(splits: Iterable[Split], problem: str) -> list[Split]:
    usable = []
    for split in splits:
        taught = {picture.label for picture in split.train}
        test = tuple(picture for picture in split.test if picture.label in taught)
        if len(taught) > 1 and test:
            usable.append(Split(split.name, split.train, test))
    if not usable:
        raise DataError("These pictures cannot be split into taught and tested ones.", problem)
    return usable
