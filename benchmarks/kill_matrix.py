"""End a bridge that holds a key in every way there is, and time how long the key stays down.

    python benchmarks/kill_matrix.py [--runs 20] [--rows sigkill,stall] [--json FILE]

Starts an X server of its own. Figures are milliseconds from the deed to the moment at which the
server's key map is empty; ``stuck`` must be 0.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
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


def one_run(name: str, client: Display) -> float | None:
    """Return the milliseconds until the key was up, or None when it stayed down."""
    bridge = subprocess.Popen(
        [sys.executable, str(HERE / "held_key.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        start = time.perf_counter()
        while LEFT not in down(client):
            if time.perf_counter() - start > START_S or bridge.poll() is not None:
                bridge.kill()
                raise RuntimeError(f"the bridge pressed nothing: {bridge.communicate()[1]}")
            time.sleep(0.01)
        time.sleep(0.15)
        start = time.perf_counter()
        DEEDS[name](bridge)
        while LEFT in down(client):
            if time.perf_counter() - start > LIMIT_S:
                return None
            time.sleep(0.0005)
        return 1000 * (time.perf_counter() - start)
    finally:
        bridge.kill()
        bridge.wait()
        for pipe in (bridge.stdin, bridge.stderr):
            assert pipe is not None
            pipe.close()
        end = time.perf_counter() + LIMIT_S
        while down(client) and time.perf_counter() < end:
            time.sleep(0.01)


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
            times = [one_run(name, client) for _ in range(options.runs)]
            good = sorted(value for value in times if value is not None)
            row = {
                "runs": len(times),
                "stuck": len(times) - len(good),
                "p50_ms": round(good[len(good) // 2], 1) if good else None,
                "p95_ms": round(good[round(0.95 * (len(good) - 1))], 1) if good else None,
                "max_ms": round(good[-1], 1) if good else None,
            }
            table[name] = row
            print(f"{name:22} {row}", flush=True)
        client.close()
    if options.json:
        options.json.write_text(json.dumps(table, indent=2) + "\n")


if __name__ == "__main__":
    main()
