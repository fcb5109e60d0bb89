"""``python -m bridge`` is ``posebridge``."""

from bridge.cli import main

main()
