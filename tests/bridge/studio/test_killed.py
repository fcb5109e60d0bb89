"""A killed studio loses at most the recording that was going on."""

import logging
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bridge.profile import load_profile

pytestmark = pytest.mark.slow
log = logging.getLogger(__name__)
KILLS = 50

# Records one pose after the other without end, and says how many pictures finished recordings have
# given each time another recording is under way.
VICTIM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from studio_kit import POSES, studio_in, wait_until

with studio_in(Path(sys.argv[1])) as (studio, _):
    studio.choose_camera("0")
    while True:
        for label in POSES:
            lesson = studio.bench.lesson
            studio.press(label, "pointer")
            wait_until(studio, lambda: lesson.taking == label, 60)
            before = len(lesson.profile.dataset)
            print(before, flush=True)
            wait_until(studio, lambda: lesson.album.total >= before + 5, 60)
            studio.release("pointer")
"""


@pytest.mark.timeout(1200)  # fifty starts of Python on a busy machine
def test_fifty_kills_lose_at_most_the_running_recording(tmp_path: Path) -> None:
    chance = random.Random(6)
    tests = Path(__file__).parents[2]
    last = lost = 0
    for _ in range(KILLS):
        command = [sys.executable, "-c", VICTIM, str(tmp_path), str(tests)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as victim:
            assert victim.stdout is not None
            said = [_number(victim.stdout.readline())]
            time.sleep(chance.uniform(0.0, 0.8))
            victim.kill()
            said += [_number(line) for line in victim.stdout]
        safe = [number for number in said if number is not None][-1]
        kept = len(load_profile(tmp_path / "mira.pose").dataset) if safe or last else 0
        assert kept >= safe >= last
        assert _only_leftovers(tmp_path)
        lost += kept == safe
        last = kept
    log.info("%d kills, %d pictures kept, %d running recordings lost", KILLS, last, lost)


def _number(line: str) -> int | None:
    return int(line) if line.strip().isdecimal() else None


def _only_leftovers(folder: Path) -> bool:
    """Whether what else lies there are halves of files that never got their name."""
    others = [path.name for path in folder.iterdir() if path.name not in ("mira.pose", "locks")]
    return all(name.startswith(".mira.pose-") for name in others)
