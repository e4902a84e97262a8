from atomcam.controls import BadControl, Controls, from_text
from atomcam.source import CameraError, CameraSource
from checks import raises

JPEG = b"\xff\xd8" + bytes(40) + b"\xff\xd9"
SIZES = {"QQVGA": (1, 160, 120), "QVGA": (6, 320, 240), "VGA": (10, 640, 480), "UXGA": (15, 1600, 1200)}


class Camera:
    """The driver's camera: what the test says it can do, it can."""

    def __init__(self, board, pixel_format, size):
        self.board = board
        self.pixel_format = pixel_format
        self.frame_size = size
        self.sensor_name = board.sensor
        self.max_frame_size = board.largest
        self.held = False
        self.closed = False
        self.frames = True
        self.quality = None
        self._resize()

    def _resize(self):
        self.pixel_width, self.pixel_height = next(s[1:] for s in SIZES.values() if s[0] == self.frame_size)

    def capture(self):
        assert not self.closed
        self.held = True
        return memoryview(JPEG) if self.frames else None

    def frame_available(self):
        return self.frames

    def free_buffer(self):
        self.held = False

    def reconfigure(self, pixel_format=None, frame_size=None):
        self.board.log.append("reconfigure")
        if pixel_format is not None:
            if pixel_format not in self.board.reconfigures:
                raise OSError(-1, "Failed to capture initial frame")
            self.pixel_format = pixel_format
        if frame_size is not None:
            self.frame_size = frame_size
            self._resize()

    def deinit(self):
        self.closed = True


class Board:
    """The module ``board``."""

    SETTLE_MS = 1
    FRAME_SIZES = ("QQVGA", "QVGA", "VGA", "UXGA")

    def __init__(self, formats, sensor="GC0308", largest=10, reconfigures=()):
        self.formats = formats
        self.sensor = sensor
        self.largest = largest
        self.reconfigures = reconfigures
        self.log = []
        self.cameras = []

    def power_camera(self, on):
        self.log.append("on" if on else "off")

    def open_camera(self, pixel_format, size, quality):
        self.log.append(pixel_format)
        if pixel_format not in self.formats:
            raise OSError(95, "ESP_ERR_NOT_SUPPORTED")
        self.cameras.append(Camera(self, pixel_format, SIZES[size][0]))
        return self.cameras[-1]

    def pixel_format(self, name):
        return name

    def frame_size(self, name):
        return SIZES[name][0]


class Encoder:
    """The firmware's encoder: what it was last made for, and how it fails."""

    out_of_memory = False
    refuses = ()
    made_for = None


def make_encoder(pixel_format, width, height, quality):
    if Encoder.out_of_memory:
        raise MemoryError
    if pixel_format in Encoder.refuses:
        raise ValueError("Format not supported")
    Encoder.made_for = (pixel_format, width, height, quality)
    return bytes


def source_on(*formats, **more):
    Encoder.out_of_memory = False
    Encoder.refuses = ()
    board = Board(formats, **more)
    return CameraSource(board, make_encoder), board


async def test_first_format_that_delivers_is_taken():
    for works, tried in (
        (("YUV422", "RGB565", "GRAYSCALE"), ["YUV422"]),
        (("JPEG", "RGB565"), ["YUV422", "JPEG"]),
        (("RGB565", "GRAYSCALE"), ["YUV422", "JPEG", "RGB565"]),
        (("GRAYSCALE",), ["YUV422", "JPEG", "RGB565", "GRAYSCALE"]),
    ):
        source, board = source_on(*works)
        await source.open("QVGA", 80)
        assert board.log == ["on"] + tried  # noqa: RUF005 - MicroPython has no star here
        assert source.format == tried[-1]
        assert (source.sensor, source.width, source.height) == ("GC0308", 320, 240)
        assert source.grab() == JPEG
        assert not source.camera.held


async def test_encoder_is_told_the_format_in_its_own_words():
    for works, name in (("YUV422", "YCbYCr"), ("RGB565", "RGB565_BE"), ("GRAYSCALE", "GRAY")):
        source, _ = source_on(works)
        await source.open("QVGA", 75)
        assert Encoder.made_for == (name, 320, 240, 75)


async def test_ov3660_makes_its_jpegs_itself():
    source, _ = source_on("YUV422", "JPEG", sensor="OV3660", largest=15, reconfigures=("JPEG",))
    await source.open("UXGA", 80)
    assert source.format == "JPEG"
    assert source.camera.quality == 80
    assert (source.width, source.height) == (1600, 1200)
    assert source.sizes() == ["QQVGA", "QVGA", "VGA", "UXGA"]


