"""Posebridge: poses before a camera become key presses and game moves."""

import os

__version__ = "0.1.0"

# These libraries read their settings once, when they load.
# A small file that unfolds to gigabytes is refused.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", "50000000")
# One thread each: our pictures and products are too small to gain from more, and threads that spin
# for work take the core that a game needs (docs/speed.md).
os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Otherwise ONNX Runtime tells Microsoft about the computer, and what Posebridge promises is that
# nothing is sent anywhere: no setting for players to choose.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
