"""How long each sense takes per frame, on one and on two threads.

    python benchmarks/landmark_cost.py PICTURE

The picture should show a hand, a face and shoulders; it is scaled to 640 x 480.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from bridge.landmarks.blocks import NETWORKS
from bridge.landmarks.bodies import BodyReader
from bridge.landmarks.faces import FaceReader
from bridge.landmarks.hands import HandReader
from bridge.landmarks.network import Network
from bridge.landmarks.tracking import Tracker, look
from bridge.landmarks.windows import windows
from bridge.pictures import load_image, resize
from bridge.types import Image

READERS = {"hand": HandReader, "body": BodyReader, "head": FaceReader}
ROUNDS = 40


def milliseconds(work: Callable[[], object]) -> float:
    """Return the best of many rounds: what the machine can do when nothing else runs."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def costs(reader: HandReader | BodyReader | FaceReader, image: Image) -> list[float]:
    """Return the milliseconds of detector, points, a followed frame and a still picture."""
    whole = windows(image)[0]
    region = (reader.find(image, whole) or [whole])[0]
    tracker = Tracker(reader, most=1)
    return [
        milliseconds(lambda: reader.find(image, whole)),
        milliseconds(lambda: reader.read(image, region)),
        milliseconds(lambda: tracker.follow(image, 0.0)),
        milliseconds(lambda: look(reader, image, 1)),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("picture", type=Path)
    image = resize(load_image(parser.parse_args().picture), 640, 480)
    print("sense threads  detector    points  followed     still   ms")
    for sense, networks in NETWORKS.items():
        for threads in (1, 2):
            reader = READERS[sense](*(Network(name, threads=threads) for name in networks))
            columns = "".join(f"{cost:10.1f}" for cost in costs(reader, image))
            print(f"{sense:5} {threads:7}{columns}")


if __name__ == "__main__":
    main()
