"""Texts from and for strangers: names that fit one line, and JSON that every reader takes."""

import json


def clean(value, limit: int):
    """A printable text of at most ``limit`` characters on one line, or None where nothing is left of it."""
    if not isinstance(value, str):
        return None
    kept = "".join(c if _is_plain(c) else " " for c in join_surrogates(value[: 4 * limit]))
    return " ".join(kept.split())[:limit].strip() or None


def join_surrogates(text: str) -> str:
    """Put a character that came as two escapes together: MicroPython's ``json`` leaves ``\\ud83d\\ude00`` as two."""
    if not any(0xD800 <= ord(c) < 0xE000 for c in text):
        return text
    joined = []
    high = 0
    for c in text:
        code = ord(c)
        if 0xDC00 <= code < 0xE000 and high:
            joined.append(chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)))
        elif not 0xD800 <= code < 0xE000:
            joined.append(c)
        high = code if 0xD800 <= code < 0xDC00 else 0
    return "".join(joined)


def from_utf8(data: bytes):
    """The text, or None where the bytes are not UTF-8.

    MicroPython's ``decode`` lets pass what no other reader takes: surrogates, overlong forms, numbers above U+10FFFF.
    """
    try:
        text = data.decode()
    except (UnicodeError, ValueError):
        return None
    size = 0
    for c in text:
        code = ord(c)
        if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            return None
        size += 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
    return text if size == len(data) else None


def show(data: bytes) -> str:
    """Bytes that should be UTF-8, such as a network's name, on one line; what cannot be shown comes as ``\\xNN``."""
    text = from_utf8(data)
    if text is not None and all(_is_plain(c) for c in text):
        return text
    return "".join(chr(b) if 32 <= b < 127 else "\\x%02x" % b for b in data)


def quoted(text: str) -> str:
    """A text as one token of a ``key=value`` line: in double quotes where it has spaces or is empty."""
    if text and not any(c in text for c in ' "\\'):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def dump(fields) -> str:
    """One line of JSON."""
    return json.dumps(fields)


def _is_plain(c: str) -> bool:
    code = ord(c)
    return code >= 32 and not 0x7F <= code < 0xA0 and code not in (0x2028, 0x2029)
