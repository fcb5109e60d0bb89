"""Presses keys so that every one of them is released again, whatever happens."""

import os
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from bridge.errors import OutputError
from bridge.outputs.backend import UINPUT, Backend, choose, make
from bridge.outputs.guard import Guard, GuardianProcess, NoGuard

BEAT_S = 0.05


class Injector:
    """Owns what is held on one back end.

    A watch thread beats for the guardian and checks the connection; when either is gone it
    releases everything, and every later press raises OutputError.
    """

    def __init__(self, backend: Backend, guard: Guard) -> None:
        self._backend = backend
        self._guard = guard
        self._lock = threading.Lock()
        self._held: dict[str, tuple[int, ...]] = {}
        self._users: Counter[int] = Counter()
        self._failure: OutputError | None = None
        self._closing = threading.Event()
        self._watcher: threading.Thread | None = None

    @property
    def heard_as(self) -> tuple[str, ...]:
        """The names by which a listener hears what is held."""
        with self._lock:
            held = list(self._held.items())
            return tuple(part for item in held for part in self._backend.heard_as(*item))

    def open(self) -> None:
        """Connect, and start the guardian; raises OutputError."""
        self._backend.open()
        try:
            self._guard.start()
        except OutputError:
            self._backend.close()
            raise
        self._watcher = threading.Thread(target=self._watch, name="key watch", daemon=True)
        self._watcher.start()

    def press(self, name: str) -> None:
        """Press a key or mouse button and keep it down; does nothing when it is down."""
        self.change([(name, True)])

    def release(self, name: str) -> None:
        """Release a key or mouse button; does nothing when it is up."""
        self.change([(name, False)])

    def change(self, keys: Iterable[tuple[str, bool]]) -> None:
        """Press (True) and release (False) keys in order.

        The guardian hears at the end what is up: a press need not wait for that, and until then it
        would only release what is up already.
        """
        with self._lock:
            released: list[int] = []
            for name, down in keys:
                if down:
                    self._press(name)
                else:
                    released += self._release(name)
            with self._letting_go_on_failure():
                for code in released:
                    if self._users[code] == 0:
                        self._guard.up(code)

    def move(self, dx: int, dy: int) -> None:
        """Move the pointer by whole pixels."""
        with self._lock:
            self._backend.move(dx, dy)

    def scroll(self, notches: int) -> None:
        """Turn the wheel."""
        with self._lock:
            self._backend.scroll(notches)

    def check(self) -> None:
        """Raise what ended the injection, if anything did."""
        if self._failure is not None:
            raise self._failure

    def release_all(self) -> None:
        """Release everything; what cannot be released here the guardian releases."""
        with self._lock:
            self._let_go()

    def close(self) -> None:
        """Release everything, end the guardian and disconnect; may be called twice."""
        self._closing.set()
        if self._watcher is not None:
            self._watcher.join()
            self._watcher = None
        with self._lock:
            self._let_go()
            self._guard.stop()
            self._backend.close()

    def _press(self, name: str) -> None:
        self.check()
        if name in self._held:
            return
        codes = self._held[name] = self._backend.resolve(name)
        with self._letting_go_on_failure():
            for code in codes:
                self._users[code] += 1
                if self._users[code] == 1:
                    self._guard.down(code)
                    self._backend.set(code, True)

    def _release(self, name: str) -> list[int]:
        """Return the codes that nobody holds any more."""
        codes = self._held.pop(name, ())
        with self._letting_go_on_failure():
            for code in reversed(codes):
                if self._users[code] == 1:
                    self._backend.set(code, False)
                self._users[code] -= 1
        return [code for code in reversed(codes) if self._users[code] == 0]

    @contextmanager
    def _letting_go_on_failure(self) -> Iterator[None]:
        try:
            yield
        except OutputError as error:
            self._failure = self._failure or error
            self._let_go()
            raise

    def _let_go(self) -> None:
        codes = [code for code, users in self._users.items() if users > 0]
        self._held.clear()
        self._users.clear()
        stuck = False
        for code in reversed(codes):
            try:
                self._backend.set(code, False)
                self._guard.up(code)
            except OutputError:
                stuck = True
        if stuck:
            try:
                self._guard.let_go()
            except OutputError as error:
                self._failure = self._failure or error

    def _watch(self) -> None:
        while not self._closing.wait(BEAT_S):
            with self._lock:
                try:
                    self._guard.beat()
                    self._backend.check()
                except Exception as error:
                    # Whatever it was: nobody beats for the guardian any more.
                    self._failure = error if isinstance(error, OutputError) else _failed(error)
                    self._let_go()
                    return


def _failed(error: Exception) -> OutputError:
    return OutputError(f"Keys cannot be pressed any more: {error!r}.", "start it again.")


def make_injector(backend: str, guardian: bool) -> Injector:
    """Return an injector for this session, not yet open; raises OutputError when nothing fits."""
    name = _choose(backend)
    chosen = make(name)
    guard: Guard = GuardianProcess(name) if guardian and chosen.outlives else NoGuard()
    return Injector(chosen, guard)


def keys_lacking(backend: str, names: Iterable[str]) -> list[tuple[str, OutputError]]:
    """Return which keys cannot be pressed on today's layout, each with the reason."""
    chosen = make(_choose(backend))
    chosen.open()
    try:
        return [(name, reason) for name in names if (reason := _reason(chosen, name))]
    finally:
        chosen.close()


def _reason(backend: Backend, name: str) -> OutputError | None:
    try:
        backend.resolve(name)
    except OutputError as error:
        return error
    return None


def _choose(backend: str) -> str:
    return choose(backend, sys.platform, os.environ, os.access(UINPUT, os.W_OK))
