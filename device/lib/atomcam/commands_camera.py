"""``cam …``, ``device …``, ``psram status`` and ``reboot`` on the console."""

from atomcam import VERSION
from atomcam.commands_wifi import store
from atomcam.controls import BadControl, from_text
from atomcam.failed import Failed, dash, yes
from atomcam.text import quoted


class CameraCommands:
    """Commands about the camera and the board itself."""

    def __init__(self, device) -> None:
        self._device = device

    def table(self) -> tuple:
        """Commands, each with its usage."""
        return (
            (self._power, "cam power 0|1"),
            (self._dump, "cam dump"),
            (self._set, "cam set NAME VALUE"),
            (self._psram, "psram status"),
            (self._info, "device info"),
            (self._name, "device name NAME"),
            (self._reboot, "reboot"),
        )

    def _power(self, arguments):
        on = arguments.number(0, 1)
        arguments.end()
        self._device.pump.power(bool(on))
        return "camera power set to %d" % on, {"power": on}

    def _dump(self, arguments):
        arguments.end()
        board, pump = self._device.board, self._device.pump
        source, values = pump.source, pump.controls.values
        fields = {
            "pin": board.POWER_PIN,
            "level": board.power_level(),
            "sensor": source.sensor,
            "size": values["frame_size"],
            "width": source.width if source.format else None,
            "height": source.height if source.format else None,
            "format": source.format,
        }
        names = ("pin", "level", "sensor", "size", "width", "height", "format")
        text = ["%s=%s" % (name, dash(fields[name])) for name in names]
        for name in sorted(values):
            if name not in fields and name != "frame_size":
                fields[name] = values[name]
                text.append("%s=%s" % (name, values[name]))
        fields["error"] = pump.error
        text.append("error=" + (quoted(pump.error) if pump.error else "-"))
        return " ".join(text), fields

    def _set(self, arguments):
        name, value = arguments.take(), arguments.take()
        arguments.end()
        try:
            self._device.change({name: from_text(name, value)})
        except BadControl as error:
            raise Failed("bad_value", str(error)) from None
        return "camera set (%s=%s)" % (name, quoted(value)), {name: from_text(name, value)}

    def _psram(self, arguments):
        arguments.end()
        memory = self._device.board.memory()
        size, free, largest = memory["psram"]
        _, internal_free, internal_largest = memory["internal"]
        fields = {"init": size > 0, "size": size, "free": free, "largest": largest}
        fields.update({"internal_free": internal_free, "internal_largest": internal_largest})
        text = "psram init=%s size=%d free=%d largest=%d internal_free=%d internal_largest=%d" % (
            yes(size > 0),
            size,
            free,
            largest,
            internal_free,
            internal_largest,
        )
        return text, fields

    def _info(self, arguments):
        arguments.end()
        device = self._device
        fields = {
            "id": device.identity,
            "name": device.name,
            "firmware": VERSION,
            "board": device.board_name,
            "hostname": device.wifi.hostname,
            "key": device.stream.key is not None,
            "reset": device.board.reset_reason(),
            "update": device.update_state or None,
            "uptime_s": device.clock.now_us() // 1000000,
        }
        text = "id=%s name=%s firmware=%s board=%s hostname=%s key=%s reset=%s update=%s uptime_s=%d" % (
            fields["id"],
            quoted(device.name),
            VERSION,
            fields["board"],
            fields["hostname"],
            yes(fields["key"]),
            fields["reset"],
            dash(fields["update"]),
            fields["uptime_s"],
        )
        return text, fields

    def _name(self, arguments):
        name = arguments.take()
        arguments.end()
        try:
            self._device.change({"name": name})
        except BadControl as error:
            raise Failed("bad_value", str(error)) from None
        store(self._device.settings)
        return "device name set (name=%s, saved)" % self._device.name, {"name": self._device.name, "saved": True}

    def _reboot(self, arguments):
        arguments.end()
        self._device.restart_soon()
        return "rebooting", {}
