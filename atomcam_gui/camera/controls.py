"""What can be changed on a camera, as its ``hello`` says it: parsed once, without what makes no sense. Pure.

A camera describes a control by its range (``{"min": 10, "max": 95, "value": 80}``), by its choices (``{"values":
["QVGA", "VGA"], "value": "VGA"}``), or as a switch (``{"values": [false, true], "value": false}``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from atomcam_gui import jpeg
from atomcam_gui.errors import RequestRefused
from atomcam_gui.phrase import Phrase

Value = int | float | str | bool
"""What a control can be set to."""

FRAME_SIZE, QUALITY, FPS = "frame_size", "quality", "fps"

NAMES = (FRAME_SIZE, QUALITY, FPS, "brightness", "contrast", "saturation", "hmirror", "vflip")
"""Every control that this program knows, in the order in which they are shown."""

FRAME_SIZES: Mapping[str, tuple[int, int]] = {
    "96X96": (96, 96),
    "QQVGA": (160, 120),
    "128X128": (128, 128),
    "QCIF": (176, 144),
    "HQVGA": (240, 176),
    "240X240": (240, 240),
    "QVGA": (320, 240),
    "320X320": (320, 320),
    "CIF": (400, 296),
    "HVGA": (480, 320),
    "VGA": (640, 480),
    "SVGA": (800, 600),
    "XGA": (1024, 768),
    "HD": (1280, 720),
    "SXGA": (1280, 1024),
    "UXGA": (1600, 1200),
    "FHD": (1920, 1080),
    "QXGA": (2048, 1536),
    "QHD": (2560, 1440),
    "WQXGA": (2560, 1600),
    "QSXGA": (2560, 1920),
}
"""Width and height in pixels by the names that camera boards use. Source: esp32-camera, ``driver/include/sensor.h``."""

_WORDS = {
    FRAME_SIZE: Phrase("frame_size"),
    QUALITY: Phrase("quality"),
    FPS: Phrase("fps"),
    "brightness": Phrase("brightness"),
    "contrast": Phrase("contrast"),
    "saturation": Phrase("saturation"),
    "hmirror": Phrase("hmirror"),
    "vflip": Phrase("vflip"),
    "name": Phrase("name"),
}

_PIXELS = re.compile(r"([1-9][0-9]{1,3})[xX]([1-9][0-9]{1,3})")
_LIMITS: Mapping[str, tuple[float, float]] = {QUALITY: (0, 100), FPS: (0.05, 240)}
_LEVEL_LIMITS = (-255.0, 255.0)
_SWITCHES = ("hmirror", "vflip")
_MOST_CHOICES = 64


@dataclass(frozen=True, slots=True)
class NumberControl:
    """A number in a range, both ends included."""

    name: str
    minimum: float
    maximum: float
    step: float
    """Distance between values, counted from ``minimum``."""
    value: float


@dataclass(frozen=True, slots=True)
class SwitchControl:
    """On or off."""

    name: str
    value: bool


@dataclass(frozen=True, slots=True)
class ChoiceControl:
    """One of several texts, for ``frame_size`` in the camera's order."""

    name: str
    choices: tuple[str, ...]
    value: str


Control = NumberControl | SwitchControl | ChoiceControl


@dataclass(frozen=True, slots=True)
class CameraControls:
    """Everything that can be changed on one camera, with the values that hold now."""

    all: tuple[Control, ...] = ()
    """In the order of ``NAMES``."""

    def get(self, name: str) -> Control | None:
        """The control of this name, or None where the camera lacks it."""
        return next((control for control in self.all if control.name == name), None)

    @property
    def values(self) -> dict[str, Value]:
        """The value of each control by its name."""
        return {control.name: control.value for control in self.all}

    def changed(self, values: Mapping[str, Value]) -> CameraControls:
        """The same controls with other values, which must have come from ``checked``."""
        return CameraControls(
            tuple(replace(c, value=values[c.name]) if c.name in values else c for c in self.all)  # type: ignore[arg-type]
        )

    def checked(self, values: Mapping[str, object]) -> dict[str, Value]:
        """The values as the camera can take them: numbers on their steps.

        Raises:
            RequestRefused: one is out of range or of another kind, or the camera lacks the control. Says which.
        """
        if not values:
            raise RequestRefused("nothing to set")
        return {name: self._checked(name, value) for name, value in values.items()}

    def _checked(self, name: str, value: object) -> Value:
        match self.get(name):
            case None:
                raise RequestRefused("{control}: this camera has no such control", control=control_word(name))
            case NumberControl() as control:
                return _on_step(control, value)
            case SwitchControl():
                if not isinstance(value, bool):
                    raise RequestRefused("{control} is on or off", control=control_word(name))
                return value
            case ChoiceControl(choices=choices):
                if not isinstance(value, str) or value not in choices:
                    raise RequestRefused(
                        "{control} is one of {choices}", control=control_word(name), choices=", ".join(choices)
                    )
                return value


