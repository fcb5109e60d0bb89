"""Networks in ONNX Runtime, each loaded on a thread of its own while the program goes on."""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import onnxruntime

from bridge.backbones.engine import Engine
from bridge.errors import BackboneError


def open_session(network: bytes, name: str, engine: Engine) -> Any:
    """Load a network; raises BackboneError when ONNX Runtime refuses it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = engine.threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", str(int(engine.spins)))
    options.add_session_config_entry("session.force_spinning_stop", "1")
    if engine.helpers:
        numbered = ";".join(str(core + 1) for core in sorted(engine.helpers))  # it counts from 1
        options.add_session_config_entry("session.intra_op_thread_affinities", numbered)
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime raises many unrelated classes
        reason = str(error).strip().splitlines()[0]
        raise BackboneError(f'The network "{name}" cannot be loaded: {reason}.') from error


class LoadingSession:
    """A network that loads in the background and can be run from the start.

    ``read`` returns its bytes, ``engine`` is how it runs. Loading begins with ``start``, or when
    the network is needed. What goes wrong is raised by ``wait`` and by every ``run``.
    """

    def __init__(self, read: Callable[[], bytes], name: str, engine: Engine) -> None:
        self._read, self._name, self.engine = read, name, engine
        self._session: Any = None
        self._error: BaseException | None = None
        # No daemon: Python must not end while ONNX Runtime is at work.
        self._thread = threading.Thread(target=self._load, name=f"loading {name}")
        self._starting = threading.Lock()

    @property
    def loaded(self) -> bool:
        """Whether it can be run at once."""
        return self._session is not None

    def start(self) -> None:
        """Begin to load, unless that has begun already."""
        with self._starting:
            if self._thread.ident is None:
                self._thread.start()

    def wait(self) -> None:
        """Wait until the network is there; raises BackboneError when it cannot be used."""
        self.start()
        self._thread.join()
        if self._error is not None:
            raise self._error

    def run(self, tensors: Sequence[str] | None, inputs: Mapping[str, Any]) -> list[Any]:
        """Return the named outputs, or all of them."""
        if not self.loaded:
            self.wait()
        results: list[Any] = self._session.run(tensors, inputs)
        return results

    def _load(self) -> None:
        try:
            self._session = open_session(self._read(), self._name, self.engine)
        except BaseException as error:  # told to whoever waits
            self._error = error
