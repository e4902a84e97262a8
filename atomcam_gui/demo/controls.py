"""What can be changed on the demo camera: sizes, ranges, and the check of a change. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from atomcam_gui.demo.tone import Tone
from atomcam_gui.errors import BadMessage
from atomcam_gui.wire import MAX_NAME, clean_text

FRAME_SIZES: Mapping[str, tuple[int, int]] = {
    "QQVGA": (160, 120),
    "QVGA": (320, 240),
    "VGA": (640, 480),
    "SVGA": (800, 600),
    "XGA": (1024, 768),
    "HD": (1280, 720),
    "SXGA": (1280, 1024),
    "UXGA": (1600, 1200),
}
"""Width and height in pixels of the sizes that one can choose, by the names that camera boards use."""

MIN_FPS, MAX_FPS = 1, 60
MIN_QUALITY, MAX_QUALITY = 10, 95
MIN_LEVEL, MAX_LEVEL = -2, 2
"""Of brightness, contrast and saturation."""


@dataclass(frozen=True, slots=True)
class Controls:
    """The camera's settings."""

    size: tuple[int, int]
    """Width and height in pixels."""
    fps: float
    """Pictures a second."""
    quality: int
    """JPEG quality."""
    name: str
    vflip: bool = False
    hmirror: bool = False
    tone: Tone = field(default_factory=Tone)


def size_name(size: tuple[int, int]) -> str:
    """The name of a size, or WIDTHxHEIGHT where it has none."""
    names = {pixels: name for name, pixels in FRAME_SIZES.items()}
    return names.get(size, f"{size[0]}x{size[1]}")


def describe(controls: Controls) -> dict[str, object]:
    """The controls with their ranges and values, as ``hello`` carries them."""
    value, fps = size_name(controls.size), round(controls.fps, 3)
    sizes = [*FRAME_SIZES] if value in FRAME_SIZES else [value, *FRAME_SIZES]
    return {
        "frame_size": {"values": sizes, "value": value},
        "quality": {"min": MIN_QUALITY, "max": MAX_QUALITY, "value": controls.quality},
        "fps": {"min": min(MIN_FPS, fps), "max": max(MAX_FPS, fps), "value": fps},
        **{
            level: {"min": MIN_LEVEL, "max": MAX_LEVEL, "value": getattr(controls.tone, level)}
            for level in ("brightness", "contrast", "saturation")
        },
        "vflip": {"values": [False, True], "value": controls.vflip},
        "hmirror": {"values": [False, True], "value": controls.hmirror},
        "name": {"max_length": MAX_NAME, "value": controls.name},
    }


def changed(controls: Controls, changes: Mapping[str, object]) -> Controls:
    """The settings after the changes of a ``set`` message: all of them, or none.

    Raises:
        BadMessage: a control that this camera lacks or a value that it cannot take; the message names it and its range.
    """
    if not changes:
        raise BadMessage("nothing to set")
    for name, value in changes.items():
        apply = _APPLY.get(name)
        if apply is None:
            raise BadMessage(f"this camera has no control named {clean_text(name) or 'that'}")
        controls = apply(controls, name, value)
    return controls


def _set_size(controls: Controls, name: str, value: object) -> Controls:
    if isinstance(value, str):
        if value == size_name(controls.size):
            return controls
        if value in FRAME_SIZES:
            return replace(controls, size=FRAME_SIZES[value])
    raise BadMessage(f"{name} must be one of {', '.join(FRAME_SIZES)}")


def _set_fps(controls: Controls, name: str, value: object) -> Controls:
    return replace(controls, fps=float(_number(name, value, MIN_FPS, MAX_FPS)))


def _set_quality(controls: Controls, name: str, value: object) -> Controls:
    return replace(controls, quality=round(_number(name, value, MIN_QUALITY, MAX_QUALITY)))


def _number(name: str, value: object, low: int, high: int) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise BadMessage(f"{name} must be a number from {low} to {high}")
    return value


def _set_level(controls: Controls, name: str, value: object) -> Controls:
    level = round(_number(name, value, MIN_LEVEL, MAX_LEVEL))
    return replace(controls, tone=replace(controls.tone, **{name: level}))


def _switch(name: str, value: object) -> bool:
    if isinstance(value, int) and value in (0, 1):
        return bool(value)
    raise BadMessage(f"{name} must be true or false")


def _set_vflip(controls: Controls, name: str, value: object) -> Controls:
    return replace(controls, vflip=_switch(name, value))


def _set_hmirror(controls: Controls, name: str, value: object) -> Controls:
    return replace(controls, hmirror=_switch(name, value))


def _set_name(controls: Controls, name: str, value: object) -> Controls:
    text = clean_text(value)
    if text is None:
        raise BadMessage(f"{name} must be a text of 1 to {MAX_NAME} characters")
    return replace(controls, name=text)


_APPLY: Mapping[str, Callable[[Controls, str, object], Controls]] = {
    "frame_size": _set_size,
    "fps": _set_fps,
    "quality": _set_quality,
    "brightness": _set_level,
    "contrast": _set_level,
    "saturation": _set_level,
    "vflip": _set_vflip,
    "hmirror": _set_hmirror,
    "name": _set_name,
}
