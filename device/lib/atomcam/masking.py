"""XOR with a mask's key, in machine code: only loaded where the user asks for random keys (``stream set mask on``)."""

import micropython


@micropython.viper
def mask(target: ptr8, source: ptr8, length: int, key: ptr8, phase: int):  # type: ignore # noqa: F821
    """``target[i] = source[i] ^ key[(i + phase) % 4]``. Target and source may be the same memory."""
    i = 0
    while i < length:
        target[i] = source[i] ^ key[(i + phase) & 3]
        i += 1
