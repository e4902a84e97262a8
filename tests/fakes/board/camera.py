# ruff: noqa: B904, C420, T201, UP031 - MicroPython has not, or differs
"""Stand-in for micropython-camera-API v0.6.2's ``camera``, with a GC0308 or an OV3660 behind it.

Sources: src/modcamera.c and modcamera_api.c of that project; esp32-camera's sensors/gc0308.c. Frames carry their
number in the first bytes. Memory that was given back is overwritten, so that late use shows.
"""

import array
import struct
import time

import _hw
import machine
from micropython import const

_POISON = const(0x5A)
_MARK = b"\x10\x80FRAME"
_HEAD = "<7sBIHH"
_WAIT_MS = const(4000)  # esp_camera_fb_get gives up after this
_BROKEN_WAIT_MS = const(500)  # the same for broken hardware JPEG, shortened
_SETTLE_MS = const(300)  # the sensor does not answer sooner after power


class PixelFormat:
    RGB565 = 0
    YUV422 = 1
    YUV420 = 2
    GRAYSCALE = 3
    JPEG = 4
    RGB888 = 5
    RAW = 6
    RGB444 = 7
    RGB555 = 8


class FrameSize:
    R96X96 = 0
    QQVGA = 1
    R128x128 = 2
    QCIF = 3
    HQVGA = 4
    R240X240 = 5
    QVGA = 6
    R320X320 = 7
    CIF = 8
    HVGA = 9
    VGA = 10
    SVGA = 11
    XGA = 12
    HD = 13
    SXGA = 14
    UXGA = 15
    FHD = 16
    P_HD = 17
    P_3MP = 18
    QXGA = 19
    QHD = 20
    WQXGA = 21
    P_FHD = 22
    QSXGA = 23


class GrabMode:
    WHEN_EMPTY = 0
    LATEST = 1


class GainCeiling:
    pass


for _i in range(7):
    setattr(GainCeiling, "%dX" % (2 << _i), _i)

_SIZES = (
    (96, 96), (160, 120), (128, 128), (176, 144), (240, 176), (240, 240), (320, 240), (320, 320), (400, 296),
    (480, 320), (640, 480), (800, 600), (1024, 768), (1280, 720), (1280, 1024), (1600, 1200), (1920, 1080),
    (720, 1280), (864, 1536), (2048, 1536), (2560, 1440), (2560, 1600), (1088, 1920), (2560, 1920),
)  # fmt: skip
_ENCODER_FORMATS = {PixelFormat.YUV422: "YCbYCr", PixelFormat.RGB565: "RGB565_BE", PixelFormat.GRAYSCALE: "GRAY"}
_BYTES = {PixelFormat.YUV422: 2, PixelFormat.RGB565: 2, PixelFormat.GRAYSCALE: 1}
# Largest size, what the driver's setters take, and the range of those that have one.
_GC0308 = ("GC0308", FrameSize.VGA, {"contrast": (-128, 255), "colorbar": None, "gain_ctrl": None, "hmirror": None,
                                     "vflip": None})  # fmt: skip
_OV3660 = ("OV3660", FrameSize.QXGA, {
    "contrast": (-3, 3), "brightness": (-3, 3), "saturation": (-4, 4), "sharpness": (-3, 3), "denoise": (0, 8),
    "gainceiling": (0, 511), "quality": (0, 100), "colorbar": None, "whitebal": None, "gain_ctrl": None,
    "exposure_ctrl": None, "hmirror": None, "vflip": None, "aec2": None, "awb_gain": None, "agc_gain": (0, 64),
    "aec_value": (0, 1536), "special_effect": (0, 6), "wb_mode": (0, 4), "ae_level": (-5, 5), "dcw": None,
    "bpc": None, "wpc": None, "raw_gma": None, "lenc": None,
})  # fmt: skip
_CONTROLS = tuple(_OV3660[2])

_banks = {}


