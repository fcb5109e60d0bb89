"""What message outputs say: one documented shape for MQTT, WebSocket and serial line.

``event``    ``{"type": "event", "name": "left", "down": true, "value": 1.0, "time": 12.345}``
``axis``     ``{"type": "axis", "name": "paddle", "value": -0.25, "time": 12.345}``
``state``    ``{"type": "state", "label": "left", "confidence": 0.93, "gesture": "left",
             "scores": {"left": 0.93, ...}, "value": null, "armed": true, "time": 12.345}``

Times are seconds on the sender's monotonic clock: good for differences, not for dates.
"""

import json
from typing import Any

from bridge.types import Action, Axis, Button, Event, Key, MouseMove, Snapshot


def of_action(action: Action) -> dict[str, Any]:
    """Return the message of one action; keys and buttons are events with their names."""
    time = round(action.time, 4)
    match action:
        case Event(name, down, _, value):
            return {"type": "event", "name": name, "down": down, "value": value, "time": time}
        case Key(name, down) | Button(name, down):
            return {"type": "event", "name": name, "down": down, "value": 1.0, "time": time}
        case Axis(name, value):
            return {"type": "axis", "name": name, "value": round(value, 4), "time": time}
        case MouseMove(dx, dy, _, scroll):
            return {"type": "move", "dx": dx, "dy": dy, "scroll": scroll, "time": time}


def of_snapshot(snapshot: Snapshot) -> dict[str, Any]:
    """Return the message of one step."""
    seen = snapshot.prediction
    return {
        "type": "state",
        "label": seen.label,
        "confidence": round(seen.confidence, 4),
        "gesture": snapshot.gesture,
        "scores": {label: round(score, 4) for label, score in seen.scores.items()},
        "value": seen.value,
        "armed": snapshot.armed,
        "time": round(snapshot.frame.time, 4),
    }


def encode(message: dict[str, Any]) -> str:
    """Return a message as one line of JSON."""
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False)


def ends(action: Action) -> bool:
    """Whether an action ends something: a release, or an axis back in the middle."""
    match action:
        case Key(_, down) | Button(_, down) | Event(_, down):
            return not down
        case Axis(_, value):
            return not value
        case MouseMove():
            return False


class Held:
    """Remembers which events have begun, so that a listener can be told that they ended."""

    def __init__(self) -> None:
        self._time: dict[str, float] = {}
        self._axes: dict[str, float] = {}

    def note(self, action: Action) -> None:
        """Take note of an action that is being sent."""
        match action:
            case Key(name, down, time) | Button(name, down, time) | Event(name, down, time):
                if down:
                    self._time[name] = time
                else:
                    self._time.pop(name, None)
            case Axis(name, value, time):
                if value:
                    self._axes[name] = time
                else:
                    self._axes.pop(name, None)

    def __contains__(self, name: str) -> bool:
        return name in self._time or name in self._axes

    def endings(self) -> list[Action]:
        """Return what ends everything that has begun."""
        events = [Event(name, False, time) for name, time in self._time.items()]
        return [*events, *(Axis(name, 0.0, time) for name, time in self._axes.items())]
