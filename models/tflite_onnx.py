"""Convert the TFLite networks of MediaPipe to ONNX (build time only: needs tflite and onnx).

TFLite keeps pictures as (batch, height, width, channels), ONNX has the channels second:
every 4-D tensor is kept in ONNX's order inside the graph and handed out in TFLite's. Weights stay
the float16 numbers of the original with a cast that onnxruntime folds when it loads the file.
Only the operators that these networks use are known; any other raises ValueError.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import onnx
import tflite
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from sparse_tensor import densify

OPSET = 18
ACTIVATION_NONE, ACTIVATION_RELU, ACTIVATION_RELU6 = 0, 1, 3
OPERATORS = {
    code: name for name, code in vars(tflite.BuiltinOperator).items() if isinstance(code, int)
}
TO_NCHW, TO_NHWC = (0, 3, 1, 2), (0, 2, 3, 1)

Array = NDArray[Any]


def convert(content: bytes, scale: float, offset: float, outputs: Sequence[int]) -> onnx.ModelProto:
    """Return the network as ONNX; its input is a uint8 picture (1, H, W, 3), RGB.

    The graph computes ``picture * scale + offset`` first. ``outputs`` are the places, in file
    order, of the outputs to keep; they are called ``output_0``, ``output_1`` ... in that order.
    """
    return _Conversion(content).model(scale, offset, outputs)


class _Conversion:
    """One network on its way: nodes and initialisers grow while the operators are visited."""

    def __init__(self, content: bytes) -> None:
        self._file = tflite.Model.GetRootAsModel(content, 0)
        self._graph = self._file.Subgraphs(0)
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []
        self._constants: dict[int, Array] = {}

    def model(self, scale: float, offset: float, outputs: Sequence[int]) -> onnx.ModelProto:
        picture = int(self._graph.Inputs(0))
        self._open_picture(picture, scale, offset)
        for place in range(self._graph.OperatorsLength()):
            self._visit(self._graph.Operators(place))
        kept = [int(self._graph.Outputs(place)) for place in outputs]
        infos = [self._hand_out(tensor, f"output_{n}") for n, tensor in enumerate(kept)]
        shape = self._shape(picture)
        graph = helper.make_graph(
            _reaching(self._nodes, {info.name for info in infos}),
            "network",
            [helper.make_tensor_value_info("picture", TensorProto.UINT8, shape)],
            infos,
        )
        used = {name for node in graph.node for name in node.input}
        graph.initializer.extend(weight for weight in self._weights if weight.name in used)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = 9
        onnx.checker.check_model(model, full_check=True)
        return model

    def _open_picture(self, tensor: int, scale: float, offset: float) -> None:
        planes = self._node("Transpose", ["picture"], perm=TO_NCHW)
        numbers = self._node("Cast", [planes], to=TensorProto.FLOAT)
        scaled = self._node("Mul", [numbers, self._weight(np.float32(scale))])
        self._node("Add", [scaled, self._weight(np.float32(offset))], _name(tensor))

    def _hand_out(self, tensor: int, name: str) -> onnx.ValueInfoProto:
        shape = self._shape(tensor)
        if len(shape) == 4:
            self._node("Transpose", [_name(tensor)], name, perm=TO_NHWC)
        else:
            self._node("Identity", [_name(tensor)], name)
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    def _visit(self, operator: Any) -> None:
        code = self._file.OperatorCodes(operator.OpcodeIndex())
        kind = OPERATORS[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
        handler: Callable[[Any, list[int], int], None] | None = getattr(self, f"_{kind}", None)
        if handler is None:
            raise ValueError(f"operator {kind} is not known")
        inputs = [int(tensor) for tensor in operator.InputsAsNumpy()]
        handler(operator, inputs, int(operator.Outputs(0)))

    def _DEQUANTIZE(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        self._constants[output] = self._constant(inputs[0])

    def _DENSIFY(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        tensor = self._graph.Tensors(inputs[0])
        self._constants[output] = densify(tensor, self._stored(inputs[0]))

    def _CONV_2D(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        self._convolve(operator, inputs, output, tflite.Conv2DOptions(), (0, 3, 1, 2), group=1)

    def _DEPTHWISE_CONV_2D(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        channels = self._shape(inputs[0])[3]
        options = tflite.DepthwiseConv2DOptions()
        self._convolve(operator, inputs, output, options, (3, 0, 1, 2), channels)

    def _convolve(
        self,
        operator: Any,
        inputs: list[int],
        output: int,
        options: Any,
        order: tuple[int, ...],
        group: int,
    ) -> None:
        _read(operator, options)
        kernel = self._constant(inputs[1]).transpose(order)
        strides = [options.StrideH(), options.StrideW()]
        dilations = [options.DilationHFactor(), options.DilationWFactor()]
        names = [_name(inputs[0]), self._weight(kernel), self._weight(self._constant(inputs[2]))]
        pads = self._pads(inputs[0], options, kernel.shape[2:], strides, dilations)
        self._activate(options, output, "Conv", names, group=group, strides=strides,
                       dilations=dilations, pads=pads)  # fmt: skip

    def _MAX_POOL_2D(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        options = tflite.Pool2DOptions()
        _read(operator, options)
        window = [options.FilterHeight(), options.FilterWidth()]
        strides = [options.StrideH(), options.StrideW()]
        pads = self._pads(inputs[0], options, window, strides, [1, 1])
        self._activate(options, output, "MaxPool", [_name(inputs[0])], kernel_shape=window,
                       strides=strides, pads=pads)  # fmt: skip

    def _FULLY_CONNECTED(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        options = tflite.FullyConnectedOptions()
        _read(operator, options)
        flat = self._node("Flatten", [self._as_stored(inputs[0])], axis=1)
        names = [flat, *(self._weight(self._constant(tensor)) for tensor in inputs[1:])]
        self._activate(options, output, "Gemm", names, transB=1)

    def _ADD(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        options = tflite.AddOptions()
        _read(operator, options)
        self._activate(options, output, "Add", [_name(tensor) for tensor in inputs])

    def _PRELU(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        """Write ``a x + (1 - a) relu(x)`` as two depthwise convolutions.

        onnxruntime's own PRelu leaves the blocked memory layout of its convolutions and costs half
        of the time of the palm network. Slopes above 1 occur.
        """
        slope = self._constant(inputs[1]).reshape(-1, 1, 1, 1)
        group = slope.shape[0]
        whole = self._node("Conv", [_name(inputs[0]), self._weight(slope)], group=group)
        positive = self._node("Relu", [_name(inputs[0])])
        rest = self._weight(1 - slope.astype(np.float32))
        corrected = self._node("Conv", [positive, rest], group=group)
        self._node("Add", [whole, corrected], _name(output))

    def _RELU(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        self._node("Relu", [_name(inputs[0])], _name(output))

    def _LOGISTIC(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        self._node("Sigmoid", [_name(inputs[0])], _name(output))

    def _PAD(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        pads = self._constant(inputs[1])[list(TO_NCHW)].T.reshape(-1).astype(np.int64)
        self._node("Pad", [_name(inputs[0]), self._weight(pads)], _name(output))

    def _MEAN(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        if self._constant(inputs[1]).tolist() != [1, 2]:
            raise ValueError("only the mean over height and width is known")
        keep = int(len(self._shape(output)) == 4)
        axes = self._weight(np.array([2, 3], np.int64))
        self._node("ReduceMean", [_name(inputs[0]), axes], _name(output), keepdims=keep)

    def _RESHAPE(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        shape = self._weight(np.array(self._shape(output), np.int64))
        self._node("Reshape", [self._as_stored(inputs[0]), shape], _name(output))

    def _CONCATENATION(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        if len(self._shape(output)) == 4:
            raise ValueError("only tables are joined in these networks")
        options = tflite.ConcatenationOptions()
        _read(operator, options)
        names = [_name(tensor) for tensor in inputs]
        self._activate(options, output, "Concat", names, axis=options.Axis())

    def _RESIZE_BILINEAR(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        sizes = self._weight(np.array([self._shape(output)[axis] for axis in TO_NCHW], np.int64))
        names = [_name(inputs[0]), "", "", sizes]
        self._node("Resize", names, _name(output), mode="linear",
                   coordinate_transformation_mode="half_pixel")  # fmt: skip

    def _DEPTH_TO_SPACE(self, operator: Any, inputs: list[int], output: int) -> None:  # noqa: N802
        options = tflite.DepthToSpaceOptions()
        _read(operator, options)
        block = options.BlockSize()
        self._node("DepthToSpace", [_name(inputs[0])], _name(output), blocksize=block, mode="DCR")

    def _pads(
        self,
        tensor: int,
        options: Any,
        kernel: Sequence[int],
        strides: Sequence[int],
        dilations: Sequence[int],
    ) -> list[int]:
        """Return TensorFlow's padding in ONNX's order: top, left, bottom, right."""
        if options.Padding() == tflite.Padding.VALID:
            return [0, 0, 0, 0]
        begins, ends = [], []
        for size, k, s, d in zip(self._shape(tensor)[1:3], kernel, strides, dilations, strict=True):
            total = max((-(-size // s) - 1) * s + (k - 1) * d + 1 - size, 0)
            begins.append(total // 2)
            ends.append(total - total // 2)
        return begins + ends

    def _activate(
        self, options: Any, output: int, kind: str, names: list[str], **attributes: Any
    ) -> None:
        fused = options.FusedActivationFunction()
        if fused == ACTIVATION_NONE:
            self._node(kind, names, _name(output), **attributes)
            return
        raw = self._node(kind, names, **attributes)
        if fused == ACTIVATION_RELU:
            self._node("Relu", [raw], _name(output))
        elif fused == ACTIVATION_RELU6:
            limits = [self._weight(np.float32(0)), self._weight(np.float32(6))]
            self._node("Clip", [raw, *limits], _name(output))
        else:
            raise ValueError(f"activation {fused} is not known")

    def _as_stored(self, tensor: int) -> str:
        """Name the tensor's values in TFLite's own order."""
        if len(self._shape(tensor)) != 4:
            return _name(tensor)
        return self._node("Transpose", [_name(tensor)], perm=TO_NHWC)

    def _node(self, kind: str, inputs: list[str], output: str = "", **attributes: Any) -> str:
        output = output or f"n{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def _weight(self, values: Any) -> str:
        values = np.ascontiguousarray(values) if np.ndim(values) else np.asarray(values)
        name = f"w{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(values, name))
        if values.dtype == np.float16:
            return self._node("Cast", [name], to=TensorProto.FLOAT)
        return name

    def _constant(self, tensor: int) -> Array:
        if tensor in self._constants:
            return self._constants[tensor]
        return self._stored(tensor).reshape(self._shape(tensor))

    def _stored(self, tensor: int) -> Array:
        entry = self._graph.Tensors(tensor)
        content = self._file.Buffers(entry.Buffer()).DataAsNumpy()
        kinds = {
            tflite.TensorType.FLOAT32: np.float32,
            tflite.TensorType.FLOAT16: np.float16,
            tflite.TensorType.INT32: np.int32,
        }
        values: Array = content.view(kinds[entry.Type()])
        return values

    def _shape(self, tensor: int) -> list[int]:
        return [int(size) for size in self._graph.Tensors(tensor).ShapeAsNumpy()]


def _name(tensor: int) -> str:
    return f"t{tensor}"


def _read(operator: Any, options: Any) -> None:
    table = operator.BuiltinOptions()
    options.Init(table.Bytes, table.Pos)


def _reaching(nodes: list[onnx.NodeProto], wanted: set[str]) -> list[onnx.NodeProto]:
    """Return the nodes, in order, that the wanted outputs depend on."""
    kept = []
    for node in reversed(nodes):
        if wanted & set(node.output):
            wanted = wanted | set(node.input)
            kept.append(node)
    return kept[::-1]
