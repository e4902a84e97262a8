# ruff: noqa: RET503 - MicroPython has not, or differs
"""Stand-in for the esp32 port's ``machine``: pins, resets, watchdog, identity."""

import time

import _hw

PWRON_RESET = 1
HARD_RESET = 2
WDT_RESET = 3
DEEPSLEEP_RESET = 4
SOFT_RESET = 5

_CAMERA_POWER = 18
_NO_PIN = (22, 23, 24, 25)  # the ESP32-S3 has none of these
_OUT_LEVELS = {}


class Pin:
    """A GPIO. As on the chip, the same number gives the same pin, and an output keeps its level over a soft reset."""

    IN = 1
    OUT = 3
    OPEN_DRAIN = 7
    PULL_DOWN = 1
    PULL_UP = 2
    IRQ_FALLING = 2
    IRQ_RISING = 1

    def __init__(self, id, mode=-1, pull=-1, *, value=None, drive=None, hold=None):
        if isinstance(id, Pin):
            id = id.id
        if not isinstance(id, int) or not 0 <= id <= 48 or id in _NO_PIN:
            raise ValueError("invalid pin")
        self.id = id
        self.init(mode, pull, value=value, drive=drive, hold=hold)

    def init(self, mode=-1, pull=-1, *, value=None, drive=None, hold=None):
        if value is not None:
            _OUT_LEVELS[self.id] = (_OUT_LEVELS.get(self.id, (0, 0))[0], 1 if value else 0)
        if mode is not None and mode != -1:
            _OUT_LEVELS[self.id] = (mode, _OUT_LEVELS.get(self.id, (0, 0))[1])
        _power()

    def value(self, level=None):
        if level is None:
            return _OUT_LEVELS.get(self.id, (0, 0))[1]
        _OUT_LEVELS[self.id] = (_OUT_LEVELS.get(self.id, (0, 0))[0], 1 if level else 0)
        _power()

    def __call__(self, level=None):
        return self.value(level)

    def on(self):
        self.value(1)

    def off(self):
        self.value(0)

    def irq(self, handler=None, trigger=3, wake=None):
        raise NotImplementedError("the virtual board's pins never change by themselves")


def _power():
    mode, level = _OUT_LEVELS.get(_CAMERA_POWER, (0, 0))
    on = 1 if mode in (Pin.OUT, Pin.OPEN_DRAIN) and level == 0 else 0
    if on != _hw.ctl[_hw.CAMERA_POWERED]:
        _hw.ctl[_hw.CAMERA_POWERED] = on
        _state.powered_at = time.ticks_ms() if on else None


class _State:
    powered_at = None


_state = _State()


def camera_power_ms():
    """For the stand-in camera: milliseconds since GPIO18 went low, or None while it is not."""
    if _state.powered_at is None:
        return None
    return time.ticks_diff(time.ticks_ms(), _state.powered_at)


def restore(pins):
    """Outputs as a soft reset left them."""
    for number, levels in pins.items():
        _OUT_LEVELS[int(number)] = tuple(levels)
    _power()
    if _hw.ctl[_hw.CAMERA_POWERED]:
        _state.powered_at = time.ticks_add(time.ticks_ms(), -60000)


def reset():
    """The whole chip starts anew: this process ends here."""
    _hw.ask("reset")
    _hw.never()


def soft_reset():
    """As on the port: an exception that ends main.py, after which the interpreter starts anew."""
    raise SystemExit


def bootloader(timeout=0):
    _hw.ask("bootloader")
    _hw.never()


def reset_cause():
    return _hw.options["reset_cause"]


def unique_id():
    return bytes(int(_hw.options["mac"][i : i + 2], 16) for i in range(0, 12, 2))


def freq(hz=None):
    if hz is None:
        return _state_freq[0]
    if hz not in (20000000, 40000000, 80000000, 160000000, 240000000):
        raise ValueError("frequency must be 20MHz, 40MHz, 80Mhz, 160MHz or 240MHz")
    _state_freq[0] = hz


_state_freq = [240000000]


def idle():
    time.sleep_ms(1)


def disable_irq():
    return 0


def enable_irq(state):
    pass


class WDT:
    """The task watchdog: cannot be stopped, resets the board when it is not fed in time."""

    def __init__(self, id=0, timeout=5000):
        if id != 0:
            raise ValueError
        if timeout <= 0:
            raise ValueError("WDT timeout too short")
        _hw.ask("wdt", timeout_ms=timeout)
        self.feed()

    def feed(self):
        _hw.ctl[_hw.WDT_FEED] = (_hw.ctl[_hw.WDT_FEED] + 1) & 255
