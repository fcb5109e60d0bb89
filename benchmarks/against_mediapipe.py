"""Our hands against MediaPipe's own, on the same pictures.

    python3.11 -m venv /tmp/mediapipe && /tmp/mediapipe/bin/pip install mediapipe==0.10.14 "numpy<2"
    /tmp/mediapipe/bin/python benchmarks/against_mediapipe.py FOLDER --write /tmp/hands.npz
    python benchmarks/against_mediapipe.py FOLDER --compare /tmp/hands.npz

MediaPipe runs on still pictures, one hand, its full network. The second command prints in how many
of the pictures where MediaPipe finds a hand we find it too, and how far our points are from its, in
shares of the hand's longer side.
"""

import argparse
from pathlib import Path

import numpy as np


def pictures(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.jpg"))


def write(folder: Path, target: Path) -> None:
    """Run in an environment that has mediapipe."""
    import cv2
    import mediapipe

    hands = mediapipe.solutions.hands.Hands(static_image_mode=True, max_num_hands=1)
    found = {}
    for path in pictures(folder):
        image = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
        height, width = image.shape[:2]
        answer = hands.process(image).multi_hand_landmarks
        if answer:
            points = [(point.x * width, point.y * height) for point in answer[0].landmark]
            found[str(path.relative_to(folder))] = np.array(points, np.float32)
    np.savez(target, **found)


def compare(folder: Path, source: Path) -> None:
    """Run where Posebridge is installed."""
    from bridge.landmarks.hands import HandReader
    from bridge.landmarks.network import Network
    from bridge.landmarks.tracking import look
    from bridge.pictures import load_image

    reader = HandReader(Network("palm_detection"), Network("hand_landmark"))
    theirs = np.load(source)
    distances, missed, more = [], 0, 0
    for path in pictures(folder):
        name = str(path.relative_to(folder))
        ours = look(reader, load_image(path), 2)
        if name not in theirs:
            more += bool(ours)
            continue
        points = theirs[name]
        size = np.ptp(points, axis=0).max()
        errors = [np.linalg.norm(hand.points[:, :2] - points, axis=1).mean() for hand in ours]
        missed += not errors
        if errors:
            distances.append(min(errors) / size)
    count = len(theirs.files)
    print(f"MediaPipe finds a hand in {count} of {len(pictures(folder))} pictures")
    print(f"we find one in {1 - missed / count:.1%} of these and in {more} of the others")
    print(f"distance: median {np.median(distances):.2%}, 95th {np.percentile(distances, 95):.2%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--compare", type=Path)
    options = parser.parse_args()
    if options.write:
        write(options.folder, options.write)
    if options.compare:
        compare(options.folder, options.compare)


if __name__ == "__main__":
    main()
