"""Posebridge: poses before a camera become key presses and game moves."""

import os

__version__ = "0.1.0"

# OpenCV reads this once, when it loads: a small file that unfolds to gigabytes is refused.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", "50000000")

# numpy's linear algebra on one thread: its small products gain nothing from more, and threads that
# spin for work take the core that a game needs (docs/speed.md).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
