"""What can be changed on the camera: sizes, ranges, values; asked of the sensor, checked before it is told."""

from atomcam.text import clean

MAX_NAME = 64
MIN_QUALITY, MAX_QUALITY = 10, 95
MIN_FPS, MAX_FPS = 1, 30

DEFAULTS = {"frame_size": "QVGA", "quality": 80, "fps": MAX_FPS}

_LEVELS = ("brightness", "contrast", "saturation")
_SWITCHES = ("vflip", "hmirror")
_LEVEL_RANGE = (-2, 2)
# The GC0308's driver has had two meanings for contrast, a level and the bare register, in which -2…2 is a grey picture.
_NOT_OFFERED = {"GC0308": ("contrast",)}


class BadControl(Exception):
    """A control that this camera lacks, or a value that it cannot take. The text is for the user."""


class Controls:
    """The camera's settings: what the user chose, what this sensor has.

    Args:
        chosen: values by name, as they were saved; what makes no sense is left out.
    """

    def __init__(self, chosen: dict) -> None:
        self.values: dict = dict(DEFAULTS)
        self.offered: tuple = ()
        for name in chosen:
            try:
                self.values[name] = _check(name, chosen[name], None)
            except BadControl:
                pass

    def ask(self, source) -> None:
        """Find out what the sensor has, by setting each control to the value that it has; then set what was chosen."""
        camera = source.camera
        hidden = _NOT_OFFERED.get(source.sensor, ())
        offered = []
        for name in _LEVELS + _SWITCHES:
            if name in hidden:
                continue
            try:
                setattr(camera, name, getattr(camera, name))
                offered.append(name)
                if name in self.values:
                    setattr(camera, name, self.values[name])
            except (ValueError, AttributeError, OSError):
                continue
        self.offered = tuple(offered)

    def check(self, changes: dict, sizes: list) -> dict:
        """The changes as values that can be set: all of them, or none.

        Raises:
            BadControl: something is not offered or out of range.
        """
        if not changes:
            raise BadControl("nothing to set")
        checked = {}
        for name in changes:
            if name in _LEVELS + _SWITCHES and name not in self.offered:
                raise BadControl("%s: %s" % (name, "this camera lacks it" if sizes else "there is no camera yet"))
            checked[name] = _check(name, changes[name], sizes)
        return checked

    def restore(self, values: dict) -> None:
        """Back to these values."""
        self.values.clear()
        self.values.update(values)

    def describe(self, source) -> dict:
        """The controls with their ranges and values, as ``hello`` carries them."""
        values = self.values
        described: dict = {
            "quality": {"min": MIN_QUALITY, "max": MAX_QUALITY, "value": values["quality"]},
            "fps": {"min": MIN_FPS, "max": MAX_FPS, "value": values["fps"]},
        }
        sizes = source.sizes()
        if sizes:
            described["frame_size"] = {"values": sizes, "value": values["frame_size"]}
        for name in self.offered:
            value = getattr(source.camera, name)
            if name in _SWITCHES:
                described[name] = {"values": [False, True], "value": bool(value)}
            else:
                described[name] = {"min": _LEVEL_RANGE[0], "max": _LEVEL_RANGE[1], "value": value}
        return described


def from_text(name: str, text: str):
    """A value as it is typed: a number, a truth, or a name."""
    if name in _SWITCHES:
        if text in ("1", "on", "yes", "true"):
            return True
        if text in ("0", "off", "no", "false"):
            return False
    try:
        return int(text)
    except ValueError:
        return text


def _check(name: str, value, sizes):
    if name == "frame_size":
        if not isinstance(value, str) or (sizes is not None and value not in sizes):
            raise BadControl(
                "frame_size: " + ("must be one of " + ", ".join(sizes) if sizes else "there is no camera yet")
            )
        return value
    if name in _SWITCHES:
        if isinstance(value, (bool, int)) and value in (0, 1):  # MicroPython's bool is no int
            return bool(value)
        raise BadControl(name + " must be true or false")
    if name == "name":
        text = clean(value, MAX_NAME)
        if text is None:
            raise BadControl("name must be a text of 1 to %d characters" % MAX_NAME)
        return text
    low, high = _RANGES.get(name, (0, 0))
    if low == high:
        raise BadControl("%s: there is no such control" % (clean(name, 20) or "that"))
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise BadControl("%s must be a number from %d to %d" % (name, low, high))
    return int(value)


_RANGES = {
    "quality": (MIN_QUALITY, MAX_QUALITY),
    "fps": (MIN_FPS, MAX_FPS),
    "brightness": _LEVEL_RANGE,
    "contrast": _LEVEL_RANGE,
    "saturation": _LEVEL_RANGE,
}
