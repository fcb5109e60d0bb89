"""The house is tidy: format, lint, types, import order, and what ``--help`` may load."""

import subprocess
import sys
from pathlib import Path

import pytest

from bridge.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [["ruff", "format", "--check"], ["ruff", "check"], ["mypy"], ["lint-imports"]],
    ids=lambda words: " ".join(words),
)
def test_tools_find_nothing(command: list[str]) -> None:
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_help_loads_no_heavy_library() -> None:
    program = (
        "import sys\n"
        "sys.argv = ['posebridge', '--help']\n"
        "from bridge.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        "heavy = {'cv2', 'onnxruntime', 'pygame', 'pynput', 'numpy', 'pydantic'}\n"
        "print('LOADED', sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "LOADED []" in done.stdout


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself_and_is_documented(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bridge", name, "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Usage: " in done.stdout
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    assert any(f"posebridge {name}" in page.read_text() for page in pages)
