import pytest

from bridge.player import DEADLINE_S, VirtualPlayer
from bridge.types import Event

DIRECTIONS = ("left", "right", "up", "down")


@pytest.fixture
def shown() -> list:
    return []


@pytest.fixture
def player(shown) -> VirtualPlayer:
    return VirtualPlayer(DIRECTIONS, shown.append)


def wait(player: VirtualPlayer, wish: str | None, start: float, end: float) -> float:
    now = start
    while now < end:
        player.want(wish, now)
        now += 0.01
    return now


def press(name: str, time: float) -> list:
    return [Event(name, True, time), Event(name, False, time)]


def test_a_wish_is_shown_after_a_reaction_time(player, shown):
    wait(player, "left", 0.0, 0.09)
    assert shown == []
    wait(player, "left", 0.09, 0.5)
    assert shown == ["left"]
    assert 0.1 <= player.decisions[0].asked_at <= 0.35


def test_a_wish_given_up_in_time_is_never_shown(player, shown):
    wait(player, "left", 0.0, 0.09)
    wait(player, None, 0.09, 1.0)
    assert shown == []


def test_the_direction_received_first_counts(player):
    wait(player, "left", 0.0, 0.4)
    asked = player.decisions[0].asked_at
    player.notice(press("left", asked + 0.18), asked + 0.2)
    player.notice(press("up", asked + 0.3), asked + 0.3)
    decision = player.decisions[0]
    assert decision.right
    assert decision.delay == pytest.approx(0.2)
    assert decision.frame_delay == pytest.approx(0.02)
    assert player.wrong == 1


@pytest.mark.parametrize(("name", "delay"), [("up", 0.2), ("left", DEADLINE_S + 0.1)])
def test_another_direction_first_or_too_late_is_not_right(player, name, delay):
    wait(player, "left", 0.0, 0.4)
    asked = player.decisions[0].asked_at
    player.notice(press(name, asked + delay), asked + delay)
    player.notice(press("left", asked + delay), asked + delay)
    assert not player.decisions[0].right


def test_the_next_pose_waits_until_the_game_reacted(player, shown):
    wait(player, "left", 0.0, 0.4)
    wait(player, "up", 0.4, 0.55)
    assert shown == ["left"]
    player.notice(press("left", 0.55), 0.55)
    wait(player, "up", 0.55, 0.8)
    assert shown == ["left", "up"]


def test_without_an_answer_the_player_goes_on_after_half_a_second(player, shown):
    end = wait(player, "left", 0.0, 0.4)
    end = wait(player, "up", end, 1.2)
    assert shown == ["left", "up"]
    assert not player.decisions[0].right


def test_the_neutral_pose_is_no_decision_but_presses_in_it_are_wrong(player, shown):
    wait(player, "left", 0.0, 0.4)
    player.notice(press("left", 0.4), 0.4)
    wait(player, None, 0.4, 1.0)
    player.notice(press("down", 1.1), 1.1)
    assert shown == ["left", None]
    assert len(player.decisions) == 1
    assert player.wrong == 1


def test_a_decision_that_the_end_cuts_off_does_not_count(player):
    end = wait(player, "left", 0.0, 0.4)
    player.finish(end + 1)
    assert len(player.decisions) == 1
    player.finish(end)
    assert player.decisions == []


def test_the_same_seed_reacts_the_same():
    times = []
    for _ in range(2):
        player = VirtualPlayer(DIRECTIONS, lambda pose: None, seed=4)
        wait(player, "up", 0.0, 1.0)
        times.append(player.decisions[0].asked_at)
    assert times[0] == times[1]


def test_a_pose_that_is_not_obeyed_is_shown_anew(player, shown):
    end = wait(player, "left", 0.0, 0.4)
    asked = player.decisions[0].asked_at
    player.notice(press("up", asked + 0.2), asked + 0.2)
    wait(player, "left", end, asked + DEADLINE_S - 0.02)
    assert shown == ["left"]
    wait(player, "left", end, asked + DEADLINE_S + 0.1)
    assert shown == ["left", "left"]
    assert [decision.received for decision in player.decisions] == ["up", None]


def test_a_pose_that_is_obeyed_is_shown_once(player, shown):
    wait(player, "left", 0.0, 0.4)
    player.notice(press("left", 0.4), 0.4)
    wait(player, "left", 0.4, 3.0)
    assert shown == ["left"]
