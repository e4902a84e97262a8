"""``time`` as on the port: ticks wrap at 2**30 and start with the power, and the clock says 2000 until it is set."""

import time as _native

from micropython import const

_PERIOD = const(1 << 30)
_HALF = const(1 << 29)

sleep = _native.sleep
sleep_ms = _native.sleep_ms
sleep_us = _native.sleep_us
gmtime = _native.gmtime
localtime = _native.localtime
mktime = _native.mktime

_native_us = _native.ticks_us
_start = _native_us()


def set_uptime(us):
    """Ticks begin at this uptime: shows what happens when they wrap."""
    global _start
    _start = _native_us() - us


def ticks_us():
    return (_native_us() - _start) & 0x3FFFFFFF


def ticks_ms():
    return (_native_us() - _start) // 1000 & 0x3FFFFFFF


def ticks_cpu():
    return (_native_us() - _start) * 240 & 0x3FFFFFFF


def ticks_add(ticks, delta):
    if not -_HALF < delta < _HALF:
        raise OverflowError("ticks interval overflow")
    return (ticks + delta) & 0x3FFFFFFF


def ticks_diff(a, b):
    return ((a - b + _HALF) & 0x3FFFFFFF) - _HALF


def time():
    return (_native_us() - _start) // 1000000


def time_ns():
    return (_native_us() - _start) * 1000
