"""Write EfficientNet-Lite0 as an ONNX graph: uint8 pictures in, pooled layers out.

Architecture: Tan & Le, arXiv 1905.11946; the Lite variant (ReLU6, no squeeze-and-excite) is
Google's, https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from build_weights import Weights
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

SIDE = 224
# repeats, kernel, first stride, expansion, channels in, channels out
STAGES = (
    (1, 3, 1, 1, 32, 16),
    (2, 3, 2, 6, 16, 24),
    (2, 5, 2, 6, 24, 40),
    (3, 3, 2, 6, 40, 80),
    (3, 5, 1, 6, 80, 112),
    (4, 5, 2, 6, 112, 192),
    (1, 3, 1, 6, 192, 320),
)
# Side of the grid: window and step that cover a map of 7 x 7 evenly.
WINDOWS = {1: (7, 1), 2: (4, 3), 3: (3, 2)}
BATCHNORM_EPSILON = 1e-3


@dataclass(frozen=True)
class Tap:
    """An output: a stage's map of ``channels`` and side 7, averaged in each cell of a grid."""

    name: str
    channels: int
    grid: int

    @property
    def size(self) -> int:
        """The length of the output vector."""
        return self.channels * self.grid**2


@dataclass
class Graph:
    """Collects nodes and constants."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def add(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        """Add a node and return the name of its output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def constant(self, name: str, values: NDArray[Any]) -> str:
        """Add a constant as it is."""
        self.constants.append(numpy_helper.from_array(values, name))
        return name

    def half(self, name: str, values: NDArray[Any]) -> str:
        """Add a constant stored as float16, which halves the file, and used as float32."""
        stored = self.constant(name + ":half", values.astype(np.float16))
        return self.add("Cast", [stored], name, to=TensorProto.FLOAT)

    def convolution(
        self, weights: Weights, conv: str, norm: str, source: str, step: int = 1, relu: bool = True
    ) -> str:
        """Add a convolution with its batch normalisation folded in, and ReLU6 where wanted."""
        kernel = weights[conv + ".weight"].astype(np.float64)
        scale = weights[norm + ".weight"] / np.sqrt(
            weights[norm + ".running_var"].astype(np.float64) + BATCHNORM_EPSILON
        )
        bias = weights[norm + ".bias"] - weights[norm + ".running_mean"] * scale
        size = kernel.shape[-1]
        # TensorFlow's SAME padding puts the odd pixel at the bottom and the right.
        before, after = (size - step) // 2, (size - step + 1) // 2
        result = self.add(
            "Conv",
            [
                source,
                self.half(conv + ".weight", kernel * scale[:, None, None, None]),
                self.constant(conv + ".bias", bias.astype(np.float32)),
            ],
            conv,
            group=len(kernel) if kernel.shape[1] == 1 else 1,
            kernel_shape=[size, size],
            pads=[before, before, after, after],
            strides=[step, step],
        )
        return self.add("Clip", [result, "zero", "six"], conv + ":relu6") if relu else result


def features(weights: Weights, taps: tuple[Tap, ...]) -> onnx.ModelProto:
    """Return the network without its classifier: ``image`` (N, 224, 224, 3) uint8 RGB in.

    Every tap is an output (N, channels x grid x grid) float32, channel by channel.
    """
    graph = Graph()
    graph.constant("zero", np.float32(0))
    graph.constant("six", np.float32(6))
    # One step turns bytes into (x - 127) / 128.
    graph.constant("scale", np.float32(1 / 128))
    graph.constant("centre", np.uint8(127))
    pixels = graph.add("DequantizeLinear", ["image", "scale", "centre"], "pixels")
    current = graph.add("Transpose", [pixels], "planes", perm=[0, 3, 1, 2])
    current = graph.convolution(weights, "_conv_stem", "_bn0", current, 2)
    maps, block = {}, 0
    for repeats, _, first_step, expansion, _, channels in STAGES:
        for repeat in range(repeats):
            step = first_step if repeat == 0 else 1
            current = _inverted_residual(graph, weights, block, current, step, expansion, repeat)
            block += 1
        maps[channels] = current
    maps[1280] = graph.convolution(weights, "_conv_head", "_bn1", current)
    for tap in taps:
        window, step = WINDOWS[tap.grid]
        pooled = graph.add(
            "AveragePool",
            [maps[tap.channels]],
            tap.name + ":grid",
            kernel_shape=[window, window],
            strides=[step, step],
        )
        graph.add("Flatten", [pooled], tap.name)
    image = helper.make_tensor_value_info("image", TensorProto.UINT8, ["N", SIDE, SIDE, 3])
    return _model(graph, image, [(tap.name, tap.size) for tap in taps])


def classifier(weights: Weights) -> onnx.ModelProto:
    """Return the last layer: ``pooled`` (N, 1280) in, ``probabilities`` (N, 1000) out."""
    graph = Graph()
    kernel = graph.half("_fc.weight", weights["_fc.weight"])
    bias = graph.constant("_fc.bias", weights["_fc.bias"])
    logits = graph.add("Gemm", ["pooled", kernel, bias], "logits", transB=1)
    graph.add("Softmax", [logits], "probabilities", axis=1)
    pooled = helper.make_tensor_value_info("pooled", TensorProto.FLOAT, ["N", 1280])
    return _model(graph, pooled, [("probabilities", 1000)])


def _inverted_residual(
    graph: Graph, weights: Weights, block: int, source: str, step: int, expansion: int, repeat: int
) -> str:
    name, current = f"_blocks.{block}.", source
    if expansion > 1:
        current = graph.convolution(weights, name + "_expand_conv", name + "_bn0", current)
    current = graph.convolution(weights, name + "_depthwise_conv", name + "_bn1", current, step)
    current = graph.convolution(weights, name + "_project_conv", name + "_bn2", current, relu=False)
    return graph.add("Add", [current, source], name + "sum") if repeat else current


def _model(
    graph: Graph, source: onnx.ValueInfoProto, outputs: list[tuple[str, int]]
) -> onnx.ModelProto:
    results = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", size])
        for name, size in outputs
    ]
    body = helper.make_graph(graph.nodes, "efficientnet-lite0", [source], results, graph.constants)
    # Opset 13 and IR 8 are old enough for every onnxruntime that Posebridge supports.
    model = helper.make_model(
        body,
        opset_imports=[helper.make_opsetid("", 13)],
        ir_version=8,
        producer_name="posebridge",
    )
    onnx.checker.check_model(model)
    return model
