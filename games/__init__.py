"""The bundled games: rules without pygame, and views that draw them."""

import os

# pygame greets on standard output, where --json promises one JSON object.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