def pictures(width, height, quality, grey=False):
    """The bank for a size: its first number and the places of its pictures."""
    key = (width, height, quality, grey)
    if key not in _banks:
        answer = _hw.ask("bank", width=width, height=height, quality=quality, grey=grey)
        _banks[key] = answer["first"], tuple(tuple(place) for place in answer["places"])
    return _banks[key]


def identify(frame, shape, encoder_format):
    """For the stand-in encoder: the number of the frame that these bytes are."""
    mark, pixel_format, number, width, height = struct.unpack_from(_HEAD, frame, 0)
    if mark[0] == _POISON:
        _hw.violation("a frame was encoded after free_buffer()")
        return 0
    if mark != _MARK:
        _hw.violation("something was encoded that is no frame of the camera")
        return 0
    if (width, height) != shape:
        _hw.violation("a frame of %dx%d was encoded as %dx%d" % (width, height, shape[0], shape[1]))
    if _ENCODER_FORMATS.get(pixel_format) != encoder_format:
        _hw.violation("a frame of format %d was encoded as %s" % (pixel_format, encoder_format))
    return number


class _Frames:
    """The driver's frame buffers and the sensor's clock."""

    def __init__(self, camera):
        self.width, self.height = _SIZES[camera._frame_size]
        self.format = camera._pixel_format
        self.double = camera._fb_count == 2
        self.latest = camera._grab_mode == GrabMode.LATEST
        self.period_us = 1000000 // max(1, _hw.word(_hw.SENSOR_FPS))
        if self.format == PixelFormat.JPEG:
            self.bank = pictures(self.width, self.height, max(1, camera._quality))
            size = max(end - start for start, end in self.bank[1])
        else:
            size = self.width * self.height * _BYTES[self.format]
        # Signed bytes, as the module's memoryview has them. On the board they lie outside MicroPython's heap.
        self.buffers = [array.array("b", bytes(size)) for _ in range(2)]
        self.turn = 0
        self.number = 0
        self.held = None
        self.ready_at = time.ticks_add(time.ticks_us(), self.period_us)

    def available(self):
        if self._silent():
            return False
        if self.held is not None and not self.double:
            return False
        return time.ticks_diff(time.ticks_us(), self.ready_at) >= 0

    def _silent(self):
        if self.format == PixelFormat.JPEG and _hw.ctl[_hw.JPEG_BROKEN]:
            return True
        return _hw.ctl[_hw.CAMERA_LOST] or not _hw.ctl[_hw.CAMERA_POWERED]

    def take(self):
        """The next frame, waiting for it as the driver does, or None."""
        self.give_back()
        late = _hw.word(_hw.CAPTURE_MS)
        if late:
            time.sleep_ms(late)
        waited = time.ticks_ms()
        patience = _BROKEN_WAIT_MS if _hw.ctl[_hw.JPEG_BROKEN] else _WAIT_MS
        while not self.available():
            if time.ticks_diff(time.ticks_ms(), waited) > patience:
                return None
            if self._silent():
                time.sleep_ms(10)
            else:
                time.sleep_us(max(50, time.ticks_diff(self.ready_at, time.ticks_us())))
        now = time.ticks_us()
        missed = time.ticks_diff(now, self.ready_at) // self.period_us
        if not self.double:
            self.ready_at = time.ticks_add(now, self.period_us)
        elif self.latest or missed > 2:
            self.ready_at = time.ticks_add(self.ready_at, (missed + 1) * self.period_us)
        else:
            self.ready_at = time.ticks_add(self.ready_at, self.period_us)
        self.number += 1 + (missed if self.latest else 0)
        self.turn ^= 1
        self.held = self._fill(memoryview(self.buffers[self.turn]))
        return self.held

    def _fill(self, view):
        if self.format != PixelFormat.JPEG:
            struct.pack_into(_HEAD, view, 0, _MARK, self.format, self.number, self.width, self.height)
            return view
        first, places = self.bank
        index = self.number % len(places)
        start, end = places[index]
        view = view[: end - start]
        view[:] = array.array("b", _hw.bank[start:end])
        _hw.made(first + index)
        return view

    def give_back(self):
        view, self.held = self.held, None
        if view is None:
            return
        count = len(view) if self.format == PixelFormat.JPEG else 64
        view[:count] = array.array("b", bytes((_POISON,)) * count)
        if not self.double:
            self.ready_at = time.ticks_add(time.ticks_us(), self.period_us)


