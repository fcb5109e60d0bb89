"""One sense: what it finds in a picture, as blocks of features and skeletons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeAlias

from bridge.landmarks.region import Bones
from bridge.landmarks.tracking import Reader, Thing, Tracker, look
from bridge.types import Image, Skeleton, Vector

# A block's vector and how surely it is there, 0..1.
Described: TypeAlias = tuple[Vector, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a sense, or all of them together, made of one picture."""

    blocks: Mapping[str, Described] = field(default_factory=dict)
    skeletons: tuple[Skeleton, ...] = ()


class Sense(Generic[Thing]):
    """Hands, bodies or faces: ``most`` of them, described by blocks."""

    def __init__(
        self,
        name: str,
        reader: Reader[Thing],
        most: int,
        describe: Callable[[list[Thing], Image], dict[str, Described]],
    ) -> None:
        self.name = name
        self._reader: Reader[Thing] = reader
        self._most = most
        self._describe: Callable[[list[Thing], Image], dict[str, Described]] = describe
        self._tracker: Tracker[Thing] = Tracker(reader, most)

    @property
    def looks(self) -> int:
        """How many frames of one still picture are worth following."""
        return self._tracker.looks

    def look(self, image: Image) -> Seen:
        """Return what is in a picture that stands alone."""
        return self._seen(look(self._reader, image, self._most), image)

    def follow(self, image: Image, time: float) -> Seen:
        """Return what is in the next frame of a stream, taken at ``time`` seconds."""
        return self._seen(self._tracker.follow(image, time), image)

    def _seen(self, things: list[Thing], image: Image) -> Seen:
        return Seen(
            self._describe(things, image),
            tuple(self._skeleton(thing, image) for thing in things),
        )

    def _skeleton(self, thing: Thing, image: Image) -> Skeleton:
        height, width = image.shape[:2]
        used, bones = _joined(thing.bones)
        points = tuple((x / width, y / height) for x, y in thing.points[used, :2].tolist())
        return Skeleton(self.name, points, bones)


@lru_cache(256)
def _joined(bones: Bones) -> tuple[list[int], Bones]:
    """Return the points that the bones join, and the bones as pairs of places among these."""
    used = sorted({point for bone in bones for point in bone})
    places = {point: place for place, point in enumerate(used)}
    return used, tuple((places[a], places[b]) for a, b in bones)


def join(parts: Sequence[Seen]) -> Seen:
    """Return what several senses saw as one."""
    blocks = {name: block for part in parts for name, block in part.blocks.items()}
    return Seen(blocks, tuple(skeleton for part in parts for skeleton in part.skeletons))
