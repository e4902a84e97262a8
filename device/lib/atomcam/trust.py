"""Who may: proofs of the board's key, and the right to change its software. Source: the wire protocol, "Trust"."""

import hashlib
import os
from binascii import hexlify, unhexlify

_BLOCK = 64  # of SHA-256, in bytes
_MAX_NONCE = 128


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104). MicroPython has no ``hmac`` module."""
    if len(key) > _BLOCK:
        key = hashlib.sha256(key).digest()
    key = key + bytes(_BLOCK - len(key))
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key))
    inner.update(message)
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key))
    outer.update(inner.digest())
    return outer.digest()


def same(left: str, right: str) -> bool:
    """Whether two texts are equal, in a time that does not tell where they differ."""
    a, b = left.encode(), right.encode()
    if len(a) != len(b):
        return False
    difference = 0
    for x, y in zip(a, b):  # noqa: B905 - MicroPython's zip has no strict
        difference |= x ^ y
    return difference == 0


def new_nonce() -> str:
    """A random nonce, 32 hex digits."""
    return hexlify(os.urandom(16)).decode()


def parse_key(text: str):
    """The key of 32 bytes from 64 hex digits, or None where ``text`` is anything else."""
    if len(text) != 64 or not _is_hex(text):
        return None
    return unhexlify(text)


def is_nonce(value) -> bool:
    """Whether ``value`` is a nonce: 16 to 128 hex digits."""
    return isinstance(value, str) and 16 <= len(value) <= _MAX_NONCE and _is_hex(value)


def proof_mac(key: bytes, camera_id: str, server_nonce: str, own_nonce: str) -> str:
    """The proof of the key, in hex. Both nonces go in as the hex text in which they travel."""
    return hexlify(hmac_sha256(key, ("camera" + camera_id + server_nonce + own_nonce).encode())).decode()


def update_mac(key: bytes, board_nonce: str, content_sha256: str) -> str:
    """The right to install content of this hash, in hex. Nonce and hash go in as hex text."""
    return hexlify(hmac_sha256(key, ("update" + board_nonce + content_sha256).encode())).decode()


def _is_hex(text: str) -> bool:
    return all(character in "0123456789abcdefABCDEF" for character in text)
