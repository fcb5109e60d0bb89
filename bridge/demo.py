"""The virtual player at a game: camera, recognition and decision run for real."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bridge.api import Feed
from bridge.config import Config, game_config
from bridge.controls import Thresholds
from bridge.player import Decision, VirtualPlayer
from bridge.timing import percentile, summary
from bridge.types import Action, Snapshot

FRAME_S = 1 / 60
PACE = {"p50": 0.5, "p99": 0.99}  # which frame times of a window are told
HINT = Thresholds(enter=0.35, leave=0.25, dwell_ms=30)
SPEED = 0.7  # of the games, as for every player whose poses take half a second to arrive
EXPECTED_DELAY_S = 0.5  # from a wish to the game, for the bot's first plans


def demo_config(directions: Iterable[str]) -> Config:
    """Return the configuration of the virtual player, who acts on a weaker hint than a person.

    It shows nothing but poses that it was taught, so the best label counts even if it wins by
    little; what is unlike all of them stays unknown, as always.
    """
    config = game_config(directions)
    return replace(config, decide=replace(config.decide, default=HINT))


class WatchedFeed:
    """A feed whose player notices what the game receives, and takes no other wishes."""

    poses = ()

    def __init__(
        self, feed: Feed, player: VirtualPlayer, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._feed = feed
        self._player = player
        self._clock = clock

    def actions(self) -> list[Action]:
        """Return what happened since the last call, and let the player notice it."""
        actions = self._feed.actions()
        self._player.notice(actions, self._clock())
        return actions

    def snapshot(self) -> Snapshot | None:
        """Return the newest step of the recogniser."""
        return self._feed.snapshot()

    def ask(self, pose: str | None) -> None:
        """Do nothing: the player decides."""

    def stalled(self) -> bool:
        """Whether the camera has given no new frame for longer than the stall limit."""
        return self._feed.stalled()

    def close(self) -> None:
        """Close the feed that is watched."""
        self._feed.close()


@dataclass(frozen=True, slots=True)
class Style:
    """How a demo is played: at which speed, with which of the game's options, and ``until`` when.

    ``until`` names something that happens in the game, such as ``cleared``; "" plays on.
    """

    speed: float = SPEED
    options: Mapping[str, str] = field(default_factory=dict)
    until: str = ""


USUAL = Style()


class Tally:
    """What came of the matches: ``results`` one by one, ``happened`` by kind.

    ``frame_times`` are the seconds between a window's frames, if there was one.
    """

    def __init__(self) -> None:
        self.results: list[dict[str, Any]] = []
        self.happened: Counter[str] = Counter()
        self.frame_times: tuple[float, ...] = ()

    @property
    def score(self) -> int:
        """The player's points in all matches together."""
        return sum(int(result["scores"][0]) for result in self.results)

    def end_match(self, ended: Any) -> None:
        """Note how a match stands that is over or broken off: its ``scores`` and ``outcome``."""
        self.results.append({"scores": list(ended.scores), "outcome": ended.outcome})


def play_unseen(
    game: Any,
    feed: Feed,
    player: VirtualPlayer,
    seconds: float,
    *,
    style: Style = USUAL,
    seed: int = 0,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Tally:
    """Let the player play for ``seconds`` without a window; ended matches are begun again.

    ``game`` is a plug-in of the group ``posebridge.games``.
    """
    tally = Tally()
    match, bot = _begin(game, style, seed)
    last = clock()
    end = last + seconds
    while (now := clock()) < end:
        match.add(feed.actions())
        tally.happened.update(match.advance(now - last))
        last = now
        if style.until in tally.happened:
            break
        if match.rules.over:
            tally.end_match(match.rules)
            match, bot = _begin(game, style, seed + len(tally.results))
        player.want(bot.wish(match.rules), now)
        sleep(max(0.0, now + FRAME_S - clock()))
    tally.end_match(match.rules)
    player.finish(clock())
    return tally


def _begin(game: Any, style: Style, seed: int) -> tuple[Any, Any]:
    usual = game.match(seed=seed).setup
    match = game.match(replace(usual, speed=style.speed, options=style.options), seed)
    return match, game.bot(0, style.speed * EXPECTED_DELAY_S)


def play_seen(
    start: Callable[..., Any], feed: Feed, player: VirtualPlayer, style: Style, **wishes: Any
) -> Tally:
    """Let the player play in a window until it is closed; ``start`` is the games' launcher."""

    def puppet(wish: str | None) -> None:
        player.want(wish, time.monotonic())

    tally = Tally()
    plan = {"speed": style.speed, "options": style.options, "until": style.until}
    found = start(feeds=[feed], puppets=[puppet], **plan, **wishes)
    for result in found.results:
        tally.end_match(result)
    tally.happened.update(found.happened)
    tally.frame_times = found.frame_times[1:]
    player.finish(time.monotonic())
    return tally


def report(game: str, seconds: float, player: VirtualPlayer, tally: Tally) -> dict[str, Any]:
    """Return the figures of a demo; ``seconds`` is how long it was played.

    ``latency_ms`` is from the capture of the deciding picture to the game, ``pose_ms`` from the
    moment the pose was asked for, with the arms still to move.
    """
    decisions = player.decisions
    right = [decision for decision in decisions if decision.right]
    pace = [1000 * seconds for seconds in tally.frame_times]
    return {
        "game": game,
        "seconds": round(seconds, 2),
        "decisions": len(decisions),
        "right": len(right),
        "share_right": round(len(right) / len(decisions), 4) if decisions else 0.0,
        "score": tally.score,
        "matches": len(tally.results),
        "results": tally.results,
        "happened": dict(tally.happened),
        "latency_ms": summary([1000 * decision.frame_delay for decision in right]),
        "pose_ms": summary([1000 * decision.delay for decision in right]),
        "wrong_per_minute": round(60 * player.wrong / seconds, 2) if seconds else 0.0,
        "by_pose": _by_pose(decisions),
        "frame_ms": {name: round(percentile(pace, share), 2) for name, share in PACE.items()},
    }


def _by_pose(decisions: list[Decision]) -> dict[str, dict[str, int]]:
    """Return for each pose what the game received first, and how often; "" is nothing."""
    table: dict[str, Counter[str]] = {}
    for decision in decisions:
        table.setdefault(decision.pose, Counter())[_outcome(decision)] += 1
    return {pose: dict(row) for pose, row in sorted(table.items())}


def _outcome(decision: Decision) -> str:
    if decision.received == decision.pose and not decision.right:
        return "late"
    return decision.received or "nothing"
