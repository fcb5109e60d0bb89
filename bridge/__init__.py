"""Posebridge: poses before a camera become key presses and game moves."""

__version__ = "0.1.0"
