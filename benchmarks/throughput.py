"""Many pictures: read and embedded one by one, and as train, evaluate and imports do it.

    python benchmarks/throughput.py DIR... [--backbone efficientnet-lite0] [--most 3000]

DIR holds pictures, at any depth. All ways take turns on pieces of the same pictures, so that
whatever else the machine does slows all of them. One by one, a picture gets the threads that it has
in play, or a single one.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bridge.backbones import Backbone, HelpedBackbone, SharedBackbone
from bridge.backbones.store import NETWORK, open_backbone
from bridge.machine import kept_off
from bridge.pictures import SUFFIXES, load_image
from bridge.training import shots

PIECE = 96


def main() -> None:
    """Time both ways over all pictures and print their rates."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--backbone", default=NETWORK)
    parser.add_argument("--most", type=int, default=3_000)
    options = parser.parse_args()
    found = [path for folder in options.folders for path in sorted(folder.rglob("*"))]
    paths = [path for path in found if path.suffix.lower() in SUFFIXES]
    paths = paths[:: -(-len(paths) // options.most)]
    backbone = open_backbone(options.backbone)
    single = open_backbone(options.backbone)
    if isinstance(single, SharedBackbone):
        single = single.twin()
    helpers = backbone.helpers if isinstance(backbone, HelpedBackbone) else ()
    ways: dict[str, Callable[[Sequence[Path]], None]] = {
        "together": partial(together, backbone),
        "one by one, as in play": partial(kept_off, helpers, one_by_one, backbone),
        "one by one, one thread": partial(one_by_one, single),
    }
    seconds = dict.fromkeys(ways, 0.0)
    for way in ways.values():
        way(paths[:2])
    for start in range(0, len(paths), PIECE):
        for name, way in ways.items():
            began = time.perf_counter()
            way(paths[start : start + PIECE])
            seconds[name] += time.perf_counter() - began
    print(f"{len(paths)} pictures, {backbone.name}")
    for name, taken in seconds.items():
        gain = taken / seconds["together"]
        print(f"{name:24}{len(paths) / taken:6.1f} a second; together is {gain:.2f} times as fast")


def one_by_one(backbone: Backbone, paths: Sequence[Path]) -> None:
    """Read and embed one picture after the other."""
    for path in paths:
        backbone.embed([load_image(path)])


def together(backbone: Backbone, paths: Sequence[Path]) -> None:
    """Read and embed as train, evaluate and imports do."""
    for _ in shots(backbone, [(path, False) for path in paths]):
        pass


if __name__ == "__main__":
    main()
