"""From a frame that is there to the key event in another program's window, under Xvfb.

    python benchmarks/keys.py [--changes 100]

The poses left and right take turns, with dwell 0; the receiver is a process of its own. After each
step the bare network sees the same picture.
"""

import argparse
import os
import subprocess
import sys
import time

from bridge.assembly import make_lane
from bridge.backbones.onnx import open_session, prepare
from bridge.backbones.store import NETWORK, find_card, open_backbone
from bridge.bench.replay import drawn_profile
from bridge.bench.steps import milliseconds
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.config import parse_config
from bridge.outputs.keyboard import KeyboardOutput
from bridge.timing import summary
from bridge.types import Frame, Image

CONFIG = """
decide: {enter: 0.3, leave: 0.3, dwell_ms: 0, grace_ms: 0, min_hold_ms: 0}
controls:
  left: {hold: left}
  right: {hold: right}
  none: idle
"""
# Prints the monotonic time of every key press in nanoseconds.
RECEIVER = """
import time
from Xlib import X, display
screen = display.Display()
root = screen.screen().root
window = root.create_window(0, 0, 100, 100, 0, X.CopyFromParent, event_mask=X.KeyPressMask)
window.map()
screen.sync()
time.sleep(0.3)
window.set_input_focus(X.RevertToParent, X.CurrentTime)
screen.sync()
print("ready", flush=True)
while True:
    if screen.next_event().type == X.KeyPress:
        print(time.monotonic_ns(), flush=True)
"""
WARM_UP = 6


def main() -> None:
    """Run the server, the receiver and the steps, and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--changes", type=int, default=100)
    changes = parser.parse_args().changes
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "640x480x24"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as pipe:
            os.environ["DISPLAY"] = f":{pipe.readline().strip()}"
        os.environ["XDG_SESSION_TYPE"] = "x11"
        os.environ.pop("WAYLAND_DISPLAY", None)
        receiver = subprocess.Popen(
            [sys.executable, "-c", RECEIVER], stdout=subprocess.PIPE, text=True
        )
        try:
            measure(receiver, changes)
        finally:
            receiver.kill()
            server.kill()


def measure(receiver: "subprocess.Popen[str]", changes: int) -> None:
    """Step through changes of pose and compare send times with arrivals."""
    assert receiver.stdout is not None
    receiver.stdout.readline()
    card, backbone = find_card("default"), open_backbone(NETWORK)
    session = open_session(card.read(), card.name)
    tensors = [card.blocks[name].tensor for name in card.default_blocks]
    lane = make_lane(
        drawn_profile(backbone), backbone, parse_config(CONFIG, "keys"), [KeyboardOutput()]
    )
    lane.outputs[0].open()
    pictures = posed_pictures(("left", "right"), changes)
    delays, network = [], []
    for index, image in enumerate(pictures):
        # A pause as between two frames, in which the receiver goes to sleep.
        time.sleep(0.02)
        start = time.monotonic_ns()
        lane.step(Frame(image, index / 30, index), index / 30)
        snapshot = lane.snapshots.peek()
        if snapshot is None or not any(getattr(a, "down", False) for a in snapshot.actions):
            continue
        delays.append((int(receiver.stdout.readline()) - start) / 1e6)
        batch = {card.input.tensor: prepare(image, card.input)}
        network.append(milliseconds(session.run, tensors, batch))
    lane.close()
    keys, bare = summary(delays[WARM_UP:]), summary(network[WARM_UP:])
    print(f"{len(delays)} keys of {len(pictures)} changes arrived")
    print(f"frame to key event: {keys['p50']:.2f} ms (95 %: {keys['p95']:.2f})")
    print(f"bare network:       {bare['p50']:.2f} ms (95 %: {bare['p95']:.2f})")
    print(f"ratio of medians:   {keys['p50'] / bare['p50']:.2f}")


def posed_pictures(poses: tuple[str, ...], count: int) -> list[Image]:
    """Return ``count`` pictures of the drawn player, the poses in turn, arms at rest."""
    player = SyntheticPlayer(rate=4, paced=False)
    player.open()
    pictures = []
    for index in range(count):
        player.show(poses[index % len(poses)])
        player.read()
        pictures.append(player.read().image)
    return pictures


if __name__ == "__main__":
    main()
