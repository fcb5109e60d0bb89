"""Does skipping still pictures ever miss a pose? 200 changes of pose, drawn and of real pictures.

    python benchmarks/stillness.py [--player DIR] [--changes 200] [--seed 0]

DIR holds a folder of pictures for each pose; without it only the drawn player is asked. Two
pipelines step through the same frames: one looks at every picture, the other skips still ones.
"""

import argparse
from pathlib import Path
from random import Random

from bridge.backbones.store import NETWORK, open_backbone
from bridge.bench.replay import drawn_profile
from bridge.bench.steps import make_lane
from bridge.cameras import PosingCamera
from bridge.cameras.actor import PictureActor
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.folders import read_folder
from bridge.profile import Profile
from bridge.stillness import Stillness
from bridge.training import train_profile
from bridge.types import Embedding

FRAMES = 24  # from one change of pose to the next, at 30 a second


def main() -> None:
    """Report delays and skipped frames for each player."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--player", type=Path)
    parser.add_argument("--changes", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    backbone = open_backbone(NETWORK)
    report(
        "drawn",
        SyntheticPlayer(paced=False, seed=options.seed),
        drawn_profile(backbone),
        options.changes,
        options.seed,
    )
    if options.player:
        pictures = read_folder(options.player)
        by_pose: dict[str, list[Path]] = {}
        for picture in pictures:
            by_pose.setdefault(picture.label, []).append(picture.path)
        actor = PictureActor(by_pose, next(iter(by_pose)), rate=1e6)
        profile = train_profile("real", backbone, pictures, keep_pictures=False)
        report("real", actor, profile, options.changes, options.seed)


def report(name: str, camera: PosingCamera, profile: Profile, changes: int, seed: int) -> None:
    """Play ``changes`` random changes of pose and print what skipping did."""
    backbone = open_backbone(NETWORK)
    looking = make_lane(profile, backbone, Stillness(threshold=0)).pipeline
    skipping = make_lane(profile, backbone).pipeline
    random = Random(seed)
    camera.open()
    before: Embedding | None = None
    late, skipped, frames, delays = 0, 0, 0, []
    poses, pose = list(camera.poses), ""
    for _ in range(changes):
        pose = random.choice([other for other in poses if other != pose])
        camera.show(pose)
        first_full = first_held = None
        for number in range(FRAMES):
            frame = camera.read()
            if frame is None:
                return
            full, held = looking.step(frame), skipping.step(frame)
            frames += 1
            skipped += before is not None and held.embedding.blocks is before.blocks
            before = held.embedding
            if first_full is None and full.prediction.label == pose:
                first_full = number
            if first_held is None and held.prediction.label == pose:
                first_held = number
        if first_full is None:
            continue  # the recogniser never saw this pose, with or without skipping
        delays.append(FRAMES if first_held is None else first_held - first_full)
        late += delays[-1] > 0
    camera.close()
    most = max(delays, default=0)
    print(
        f"{name}: {changes} changes, {len(delays)} recognised on some frame; skipping delayed "
        f"{late}, by {most} frames at most; {skipped / frames:.0%} of frames skipped"
    )


if __name__ == "__main__":
    main()
