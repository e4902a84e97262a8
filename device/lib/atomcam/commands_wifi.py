"""``wifi …`` on the console."""

from atomcam import reasons
from atomcam.failed import Failed, dash, yes
from atomcam.settings import NotSaved
from atomcam.text import show
from atomcam.wifi import BadCredentials

_MOST_NETWORKS = 20


class WifiCommands:
    """Commands about the network."""

    def __init__(self, device) -> None:
        self._wifi = device.wifi

    def table(self) -> tuple:
        """Commands, each with its usage."""
        return (
            (self._status, "wifi status"),
            (self._scan, "wifi scan [max]"),
            (self._set, "wifi set SSID PASSWORD [save] | wifi set --ssid S --pass P [--save]"),
            (self._connect, "wifi connect"),
            (self._disconnect, "wifi disconnect"),
            (self._clear, "wifi clear"),
        )

    def _status(self, arguments):
        arguments.end()
        wifi = self._wifi
        saved, runtime = "ssid" in wifi.settings.saved, "ssid" in wifi.settings.values
        words = reasons.words(wifi.reason)
        text = "state=%s ssid=%s saved=%s runtime=%s reason=%d ip=%s" % (
            wifi.state,
            show(wifi.ssid.encode()) if wifi.ssid else "-",
            yes(saved),
            yes(runtime),
            wifi.reason,
            dash(wifi.address),
        )
        if words:
            text += "\nreason %d: %s" % (wifi.reason, words)
        return text, {
            "state": wifi.state,
            "ssid": wifi.ssid,
            "saved": saved,
            "runtime": runtime,
            "reason": wifi.reason,
            "reason_text": words,
            "ip": wifi.address,
            "rssi": wifi.rssi,
            "hostname": wifi.hostname,
        }

    async def _scan(self, arguments):
        most = arguments.number(1, 100) if arguments.more() else _MOST_NETWORKS
        arguments.end()
        try:
            found = await self._wifi.scan()
        except OSError as error:
            raise Failed("scan_failed", "the scan failed (%s)" % error.args[0]) from None
        lines = ["found %d networks (showing up to %d):" % (len(found), most)]
        networks = []
        for i, (ssid, channel, rssi, auth) in enumerate(found[:most]):
            name, auth_name = show(ssid), reasons.auth_name(auth)
            lines.append("%3d: ch=%d rssi=%d auth=%s ssid=%s" % (i, channel, rssi, auth_name, name or "<hidden>"))
            networks.append({"ch": channel, "rssi": rssi, "auth": auth_name, "ssid": name})
        return "\n".join(lines), {"found": len(found), "networks": networks}

    def _set(self, arguments):
        ssid = arguments.value_of("--ssid")
        if ssid is not None:
            password = arguments.value_of("--pass") or ""
            save = arguments.option("--save")
        else:
            ssid, password = arguments.take(), arguments.take()
            save = arguments.last("save")
        arguments.end()
        try:
            self._wifi.set(ssid, password)
        except BadCredentials as error:
            raise Failed("bad_credentials", str(error)) from None
        if save:
            store(self._wifi.settings)
        return "credentials set (ssid=%s%s)" % (ssid, ", saved" if save else ""), {"ssid": ssid, "saved": save}

    def _connect(self, arguments):
        arguments.end()
        if self._wifi.ssid is None:
            raise Failed("no_credentials", "no network is set: wifi set SSID PASSWORD")
        self._wifi.connect()
        return "connect requested", {}

    def _disconnect(self, arguments):
        arguments.end()
        self._wifi.disconnect()
        return "disconnect requested", {}

    def _clear(self, arguments):
        arguments.end()
        self._wifi.disconnect()
        forget(self._wifi.settings)
        return "cleared saved+runtime credentials", {}


def store(settings) -> None:
    """Save, or say that it is in force but not saved."""
    try:
        settings.save()
    except NotSaved as error:
        raise Failed("not_saved", "set, but not saved: %s" % error) from None


def forget(settings) -> None:
    """Clear, or say that it is not cleared for good."""
    try:
        settings.clear()
    except NotSaved as error:
        raise Failed("not_saved", "not cleared for good: %s" % error) from None
