"""Follow hands, bodies or faces from frame to frame, so that the detector runs only when needed."""

from dataclasses import replace
from typing import Generic, Protocol, TypeVar

from bridge.landmarks.bodies import Body
from bridge.landmarks.faces import Face
from bridge.landmarks.hands import Hand
from bridge.landmarks.one_euro import OneEuroFilter
from bridge.landmarks.region import Region
from bridge.landmarks.windows import windows
from bridge.types import Image

MIN_SCORE = 0.5
SAME_OVERLAP = 0.4
# In units of the region's side: at rest 2 Hz takes the jitter away, and a finger that crosses its
# hand in a fifth of a second passes at over 20 Hz, which is less than a frame late.
MIN_CUTOFF_HZ = 2.0
BETA = 10.0


Thing = TypeVar("Thing", Hand, Body, Face)
Thing_co = TypeVar("Thing_co", Hand, Body, Face, covariant=True)


class Reader(Protocol[Thing_co]):
    """Finds things in a window of a picture and reads one from its region."""

    def find(self, image: Image, window: Region) -> list[Region]:
        """Return where to look, the best first."""

    def read(self, image: Image, region: Region) -> Thing_co:
        """Return what is in a region."""


def look(reader: Reader[Thing], image: Image, most: int) -> list[Thing]:
    """Return at most ``most`` things in a picture that stands alone.

    The first window that shows any is enough. Each thing is read twice, the second time from the
    region of its own points, as it would be seen while it is followed.
    """
    things: list[Thing] = []
    for window in windows(image):
        for region in reader.find(image, window)[: 2 * most]:
            first = reader.read(image, region)
            if first.score >= MIN_SCORE and len(things) < most:
                _add(reader.read(image, first.region), things)
        if things:
            break
    return things


class Tracker(Generic[Thing]):
    """Follows at most ``most`` things through a stream of frames.

    While fewer are in sight it looks for more, one window of the picture at a time: in every frame
    when there is none, else every ``search_s`` seconds.
    """

    def __init__(self, reader: Reader[Thing], most: int, search_s: float = 0.25) -> None:
        self._reader: Reader[Thing] = reader
        self._most = most
        self._search_s = search_s
        self._searched = float("-inf")
        self._searches = 0
        self._tracks: list[_Track] = []

    def follow(self, image: Image, time: float) -> list[Thing]:
        """Return what is seen in the next frame, taken at ``time`` seconds; the oldest first."""
        things: list[Thing] = []
        tracks = [track for track in self._tracks if self._take(image, track, things)]
        if self._tracks and not tracks:
            self._searches = 0
        overdue = not things or not 0 <= time - self._searched < self._search_s
        if len(things) < self._most and overdue:
            self._searched = time
            for region in self._reader.find(image, self._next_window(image)):
                track = _Track(region)
                if len(things) < self._most and self._take(image, track, things):
                    tracks.append(track)
        self._tracks = tracks
        return [track.smooth(thing, time) for track, thing in zip(tracks, things, strict=True)]

    def _next_window(self, image: Image) -> Region:
        """Return the whole picture every other time, and the other windows in turn between."""
        whole, *others = windows(image)
        turn, other = divmod(self._searches, 2)
        self._searches += 1
        return others[turn % len(others)] if other else whole

    def _take(self, image: Image, track: "_Track", things: list[Thing]) -> bool:
        if any(track.region.overlap(thing.region) > SAME_OVERLAP for thing in things):
            return False
        thing = self._reader.read(image, track.region)
        track.region = thing.region
        return _add(thing, things)


class _Track:
    """One thing on its way through the frames."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self._filter = OneEuroFilter(MIN_CUTOFF_HZ, BETA)

    def smooth(self, thing: Thing, time: float) -> Thing:
        points = self._filter.smooth(thing.points, time, unit=max(self.region.side, 1.0))
        return replace(thing, points=points)


def _add(thing: Thing, things: list[Thing]) -> bool:
    """Add a thing unless it is unsure or already there; tell whether it was added."""
    known = any(thing.region.overlap(other.region) > SAME_OVERLAP for other in things)
    if known or thing.score < MIN_SCORE:
        return False
    things.append(thing)
    return True
