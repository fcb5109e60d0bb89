"""Reach a network's inner layers by editing its file, without the ``onnx`` package.

An ONNX file is a protocol buffer, and a protocol buffer may simply be continued: bytes appended
to it are merged into what is there. (https://protobuf.dev/programming-guides/encoding/ and the
field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bridge.errors import BackboneError

GRAPH, NODE, OUTPUT = 7, 1, 12  # ModelProto.graph, GraphProto.node, GraphProto.output
NODE_INPUT, NODE_OUTPUT, NODE_TYPE, VALUE_NAME = 1, 2, 4, 1
POOLING = ("GlobalAveragePool", "ReduceMean", "AveragePool")


@dataclass(frozen=True, slots=True)
class Node:
    """One operation of a network and the tensors it reads and writes."""

    kind: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


def add_outputs(network: bytes, tensors: Sequence[str]) -> bytes:
    """Return the network with ``tensors`` among its outputs."""
    known = output_names(network)
    values = b"".join(
        _field(OUTPUT, _field(VALUE_NAME, name.encode())) for name in tensors if name not in known
    )
    return network + _field(GRAPH, values) if values else network


def output_names(network: bytes) -> list[str]:
    """Return the names of the network's outputs."""
    return [
        _text(name)
        for value in _inside(memoryview(network), GRAPH, OUTPUT)
        for name in _inside(value, VALUE_NAME)
    ]


def inner_layers(network: bytes) -> dict[str, str]:
    """Return the tensors that are good features, found by the network's structure.

    ``@pooled`` is the last global average; ``@before-head`` is the map that enters the last
    convolution before it. A network without such layers gives fewer, or none.
    """
    outputs = output_names(network)
    if not outputs:
        raise BackboneError("The network file is damaged or not ONNX: it has no output.")
    makers = {name: node for node in _nodes(network) for name in node.outputs}
    pooling = _back(makers, outputs[0], POOLING)
    if pooling is None:
        return {}
    layers = {"@pooled": pooling.outputs[0]}
    head = _back(makers, pooling.inputs[0], ("Conv",))
    if head is not None:
        layers["@before-head"] = head.inputs[0]
    return layers


def _back(makers: dict[str, Node], tensor: str, kinds: Sequence[str]) -> Node | None:
    for _ in range(len(makers)):
        node = makers.get(tensor)
        if node is None or node.kind in kinds or not node.inputs:
            break
        tensor = node.inputs[0]
    return node if node is not None and node.kind in kinds else None


def _nodes(network: bytes) -> Iterator[Node]:
    for data in _inside(memoryview(network), GRAPH, NODE):
        texts: dict[int, list[str]] = {NODE_INPUT: [], NODE_OUTPUT: [], NODE_TYPE: [""]}
        for number, value in _fields(data):
            if number in texts:
                texts[number].append(_text(value))
        yield Node(texts[NODE_TYPE][-1], tuple(texts[NODE_INPUT]), tuple(texts[NODE_OUTPUT]))


def _inside(data: memoryview, *path: int) -> Iterator[memoryview]:
    """Give the parts of a message that lie at a path of field numbers."""
    for number, value in _fields(data):
        if number == path[0]:
            yield from _inside(value, *path[1:]) if len(path) > 1 else [value]


def _fields(data: memoryview) -> Iterator[tuple[int, memoryview]]:
    """Give field number and content of every text, message or list in a message."""
    position = 0
    try:
        while position < len(data):
            tag, position = _varint(data, position)
            size = {1: 8, 5: 4}.get(tag & 7, 0)
            if tag & 7 == 2:
                size, position = _varint(data, position)
                if size > len(data) - position:
                    raise IndexError("cut short")
                yield tag >> 3, data[position : position + size]
            elif tag & 7 == 0:
                _, position = _varint(data, position)
            elif size == 0:
                raise ValueError(f"wire type {tag & 7}")
            position += size
    except (IndexError, ValueError) as error:
        raise BackboneError("The network file is damaged or not ONNX.") from error


def _varint(data: memoryview, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, position
        if shift > 63:
            raise ValueError("number of more than 64 bits")


def _text(data: memoryview) -> str:
    return bytes(data).decode(errors="replace")


def _field(number: int, content: bytes) -> bytes:
    return _encode(number << 3 | 2) + _encode(len(content)) + content


def _encode(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
