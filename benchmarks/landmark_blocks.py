"""What landmarks add to the network's features, on one set of pictures.

    python benchmarks/landmark_blocks.py FOLDER PROTOCOL [--examples N]

Every picture is looked at once; then the same recogniser is taught with the network's blocks, with
the landmark blocks, and with all of them. The reference is the cosine 3-NN of Teachable Machine.
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
    parser.add_argument("--examples", type=int, help="teach at most so many a class")
    options = parser.parse_args()
    splits = PROTOCOLS[options.protocol](read_folder(options.folder))
    if options.examples:
        splits = [thinned(split, options.examples) for split in splits]
    network, landmarks = open_backbone(NETWORK), LandmarkBlocks()
    chosen = {"features": tuple(network.blocks), "landmarks": tuple(landmarks.blocks), "fused": ()}
    seen = see(CombinedBackbone(network, landmarks), splits)
    for name, blocks in chosen.items():
        settings = RecogniserSettings(blocks=blocks)
        answers = [answer for split in splits for answer in run_split(split, seen, settings)]
        if name == "features":
            right = sum(answer.tfjs_knn == answer.truth for answer in answers)
            print(f"reference  {right / len(answers):.1%} of {len(answers)}")
        print(f"{name:10} {Report(tuple(answers)).accuracy:.1%}", flush=True)


if __name__ == "__main__":
    main()
