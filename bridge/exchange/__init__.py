"""Import and export: what other tools teach with becomes a profile, and a profile theirs."""

from bridge.exchange.exporting import export_profile
from bridge.exchange.importing import import_profile

__all__ = ["export_profile", "import_profile"]
