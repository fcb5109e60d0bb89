"""Every configuration key, mode, output and option is documented."""

import inspect
import re
from pathlib import Path

import pytest

from bridge import config_schema, keynames
from bridge.config import parse_config
from bridge.registry import available

DOCS = Path(__file__).resolve().parent.parent / "docs"
CONFIG = (DOCS / "config.md").read_text(encoding="utf-8")
OUTPUTS = (DOCS / "outputs.md").read_text(encoding="utf-8")
PARTS = (
    config_schema.ConfigFile,
    config_schema.CameraPart,
    config_schema.DecidePart,
    config_schema.ControlPart,
    config_schema.AxisPart,
    config_schema.SafetyPart,
    config_schema.FocusPart,
)
NUMBERED = re.compile(r"f\d+|num_\d")


def test_every_configuration_key_is_documented() -> None:
    keys = {key for part in PARTS for key in part.model_fields}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", CONFIG)] == []


def test_every_key_name_is_documented() -> None:
    names = {*keynames.NAMED_KEYS, *keynames.MOUSE_BUTTONS, *keynames.PAD_BUTTONS}
    names |= {*keynames.PAD_AXES, *config_schema.WORDS}
    missing = [name for name in sorted(names) if not re.search(rf"\b{name}\b", CONFIG)]
    assert [name for name in missing if not NUMBERED.fullmatch(name)] == []


def test_every_output_and_option_is_documented() -> None:
    for name, point in available("outputs").items():
        assert f"`{name}`" in OUTPUTS
        for part in inspect.signature(point.load()).parameters.values():
            if part.kind is part.POSITIONAL_OR_KEYWORD:
                assert re.search(rf"\b{part.name}\b", OUTPUTS), f"{name}: {part.name}"


@pytest.mark.parametrize("text", re.findall(r"```yaml\n(.*?)```", CONFIG, re.DOTALL))
def test_examples_are_valid(text: str) -> None:
    whole = text if "controls:" in text else f"controls: {{}}\n{text}"
    assert parse_config(whole, "docs/config.md")
