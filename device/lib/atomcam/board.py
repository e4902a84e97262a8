"""The board itself: pins, power of the camera, identity, memory, reset. The only user of ``machine`` and ``camera``.

Pins and the camera's power: M5Stack's schematic of the AtomS3R-CAM. GPIO18 low switches the camera on, and the firmware
does not do it.
"""

from binascii import hexlify

import camera
import esp32
from machine import Pin, reset, reset_cause, unique_id
from micropython import const

SETTLE_MS = const(500)
"""From power to the sensor's first answer, in milliseconds."""

POWER_PIN = const(18)

_PSRAM_LEAST = const(1 << 20)  # no region of internal RAM is as large
_DATA_PINS = [3, 42, 46, 48, 4, 17, 11, 13]
_RESETS = {1: "power", 2: "reset", 3: "watchdog", 4: "sleep", 5: "soft"}

# By the driver's names. Sizes that the JPEG encoder takes (a multiple of 16 by 8), smallest first.
FRAME_SIZES = ("QQVGA", "QCIF", "HQVGA", "QVGA", "CIF", "HVGA", "VGA", "SVGA", "XGA", "HD", "SXGA", "UXGA", "QXGA")

restart = reset


def identity() -> str:
    """The board's id: its MAC in 12 hex digits."""
    return hexlify(unique_id()).decode()


def reset_reason() -> str:
    """Why the board started, in a word."""
    return _RESETS.get(reset_cause(), "unknown")


def power_camera(on: bool) -> None:
    """Switch the camera's supply. It needs ``SETTLE_MS`` before it answers."""
    Pin(POWER_PIN, Pin.OUT, value=0 if on else 1)


def power_level() -> int:
    """The level of the pin that feeds the camera: 0 is on."""
    return Pin(POWER_PIN).value()


def pixel_format(name: str) -> int:
    """The driver's number of a pixel format."""
    return getattr(camera.PixelFormat, name)


def frame_size(name: str) -> int:
    """The driver's number of a frame size."""
    return getattr(camera.FrameSize, name)


def open_camera(format_name: str, size_name: str, quality: int):
    """The camera, which has then delivered a first frame. Takes up to 4 s, in which nothing else runs.

    Raises:
        OSError: no camera, or none that can do this.
    """
    return camera.Camera(
        data_pins=_DATA_PINS,
        pclk_pin=40,
        vsync_pin=10,
        href_pin=14,
        sda_pin=12,
        scl_pin=9,
        xclk_pin=21,
        xclk_freq=20000000,
        powerdown_pin=-1,
        reset_pin=-1,
        pixel_format=pixel_format(format_name),
        frame_size=frame_size(size_name),
        jpeg_quality=quality,
        fb_count=2,
        grab_mode=camera.GrabMode.LATEST,
    )


def memory() -> dict:
    """Free memory outside MicroPython's heap, in bytes: ``psram`` and ``internal`` as (size, free, largest block)."""
    regions = esp32.idf_heap_info(esp32.HEAP_DATA)
    return {
        "psram": _sum([region for region in regions if region[0] >= _PSRAM_LEAST]),
        "internal": _sum([region for region in regions if region[0] < _PSRAM_LEAST]),
    }


def _sum(regions: list) -> tuple:
    size = free = largest = 0
    for region in regions:
        size += region[0]
        free += region[1]
        largest = max(largest, region[2])
    return size, free, largest
