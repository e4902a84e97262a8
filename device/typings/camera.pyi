"""micropython-camera-API v0.6.2, as far as we use it."""

class PixelFormat:
    RGB565: int
    YUV422: int
    GRAYSCALE: int
    JPEG: int

class FrameSize:
    QQVGA: int
    QVGA: int
    VGA: int

class GrabMode:
    WHEN_EMPTY: int
    LATEST: int

class Camera:
    def __init__(
        self,
        *,
        data_pins: list[int] | None = None,
        pclk_pin: int = ...,
        vsync_pin: int = ...,
        href_pin: int = ...,
        sda_pin: int = ...,
        scl_pin: int = ...,
        xclk_pin: int = ...,
        xclk_freq: int = 20000000,
        powerdown_pin: int = -1,
        reset_pin: int = -1,
        pixel_format: int = ...,
        frame_size: int = ...,
        jpeg_quality: int = 85,
        fb_count: int = 1,
        grab_mode: int = ...,
        init: bool = True,
    ) -> None:
        """Captures a first frame; OSError where it cannot."""

    frame_size: int
    quality: int
    brightness: int
    contrast: int
    saturation: int
    hmirror: bool
    vflip: bool
    @property
    def sensor_name(self) -> str: ...
    @property
    def pixel_width(self) -> int: ...
    @property
    def pixel_height(self) -> int: ...
    @property
    def max_frame_size(self) -> int: ...
    def frame_available(self) -> bool: ...
    def capture(self) -> memoryview | None:
        """Blocks up to 4 s with the interpreter's lock held. Typecode 'b'; stale after free_buffer()."""
    def free_buffer(self) -> None: ...
    def reconfigure(
        self,
        *,
        frame_size: int | None = None,
        pixel_format: int | None = None,
        grab_mode: int | None = None,
        fb_count: int | None = None,
    ) -> None: ...
    def deinit(self) -> None: ...
