"""What a configuration file may say, for validation and for editors (JSON Schema)."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bridge.keynames import UnknownKeyNameError, is_button, parse_chord


def _chord(value: Any) -> Any:
    """Check a key name or chord, and leave it as it is written; digits are keys too."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9:
        value = str(value)
    if isinstance(value, str):
        try:
            parse_chord(value)
        except UnknownKeyNameError as error:
            raise PydanticCustomError("key_name", "{text}", {"text": str(error)}) from None
    return value


def _keyboard_chord(value: Any) -> Any:
    """Check a chord that is listened for, which only keyboards can send."""
    value = _chord(value)
    if isinstance(value, str):
        for name in filter(is_button, parse_chord(value)):
            text = f'"{name}" is no key of a keyboard, and a hotkey has to be one'
            raise PydanticCustomError("key_name", "{text}", {"text": text})
    return value


def _single(value: Any) -> Any:
    """Check the name of one key or button."""
    value = _chord(value)
    if isinstance(value, str) and len(parse_chord(value)) > 1:
        text = f'"{value}" is a chord, and here single keys are named'
        raise PydanticCustomError("key_name", "{text}", {"text": text})
    return value


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Chord: TypeAlias = Annotated[str, BeforeValidator(_chord)]
Keys: TypeAlias = Annotated[
    list[Chord],
    BeforeValidator(_as_list, json_schema_input_type=str | int | list[str | int]),
    Field(min_length=1, max_length=16),
]
SingleKeys: TypeAlias = Annotated[
    list[Annotated[str, BeforeValidator(_single)]],
    BeforeValidator(_as_list, json_schema_input_type=str | int | list[str | int]),
    Field(min_length=1, max_length=16),
]
Words: TypeAlias = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=100)]],
    BeforeValidator(_as_list, json_schema_input_type=str | list[str]),
    Field(min_length=1, max_length=16),
]
Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
Milliseconds: TypeAlias = Annotated[float, Field(ge=0, le=60_000)]
Level: TypeAlias = Annotated[float, Field(ge=-1, le=1)]
Speed: TypeAlias = Annotated[float, Field(ge=-10_000, le=10_000)]


