"""A webcam, by number or by name."""

from bridge.cameras.capture import OpenCVCapture, open_device
from bridge.cameras.live import LiveCamera
from bridge.cameras.names import devices, find_device

HINT = "close other programs that use the camera, or see: posebridge doctor"


def webcam(source: int | str, *, rests: bool = False) -> LiveCamera:
    """Return the webcam with a number, or the first whose name contains ``source``.

    A name is looked up again after each loss, because plugging in moves the numbers. ``rests`` as
    in ``LiveCamera``.
    """
    if isinstance(source, int) or source.isdecimal():
        number = int(source)
        return LiveCamera(f"Camera {number}", lambda: open_device(number), hint=HINT, rests=rests)
    name = source

    def by_name() -> OpenCVCapture | None:
        device = find_device(name, devices())
        return open_device(device.index, backend=device.backend)

    return LiveCamera(f'Camera "{name}"', by_name, hint=HINT, rests=rests)
