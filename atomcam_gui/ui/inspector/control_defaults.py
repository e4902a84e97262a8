"""What a camera's settings begin with. Pure.

A camera does not tell its defaults. These are our board's own (``device/lib/atomcam/controls.py``), as far as another
camera can take them.
"""

from __future__ import annotations

from atomcam_gui.camera.controls import (
    FPS,
    FRAME_SIZE,
    QUALITY,
    CameraControls,
    ChoiceControl,
    Control,
    NumberControl,
    SwitchControl,
    Value,
)

_NUMBERS = {QUALITY: 80.0, FPS: 30.0}
_LEVEL = 0.0


def defaults_of(controls: CameraControls) -> dict[str, Value]:
    """The values that reset a camera, without those that hold already. The picture's size stays."""
    found = {control.name: _default(control) for control in controls.all if control.name != FRAME_SIZE}
    return {name: value for name, value in found.items() if value != controls.values[name]}


def _default(control: Control) -> Value:
    match control:
        case SwitchControl():
            return False
        case NumberControl():
            wanted = min(max(_NUMBERS.get(control.name, _LEVEL), control.minimum), control.maximum)
            return int(wanted) if float(wanted).is_integer() else wanted
        case ChoiceControl():
            return control.value
