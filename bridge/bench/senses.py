"""What each sense costs: finding hands, bodies and heads, and reading their points."""

from collections.abc import Callable, Mapping

from bridge.bench.steps import milliseconds
from bridge.landmarks.blocks import NETWORKS, load_networks
from bridge.landmarks.bodies import BodyReader
from bridge.landmarks.faces import FaceReader
from bridge.landmarks.hands import HandReader
from bridge.landmarks.region import Region
from bridge.landmarks.windows import windows
from bridge.timing import percentile
from bridge.types import Image

READERS: Mapping[str, Callable[..., HandReader | BodyReader | FaceReader]] = {
    "hand": HandReader,
    "body": BodyReader,
    "head": FaceReader,
}
ROUNDS = 25


def measure_senses(image: Image) -> dict[str, dict[str, float]]:
    """Return the median milliseconds of each sense, as it runs while playing.

    ``find`` is one look of the detector at the whole picture, ``read`` the points of one thing. A
    followed frame costs one ``read`` for each hand, body or head in sight, and one ``find`` where
    none is. What the picture shows does not matter.
    """
    whole = windows(image)[0]
    costs = {}
    for sense in NETWORKS:
        reader = READERS[sense](*load_networks(sense))
        costs[sense] = {
            "find": _median(reader.find, image, whole),
            "read": _median(reader.read, image, whole),
        }
    return costs


def _median(work: Callable[[Image, Region], object], image: Image, region: Region) -> float:
    times = [milliseconds(work, image, region) for _ in range(ROUNDS)]
    return round(percentile(times, 0.5), 3)
