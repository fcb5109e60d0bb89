"""The same work by the tools that one would take otherwise, in one run on one machine.

    pip install scikit-learn
    python benchmarks/peers.py [--rounds 5] [--folder DIR] [--backbone NAME] [--json]

Needs Node and npm for TensorFlow.js, whose packages it installs into --folder. Every round measures
every tool once, one after the other; the table shows the medians of the rounds.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from bridge.backbones.engine import engine_for
from bridge.backbones.onnx import prepare
from bridge.backbones.sessions import open_session
from bridge.backbones.store import NETWORK, find_card, open_backbone
from bridge.bench.machine import describe
from bridge.bench.neighbours import LABELS, measure_neighbours, random_embeddings
from bridge.bench.replay import drawn_profile, moving_pictures
from bridge.bench.steps import make_lane, milliseconds
from bridge.machine import kept_off
from bridge.profile import Profile
from bridge.stillness import Stillness
from bridge.types import Frame

# After bridge, which sets what these libraries read when they load.
import cv2  # isort: skip
import numpy as np  # isort: skip
from sklearn.neighbors import KNeighborsClassifier  # isort: skip

HERE = Path(__file__).parent
WARM_UP = 5
FRAMES = 40
EXAMPLES = 1_000
SIZES = (100, 1_000, 10_000)
Times = dict[str, float]


def main() -> None:
    """Run the rounds and print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where to install TensorFlow.js")
    parser.add_argument("--backbone", default=NETWORK, help="our network")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp())
    tools = {
        "posebridge": Posebridge(options.backbone),
        "opencv": OpenCV(),
        "scikit-learn": ScikitLearn(),
    }
    if shutil.which("npm"):
        tools["tfjs"] = TensorFlowJs(folder)
    rounds = [{n: tool.measure() for n, tool in tools.items()} for _ in range(options.rounds)]
    medians = {
        name: {key: statistics.median(one[name][key] for one in rounds) for key in rounds[0][name]}
        for name in tools
    }
    if options.json:
        print(json.dumps({"machine": describe(), "rounds": options.rounds, "ms": medians}))
    else:
        show(medians)


class Posebridge:
    """A whole step with 1,000 examples, the network by default, and the recogniser's curve."""

    def __init__(self, name: str) -> None:
        self._backbone = open_backbone(name)
        card = find_card(name)
        self._engine = engine_for(card.sha256)
        self._session = open_session(card.read(), card.name, self._engine)
        self._tensors = [card.blocks[name].tensor for name in card.default_blocks]
        self._lane = make_lane(self._profile(), self._backbone, Stillness(threshold=0))
        images = moving_pictures(FRAMES + WARM_UP)
        self._frames = [Frame(image, index / 30, index) for index, image in enumerate(images)]
        self._batches = [{card.input.tensor: prepare(image, card.input)} for image in images]

    def measure(self) -> Times:
        return kept_off(self._engine.helpers, self._measure)  # as in a session

    def _measure(self) -> Times:
        steps = [milliseconds(self._lane.step, frame, frame.time) for frame in self._frames]
        runs = [milliseconds(self._session.run, self._tensors, batch) for batch in self._batches]
        knn = measure_neighbours(self._backbone.blocks, SIZES)
        return {
            "step": statistics.median(steps[WARM_UP:]),
            "network": statistics.median(runs[WARM_UP:]),
            **{f"knn {size}": time for size, time in knn.items()},
        }

    def _profile(self) -> Profile:
        profile = drawn_profile(self._backbone)
        with profile.dataset.one_step():
            for example in [*profile.dataset] * (EXAMPLES // len(profile.dataset)):
                profile.dataset.add(example.label, example.embedding, example.session)
        return profile


class OpenCV:
    """Our network in OpenCV's dnn module, which gives one layer at a time: the last."""

    def __init__(self) -> None:
        card = find_card("default")
        self._net = cv2.dnn.readNetFromONNX(str(card.folder / card.file))
        self._tensor = card.blocks["pooled"].tensor
        self._batch = prepare(moving_pictures(1)[0], card.input)

    def measure(self) -> Times:
        times = [milliseconds(self._run) for _ in range(FRAMES)]
        return {"network": statistics.median(times[WARM_UP:])}

    def _run(self) -> None:
        self._net.setInput(self._batch)
        self._net.forward(self._tensor)


class ScikitLearn:
    """Brute-force nearest neighbours on the vectors that our recogniser gets."""

    def __init__(self) -> None:
        backbone = open_backbone(NETWORK)
        pool = [np.concatenate([*e.blocks.values()]) for e in random_embeddings(backbone.blocks)]
        self._query = pool[0][None]
        self._models = {}
        for size in SIZES:
            rows = np.stack([pool[index % len(pool)] for index in range(size)])
            labels = [LABELS[index % len(LABELS)] for index in range(size)]
            model = KNeighborsClassifier(5, algorithm="brute", weights="distance")
            self._models[size] = model.fit(rows, labels)

    def measure(self) -> Times:
        return {
            f"knn {size}": statistics.median(
                milliseconds(model.predict, self._query) for _ in range(15)
            )
            for size, model in self._models.items()
        }


class TensorFlowJs:
    """MobileNet V2 1.0 and the KNN of Teachable Machine, in WebAssembly under Node."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "step.cjs"):
            shutil.copy(HERE / "tfjs" / name, folder)
        if not (folder / "node_modules").exists():
            install = ["npm", "install", "--no-audit", "--no-fund", "--legacy-peer-deps"]
            subprocess.run(install, cwd=folder, check=True, capture_output=True)
        self._folder = folder

    def measure(self) -> Times:
        command = ["node", "step.cjs", str(FRAMES), ",".join(map(str, SIZES))]
        done = subprocess.run(command, cwd=self._folder, check=True, capture_output=True, text=True)
        result: dict[str, Any] = json.loads(done.stdout)
        return {
            "step": result["step_ms"],
            "network": result["network_ms"],
            **{f"knn {size}": time for size, time in result["knn_ms"].items()},
        }


def show(medians: dict[str, Times]) -> None:
    """Print a table in Markdown: milliseconds, and how many times ours."""
    ours = medians["posebridge"]
    print("|", " | ".join(["ms (times ours)", *medians]), "|")
    print("|", " | ".join("---" for _ in range(len(medians) + 1)), "|")
    for row in ours:
        cells = [
            f"{times[row]:.2f} ({times[row] / ours[row]:.1f}x)" if row in times else ""
            for times in medians.values()
        ]
        print("|", " | ".join([row, *cells]), "|")


if __name__ == "__main__":
    main()
