"""Two commands on a fresh machine: ``python3 run.py demo`` and ``python3 run.py test``.

Standard library only. Makes ``.venv`` beside this file, installs the project into it once, and
then passes every word on to ``posebridge``, or to pytest for ``test``. When nothing changed
since the last installation it starts at once.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)

USAGE = """usage: python3 run.py demo            watch a drawn player train itself and play Snake
       python3 run.py studio          teach your own poses
       python3 run.py play snake      play
       python3 run.py test [...]      run the tests (words after "test" go to pytest)
       python3 run.py --help          every command of posebridge"""


def main(words: list[str]) -> int:
    """Install if needed, run what was asked for, and return its exit code."""
    if sys.version_info < OLDEST:
        have = ".".join(map(str, sys.version_info[:3]))
        print(f"Posebridge needs Python 3.11 or newer; this is {have}.", file=sys.stderr)
        return 2
    if not words:
        print(USAGE)
        return 2
    testing = words[0] == "test"
    problem = prepare(extras="test" if testing else "")
    if problem:
        print(problem, file=sys.stderr)
        return 2
    arguments = ["-m", "pytest", *words[1:]] if testing else ["-m", "bridge", *words]
    return run([str(PYTHON), *arguments], cwd=ROOT if testing else None)


def prepare(extras: str) -> str:
    """Make the environment and install the project; returns a sentence when that failed."""
    stamp = VENV / f".posebridge-{extras or 'plain'}"
    wanted = fingerprint()
    if stamp.is_file() and stamp.read_text() == wanted and PYTHON.is_file():
        return ""
    print("Posebridge: installing (once, takes a minute or two) ...", file=sys.stderr)
    if not PYTHON.is_file() and run([sys.executable, "-m", "venv", str(VENV)], quiet=True):
        return (
            "The virtual environment could not be made.\n"
            "Hint: on Debian and Ubuntu, first run: sudo apt install python3-venv"
        )
    project = f"{ROOT}[{extras}]" if extras else str(ROOT)
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if run([*install, "--editable", project], quiet=True):
        return (
            "The installation failed; the lines above say why.\n"
            "Hint: it needs the internet once, and about 700 MB of space."
        )
    stamp.write_text(wanted)
    return ""


def fingerprint() -> str:
    """Return what an installation depends on: the project file, its place and the Python."""
    project = (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(project + str(ROOT).encode() + sys.version.encode()).hexdigest()


def run(command: list[str], cwd: Path | None = None, *, quiet: bool = False) -> int:
    """Run a program to its end; Ctrl+C reaches the program, which ends by itself.

    ``quiet`` sends what it prints to standard error, so that ``--json`` output stays clean.
    """
    process = subprocess.Popen(command, cwd=cwd, stdout=sys.stderr if quiet else None)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
