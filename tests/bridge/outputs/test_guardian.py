"""The guardian's own logic, with a pipe that the test writes."""

import time
from collections.abc import Iterator

import pytest

from bridge.errors import OutputError
from bridge.outputs.guard import Guard, GuardianProcess, NoGuard
from bridge.outputs.guardian import SILENT_TURNS, Guardian
from bridge.outputs.injector import Injector


def released(lines: list[bytes], silent_turns: int = 0) -> list[int]:
    """Serve ``lines``, then stay silent before the pipe ends; return the codes released."""
    codes: list[int] = []
    guardian = Guardian(lambda code, down: codes.append(code), sleep=lambda _: None)

    def pipe() -> Iterator[bytes]:
        yield from lines
        for _ in range(silent_turns):
            guardian.turn()

    guardian.serve(pipe())
    return codes


def test_what_is_held_is_released_newest_first_and_again_to_be_sure() -> None:
    assert released([b"+113\n", b"+25\n", b"beat\n"]) == [25, 113] * 3


def test_what_is_up_is_left_alone() -> None:
    assert released([b"+113\n", b"-113\n", b"-7\n"], SILENT_TURNS) == []


def test_a_bridge_that_hangs_loses_its_keys_once_and_again_when_it_ends() -> None:
    assert released([b"+113\n"], SILENT_TURNS - 1) == [113] * 3
    assert released([b"+113\n"], 5 * SILENT_TURNS) == [113] * 4


def test_a_beat_starts_the_count_of_silence_anew() -> None:
    codes: list[int] = []
    guardian = Guardian(lambda code, down: codes.append(code), sleep=lambda _: None)

    def pipe() -> Iterator[bytes]:
        yield b"+113\n"
        for _ in range(5):
            for _ in range(SILENT_TURNS - 1):
                guardian.turn()
            yield b"beat\n"
        assert codes == []

    guardian.serve(pipe())


def test_the_bridge_can_ask_for_release() -> None:
    codes: list[int] = []
    guardian = Guardian(lambda code, down: codes.append(code), sleep=lambda _: None)

    def pipe() -> Iterator[bytes]:
        yield from (b"+113\n", b"release\n")
        assert codes == [113] * 3
        yield b"-113\n"

    guardian.serve(pipe())
    assert codes == [113] * 3


def test_a_guardian_that_cannot_start_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9999")
    with pytest.raises(OutputError, match="guardian process"):
        GuardianProcess("xtest").start()


class Board:
    """A back end that records, and may refuse."""

    name, outlives = "board", True

    def __init__(self) -> None:
        self.down: list[int] = []
        self.refuses = False

    def open(self) -> None:
        pass

    def resolve(self, name: str) -> tuple[int, ...]:
        return {"A": (50, 38), "B": (50, 56)}.get(name, (ord(name),))

    def heard_as(self, name: str, codes: tuple[int, ...]) -> tuple[str, ...]:
        return (name,)

    def set(self, code: int, down: bool) -> None:
        if self.refuses:
            raise OutputError("refused")
        (self.down.append if down else self.down.remove)(code)

    def move(self, dx: int, dy: int) -> None:
        pass

    def scroll(self, notches: int) -> None:
        pass

    def check(self) -> None:
        pass

    def close(self) -> None:
        pass


class Notes(NoGuard):
    """A guard that records what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def down(self, code: int) -> None:
        self.told.append(f"+{code}")

    def up(self, code: int) -> None:
        self.told.append(f"-{code}")

    def let_go(self) -> None:
        self.told.append("release")


@pytest.fixture
def board() -> Board:
    return Board()


def injector(board: Board, guard: Guard) -> Injector:
    made = Injector(board, guard)
    made.open()
    return made


def test_a_shared_shift_goes_up_with_its_last_user(board: Board) -> None:
    notes = Notes()
    keys = injector(board, notes)
    keys.press("A")
    keys.press("A")
    keys.press("B")
    keys.release("A")
    assert board.down == [50, 56]
    keys.release("B")
    assert board.down == []
    assert notes.told == ["+50", "+38", "+56", "-38", "-56", "-50"]
    keys.close()


def test_the_guardian_hears_of_a_press_before_it_happens(board: Board) -> None:
    notes = Notes()
    keys = injector(board, notes)
    board.refuses = True
    with pytest.raises(OutputError):
        keys.press("x")
    assert notes.told == ["+120", "release"]
    keys.close()


def test_a_press_does_not_wait_until_the_guardian_knows_what_is_up(board: Board) -> None:
    notes = Notes()
    keys = injector(board, notes)
    keys.press("A")
    keys.change([("A", False), ("B", True)])
    assert board.down == [50, 56]
    assert notes.told == ["+50", "+38", "+50", "+56", "-38"]
    keys.close()


def test_any_failure_of_the_watch_releases_and_refuses(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = injector(board, NoGuard())
    keys.press("x")
    monkeypatch.setattr(board, "check", lambda: 1 / 0)
    end = time.monotonic() + 5
    while board.down and time.monotonic() < end:
        time.sleep(0.01)
    assert board.down == []
    with pytest.raises(OutputError, match="ZeroDivisionError"):
        keys.press("x")
    keys.close()
