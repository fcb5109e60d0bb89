"""Build models/landmarks from the networks inside the MediaPipe wheel.

    pip install onnx tflite
    python models/build_landmarks.py [--wheel FILE] [--out FOLDER]

Without a wheel it is downloaded by pip. The files in the wheel are the same for every platform.
Needed only to check or change the committed files.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

from tflite_onnx import convert

PACKAGE = "mediapipe==0.10.14"
FOLDER = Path(__file__).parent / "landmarks"


@dataclass(frozen=True)
class Source:
    """One network of the wheel: its file and hash, how it is fed, and which outputs are kept."""

    path: str
    sha256: str
    size: int
    scale: float
    offset: float
    outputs: dict[str, int]


UNIT = (1 / 255, 0.0)
SIGNED = (1 / 127.5, -1.0)
DETECTIONS = {"boxes": 0, "scores": 1}

NETWORKS = {
    "palm_detection": Source(
        "palm_detection/palm_detection_full.tflite",
        "1b14e9422c6ad006cde6581a46c8b90dd573c07ab7f3934b5589e7cea3f89a54",
        192,
        *UNIT,
        DETECTIONS,
    ),
    "hand_landmark": Source(
        "hand_landmark/hand_landmark_full.tflite",
        "11c272b891e1a99ab034208e23937a8008388cf11ed2a9d776ed3d01d0ba00e3",
        224,
        *UNIT,
        {"points": 0, "presence": 1, "left": 2},
    ),
    "pose_detection": Source(
        "pose_detection/pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        224,
        *SIGNED,
        DETECTIONS,
    ),
    "pose_landmark": Source(
        "pose_landmark/pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        256,
        *UNIT,
        {"points": 0, "presence": 1, "heat": 3},
    ),
    "face_detection": Source(
        "face_detection/face_detection_short_range.tflite",
        "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8",
        128,
        *SIGNED,
        DETECTIONS,
    ),
    "face_landmark": Source(
        "face_landmark/face_landmark.tflite",
        "1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814",
        192,
        *UNIT,
        {"points": 0, "presence": 1},
    ),
}


def read_source(wheel: Path, source: Source) -> bytes:
    """Return a network's TFLite file out of the wheel; raises ValueError when it is another."""
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(f"mediapipe/modules/{source.path}")
    if hashlib.sha256(content).hexdigest() != source.sha256:
        raise ValueError(f"{source.path} is not the file this converter was checked with")
    return content


def build(wheel: Path, folder: Path) -> None:
    """Write every network and its card into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in NETWORKS.items():
        content = read_source(wheel, source)
        model = convert(content, source.scale, source.offset, list(source.outputs.values()))
        network = model.SerializeToString(deterministic=True)
        (folder / f"{name}.onnx").write_bytes(network)
        card = {
            "name": name,
            "sha256": hashlib.sha256(network).hexdigest(),
            "input": {"size": source.size, "layout": "NHWC", "colours": "RGB", "type": "uint8"},
            "outputs": list(source.outputs),
            "licence": "Apache-2.0",
            "authors": "Google MediaPipe",
            "source": {"package": PACKAGE, **asdict(source)},
        }
        (folder / f"{name}.json").write_text(json.dumps(card, indent=2) + "\n", "utf-8")
        print(f"{name}: {len(network):,} bytes")


def download(folder: Path) -> Path:
    """Fetch the wheel with pip into ``folder``."""
    options = ["--no-deps", "--only-binary=:all:", "--platform=manylinux_2_17_x86_64"]
    python = ["--python-version=3.11", f"--dest={folder}"]
    pip = [sys.executable, "-m", "pip", "download", PACKAGE]
    subprocess.run([*pip, *options, *python], check=True)
    return next(folder.glob("mediapipe-*.whl"))


def main() -> None:
    """Download the wheel unless one is given, convert its networks and write their cards."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--wheel", type=Path, help="the wheel, when it is already here")
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        build(options.wheel or download(Path(folder)), options.out)


if __name__ == "__main__":
    main()
