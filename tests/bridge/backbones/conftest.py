import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper


class Shelf(ThreadingHTTPServer):
    """A web server with one file; it breaks off after ``breaks_after`` bytes where that is set."""

    content = b""
    breaks_after: int | None = None
    knows_ranges = True
    asked: list[str | None]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/network.onnx"


class Handler(BaseHTTPRequestHandler):
    server: Shelf

    def do_GET(self) -> None:
        shelf = self.server
        wanted = self.headers.get("Range")
        shelf.asked.append(wanted)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        if not shelf.knows_ranges:
            start = 0
        if start >= len(shelf.content):
            self.send_error(416)
            return
        body = shelf.content[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: shelf.breaks_after])

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def shelf(small_network: bytes) -> Iterator[Shelf]:
    """Serve the small network on the loopback."""
    with Shelf(("127.0.0.1", 0), Handler) as server:
        server.content = small_network
        server.asked = []
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of the player's own networks."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "posebridge" / "backbones"


@pytest.fixture(scope="session")
def small_network() -> bytes:
    """A network of MobileNet V2's shape: ``input`` (N, 3, 224, 224), ``output`` (N, 10)."""
    rng = np.random.default_rng(3)
    shapes = {"stem": (8, 3, 32, 32), "head": (16, 8, 1, 1), "classes": (10, 16)}
    constants = [
        numpy_helper.from_array(rng.normal(0, 0.1, shape).astype(np.float32), name)
        for name, shape in shapes.items()
    ]
    constants.append(numpy_helper.from_array(np.float32(0), "zero"))
    constants.append(numpy_helper.from_array(np.float32(6), "six"))
    nodes = [
        helper.make_node("Conv", ["input", "stem"], ["7"], strides=[32, 32]),
        helper.make_node("Conv", ["7", "head"], ["8"]),
        helper.make_node("Clip", ["8", "zero", "six"], ["9"]),
        helper.make_node("GlobalAveragePool", ["9"], ["10"]),
        helper.make_node("Flatten", ["10"], ["11"]),
        helper.make_node("Gemm", ["11", "classes"], ["output"], transB=1),
    ]
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", 3, 224, 224])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["N", 10])],
        constants,
    )
    opset = [helper.make_opsetid("", 13)]
    data: bytes = helper.make_model(graph, opset_imports=opset, ir_version=8).SerializeToString()
    return data
