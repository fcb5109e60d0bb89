"""From the studio's first start to Snake steered by poses, with a real pointer and real keys.

    python benchmarks/first_minute.py [--pictures FOLDER]

Starts an X server of its own and the studio with nothing taught. Prints the seconds from the first
click to Play and to the last of four turns, how much of it the person was busy, and from each arrow
key, by way of the drawn player's pose, to the turn on the screen. Writes what was to be seen.
"""

import argparse
import os
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

import cv2

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import xserver
from first_visit import first_visit, studio
from person import Person


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    numbers = count(1)

    def photograph(name: str, picture: Any) -> None:
        if options.pictures:
            options.pictures.mkdir(parents=True, exist_ok=True)
            file = options.pictures / f"{next(numbers):02}-{name}.png"
            cv2.imwrite(str(file), picture[:, :, ::-1])

    with (
        tempfile.TemporaryDirectory() as home,
        xserver.running("-screen", "0", "1280x720x24") as display,
    ):
        os.environ |= {"DISPLAY": display, "SDL_VIDEODRIVER": "x11", "SDL_AUDIODRIVER": "dummy"}
        os.environ["XDG_DATA_HOME"] = home
        with studio(), Person(display) as person:
            story = first_visit(person, Path(home), photograph)
        print(f"to Play {story.played_s:.1f} s, to the last turn {story.steered_s:.1f} s,")
        print(f"of which the person was busy {story.busy_s:.1f} s; pictures {story.pictures()}")
        print(
            f"turns, in {story.matches} match(es):",
            ", ".join(f"{name} {took:.2f} s" for name, took in story.turns.items()),
        )


if __name__ == "__main__":
    main()