class Camera:
    """The one camera. All arguments by keyword; pins default to the board's, which the firmware has built in."""

    def __init__(self, *, data_pins=None, pclk_pin=40, vsync_pin=10, href_pin=14, sda_pin=12, scl_pin=9, xclk_pin=21,
                 i2c=None, xclk_freq=20000000, powerdown_pin=-1, reset_pin=-1, pixel_format=PixelFormat.RGB565,
                 frame_size=FrameSize.QVGA, jpeg_quality=85, fb_count=1, grab_mode=GrabMode.WHEN_EMPTY,
                 init=True):  # fmt: skip
        if not 0 <= jpeg_quality <= 100:
            raise ValueError("jpeg quality must be in range 0-100")
        if data_pins is not None and len(data_pins) != 8:
            raise ValueError("data_pins must have 8 elements")
        wrong = (pclk_pin, vsync_pin, href_pin, sda_pin, scl_pin, xclk_pin) != (40, 10, 14, 12, 9, 21)
        if wrong or (data_pins is not None and list(data_pins) != [3, 42, 46, 48, 4, 17, 11, 13]):
            _hw.violation("the camera was constructed with pins that are not the board's")
        if _Driver.camera is not None:
            _Driver.camera.deinit()
        self._frames = None
        self._quality = jpeg_quality
        self._frame_size = frame_size
        self._values = {name: 0 for name in _CONTROLS}
        self._configure(pixel_format, grab_mode, fb_count)
        if xclk_freq >= 1000 and xclk_freq > 40000000:
            raise ValueError("xclk frequency cannot be grather than 40MHz")
        self._start()
        _Driver.camera = self
        if not self._first_frame():
            self.deinit()
            raise OSError("Failed to capture initial frame. Construct a new object with appropriate configuration.")
        if init:
            self.free_buffer()
        else:
            self.deinit()

    def _configure(self, pixel_format, grab_mode, fb_count):
        if not 0 <= pixel_format <= PixelFormat.RGB555:
            raise ValueError("Invalid pixel_format")
        if grab_mode not in (GrabMode.WHEN_EMPTY, GrabMode.LATEST):
            raise ValueError("Invalid grab_mode")
        if fb_count > 2:
            print("Warning: Frame buffer size limited to 2")
        elif fb_count < 1:
            print("Warning: Frame buffer size must be >0. Setting it to 1")
        self._pixel_format = pixel_format
        self._grab_mode = grab_mode
        self._fb_count = min(2, max(1, fb_count))

    def _start(self):
        sensor = _OV3660 if _hw.options["sensor"] == "OV3660" else _GC0308
        powered = machine.camera_power_ms()
        absent = powered is None or powered < _SETTLE_MS or _hw.ctl[_hw.CAMERA_ABSENT] or not _hw.options["sensor"]
        unsupported = self._pixel_format == PixelFormat.JPEG and sensor is _GC0308
        if absent or unsupported:
            raise OSError(95, "ESP_ERR_NOT_SUPPORTED")
        if self._pixel_format not in _BYTES and self._pixel_format != PixelFormat.JPEG:
            raise OSError(-1, "ESP_FAIL")
        self._sensor = sensor
        if not 0 <= self._frame_size < len(_SIZES):
            raise OSError(22, "ESP_ERR_INVALID_ARG")
        self._frame_size = min(self._frame_size, sensor[1])
        try:
            self._frames = _Frames(self)
        except MemoryError:
            raise OSError(12, "ESP_ERR_NO_MEM")
        time.sleep_ms(10)

    def _first_frame(self):
        return self._frames.take() is not None

    def _alive(self):
        if self._frames is None:
            raise OSError(2)
        return self._frames

    def init(self):
        if self._frames is None:
            self._start()

    def deinit(self):
        frames, self._frames = self._frames, None
        if frames is not None:
            frames.give_back()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.deinit()

    def capture(self):
        return self._alive().take()

    def frame_available(self):
        return self._alive().available()

    def free_buffer(self):
        if self._frames is not None:
            self._frames.give_back()

    def reconfigure(self, *, frame_size=None, pixel_format=None, grab_mode=None, fb_count=None):
        self._alive()
        frame_size = self._frame_size if frame_size is None else frame_size
        if frame_size > self._sensor[1]:
            print("Warning: Frame size will be scaled down to maximal frame size supported by the camera sensor")
        self._configure(
            self._pixel_format if pixel_format is None else pixel_format,
            self._grab_mode if grab_mode is None else grab_mode,
            self._fb_count if fb_count is None else fb_count,
        )
        self._frame_size = min(frame_size, self._sensor[1])
        self.deinit()
        self._start()

    def _get(self, name):
        self._alive()
        if name == "quality":
            return self._quality
        value = self._values[name]
        return bool(value) if _OV3660[2][name] is None else value

    def _set(self, name, value):
        self._alive()
        controls = self._sensor[2]
        if name not in controls:
            raise ValueError("Invalid setting for %s" % name)
        allowed = controls[name]
        if allowed is None:
            value = bool(value)
        elif not isinstance(value, int):
            raise TypeError("can't convert %s to int" % type(value).__name__)
        elif not allowed[0] <= value <= allowed[1]:
            raise ValueError("Invalid setting for %s" % name)
        self._values[name] = value
        if name == "quality":
            self._quality = value
            if self._pixel_format == PixelFormat.JPEG:
                self._frames = _Frames(self)

    def _set_frame_size(self, value):
        self._alive()
        if not 0 <= value < len(_SIZES):
            raise ValueError("Invalid setting for frame_size")
        if value > self._sensor[1]:
            if self._sensor is not _GC0308:
                raise ValueError("Invalid setting for frame_size")
            value = self._sensor[1]  # the GC0308's driver takes its largest instead
        self._frames.give_back()
        if value > self._frame_size and self._pixel_format != PixelFormat.JPEG:
            _hw.violation("frame_size was set above what the frame buffers were made for: use reconfigure()")
        self._frame_size = value
        self._frames = _Frames(self)


