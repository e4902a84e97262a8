"""From a camera's frame to a JPEG: by the firmware's encoder, or by the sensor itself.

Both are a function from the frame, a memoryview, to new bytes; the frame's buffer may be given back afterwards.
"""

sensor_jpeg = bytes
"""For a sensor that delivers JPEG: the copy frees the driver's buffer before the sending, for the next frame."""


def software_jpeg(pixel_format: str, width: int, height: int, quality: int):
    """The firmware's encoder for frames of this format and size; another quality is another encoder.

    Encoding raises MemoryError without room for the JPEG, RuntimeError for a frame of another size.

    Raises:
        MemoryError: no room for its work buffer (one byte a pixel).
        ValueError: it cannot take this format or size.
    """
    import jpeg

    return jpeg.Encoder(height=height, width=width, pixel_format=pixel_format, quality=quality).encode