class Part(BaseModel):
    """A part of the file; keys it does not know are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, allow_inf_nan=False)


class ThresholdsPart(Part):
    """When a label counts as seen, and for how long."""

    enter: Share | None = Field(default=None, description="score that begins the gesture (0.7)")
    leave: Share | None = Field(default=None, description="score below which it ends (0.5)")
    dwell_ms: Milliseconds | None = Field(
        default=None, description="must be seen this long first (60)"
    )
    min_hold_ms: Milliseconds | None = Field(
        default=None, description="lasts at least this long (0)"
    )
    grace_ms: Milliseconds | None = Field(
        default=None, description="may be missing this long (150)"
    )
    cooldown_ms: Milliseconds | None = Field(
        default=None, description="time from one beginning to the next (0)"
    )
    priority: int | None = Field(
        default=None, description="of several labels seen, the highest wins (0)"
    )
    from_neutral: bool | None = Field(
        default=None, description="begins only out of neutral (false)"
    )


class DecidePart(ThresholdsPart):
    """Thresholds for all labels, and for single ones."""

    labels: dict[str, ThresholdsPart] = Field(default={}, description="thresholds of one label")


class ControlPart(ThresholdsPart):
    """What one label does: one mode or several, and its own thresholds."""

    hold: Keys | None = Field(default=None, description="down as long as the gesture lasts")
    tap: Keys | None = Field(default=None, description="down and up again")
    chord: Keys | None = Field(default=None, description="the same as tap, for ctrl+shift+t")
    release: Keys | None = Field(default=None, description="a tap when the gesture ends")
    repeat: Keys | None = Field(default=None, description="tapped again and again")
    toggle: Keys | None = Field(default=None, description="down with one gesture, up with the next")
    sequence: Keys | None = Field(default=None, description="keys or chords one after the other")
    click: Literal["left", "middle", "right", "double"] | None = Field(
        default=None, description="click a mouse button"
    )
    move: tuple[Speed, Speed] | None = Field(
        default=None, description="pointer speed [right, down] in pixels a second"
    )
    scroll: Speed | None = Field(default=None, description="wheel notches a second, up is positive")
    axis: dict[str, Level] | None = Field(default=None, description="gamepad or OSC axes, -1..1")
    event: Words | None = Field(default=None, description="names for games and message outputs")
    set: str | None = Field(default=None, description="another set of controls comes into force")
    press_ms: Annotated[float, Field(ge=1, le=10_000)] = Field(
        default=40, description="how long a tap keeps the key down"
    )
    delay_ms: Milliseconds = Field(
        default=400, description="time before the second tap of a repeat"
    )
    rate: Annotated[float, Field(gt=0, le=50)] = Field(
        default=10, description="taps a second of a repeat"
    )
    gap_ms: Milliseconds = Field(default=40, description="pause between the steps of a sequence")

    @model_validator(mode="after")
    def _does_something(self) -> "ControlPart":
        if not any(getattr(self, mode) is not None for mode in MODES):
            raise PydanticCustomError(
                "no_mode", "says nothing to do; use one of: {modes}", {"modes": ", ".join(MODES)}
            )
        return self


MODES = (
    *("hold", "tap", "chord", "release", "repeat", "toggle", "sequence"),
    *("click", "move", "scroll", "axis", "event", "set"),
)
WORDS = ("idle", "pause", "ignore")


def _kind_of_control(value: Any) -> str:
    return "control" if isinstance(value, dict | ControlPart) else "word"


ControlValue: TypeAlias = Annotated[
    Annotated[Literal["idle", "pause", "ignore"], Tag("word")]
    | Annotated[ControlPart, Tag("control")],
    Discriminator(_kind_of_control),
]
ControlsPart: TypeAlias = dict[str, ControlValue]


class CameraPart(Part):
    """Where pictures come from, and which part of them is looked at."""

    source: int | str = Field(
        default=0, description="number, name:X, file, folder, http or rtsp URL, synthetic"
    )
    mirror: bool | None = Field(default=None, description="must agree with the profile")
    region: tuple[Share, Share, Share, Share] | None = Field(
        default=None, description="left, top, right, bottom in fractions of the picture"
    )

    @model_validator(mode="after")
    def _has_area(self) -> "CameraPart":
        if self.region and not (
            self.region[0] < self.region[2] and self.region[1] < self.region[3]
        ):
            raise PydanticCustomError("region", "region must be [left, top, right, bottom]")
        return self


class AxisPart(Part):
    """An analogue axis that follows the recogniser."""

    range: tuple[float, float] = Field(
        default=(0.0, 1.0), description="trained numbers for -1 and 1"
    )
    plus: str | None = Field(default=None, description="label whose score pushes towards 1")
    minus: str | None = Field(default=None, description="label whose score pushes towards -1")
    dead_zone: Annotated[float, Field(ge=0, lt=1)] = Field(default=0.0, description="below it, 0")
    smooth_ms: Milliseconds = Field(default=0.0, description="time constant of the smoothing")

    @model_validator(mode="after")
    def _has_range(self) -> "AxisPart":
        if self.range[0] == self.range[1]:
            raise PydanticCustomError("range", "range needs two different numbers")
        return self


class OutputPart(BaseModel):
    """An output with options of its own, such as ``{use: osc, port: 12000}``."""

    model_config = ConfigDict(extra="allow", frozen=True)
    use: str


class FocusPart(Part):
    """Keys are pressed only while this window has the focus; ``*`` stands for anything."""

    title: str | None = None
    window_class: str | None = None


class SafetyPart(Part):
    """When the bridge lets go, and what stops it."""

    stall_ms: Annotated[float, Field(ge=50, le=10_000)] = Field(
        default=300, description="no new picture for this long releases everything"
    )
    start_disarmed: bool = Field(default=False, description="press nothing until armed")
    countdown_s: Annotated[float, Field(ge=0, le=60)] = Field(
        default=0, description="seconds to get ready before anything is pressed"
    )
    pause_hotkey: Annotated[str, BeforeValidator(_keyboard_chord)] | None = Field(
        default=None, description="pauses and resumes from anywhere"
    )
    focus: FocusPart | None = None
    real_keyboard: Literal["ignore", "takes_over"] = Field(
        default="ignore", description="whether the player's own keys pause the bridge"
    )
    takeover_ms: Milliseconds = Field(
        default=1500, description="how long the player's own keys rule"
    )


def _outputs(value: Any) -> Any:
    return [
        {"use": item} if isinstance(item, str) else item
        for item in (value if isinstance(value, list) else [value])
    ]


class ConfigFile(Part):
    """The whole file."""

    profile: str | None = Field(default=None, description="the player's profile, beside this file")
    camera: CameraPart = CameraPart()
    decide: DecidePart = DecidePart()
    controls: ControlsPart = Field(description="what each label does")
    sets: dict[str, ControlsPart] = Field(default={}, description="further sets of controls")
    exclusive: list[SingleKeys] = Field(
        default=[["left", "right"], ["up", "down"]], description="keys that are never down together"
    )
    axes: dict[str, AxisPart] = Field(default={}, description="analogue axes")
    output: Annotated[
        list[OutputPart],
        BeforeValidator(_outputs, json_schema_input_type=str | OutputPart | list[str | OutputPart]),
        Field(min_length=1),
    ] = Field(default=[OutputPart(use="keyboard")], description="where actions go")
    safety: SafetyPart = SafetyPart()
    allow_system_keys: bool = Field(
        default=False, description="allow Super, Alt+F4, Ctrl+Alt+Delete ..."
    )


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a configuration file, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ConfigFile.model_json_schema(),
    }
