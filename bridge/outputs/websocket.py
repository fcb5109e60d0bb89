"""A WebSocket server for web pages on this computer; messages are documented in ``messages``.

Any page in a browser can try to connect to a local server, hence the check: only pages from
``origins`` are let in. Nothing that a page sends is acted upon.
"""

import queue
import threading
from collections.abc import Sequence
from typing import Any

from bridge.errors import MissingExtraError, OutputError
from bridge.outputs.checks import check_port, check_text
from bridge.outputs.messages import Held, encode, of_action, of_snapshot
from bridge.types import Action, Snapshot

# Pages opened as a file have the origin "null", and programs send none at all.
_LOCAL = ("http://localhost", "http://127.0.0.1", "null")
CLOSE_S = 1.0  # how long closing waits for slow pages
_WAITING = 256  # messages that a slow page may be behind
_INCOMING_BYTES = 1024


class WebSocketOutput:
    """Serves on ``host`` and ``port``; ``origins`` lists further pages that may connect.

    ``address`` is where it really listens, once open: with port 0 the system chooses.
    """

    name = "websocket"

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 8765,
        origins: Sequence[str] = (),
    ) -> None:
        check_port(self.name, port, least=0)
        check_text(self.name, "host", host)
        self._host, self._port = host, port
        self._origins = (*_LOCAL, *origins)
        self._server: Any = None
        self._thread: threading.Thread | None = None
        self._pages: dict[Any, queue.Queue[str | None]] = {}
        self._lock = threading.Condition()
        self._held = Held()
        self.address = (host, port)

    def open(self) -> None:
        """Begin to serve; raises OutputError when the port is taken."""
        try:
            from websockets.sync.server import serve
        except ImportError:
            raise MissingExtraError("The output websocket", "websocket") from None
        try:
            self._server = serve(
                self._attend,
                self._host,
                self._port,
                process_request=self._refuse_strangers,
                max_size=_INCOMING_BYTES,
            )
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise OutputError(
                f"Port {self._port} of {self._host} cannot be used: {reason}.",
                "choose another: output: {use: websocket, port: 8766}",
            ) from error
        self.address = self._server.socket.getsockname()[:2]
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="websocket", daemon=True
        )
        self._thread.start()

    def send(self, actions: Sequence[Action]) -> None:
        """Send every change to every page."""
        for action in actions:
            self._held.note(action)
            self._say(encode(of_action(action)))

    def show(self, snapshot: Snapshot) -> None:
        """Send what was recognised in this frame."""
        self._say(encode(of_snapshot(snapshot)))

    def release_all(self) -> None:
        """Tell pages that everything has ended."""
        self.send(self._held.endings())

    def close(self) -> None:
        """Tell that everything has ended, and stop serving."""
        if self._server is None:
            return
        self.release_all()
        with self._lock:
            for waiting in self._pages.values():
                waiting.put(None)
            # Closing the connections at once would lose what the pages have yet to hear.
            self._lock.wait_for(lambda: not self._pages, CLOSE_S)
        self._server.shutdown()
        if self._thread is not None:
            self._thread.join(2.0)
        self._server = self._thread = None

    def _attend(self, page: Any) -> None:
        """Send what waits for one page, on that page's own thread: a slow page delays nobody."""
        from websockets.exceptions import ConnectionClosed

        waiting: queue.Queue[str | None] = queue.Queue()
        with self._lock:
            self._pages[page] = waiting
        try:
            while (text := waiting.get()) is not None:
                page.send(text)
        except ConnectionClosed:
            return
        finally:
            with self._lock:
                self._pages.pop(page, None)
                self._lock.notify_all()

    def _refuse_strangers(self, page: Any, request: Any) -> Any:
        origin = request.headers.get("Origin")
        if origin is None or _same_place(origin, self._origins):
            return None
        return page.respond(403, "this page may not connect\n")

    def _say(self, text: str) -> None:
        with self._lock:
            for page, waiting in list(self._pages.items()):
                if waiting.qsize() < _WAITING:
                    waiting.put(text)
                else:
                    # Changes must not be lost: a page that far behind has to connect anew.
                    del self._pages[page]
                    waiting.put(None)


def _same_place(origin: str, allowed: Sequence[str]) -> bool:
    """Whether ``origin`` is one of ``allowed``, on any port where none is named."""
    scheme, _, rest = origin.partition("://")
    without_port = f"{scheme}://{rest.partition(':')[0]}" if rest else origin
    return origin in allowed or without_port in allowed
