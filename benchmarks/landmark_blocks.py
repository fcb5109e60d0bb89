"""What the network's features and landmarks reach, alone and together, on one set of pictures.

    python benchmarks/landmark_blocks.py FOLDER PROTOCOL [--examples N ...]

Every picture is looked at once; then the same recogniser is taught with the network's blocks, with
the landmark blocks, and with all of them. Beside it stand grey pixels and the cosine 3-NN of
Teachable Machine; behind each share is the expected calibration error.
"""

import argparse
from pathlib import Path

from bridge.backbones.store import NETWORK, open_backbone
from bridge.evaluate import Report, run_split, see
from bridge.folders import read_folder
from bridge.landmarks.blocks import LandmarkBlocks
from bridge.landmarks.combined import CombinedBackbone
from bridge.protocols import PROTOCOLS, thinned
from bridge.settings import RecogniserSettings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("protocol", choices=list(PROTOCOLS))
    parser.add_argument("--examples", type=int, nargs="*", default=[5, 10, 25])
    options = parser.parse_args()
    whole = PROTOCOLS[options.protocol](read_folder(options.folder))
    splits = {count: [thinned(split, count) for split in whole] for count in options.examples}
    network, landmarks = open_backbone(NETWORK), LandmarkBlocks()
    chosen = {"features": tuple(network.blocks), "landmarks": tuple(landmarks.blocks), "both": ()}
    shown = [split for some in splits.values() for split in some]
    seen = see(CombinedBackbone(network, landmarks), shown)
    print("examples  pixels  reference  " + "  ".join(f"{name:>14}" for name in chosen))
    for count, some in splits.items():
        reports = []
        for blocks in chosen.values():
            settings = RecogniserSettings(blocks=blocks)
            answers = [answer for split in some for answer in run_split(split, seen, settings)]
            reports.append(Report(tuple(answers)).as_json())
        baselines = reports[0]["baselines"]
        line = f"{count:8}  {baselines['pixels']:6.1%}  {baselines['tfjs_knn']:9.1%}"
        line += "".join(f"  {r['accuracy']:7.1%} ({r['ece']:.3f})" for r in reports)
        print(line, f" of {reports[0]['tested']}", flush=True)


if __name__ == "__main__":
    main()
