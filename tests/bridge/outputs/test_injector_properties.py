"""An injector, its guardian and a display, of which one may fail at any moment."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.errors import OutputError
from bridge.outputs.guardian import Guardian
from bridge.outputs.injector import Injector

NAMES = {"a": (38,), "b": (56,), "A": (50, 38), "?": (50, 61), "@": (92, 24), "mouse_left": (-1,)}


class Display:
    """What is down, whoever pressed it."""

    def __init__(self) -> None:
        self.down: set[int] = set()

    def set(self, code: int, down: bool) -> None:
        (self.down.add if down else self.down.discard)(code)


class Connection:
    """A back end whose connection breaks at the ``last``-th request, carried out or not."""

    name, outlives = "connection", True

    def __init__(self, display: Display, last: int, carried_out: bool) -> None:
        self._display = display
        self._left = last
        self._carried_out = carried_out

    def open(self) -> None:
        pass

    def resolve(self, name: str) -> tuple[int, ...]:
        return NAMES[name]

    def heard_as(self, name: str, codes: tuple[int, ...]) -> tuple[str, ...]:
        return (name,)

    def set(self, code: int, down: bool) -> None:
        self._left -= 1
        if self._left > 0 or (self._left == 0 and self._carried_out):
            self._display.set(code, down)
        if self._left <= 0:
            raise OutputError("The connection was lost.")

    def move(self, dx: int, dy: int) -> None:
        pass

    def scroll(self, notches: int) -> None:
        pass

    def check(self) -> None:
        if self._left <= 0:
            raise OutputError("The connection was lost.")

    def close(self) -> None:
        pass


class Pipe:
    """The way to a guardian, who dies at the ``last``-th line."""

    def __init__(self, display: Display, last: int) -> None:
        self._guardian = Guardian(display.set, sleep=lambda _: None)
        self._lines: list[bytes] = []
        self._left = last

    def start(self) -> None:
        pass

    def down(self, code: int) -> None:
        self._tell(b"+%d\n" % code)

    def up(self, code: int) -> None:
        self._tell(b"-%d\n" % code)

    def let_go(self) -> None:
        self._tell(b"release\n")

    def beat(self) -> None:
        self._tell(b"beat\n")

    def stop(self) -> None:
        if self._left > 0:
            self._guardian.serve(self._lines)

    def _tell(self, line: bytes) -> None:
        self._left -= 1
        if self._left <= 0:
            raise OutputError("The guardian has died.")
        self._lines.append(line)


deeds = st.lists(
    st.tuples(st.sampled_from(("press", "release", "turn", "all")), st.sampled_from(sorted(NAMES))),
    max_size=60,
)
NEVER = 10_000


@given(deeds, st.integers(1, 80), st.booleans(), st.booleans(), st.booleans(), st.integers())
@settings(max_examples=1000, deadline=None)
def test_nothing_stays_down_though_one_of_them_fails(
    script: list[tuple[str, str]],
    moment: int,
    guardian_fails: bool,
    carried_out: bool,
    killed: bool,
    seed: int,
) -> None:
    display = Display()
    pipe = Pipe(display, moment if guardian_fails else NEVER)
    backend = Connection(display, NEVER if guardian_fails else moment, carried_out)
    injector = Injector(backend, pipe)
    random, failed = Random(seed), False
    for deed, name in script:
        try:
            match deed:
                case "press":
                    injector.press(name)
                    assert set(NAMES[name]) <= display.down
                case "release":
                    injector.release(name)
                case "turn":
                    injector.change([(random.choice(sorted(NAMES)), False), (name, True)])
                    assert set(NAMES[name]) <= display.down
                case "all":
                    injector.release_all()
                    assert guardian_fails or failed or not display.down or backend._left <= 0
        except OutputError:
            failed = True
            if random.random() < 0.5:
                break
    if killed and not guardian_fails:
        pipe.stop()
    else:
        injector.close()
    assert not display.down
