"""What this machine is, and how much memory this process takes."""

import importlib.metadata
import os
import platform
import sys
from pathlib import Path

from bridge.machine import cores, processor

LIBRARIES = ("onnxruntime", "numpy", "opencv-python")


def describe() -> dict[str, str | int]:
    """Return processor, cores, system and the versions that matter for speed."""
    facts: dict[str, str | int] = {
        "processor": processor(),
        "cores": cores(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }
    for name in LIBRARIES:
        try:
            facts[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            facts[name] = "?"
    return facts


def memory_mb() -> float | None:
    """Return the memory that this process takes, in MB; None on Windows.

    Where the system does not tell what it takes now, the most that it has taken so far.
    """
    now = Path("/proc/self/statm")
    if now.exists():
        return round(int(now.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1e6 if sys.platform == "darwin" else 1e3), 1)
