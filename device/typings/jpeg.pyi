"""mp_jpeg's encoder (esp_new_jpeg)."""

class Encoder:
    def __init__(self, *, height: int, width: int, pixel_format: str, quality: int = 90, rotation: int = 0) -> None:
        """MemoryError without room for its work buffer; ValueError for a format or size that it cannot take."""
    def encode(self, img_data: memoryview | bytes) -> bytes: ...
