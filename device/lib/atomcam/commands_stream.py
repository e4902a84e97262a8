"""``stream …`` on the console."""

from atomcam.commands_wifi import forget, store
from atomcam.failed import Failed, dash, yes
from atomcam.text import quoted
from atomcam.trust import parse_key

_MAX_HOST = 253


class StreamCommands:
    """Commands about the computer that the pictures go to."""

    def __init__(self, device) -> None:
        self._stream = device.stream
        self._pump = device.pump
        self._stats = device.stats

    def table(self) -> tuple:
        """Commands, each with its usage."""
        return (
            (self._status, "stream status"),
            (self._show_stats, "stream stats"),
            (self._set_host, "stream set host HOST [PORT] [save]"),
            (self._set_port, "stream set port PORT [save]"),
            (self._set_key, "stream set key KEY [save]"),
            (self._set_mask, "stream set mask on|off [save]"),
            (self._start, "stream start"),
            (self._stop, "stream stop"),
            (self._clear, "stream clear"),
        )

    def _status(self, arguments):
        arguments.end()
        stream = self._stream
        saved, runtime = "host" in stream.settings.saved, "host" in stream.settings.values
        streaming, ws = ("on" if stream.enabled else "off"), ("up" if stream.up else "down")
        text = "host=%s port=%d saved=%s runtime=%s streaming=%s ws=%s" % (
            dash(stream.host),
            stream.port,
            yes(saved),
            yes(runtime),
            streaming,
            ws,
        )
        fields = {"host": stream.host, "port": stream.port, "saved": saved, "runtime": runtime}
        fields.update({"streaming": streaming, "ws": ws, "key": stream.key is not None, "error": self._reason()})
        return text, fields

    def _show_stats(self, arguments):
        arguments.end()
        fields = self._stats.fields()
        fields["camera"] = self._pump.error or "ok"
        fields["error"] = self._reason()
        text = ["%s=%s" % (name, dash(fields[name])) for name in sorted(fields) if name not in ("camera", "error")]
        text.append("camera=" + quoted(fields["camera"]))
        text.append("error=" + (quoted(fields["error"]) if fields["error"] else "-"))
        return " ".join(text), fields

    def _reason(self):
        """Why no pictures go out, or None."""
        stream = self._stream
        if not stream.enabled:
            return "stopped: stream start"
        if stream.host is None:
            return "no computer is set: stream set host HOST"
        if not stream.up:
            return stream.error or ("connecting" if stream.network else "waiting for the network")
        return self._pump.error

    def _set_host(self, arguments):
        save = arguments.last("save")
        host = arguments.take()
        port = arguments.number(1, 65535) if arguments.more() else self._stream.port
        arguments.end()
        if not 1 <= len(host) <= _MAX_HOST or any(c in " /\\\"'@?#" or not 32 < ord(c) < 127 for c in host):
            raise Failed("bad_host", "a host is a name or an IPv4 address")
        values = self._stream.settings.values
        values["host"], values["port"] = host, port
        return self._changed("stream target set (host=%s port=%d" % (host, port), save, {"host": host, "port": port})

    def _set_port(self, arguments):
        save = arguments.last("save")
        port = arguments.number(1, 65535)
        arguments.end()
        self._stream.settings.values["port"] = port
        return self._changed("stream port set (port=%d" % port, save, {"port": port})

    def _set_key(self, arguments):
        save = arguments.last("save")
        key = arguments.take()
        arguments.end()
        if parse_key(key) is None:
            raise Failed("bad_key", "a key is 64 hex digits")
        self._stream.settings.values["key"] = key.lower()
        if save:
            store(self._stream.settings)
        self._stream.reconnect()
        return "stream key set (saved)" if save else "stream key set", {"saved": save}

    def _set_mask(self, arguments):
        save = arguments.last("save")
        value = arguments.take()
        arguments.end()
        if value not in ("on", "off"):
            raise arguments.wrong()
        self._stream.settings.values["mask"] = value == "on"
        return self._changed("stream mask set (mask=" + value, save, {"mask": value})

    def _changed(self, text: str, save: bool, fields: dict):
        if save:
            store(self._stream.settings)
        self._stream.reconnect()
        fields["saved"] = save
        return text + (", saved)" if save else ")"), fields

    def _start(self, arguments):
        arguments.end()
        self._stream.set_enabled(True)
        return "stream start requested", {}

    def _stop(self, arguments):
        arguments.end()
        self._stream.set_enabled(False)
        return "stream stopped", {}

    def _clear(self, arguments):
        arguments.end()
        forget(self._stream.settings)
        self._stream.reconnect()
        return "cleared saved stream target", {}
