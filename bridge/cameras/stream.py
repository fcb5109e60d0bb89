"""A network camera: an http(s) or rtsp stream, such as a phone gives."""

from urllib.parse import urlsplit

from bridge.cameras.capture import open_address
from bridge.cameras.live import LiveCamera

SCHEMES = ("http", "https", "rtsp", "rtsps")
HINT = "check the address in a browser or in VLC, and that both are in the same network"


def stream(address: str) -> LiveCamera:
    """Return the stream at ``address``; its name leaves out any password in the address."""
    parts = urlsplit(address)
    place = parts.hostname or address
    return LiveCamera(f"Stream {place}", lambda: open_address(address), hint=HINT)
