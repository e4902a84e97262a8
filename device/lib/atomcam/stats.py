"""What the board says of its own work: rates over the last interval, totals since the start."""

import gc

from atomcam.port import ticks_diff, ticks_ms


class Stats:
    """Measures between two calls of ``sample``. Milliseconds are means a picture."""

    def __init__(self, pump, sender, wifi, clock) -> None:
        self._pump = pump
        self._sender = sender
        self._wifi = wifi
        self._clock = clock
        self._at = ticks_ms()
        self._before = (0, 0, 0, 0, 0)
        self._rates: dict = {"fps": 0, "capture_ms": None, "encode_ms": None, "send_ms": None}

    def sample(self) -> None:
        """End an interval and begin the next."""
        pump, sender = self._pump, self._sender
        now = ticks_ms()
        totals = (pump.sequence, sender.sent, pump.capture_us, pump.encode_us, sender.send_us)
        frames, sent, capture, encode, send = [a - b for a, b in zip(totals, self._before)]  # noqa: B905
        elapsed = max(1, ticks_diff(now, self._at))
        self._at, self._before = now, totals
        self._rates = {
            "fps": round(1000 * sent / elapsed, 1),
            "capture_ms": _mean(capture, frames),
            "encode_ms": _mean(encode, frames),
            "send_ms": _mean(send, sent),
        }

    def fields(self) -> dict:
        """The numbers by their names in the protocol; None where there is nothing to say."""
        fields = dict(self._rates)
        fields["sent"] = self._sender.sent
        fields["dropped"] = self._sender.dropped
        fields["rssi"] = self._wifi.rssi
        fields["free_memory"] = gc.mem_free()  # type: ignore[attr-defined]
        fields["uptime_s"] = self._clock.now_us() // 1000000
        return fields


def _mean(us: int, count: int):
    return round(us / count / 1000, 1) if count else None
