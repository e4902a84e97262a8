"""What a camera's settings are called, and what they do, in words for people."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from atomcam_gui.camera.controls import size_pixels


def _tr(text: str) -> str:
    return QCoreApplication.translate("control_texts", text)


@dataclass(frozen=True, slots=True)
class ControlText:
    """How a control is called, and what it does."""

    name: str
    help: str


def control_text(name: str) -> ControlText:
    """The words for a control; its own name for one that we do not know."""
    known = {
        "frame_size": ControlText(_tr("Size"), _tr("Larger pictures show more, and take the camera longer")),
        "quality": ControlText(_tr("Quality"), _tr("Higher is clearer; lower makes pictures that travel faster")),
        "fps": ControlText(_tr("Frame rate"), _tr("How many pictures a second the camera is asked for")),
        "brightness": ControlText(_tr("Brightness"), _tr("Lighter or darker, set in the camera itself")),
        "contrast": ControlText(_tr("Contrast"), _tr("How far light and dark lie apart")),
        "saturation": ControlText(_tr("Colour"), _tr("From pale to vivid")),
        "hmirror": ControlText(
            _tr("Mirror left and right"), _tr("The camera itself swaps left and right, for recordings and viewers, too")
        ),
        "vflip": ControlText(
            _tr("Turn top to bottom"), _tr("For a camera that hangs upside down; recordings and viewers see it, too")
        ),
    }
    return known.get(name, ControlText(name, ""))


def unit(name: str) -> str:
    """What stands behind a control's number."""
    return _tr(" fps") if name == "fps" else ""


def size_words(size: str) -> str:
    """A size for people: ``VGA · 640 × 480``."""
    pixels = size_pixels(size)
    if pixels is None:
        return size
    numbers = f"{pixels[0]} × {pixels[1]}"
    return numbers if size[:1].isdigit() else f"{size} · {numbers}"


def choice_words(control: str, choice: str) -> str:
    """One of a control's choices for people."""
    return size_words(choice) if control == "frame_size" else choice
