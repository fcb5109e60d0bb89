"""Keyboard, mouse, gamepads and poses, gathered once a frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pygame

from bridge.api import Action, Feed, Key

ALONE = {
    pygame.K_LEFT: (0, "left"),
    pygame.K_RIGHT: (0, "right"),
    pygame.K_UP: (0, "up"),
    pygame.K_DOWN: (0, "down"),
    pygame.K_a: (0, "left"),
    pygame.K_d: (0, "right"),
    pygame.K_w: (0, "up"),
    pygame.K_s: (0, "down"),
}
TOGETHER = {
    key: (1 if key in (pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN) else 0, name)
    for key, (_, name) in ALONE.items()
}
COMMANDS = {
    pygame.K_RETURN: "choose",
    pygame.K_KP_ENTER: "choose",
    pygame.K_SPACE: "choose",
    pygame.K_ESCAPE: "back",
    pygame.K_p: "pause",
    pygame.K_m: "mute",
    pygame.K_F11: "fullscreen",
}
# A, B, and start on three makes of pad.
PAD_COMMANDS = {0: "choose", 1: "back", 6: "pause", 7: "pause", 9: "pause"}
# Where the cross is no hat but four buttons (PlayStation, Switch).
PAD_CROSS = {11: "up", 12: "down", 13: "left", 14: "right"}
STICK_ON, STICK_OFF = 0.5, 0.35
CLICK_REST_S = 0.5  # a new screen is not meant by the second click of two

Source: TypeAlias = tuple[int | str, int | str]


@dataclass(frozen=True, slots=True)
class Signals:
    """What came in during one frame.

    ``actions`` holds one list per player; ``commands`` are ``choose``, ``back``, ``pause`` and
    ``mute``. ``posed`` tells whether a pose began or ended, ``rests`` whether somebody has no pose
    called ``right`` and so chooses by resting; ``pointer`` is where the mouse moved to, ``clicked``
    whether it was pressed.
    """

    actions: tuple[list[Action], ...]
    commands: tuple[str, ...] = ()
    posed: bool = False
    rests: bool = False
    pointer: tuple[int, int] | None = None
    clicked: bool = False
    focus_lost: bool = False
    now: float = 0.0
    seconds: float = 0.0


class Controls:
    """Turns events and feeds into signals; two players may share the keyboard.

    ``feeds`` are the posing players by number. ``players`` is how many play now: alone, both halves
    of the keyboard steer player one.
    """

    def __init__(self, feeds: Sequence[Feed] = ()) -> None:
        self.feeds = dict(enumerate(feeds))
        self.players = 1
        self._actions: tuple[list[Action], list[Action]] = ([], [])
        self._commands: list[str] = []
        self._pointer: tuple[int, int] | None = None
        self._clicked = False
        self._focus_lost = False
        # What holds a direction: a key of the keyboard or a pad's stick, and of which player.
        self._held: dict[Source, tuple[int, str]] = {}
        self._pads: dict[int, pygame.joystick.JoystickType] = {}

    def handle(self, event: pygame.event.Event, now: float) -> None:
        """Take note of one pygame event."""
        if event.type in (pygame.KEYDOWN, pygame.KEYUP):
            self._key(event.key, event.type == pygame.KEYDOWN, now)
        elif event.type == pygame.MOUSEMOTION:
            # After a frame that took long, a click and the way on from there come at once.
            if not self._clicked:
                self._pointer = event.pos
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._pointer, self._clicked = event.pos, True
        elif event.type == pygame.WINDOWFOCUSLOST:
            self._focus_lost = True
        else:
            self._gamepad(event, now)

    def gather(self, now: float, seconds: float) -> Signals:
        """Return everything since the last call, poses included.

        Raises what ended a camera or the bridge.
        """
        posed = False
        for player, feed in self.feeds.items():
            actions = feed.actions()
            posed = posed or bool(actions)
            self._actions[min(player, self.players - 1)].extend(actions)
        signals = Signals(
            self._actions[: self.players],
            tuple(self._commands),
            posed,
            any(_lacks_right(feed) for feed in self.feeds.values()),
            self._pointer,
            self._clicked,
            self._focus_lost,
            now,
            seconds,
        )
        self._actions = ([], [])
        self._commands = []
        self._pointer, self._clicked, self._focus_lost = None, False, False
        return signals

    def _key(self, key: int, down: bool, now: float) -> None:
        layout = ALONE if self.players == 1 else TOGETHER
        if key in layout:
            self._steer(("keyboard", key), *layout[key], down, now)
        elif down and key in COMMANDS:
            self._commands.append(COMMANDS[key])

    def _gamepad(self, event: pygame.event.Event, now: float) -> None:
        if event.type == pygame.JOYDEVICEADDED:
            pad = pygame.joystick.Joystick(event.device_index)
            self._pads[pad.get_instance_id()] = pad
        elif event.type == pygame.JOYDEVICEREMOVED:
            self._let_go(event.instance_id, now)
            self._pads.pop(event.instance_id, None)
        elif event.type == pygame.JOYBUTTONDOWN and event.button in PAD_COMMANDS:
            self._commands.append(PAD_COMMANDS[event.button])
        elif event.type in (pygame.JOYBUTTONDOWN, pygame.JOYBUTTONUP):
            if event.button in PAD_CROSS:
                down = event.type == pygame.JOYBUTTONDOWN
                self._push(event.instance_id, PAD_CROSS[event.button], down, now)
        elif event.type == pygame.JOYAXISMOTION and event.axis in (0, 1):
            self._tilt(event.instance_id, event.axis, event.value, now)
        elif event.type == pygame.JOYHATMOTION:
            self._tilt(event.instance_id, 0, float(event.value[0]), now)
            self._tilt(event.instance_id, 1, -float(event.value[1]), now)

    def _tilt(self, pad: int, axis: int, value: float, now: float) -> None:
        low, high = (("left", "right"), ("up", "down"))[axis]
        for name, amount in ((low, -value), (high, value)):
            was = (pad, name) in self._held
            self._push(pad, name, amount > (STICK_OFF if was else STICK_ON), now)

    def _push(self, pad: int, name: str, pushed: bool, now: float) -> None:
        if pushed != ((pad, name) in self._held):
            player = list(self._pads).index(pad) if pad in self._pads else 0
            self._steer((pad, name), player, name, pushed, now)

    def _steer(self, source: Source, player: int, name: str, down: bool, now: float) -> None:
        """Press or release a direction, which is up when nothing holds it any more.

        A release is for whom the press was for: players come and pads go meanwhile.
        """
        if down:
            self._held[source] = player, name
        else:
            player, name = self._held.pop(source, (player, name))
        if down or (player, name) not in self._held.values():
            self._actions[min(player, self.players - 1)].append(Key(name, down, now))

    def _let_go(self, pad: int, now: float) -> None:
        """Release what a pad holds that was unplugged."""
        for holder, name in list(self._held):
            if holder == pad:
                self._push(pad, str(name), False, now)


def _lacks_right(feed: Feed) -> bool:
    snapshot = feed.snapshot()
    return snapshot is not None and "right" not in snapshot.prediction.scores