def _reader(name):
    return lambda self: getattr(self._alive() and self, name)


for _name in _CONTROLS:
    setattr(Camera, "get_" + _name, (lambda name: lambda self: self._get(name))(_name))
    setattr(Camera, "set_" + _name, (lambda name: lambda self, value: self._set(name, value))(_name))
    setattr(Camera, _name, property(getattr(Camera, "get_" + _name), getattr(Camera, "set_" + _name)))
for _name in ("pixel_format", "grab_mode", "fb_count", "frame_size"):
    setattr(Camera, "get_" + _name, _reader("_" + _name))
Camera.get_pixel_width = lambda self: _SIZES[self._alive() and self._frame_size][0]
Camera.get_pixel_height = lambda self: _SIZES[self._alive() and self._frame_size][1]
Camera.get_max_frame_size = lambda self: (self._alive() and self._sensor)[1]
Camera.get_sensor_name = lambda self: (self._alive() and self._sensor)[0]
Camera.set_frame_size = Camera._set_frame_size
for _name in ("pixel_format", "grab_mode", "fb_count", "pixel_width", "pixel_height", "max_frame_size", "sensor_name"):
    setattr(Camera, _name, property(getattr(Camera, "get_" + _name)))
Camera.frame_size = property(Camera.get_frame_size, Camera.set_frame_size)


class _Driver:
    camera = None


def Version():  # noqa: N802 - the module's own name
    return "0.6.2"
