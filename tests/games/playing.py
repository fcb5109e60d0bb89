"""Let a bot play a match, its wishes arriving some steps late."""

from games.base import Game, Setup
from games.match import Match


def play(
    game: Game,
    setup: Setup,
    *,
    seconds: float,
    delay: int = 0,
    seed: int = 1,
    reaction: float = 0.2,
) -> Match:
    """Play until the match or the time is over; ``delay`` is in steps."""
    match = game.match(setup, seed)
    bot = game.bot(0, reaction)
    coming: list[tuple[int, str, bool]] = []
    shown: str | None = None
    for step in range(round(seconds / game.step_s)):
        wish = bot.wish(match.rules)
        if wish != shown:
            if shown:
                coming.append((step + delay, shown, False))
            if wish:
                coming.append((step + delay, wish, True))
            shown = wish
        while coming and coming[0][0] <= step:
            _, name, down = coming.pop(0)
            match.pads[0].press(name, down)
        match.advance(game.step_s * 1.000001)
        if match.rules.over:
            break
    return match