async def test_ov3660_whose_jpeg_fails_falls_back_to_what_worked():
    source, board = source_on("YUV422", sensor="OV3660", largest=15)
    await source.open("UXGA", 80)
    assert source.format == "YUV422"
    assert board.log == ["on", "YUV422", "reconfigure", "YUV422"]
    assert board.cameras[0].closed
    assert (source.width, source.height) == (640, 480)
    assert source.sizes() == ["QQVGA", "QVGA", "VGA"]


async def test_encoder_that_refuses_a_format_is_one_rung_down():
    source, _ = source_on("YUV422", "RGB565")
    Encoder.refuses = ("YCbYCr",)
    await source.open("QVGA", 80)
    assert source.format == "RGB565"


async def test_no_camera_is_said():
    source, _ = source_on()
    with raises(CameraError, "no camera"):
        await source.open("QVGA", 80)
    assert source.format is None
    assert source.camera is None
    assert source.sizes() == []


async def test_encoder_out_of_memory_is_said_and_gives_the_camera_back():
    source, board = source_on("YUV422", "GRAYSCALE")
    Encoder.out_of_memory = True
    with raises(CameraError, "memory"):
        await source.open("QVGA", 80)
    assert board.cameras[0].closed
    assert board.log == ["on", "YUV422"]


async def test_camera_that_stops_is_lost_after_a_while():
    import atomcam.source as module

    source, _ = source_on("YUV422")
    await source.open("QVGA", 80)
    source.camera.frames = False
    assert not source.ready()
    real, later = module.ticks_ms, module.ticks_ms() + 4100
    module.ticks_ms = lambda: later
    try:
        with raises(CameraError, "no frames"):
            source.ready()
    finally:
        module.ticks_ms = real


async def test_size_and_quality_change_in_place():
    source, _ = source_on("YUV422")
    await source.open("QVGA", 80)
    source.change("VGA", 60)
    assert (source.width, source.height) == (640, 480)
    assert Encoder.made_for == ("YCbYCr", 640, 480, 60)
    Encoder.out_of_memory = True
    with raises(CameraError, "memory"):
        source.change("QVGA", 60)


async def test_controls_are_what_this_sensor_has():
    class Sensor(Camera):
        """The GC0308: it mirrors, and has a contrast that is not to be trusted."""

        contrast = hmirror = vflip = 0

        def _refuse(self, value):
            raise ValueError("No attribute")

        brightness = saturation = property(lambda self: 0, _refuse)

    source, board = source_on("YUV422")
    await source.open("QVGA", 80)
    camera = Sensor(board, "YUV422", 6)
    source.camera = camera
    controls = Controls({"vflip": True, "frame_size": "VGA", "fps": 99, "nonsense": 1})
    controls.ask(source)
    assert controls.offered == ("vflip", "hmirror")
    assert camera.vflip is True
    told = controls.describe(source)
    assert told["quality"] == {"min": 10, "max": 95, "value": 80}
    assert told["fps"]["value"] == 30
    assert told["frame_size"] == {"values": ["QQVGA", "QVGA", "VGA"], "value": "VGA"}
    assert told["vflip"] == {"values": [False, True], "value": True}
    assert sorted(told) == ["fps", "frame_size", "hmirror", "quality", "vflip"]


def test_values_are_checked_before_anything_is_set():
    controls = Controls({})
    controls.offered = ("brightness", "vflip")
    sizes = ["QVGA", "VGA"]
    good = {"frame_size": "VGA", "quality": 50, "fps": 10, "brightness": -2, "vflip": 1, "name": " a\nb "}
    checked = controls.check(good, sizes)
    assert checked == {"frame_size": "VGA", "quality": 50, "fps": 10, "brightness": -2, "vflip": True, "name": "a b"}
    for bad in (
        {}, {"quality": 9}, {"quality": "50"}, {"quality": True}, {"fps": 0}, {"fps": None}, {"frame_size": "UXGA"},
        {"frame_size": 5}, {"vflip": 2}, {"vflip": "yes"}, {"hmirror": True}, {"brightness": 3}, {"name": ""},
        {"name": 5}, {"zoom": 1}, {"quality": 50, "fps": 99},
    ):  # fmt: skip
        with raises(BadControl):
            controls.check(bad, sizes)
    assert controls.values == {"frame_size": "QVGA", "quality": 80, "fps": 30}


def test_typed_values():
    assert from_text("vflip", "on") is True
    assert from_text("hmirror", "0") is False
    assert from_text("quality", "70") == 70
    assert from_text("frame_size", "VGA") == "VGA"
