"""The esp32 port's own module, as far as we use it."""

HEAP_DATA: int

class NVS:
    def __init__(self, namespace: str) -> None:
        """At most 15 characters."""
    def get_blob(self, key: str, buffer: bytearray) -> int:
        """Its length. OSError -4354 where there is none."""
    def set_blob(self, key: str, value: bytes) -> None: ...
    def erase_key(self, key: str) -> None: ...
    def commit(self) -> None: ...

def idf_heap_info(capabilities: int) -> list[tuple[int, int, int, int]]:
    """Regions as (size, free, largest free block, least free ever)."""
