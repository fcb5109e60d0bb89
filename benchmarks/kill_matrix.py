"""End a bridge that holds a key in every way there is, and time how long the key stays down.

    python benchmarks/kill_matrix.py [--runs 20] [--rows sigkill,stall] [--json FILE]

Starts an X server of its own. Figures are milliseconds from the deed to the moment at which the
server's key map is empty; ``stuck`` must be 0, and so must ``pressed nothing``: of such a run it
is told where every thread of the bridge stood. ``start`` is from its start to its first press.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from Xlib.display import Display

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

import xserver  # noqa: E402

LIMIT_S, START_S = 3.0, 120.0  # on a very busy machine a start took 24 s
LEFT, UP = 113, 111

Bridge = subprocess.Popen[str]


def tell(command: str) -> Callable[[Bridge], None]:
    """Return a deed that writes a command to the bridge."""

    def deed(bridge: Bridge) -> None:
        assert bridge.stdin is not None
        bridge.stdin.write(f"{command}\n")
        bridge.stdin.flush()

    return deed


def kill(number: signal.Signals) -> Callable[[Bridge], None]:
    """Return a deed that sends a signal to the bridge."""
    return lambda bridge: bridge.send_signal(number)


def kill_guardian(bridge: Bridge) -> None:
    """Kill the guardian only."""
    found = subprocess.run(["pgrep", "-P", str(bridge.pid)], capture_output=True, text=True)
    for pid in found.stdout.split():
        os.kill(int(pid), signal.SIGKILL)


DEEDS: dict[str, Callable[[Bridge], None]] = {
    "normal stop": tell("stop"),
    "exception in embed": tell("embed"),
    "exception in knn": tell("knn"),
    "exception in decide": tell("decide"),
    "exception in map": tell("map"),
    "exception in output": tell("show"),
    "SIGINT": kill(signal.SIGINT),
    "SIGTERM": kill(signal.SIGTERM),
    "SIGHUP": kill(signal.SIGHUP),
    "SIGKILL": kill(signal.SIGKILL),
    "SIGSTOP (frozen)": kill(signal.SIGSTOP),
    "SIGKILL of guardian": kill_guardian,
    "camera stall": tell("stall"),
    "camera removed": tell("remove"),
    "pause": tell("pause"),
    "reload": tell("reload"),
    "focus lost": tell("unfocus"),
    "X connection lost": tell("cut"),
}


def down(client: Display) -> set[int]:
    """Return the keycodes that are down."""
    rows = client.query_keymap()
    return {
        8 * at + bit for at, row in enumerate(rows) if row for bit in range(8) if row >> bit & 1
    }


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds from start to press and, in ms, from the deed to the release; None: never."""

    start_s: float | None
    release_ms: float | None


def one_run(name: str, client: Display) -> Run:
    """Start a bridge, do the deed, and look how long the key stays down."""
    bridge = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", str(HERE / "held_key.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        begin = time.perf_counter()
        while LEFT not in down(client):
            if time.perf_counter() - begin > START_S or bridge.poll() is not None:
                print(f"{name}: the bridge pressed nothing.\n{why(bridge)}", file=sys.stderr)
                return Run(None, None)
            time.sleep(0.01)
        start_s = time.perf_counter() - begin
        time.sleep(0.15)
        begin = time.perf_counter()
        DEEDS[name](bridge)
        while LEFT in down(client):
            if time.perf_counter() - begin > LIMIT_S:
                return Run(start_s, None)
            time.sleep(0.0005)
        return Run(start_s, 1000 * (time.perf_counter() - begin))
    finally:
        bridge.kill()
        bridge.wait()
        for pipe in (bridge.stdin, bridge.stderr):
            assert pipe is not None
            pipe.close()
        end = time.perf_counter() + LIMIT_S
        while down(client) and time.perf_counter() < end:
            time.sleep(0.01)


def why(bridge: Bridge) -> str:
    """Return how busy the machine is, the bridge's processes, and where its threads stand."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    wanted = ["-o", "pid,stat,etime,time,wchan:20,args", "-p", str(bridge.pid)]
    shown = subprocess.run(
        ["ps", *wanted, "--ppid", str(bridge.pid)], capture_output=True, text=True
    ).stdout
    bridge.send_signal(signal.SIGABRT)
    try:
        said = bridge.communicate(timeout=LIMIT_S)[1]
    except subprocess.TimeoutExpired:
        said = "It does not even answer SIGABRT."
    return f"load {load}; it ended with {bridge.poll()}\n{shown}{said}"


def summed_up(runs: Sequence[Run]) -> dict[str, float | int | None]:
    """Return one row of the table."""
    starts = sorted(run.start_s for run in runs if run.start_s is not None)
    good = sorted(run.release_ms for run in runs if run.release_ms is not None)
    return {
        "runs": len(runs),
        "pressed nothing": len(runs) - len(starts),
        "stuck": len(starts) - len(good),
        "p50_ms": round(good[len(good) // 2], 1) if good else None,
        "p95_ms": round(good[round(0.95 * (len(good) - 1))], 1) if good else None,
        "max_ms": round(good[-1], 1) if good else None,
        "start_p50_s": round(starts[len(starts) // 2], 2) if starts else None,
        "start_max_s": round(starts[-1], 2) if starts else None,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--rows", default=",".join(DEEDS))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    # Started in the background, we ignore Ctrl+C, and so would every bridge we start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    table = {}
    with xserver.running() as display:
        os.environ |= {"DISPLAY": display, "XDG_SESSION_TYPE": "x11"}
        os.environ.pop("WAYLAND_DISPLAY", None)
        client = Display(display)
        for name in options.rows.split(","):
            row = summed_up([one_run(name, client) for _ in range(options.runs)])
            table[name] = row
            print(f"{name:22} {row}", flush=True)
        client.close()
    if options.json:
        options.json.write_text(json.dumps(table, indent=2) + "\n")


if __name__ == "__main__":
    main()
