"""How ONNX Runtime is to run a network: chosen by measurement on this machine, and remembered.

None of it changes a network's answers by more than rounding, so a choice never touches a profile.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import onnxruntime

from bridge.files import written_whole
from bridge.machine import allowed, cores, processor
from bridge.resources import cache_folder

SHORTER = 0.8  # what a costlier engine must make of the time that a picture takes
DEARER = 1.5  # times the processor time of one thread, which a game on the same machine misses
SOONER = 0.95  # is enough where it costs no more than
SIMILAR = 1.1  # times the processor time
THREADS = (1, 2, 4)  # that are tried, as far as there are cores
MAX_BYTES = 10_000


@dataclass(frozen=True, slots=True)
class Engine:
    """``threads`` share one picture; those that ``spin`` stay busy until it is done."""

    threads: int
    spins: bool = False

    @property
    def helpers(self) -> frozenset[int]:
        """The cores of the threads beside the caller's, which has to keep off them.

        Only where there are no more cores than threads: a virtual machine's kernel often wakes two
        threads on one core, where they wait for each other (docs/speed.md).
        """
        return frozenset(allowed()[1:] if 1 < self.threads == cores() else ())

    @property
    def crowded(self) -> bool:
        """Whether two streams at once would have more threads than there are cores."""
        return 2 * self.threads > cores()

    def __str__(self) -> str:
        count = "1 thread" if self.threads == 1 else f"{self.threads} threads"
        return f"{count} spinning" if self.spins else count


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of one picture: by the clock, and of all threads' processor time."""

    engine: Engine
    wall: float
    busy: float


@dataclass(frozen=True, slots=True)
class Choice:
    """An engine, and why."""

    engine: Engine
    why: str


def usual(count: int) -> Engine:
    """Return the engine for a machine with ``count`` cores that was not measured."""
    return Engine(2 if count >= 4 else 1)


def candidates(count: int) -> list[Engine]:
    """Return what is worth measuring on ``count`` cores, the cheapest first."""
    threads = [number for number in THREADS if number <= count]
    return [*map(Engine, threads), *(Engine(number, True) for number in threads if number > 1)]


def choose(measured: Sequence[Measured]) -> Choice:
    """Return the cheapest engine, unless a costlier one is worth it.

    ``measured`` begins with one thread. Others must make a picture a fifth quicker than the choice
    so far, and take at most one and a half times the processor time of one thread. What costs no
    more than the choice so far need only be quicker.
    """
    first = best = measured[0]
    for one in measured[1:]:
        wanted = SHORTER if one.busy > SIMILAR * best.busy else SOONER
        if one.wall <= wanted * best.wall and one.busy <= DEARER * first.busy:
            best = one
    told = "; ".join(
        f"{one.engine}: {one.wall:.1f} ms, {one.busy:.1f} of processor" for one in measured
    )
    return Choice(best.engine, told)


def engine_for(network: str) -> Engine:
    """Return the engine for the network with this SHA-256: as remembered, or the usual one.

    A network that was not measured is run like the one that was: what a second thread brings is
    the machine's more than the network's.
    """
    choice = recall_choice(network) or recall_choice("")
    return choice.engine if choice else usual(cores())


def recall_choice(network: str, path: Path | None = None) -> Choice | None:
    """Return what was chosen for a network on this machine with this ONNX Runtime, if anything.

    Without a name, what was chosen for any network.
    """
    path = path or _file()
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        rows = json.loads(path.read_bytes())
        row = next(row for key, row in rows.items() if key.startswith(_key(network)))
        engine = Engine(int(row["threads"]), bool(row["spins"]))
        return Choice(engine, str(row["why"])) if engine in candidates(cores()) else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, StopIteration):
        return None


def remember_choice(network: str, choice: Choice, path: Path | None = None) -> None:
    """Keep a choice for later starts; where nothing can be written it is forgotten."""
    row = {**asdict(choice.engine), "why": choice.why}
    with suppress(OSError), written_whole(path or _file()) as stream:
        stream.write(json.dumps({_key(network): row}, indent=1).encode())


def _file() -> Path:
    return cache_folder("engine") / "choice.json"


def _key(network: str) -> str:
    return f"{processor()}, {cores()} cores, onnxruntime {onnxruntime.__version__}, {network}"
