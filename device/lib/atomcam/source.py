"""The camera as a source of JPEGs: the first format of a ladder that delivers, and the way back after a loss.

Source of the ladder: the GC0308 (AtomS3R-CAM) has no hardware JPEG and gives YUV422, which the encoder likes best; the
OV3660 (AtomS3R-M12) has, but not every driver version gets it to work. A sensor tells its name only once it has
started, and "no sensor" looks like "not this format", so formats are tried.
"""

from micropython import const

from atomcam.encoder import sensor_jpeg, software_jpeg
from atomcam.picture import is_whole
from atomcam.port import Any, sleep_ms, ticks_diff, ticks_ms, ticks_us

LADDER = (("YUV422", "YCbYCr"), ("JPEG", None), ("RGB565", "RGB565_BE"), ("GRAYSCALE", "GRAY"))
"""Pixel formats by the driver's names, each with the encoder's name for it; None where it is JPEG already."""

_HARDWARE_JPEG = ("OV3660", "OV5640", "OV2640")
_LARGEST_RAW = "VGA"  # larger frames would not leave the encoder its memory
_FROZEN_MS = const(4000)


class CameraError(Exception):
    """The camera does not deliver; the text says why."""


class CameraSource:
    """One camera. ``format`` is None while it is closed.

    Args:
        board: the module ``board``, or what stands for it in a test.
        make_encoder: gives the encoder of a format, width, height and quality.
    """

    def __init__(self, board, make_encoder=software_jpeg) -> None:
        self._board = board
        self._make_encoder = make_encoder
        self.camera: Any = None
        self.format: Any = None
        self.sensor: Any = None
        self.width = 0
        self.height = 0
        self.capture_us = 0
        self.encode_us = 0
        self._encode: Any = None
        self._newest_at = 0

    async def open(self, size: str, quality: int) -> None:
        """Switch on, settle, and find a format that delivers.

        Raises:
            CameraError: none does.
        """
        self.close()
        self._board.power_camera(True)
        await sleep_ms(self._board.SETTLE_MS)
        reason = None
        for pixel_format, encoder_format in LADDER:
            try:
                self._start(pixel_format, encoder_format, size, quality)
                if pixel_format != "JPEG":
                    self._prefer_hardware(size, quality)
                return
            except MemoryError:
                self.close()
                raise CameraError("no memory for the encoder") from None
            except (OSError, ValueError, RuntimeError, CameraError) as error:
                self.close()
                reason = reason or error
            await sleep_ms(10)  # each attempt may hold everything up for seconds
        raise CameraError("no camera: %s" % reason)

    def close(self) -> None:
        """Give the camera back. It may be open or not."""
        camera, self.camera = self.camera, None
        self.format = self._encode = None
        if camera is not None:
            try:
                camera.deinit()
            except OSError:
                pass

    def power(self, on: bool) -> None:
        """Switch the supply; off closes the camera first."""
        if not on:
            self.close()
        self._board.power_camera(on)

    def _start(self, pixel_format: str, encoder_format, size: str, quality: int) -> None:
        if encoder_format and self._number(size) > self._number(_LARGEST_RAW):
            size = _LARGEST_RAW
        self.camera = self._board.open_camera(pixel_format, size, quality)
        self._adopt(pixel_format, encoder_format, quality)

    def _adopt(self, pixel_format: str, encoder_format, quality: int) -> None:
        """Take the camera as it is now, and prove that a JPEG comes out."""
        camera = self.camera
        self.sensor = camera.sensor_name
        self.width, self.height = camera.pixel_width, camera.pixel_height
        if encoder_format:
            self._encode = self._make_encoder(encoder_format, self.width, self.height, quality)
        else:
            self._encode = sensor_jpeg
        self.format = pixel_format
        self._newest_at = ticks_ms()
        if self.grab() is None:
            raise CameraError("no frame in " + pixel_format)

    def _prefer_hardware(self, size: str, quality: int) -> None:
        """A sensor that can make JPEGs shall; where that fails, back to what worked."""
        if self.sensor not in _HARDWARE_JPEG:
            return
        worked = self.format
        try:
            self.camera.reconfigure(
                pixel_format=self._board.pixel_format("JPEG"), frame_size=self._board.frame_size(size)
            )
            self.camera.quality = quality
            self._adopt("JPEG", None, quality)
        except (OSError, ValueError, CameraError):
            self.close()
            self._start(worked, dict(LADDER)[worked], size, quality)

    def change(self, size: str, quality: int) -> None:
        """Another size or quality, in the same format.

        Raises:
            CameraError: the camera does not take it, and must be opened anew.
        """
        try:
            self.camera.reconfigure(frame_size=self._number(size))
            if self.format == "JPEG":
                self.camera.quality = quality
            self._encode = None  # its memory is wanted for the next one
            self._adopt(self.format, dict(LADDER)[self.format], quality)
        except MemoryError:
            raise CameraError("no memory for the encoder") from None
        except (OSError, ValueError, RuntimeError) as error:
            raise CameraError("the camera refused %s: %s" % (size, error)) from None

    def ready(self) -> bool:
        """Whether a frame waits.

        Raises:
            CameraError: none has come for so long that the camera is lost.
        """
        if self.camera.frame_available():
            return True
        if ticks_diff(ticks_ms(), self._newest_at) > _FROZEN_MS:
            raise CameraError("the camera delivers no frames")
        return False

    def skip(self) -> None:
        """Throw the waiting frame away: after a pause it is an old one."""
        self._newest_at = ticks_ms()
        if self.camera.frame_available():
            self.camera.capture()
            self.camera.free_buffer()

    def grab(self):
        """The next frame as JPEG, or None where the driver gave none or a damaged one.

        Raises:
            MemoryError, RuntimeError: the encoder could not.
        """
        camera = self.camera
        began = ticks_us()
        frame = camera.capture()
        captured = ticks_us()
        if frame is None:
            return None
        try:
            jpeg = self._encode(frame)
        finally:
            camera.free_buffer()
        self.capture_us = ticks_diff(captured, began)
        self.encode_us = ticks_diff(ticks_us(), captured)
        self._newest_at = ticks_ms()
        return jpeg if is_whole(jpeg) else None

    def _number(self, size: str) -> int:
        return self._board.frame_size(size)

    def sizes(self) -> list:
        """Names of the frame sizes that this sensor can deliver in its present format."""
        if self.camera is None:
            return []
        largest = self.camera.max_frame_size
        if self.format != "JPEG":
            largest = min(largest, self._number(_LARGEST_RAW))
        return [name for name in self._board.FRAME_SIZES if self._number(name) <= largest]
