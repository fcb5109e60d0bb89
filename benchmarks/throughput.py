"""Many pictures: read and embedded one by one, and as train, evaluate and imports do it.

    python benchmarks/throughput.py DIR... [--backbone efficientnet-lite0] [--most 3000]

DIR holds pictures, at any depth. Both ways take turns on pieces of the same pictures, so that
whatever else the machine does slows both.
"""

import argparse
import time
from pathlib import Path

from bridge.backbones.store import NETWORK, open_backbone
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
    backbone.embed([load_image(paths[0])])
    alone = together = 0.0
    for start in range(0, len(paths), PIECE):
        piece = paths[start : start + PIECE]
        began = time.perf_counter()
        for path in piece:
            backbone.embed([load_image(path)])
        between = time.perf_counter()
        for _ in shots(backbone, [(path, False) for path in piece]):
            pass
        alone += between - began
        together += time.perf_counter() - between
    print(f"{len(paths)} pictures, {backbone.name}")
    print(f"one by one {len(paths) / alone:.1f} a second, together {len(paths) / together:.1f}")
    print(f"together is {alone / together:.2f} times as fast")


if __name__ == "__main__":
    main()