def control_word(name: str) -> str:
    """A control's name, in the middle of a sentence."""
    return _WORDS.get(name, name)


def _on_step(control: NumberControl, value: object) -> float:
    number = _number(value)
    if number is None or not control.minimum <= number <= control.maximum:
        raise RequestRefused(
            "{control} is a number from {minimum:g} to {maximum:g}",
            control=control_word(control.name),
            minimum=control.minimum,
            maximum=control.maximum,
        )
    steps = round((number - control.minimum) / control.step)
    return _plain(min(control.maximum, control.minimum + steps * control.step))


def size_pixels(name: str) -> tuple[int, int] | None:
    """Width and height in pixels of a frame size by its name (``VGA``, ``640x480``), or None for one nobody knows."""
    known = FRAME_SIZES.get(name)
    if known is not None:
        return known
    match = _PIXELS.fullmatch(name)
    if match is None:
        return None
    width, height = int(match[1]), int(match[2])
    return (width, height) if width * height <= jpeg.MAX_PIXELS else None


def parse_controls(told: Mapping[str, Any]) -> tuple[CameraControls, tuple[str, ...]]:
    """The controls that a ``hello`` tells of, and a complaint about each one that makes no sense and is left out.

    Names that this program does not know are no cause for complaint: the camera may be newer.
    """
    controls: list[Control] = []
    complaints: list[str] = []
    for name in NAMES:
        if name not in told:
            continue
        control = _parse(name, told[name])
        if control is None:
            complaints.append(f"what it tells of {name} makes no sense")
        else:
            controls.append(control)
    return CameraControls(tuple(controls)), tuple(complaints)


def _parse(name: str, told: object) -> Control | None:
    if not isinstance(told, dict):
        return None
    if name == FRAME_SIZE:
        return _parse_sizes(name, told)
    if name in _SWITCHES:
        return _parse_switch(name, told)
    return _parse_number(name, told)


def _parse_sizes(name: str, told: Mapping[str, Any]) -> ChoiceControl | None:
    values, value = told.get("values"), told.get("value")
    if not isinstance(values, list):
        return None
    known = [v for v in values[:_MOST_CHOICES] if isinstance(v, str) and size_pixels(v) is not None]
    choices = tuple(dict.fromkeys(known))
    return ChoiceControl(name, choices, value) if isinstance(value, str) and value in choices else None


def _parse_switch(name: str, told: Mapping[str, Any]) -> SwitchControl | None:
    values, value = told.get("values"), told.get("value")
    if not isinstance(values, list) or {str(v) for v in values[:_MOST_CHOICES]} != {"False", "True"}:
        return None
    return SwitchControl(name, value) if isinstance(value, bool) else None


def _parse_number(name: str, told: Mapping[str, Any]) -> NumberControl | None:
    low, high, value = (_number(told.get(key)) for key in ("min", "max", "value"))
    least, most = _LIMITS.get(name, _LEVEL_LIMITS)
    if low is None or high is None or value is None or not least <= low < high <= most or not low <= value <= high:
        return None
    step = _number(told.get("step", 1))
    if step is None or not 0 < step <= high - low:
        step = min(1, high - low)
    return NumberControl(name, low, high, step, value)


def _number(value: object) -> float | None:
    """A finite number, whole where it can be, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return _plain(value) if math.isfinite(value) else None
    except OverflowError:  # an int beyond any float
        return None


def _plain(number: float) -> float:
    """25.0 as 25: what is whole travels and shows without a fraction."""
    return int(number) if number == int(number) else round(number, 3)
