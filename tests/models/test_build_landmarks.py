"""Rebuild the landmark networks and compare them with the originals in a TFLite runtime."""

import os
import subprocess
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

MODELS = Path(__file__).parents[2] / "models"
WHEEL = "POSEBRIDGE_MEDIAPIPE_WHEEL"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("POSEBRIDGE_CI" in os.environ, reason="needs 36 MB from PyPI"),
]


@pytest.fixture(scope="module")
def builder(monkeypatch_module):
    pytest.importorskip("tflite")
    pytest.importorskip("onnx")
    monkeypatch_module.syspath_prepend(str(MODELS))
    import build_landmarks

    return build_landmarks


@pytest.fixture(scope="module")
def monkeypatch_module():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def wheel(builder, tmp_path_factory):
    if given := os.environ.get(WHEEL):
        return Path(given)
    try:
        return builder.download(tmp_path_factory.mktemp("wheel"))
    except subprocess.CalledProcessError:
        pytest.skip("the wheel cannot be downloaded")


def test_the_shipped_networks_are_what_the_wheel_gives(builder, wheel, tmp_path):
    builder.build(wheel, tmp_path)
    for name in builder.NETWORKS:
        rebuilt, shipped = (
            onnx.load(folder / f"{name}.onnx").graph for folder in (tmp_path, MODELS / "landmarks")
        )
        assert rebuilt.SerializeToString() == shipped.SerializeToString(), name


def test_the_shipped_networks_answer_like_the_originals(builder, wheel):
    interpreter = pytest.importorskip("ai_edge_litert.interpreter").Interpreter
    blocks = np.random.default_rng(7).integers(0, 256, (8, 8, 3), np.uint8)
    for name, source in builder.NETWORKS.items():
        repeats = source.size // 8
        picture = blocks.repeat(repeats, 0).repeat(repeats, 1)[None]
        original = interpreter(model_content=builder.read_source(wheel, source))
        original.allocate_tensors()
        scaled = picture.astype(np.float32) * np.float32(source.scale) + np.float32(source.offset)
        original.set_tensor(original.get_input_details()[0]["index"], scaled)
        original.invoke()
        tensors = [original.get_tensor(row["index"]) for row in original.get_output_details()]
        session = onnxruntime.InferenceSession(MODELS / "landmarks" / f"{name}.onnx")
        answers = session.run(None, {"picture": picture})
        for place, answer in zip(source.outputs.values(), answers, strict=True):
            expected = tensors[place]
            # Presence is a share of 1; on noise it is next to nothing and has no size of its own.
            unit = max(float(np.abs(expected).max()), 1.0)
            assert np.abs(answer - expected).max() <= 1e-4 * unit, (name, place)


def test_an_unknown_file_is_refused(builder, tmp_path):
    import zipfile

    other = tmp_path / "other.whl"
    source = builder.NETWORKS["palm_detection"]
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr(f"mediapipe/modules/{source.path}", b"something else")
    with pytest.raises(ValueError, match="not the file"):
        builder.read_source(other, source)
