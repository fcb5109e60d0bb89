"""Hears keys on X11 as raw XInput 2 events, whichever window has the focus.

Raw events come at once and without auto-repeat. The RECORD extension, which pynput uses here,
keeps events back for as long as the display is quiet.
"""

import os
import select
import struct
import threading
from collections.abc import Callable
from typing import Any

from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError
from Xlib.ext import ge, xinput

from bridge.errors import OutputError
from bridge.outputs.x11 import name_of

# xXIRawEvent after its evtype: device, time, key.
_RAW = struct.Struct("=HII")


class X11Listener:
    """Calls ``heard(name, down)`` on a thread of its own."""

    def __init__(self, heard: Callable[[str, bool], None]) -> None:
        self._heard = heard
        self._thread: threading.Thread | None = None
        self._wake = -1

    def start(self) -> None:
        """Connect and begin to listen; raises OutputError without a display or XInput 2."""
        try:
            display = Display()
        except (DisplayError, OSError) as error:
            raise OutputError("There is no display to hear keys on.") from error
        if not display.has_extension("XInputExtension"):
            display.close()
            raise OutputError("This X server does not offer XInput 2, which hotkeys need.")
        display.xinput_query_version()
        mask = xinput.RawKeyPressMask | xinput.RawKeyReleaseMask
        display.screen().root.xinput_select_events([(xinput.AllMasterDevices, mask)])
        display.sync()
        woken, self._wake = os.pipe()
        self._thread = threading.Thread(
            target=self._listen, args=(display, woken), name="key listener", daemon=True
        )
        self._thread.start()

    def is_alive(self) -> bool:
        """Whether keys are heard."""
        return self._thread is not None and self._thread.is_alive()

    def stop(self) -> None:
        """Stop listening; may be called twice."""
        thread, self._thread = self._thread, None
        if thread is not None:
            os.close(self._wake)
            thread.join()

    def _listen(self, display: Any, woken: int) -> None:
        try:
            while woken not in select.select([display.fileno(), woken], [], [])[0]:
                while display.pending_events():
                    self._take(display, display.next_event())
        except (ConnectionClosedError, OSError):
            # Without a display there are no keys to hear; the output reports the loss.
            return
        finally:
            os.close(woken)
            display.close()

    def _take(self, display: Any, event: Any) -> None:
        if event.type != ge.GenericEventCode:
            display.refresh_keyboard_mapping(event)
        elif event.evtype in (xinput.RawKeyPress, xinput.RawKeyRelease):
            _, _, keycode = _RAW.unpack_from(event.data)
            name = name_of(display.keycode_to_keysym(keycode, 0))
            if name:
                self._heard(name, event.evtype == xinput.RawKeyPress)
