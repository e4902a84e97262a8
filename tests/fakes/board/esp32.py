# ruff: noqa: UP031 - MicroPython has not, or differs
"""Stand-in for the esp32 port's ``esp32``: NVS as ESP-IDF behaves, and the heap's numbers.

NVS lives with the supervisor, in a file. In its default mode a value is safe once ``commit`` returned and lost with the
power before that; the supervisor can also keep every single write, which is what ESP-IDF does today.
"""

import binascii

import _hw

HEAP_DATA = 4
HEAP_EXEC = 1

_NOT_FOUND = (-4354, "ESP_ERR_NVS_NOT_FOUND")
_NOT_ENOUGH_SPACE = (-4357, "ESP_ERR_NVS_NOT_ENOUGH_SPACE")
_INVALID_NAME = (-4358, "ESP_ERR_NVS_INVALID_NAME")
_KEY_TOO_LONG = (-4361, "ESP_ERR_NVS_KEY_TOO_LONG")
_INVALID_LENGTH = (-4364, "ESP_ERR_NVS_INVALID_LENGTH")
_MAX_BYTES = 14000  # what about 5 pages of 126 entries of 32 bytes take in small blobs


def _name(text):
    if not isinstance(text, str):
        raise TypeError("can't convert '%s' object to str implicitly" % type(text).__name__)
    if not text:
        raise OSError(*_INVALID_NAME)
    if len(text.encode()) > 15:
        raise OSError(*_KEY_TOO_LONG)
    return text


class NVS:
    """A namespace."""

    def __init__(self, namespace):
        self._space = _name(namespace)

    def _read(self, key, kind):
        value = _hw.ask("nvs_get", space=self._space, key=_name(key))["value"]
        if value is None or value[0] != kind:
            raise OSError(*_NOT_FOUND)
        return value[1]

    def _write(self, key, value):
        if _hw.ctl[_hw.NVS_FULL]:
            raise OSError(*_NOT_ENOUGH_SPACE)
        if not _hw.ask("nvs_set", space=self._space, key=_name(key), value=value, limit=_MAX_BYTES)["ok"]:
            raise OSError(*_NOT_ENOUGH_SPACE)

    def set_i32(self, key, value):
        value = value & 0xFFFFFFFF
        self._write(key, ("i32", value - 0x100000000 if value & 0x80000000 else value))

    def get_i32(self, key):
        return self._read(key, "i32")

    def set_blob(self, key, value):
        self._write(key, ("blob", binascii.hexlify(memoryview(value)).decode()))

    def get_blob(self, key, buffer):
        if isinstance(buffer, (bytes, str)):
            raise TypeError("object with buffer protocol required")
        value = binascii.unhexlify(self._read(key, "blob"))
        if len(value) > len(buffer):
            raise OSError(*_INVALID_LENGTH)
        memoryview(buffer)[: len(value)] = value
        return len(value)

    def erase_key(self, key):
        if not _hw.ask("nvs_erase", space=self._space, key=_name(key))["ok"]:
            raise OSError(*_NOT_FOUND)

    def commit(self):
        _hw.ask("nvs_commit")


_INTERNAL = ((254944, 112340, 90112, 98304), (21504, 18000, 16384, 17000))
_PSRAM = ((8388608, 6100000, 6029312, 5900000),)


def idf_heap_info(capabilities):
    """Regions with these capabilities (MALLOC_CAP_…), as (total, free, largest free block, least free ever)."""
    regions = []
    if not capabilities & 1 << 10:
        regions.extend(_INTERNAL)
    if not capabilities & (1 << 11 | HEAP_EXEC):
        regions.extend(_PSRAM)
    return regions


def mcu_temperature():
    """Degrees Celsius."""
    return 41
