"""What this machine is."""

import os
import platform
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


def processor() -> str:
    """Return the processor's name, as far as the system tells it."""
    listing = Path("/proc/cpuinfo")
    if listing.exists():
        with listing.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def cores() -> int:
    """Return how many threads of this process can run at once."""
    return len(allowed())


def allowed() -> list[int]:
    """Return the numbers of the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(os.getpid()))
    return list(range(os.cpu_count() or 1))


def keep_off(taken: Collection[int]) -> None:
    """Have the calling thread leave the cores ``taken`` to others, unless none would be left.

    Threads that it starts inherit that. Only Linux can do it for single threads, and a sandbox may
    forbid it.
    """
    if taken and hasattr(os, "sched_setaffinity"):
        left = os.sched_getaffinity(0).difference(taken)
        with suppress(OSError):
            if left:
                os.sched_setaffinity(0, left)


def kept_off(
    taken: Collection[int], work: Callable[Given, Made], *args: Given.args, **kwargs: Given.kwargs
) -> Made:
    """Return what ``work`` returns on a thread that keeps off ``taken``, as a session's does."""
    # Importing it takes a fortieth of a start, which needs no measurement.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1, "kept off", keep_off, (taken,)) as own:
        return own.submit(work, *args, **kwargs).result()
