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
# In fine parts of the picture far hands of 10 pixels and more score 0.99; faces that are taken for
# hands there, and clutter, mostly 0.5 to 0.85.
SURE_SCORE = 0.9
SAME_OVERLAP = 0.4
LARGER = 1.5  # so many times as large is somebody who stands much nearer
# In units of the region's side: at rest 2 Hz takes the jitter away, and a finger that crosses its
# hand in a fifth of a second passes at over 20 Hz, which is less than a frame late.
MIN_CUTOFF_HZ = 2.0
BETA = 10.0


Thing = TypeVar("Thing", Hand, Body, Face)
Thing_co = TypeVar("Thing_co", Hand, Body, Face, covariant=True)


class Reader(Protocol[Thing_co]):
    """Finds things in a window of a picture and reads one from its region.

    ``small`` tells that they are worth looking for in small parts of the picture.
    """

    small: bool

    def find(self, image: Image, window: Region) -> list[Region]:
        """Return where to look, the biggest first."""

    def read(self, image: Image, region: Region) -> Thing_co:
        """Return what is in a region."""


def look(reader: Reader[Thing], image: Image, most: int) -> list[Thing]:
    """Return at most ``most`` things in a picture that stands alone.

    The first window that shows any is enough. Each thing is read twice, the second time from the
    region of its own points, as it would be seen while it is followed.
    """
    things: list[Thing] = []
    for window in windows(image, fine=reader.small):
        bar = _bar(window, image)
        for region in reader.find(image, window)[: 2 * most]:
            first = reader.read(image, region)
            if first.score >= bar and len(things) < most:
                _add(reader.read(image, first.region), things, bar)
        if things:
            break
    return things


class Tracker(Generic[Thing]):
    """Follows at most ``most`` things through a stream of frames.

    While fewer are in sight it looks for more, one window of the picture at a time: in every frame
    when there is none, else every ``search_s`` seconds. When all are in sight it looks at the whole
    picture once in ``watch_s`` seconds, and what is much larger takes the place of the smallest:
    somebody walked by before the player came.
    """

    def __init__(
        self, reader: Reader[Thing], most: int, search_s: float = 0.25, watch_s: float = 1.0
    ) -> None:
        self._reader: Reader[Thing] = reader
        self._most = most
        self._search_s = search_s
        self._watch_s = watch_s
        self._searched = float("-inf")
        self._searches = 0
        self._round = 1
        self._tracks: list[_Track] = []

    @property
    def looks(self) -> int:
        """How many frames of one still picture are worth following: all windows, or one."""
        return 1 if self._tracks else self._round

    def follow(self, image: Image, time: float) -> list[Thing]:
        """Return what is seen in the next frame, taken at ``time`` seconds; the oldest first."""
        things: list[Thing] = []
        tracks = [track for track in self._tracks if self._take(image, track, things)]
        if self._tracks and not tracks:
            self._searches = 0
        full = len(things) == self._most
        pause = self._watch_s if full else self._search_s if things else 0.0
        if not 0 <= time - self._searched < pause:
            self._searched = time
            window = windows(image)[0] if full else self._next_window(image)
            for region in self._reader.find(image, window):
                bar = SURE_SCORE if full else _bar(window, image)
                self._meet(image, _Track(region, bar), tracks, things)
        self._tracks = tracks
        return [track.smooth(thing, time) for track, thing in zip(tracks, things, strict=True)]

    def _next_window(self, image: Image) -> Region:
        """Return the whole picture every other time, and the other windows in turn between."""
        whole, *others = windows(image, fine=self._reader.small)
        self._round = 2 * len(others)
        turn, other = divmod(self._searches, 2)
        self._searches += 1
        return others[turn % len(others)] if other else whole

    def _meet(
        self, image: Image, track: "_Track", tracks: "list[_Track]", things: list[Thing]
    ) -> None:
        """Follow what was found, too, if there is room or if it is much larger than another."""
        if len(things) < self._most:
            if self._take(image, track, things):
                tracks.append(track)
            return
        sides = [thing.region.side for thing in things]
        smallest: int = sides.index(min(sides))
        needed = LARGER * sides[smallest]
        others = [thing for at, thing in enumerate(things) if at != smallest]
        if (
            track.region.side >= needed
            and self._take(image, track, others)
            and track.region.side >= needed
        ):
            things[:] = others
            tracks[:] = [*(one for at, one in enumerate(tracks) if at != smallest), track]

    def _take(self, image: Image, track: "_Track", things: list[Thing]) -> bool:
        if any(track.region.overlap(thing.region) > SAME_OVERLAP for thing in things):
            return False
        thing = self._reader.read(image, track.region)
        track.region = thing.region
        bar, track.bar = track.bar, MIN_SCORE
        return _add(thing, things, bar)


class _Track:
    """One thing on its way through the frames; ``bar`` is the score that it needs next."""

    def __init__(self, region: Region, bar: float) -> None:
        self.region = region
        self.bar = bar
        self._filter = OneEuroFilter(MIN_CUTOFF_HZ, BETA)

    def smooth(self, thing: Thing, time: float) -> Thing:
        points = self._filter.smooth(thing.points, time, unit=max(self.region.side, 1.0))
        return replace(thing, points=points)


def _bar(window: Region, image: Image) -> float:
    """Return the score from which what is found in a window is believed."""
    return SURE_SCORE if window.side < min(image.shape[:2]) else MIN_SCORE


def _add(thing: Thing, things: list[Thing], bar: float) -> bool:
    """Add a thing unless it is unsure or already there; tell whether it was added."""
    known = any(thing.region.overlap(other.region) > SAME_OVERLAP for other in things)
    if known or thing.score < bar:
        return False
    things.append(thing)
    return True
