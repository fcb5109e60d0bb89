"""docs/games.md tells of every game, option and part of the contract, and its example runs."""

import re
from pathlib import Path

from games.catalogue import find_games
from games.pads import PadReader

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "games.md").read_text(encoding="utf-8")


def test_every_option_of_every_bundled_game_is_described() -> None:
    for name, game in find_games().items():
        for option in game.options:
            row = re.search(rf"\| {name} \| `{option.name}` \| ([^|]+)\|", PAGE)
            assert row, f"{name}: {option.name}"
            values = row.group(1).replace("*", "").split()
            assert tuple(values) == option.values
            assert f"**{option.default}**" in row.group(1)


def test_the_example_without_a_window_runs(capsys) -> None:  # type: ignore[no-untyped-def]
    program = re.search(r"```python\n(from games.catalogue.*?)```", PAGE, re.DOTALL)
    assert program
    code = program.group(1).replace('"dodge"', '"pong"')
    exec(compile(code, "docs/games.md", "exec"), {})
    assert "11" in capsys.readouterr().out


def test_the_contract_is_named_as_it_is() -> None:
    for name in ("Game", "Rules.step", "Bot.wish", "View.update", "View.draw", "state_hash"):
        assert name in PAGE
    assert {"pressed", "held", "axes"} <= set(PadReader().take().__slots__)
