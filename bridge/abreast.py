"""Several works at the same time, for stages that leave the processor's other cores idle."""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class Abreast:
    """Does works side by side: the first on the calling thread, each other one on its own thread.

    Threads start when they are first needed, so that they have the caller's priority where threads
    inherit it, and are kept for the next works. They end with the program: a work that hangs does
    not keep Python from ending, as the threads of an executor would.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._helpers: list[_Helper] = []

    def do(self, works: Sequence[Callable[[], Result]]) -> list[Result]:
        """Return what the works return, in order, once all have ended.

        Raises the failure of the first work that failed; the others are done nevertheless.
        """
        if not works:
            return []
        while len(self._helpers) < len(works) - 1:
            self._helpers.append(_Helper(f"{self._name} {len(self._helpers) + 2}"))
        tasks = [_Task(work) for work in works]
        for helper, task in zip(self._helpers, tasks[1:], strict=False):
            helper.give(task)
        tasks[0].run()
        wait([task.future for task in tasks])
        return [task.future.result() for task in tasks]

    def close(self) -> None:
        """End the threads after what they are doing; may be called twice."""
        for helper in self._helpers:
            helper.give(None)
        self._helpers = []


class _Task(Generic[Result]):
    """A work whose result, or failure, waits in ``future``."""

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work
        self.future: Future[Result] = Future()

    def run(self) -> None:
        try:
            self.future.set_result(self._work())
        except BaseException as error:  # whoever asked for the work is told
            self.future.set_exception(error)


class _Helper:
    """A thread that does one task after the other, and ends when it is given None."""

    def __init__(self, name: str) -> None:
        self._tasks: queue.SimpleQueue[_Task[Any] | None] = queue.SimpleQueue()
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def give(self, task: _Task[Any] | None) -> None:
        self._tasks.put(task)

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            task.run()
