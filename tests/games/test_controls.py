import pygame
import pytest
from pygame.event import Event as PygameEvent

from bridge.api import Action, Key
from games.controls import Controls
from games.scripted import ScriptedFeed


def pressed(actions: list[Action]) -> list[str]:
    return [action.name for action in actions if isinstance(action, Key) and action.down]


def test_alone_both_halves_of_the_keyboard_steer() -> None:
    controls = Controls()
    for key in (pygame.K_LEFT, pygame.K_w):
        controls.handle(PygameEvent(pygame.KEYDOWN, key=key), 1.0)
    assert pressed(controls.gather(1.0, 0.0).actions[0]) == ["left", "up"]


def test_together_wasd_is_the_left_player_and_the_arrows_the_right_one() -> None:
    controls = Controls()
    controls.players = 2
    for key in (pygame.K_LEFT, pygame.K_w):
        controls.handle(PygameEvent(pygame.KEYDOWN, key=key), 1.0)
    first, second = controls.gather(1.0, 0.0).actions
    assert (pressed(first), pressed(second)) == (["up"], ["left"])


def test_commands_come_once() -> None:
    controls = Controls()
    for key in (pygame.K_RETURN, pygame.K_ESCAPE, pygame.K_m, pygame.K_p):
        controls.handle(PygameEvent(pygame.KEYDOWN, key=key), 1.0)
        controls.handle(PygameEvent(pygame.KEYUP, key=key), 1.0)
    assert controls.gather(1.0, 0.0).commands == ("choose", "back", "mute", "pause")
    assert controls.gather(1.0, 0.0).commands == ()


def test_each_feed_steers_its_player_and_a_lone_player_gets_all() -> None:
    feeds = ScriptedFeed(["up", "down"]), ScriptedFeed(["up", "down"])
    controls = Controls(feeds)
    controls.players = 2
    feeds[0].show("up", 1.0)
    feeds[1].show("down", 1.0)
    signals = controls.gather(1.0, 0.0)
    assert [action.name for actions in signals.actions for action in actions] == ["up", "down"]  # type: ignore[union-attr]
    assert signals.posed
    controls.players = 1
    feeds[1].show("up", 1.1)
    assert len(controls.gather(1.1, 0.0).actions[0]) == 2


def test_a_stick_has_two_thresholds() -> None:
    controls = Controls()
    names: list[tuple[str, bool]] = []
    for value in (0.45, 0.6, 0.45, 0.6, 0.3, -0.9, 0.0):
        event = PygameEvent(pygame.JOYAXISMOTION, axis=0, value=value, instance_id=0)
        controls.handle(event, 1.0)
        actions = controls.gather(1.0, 0.0).actions[0]
        names += [(each.name, each.down) for each in actions if isinstance(each, Key)]
    assert names == [("right", True), ("right", False), ("left", True), ("left", False)]


def held(controls: Controls) -> list[list[tuple[str, bool]]]:
    signals = controls.gather(1.0, 0.0)
    return [[(a.name, a.down) for a in each if isinstance(a, Key)] for each in signals.actions]


def test_a_direction_is_down_while_any_key_holds_it() -> None:
    controls = Controls()
    for kind, key in (("DOWN", "LEFT"), ("DOWN", "a"), ("UP", "a")):
        event = PygameEvent(getattr(pygame, f"KEY{kind}"), key=getattr(pygame, f"K_{key}"))
        controls.handle(event, 1.0)
    assert held(controls) == [[("left", True), ("left", True)]]
    controls.handle(PygameEvent(pygame.KEYUP, key=pygame.K_LEFT), 1.0)
    assert held(controls) == [[("left", False)]]


def test_a_pad_lets_go_for_its_player_though_another_pad_was_unplugged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Pad:
        def __init__(self, number: int) -> None:
            self.get_instance_id = lambda: number

    monkeypatch.setattr(pygame.joystick, "Joystick", Pad)
    controls = Controls()
    controls.players = 2
    for number in (0, 1):
        controls.handle(PygameEvent(pygame.JOYDEVICEADDED, device_index=number), 1.0)
    up = {"axis": 1, "instance_id": 1}
    controls.handle(PygameEvent(pygame.JOYAXISMOTION, value=-1.0, **up), 1.0)
    controls.handle(PygameEvent(pygame.JOYDEVICEREMOVED, instance_id=0), 1.0)
    controls.handle(PygameEvent(pygame.JOYAXISMOTION, value=0.0, **up), 1.0)
    assert held(controls) == [[], [("up", True), ("up", False)]]


def test_a_hat_and_the_buttons_of_a_gamepad() -> None:
    controls = Controls()
    controls.handle(PygameEvent(pygame.JOYHATMOTION, hat=0, value=(0, 1), instance_id=0), 1.0)
    controls.handle(PygameEvent(pygame.JOYBUTTONDOWN, button=0, instance_id=0), 1.0)
    signals = controls.gather(1.0, 0.0)
    assert pressed(signals.actions[0]) == ["up"]
    assert signals.commands == ("choose",)


def test_who_has_no_pose_for_right_chooses_by_resting() -> None:
    feed = ScriptedFeed(["up", "down", "none"])
    controls = Controls([feed])
    assert not controls.gather(1.0, 0.0).rests
    feed.show("none", 1.0)
    assert controls.gather(1.0, 0.0).rests


def test_a_click_counts_where_it_was_though_the_pointer_has_moved_on() -> None:
    controls = Controls()
    controls.handle(PygameEvent(pygame.MOUSEMOTION, pos=(5, 5)), 1.0)
    controls.handle(PygameEvent(pygame.MOUSEBUTTONDOWN, pos=(20, 30), button=1), 1.0)
    controls.handle(PygameEvent(pygame.MOUSEMOTION, pos=(200, 100)), 1.0)
    signals = controls.gather(1.0, 0.0)
    assert (signals.pointer, signals.clicked) == ((20, 30), True)
    controls.handle(PygameEvent(pygame.MOUSEMOTION, pos=(210, 100)), 1.1)
    signals = controls.gather(1.1, 0.0)
    assert (signals.pointer, signals.clicked) == ((210, 100), False)
