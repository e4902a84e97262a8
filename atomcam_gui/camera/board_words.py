"""What camera boards say for people: they speak English, and a window may have to say it in another language.

Sources: ``device/lib/atomcam`` (``controls.py``, ``protocol.py``, ``updates.py``, ``pump.py``, ``source.py``,
``link.py``, ``stream.py``, ``websocket.py``, ``commands_*.py``, ``wifi.py``) and the demo camera.
"""

from __future__ import annotations

import re
from functools import cache

from atomcam_gui.camera.controls import control_word
from atomcam_gui.phrase import Phrase

SENTENCES = (
    # Controls.
    "nothing to set",
    "{control}: this camera lacks it",
    "{control}: there is no camera yet",
    "{control}: there is no such control",
    "this camera has no control named {control}",
    "{control} must be one of {choices}",
    "{control}: must be one of {choices}",
    "{control} must be true or false",
    "{control} must be a number from {low} to {high}",
    "{control} must be a text of 1 to {most} characters",
    "this board has no light that it could blink",
    # Its camera.
    "the camera has not started yet",
    "the camera is switched off",
    "the camera delivers no frames",
    "the camera delivers damaged frames",
    "no camera: {reason}",
    "the camera refused {size}: {reason}",
    "no memory for the encoder",
    "out of memory",
    # Updates.
    "the board has no key: set it up by cable first",
    "an update is on trial",
    "wrong proof of the key",
    "the board's flash refused ({reason})",
    "{file} is not what was offered",
    "the offer is larger than {size} bytes",
    # Its connection.
    "nobody answers at {host} port {port}",
    "the server closed the connection",
    "the server closed the connection: {reason} ({code})",
    "the answer is not HTTP",
    "the server refused with {answer}",
    "the server's handshake does not answer ours",
    "the server does not read",
    "sending failed: {reason}",
    # Setting it up.
    "A network's name is 1 to 32 bytes long.",
    "A password of 64 characters is a key in hex digits.",
    "A password is 8 to 63 characters, or 64 hex digits, or empty for an open network.",
    "the scan failed ({reason})",
    "set, but not saved: {reason}",
    "not cleared for good: {reason}",
    "the settings' memory refused ({reason})",
    "a host is a name or an IPv4 address",
    "a key is 64 hex digits",
)
"""Templates. Nobody but a programmer sees what else a board may say."""


_WORD, _ANYTHING = r"\w+", ".+"


def heard(text: str) -> str:
    """What a board said: as a phrase, where it is one of ours."""
    for template, pattern in _patterns():
        match = pattern.fullmatch(text)
        if match is not None:
            facts: dict[str, str] = match.groupdict()
            if "reason" in facts:
                facts["reason"] = heard(facts["reason"])
            if "control" in facts:
                facts["control"] = control_word(facts["control"])
            return Phrase(template, **facts)
    return text


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((template, _pattern(template)) for template in SENTENCES)


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)  # text, name, text, name, … text
    for number, part in enumerate(parts):
        if number % 2:
            # A control's name is one word: else another sentence's beginning would be taken for one.
            parts[number] = f"(?P<{part}>{_WORD if part == 'control' else _ANYTHING})"
        else:
            parts[number] = re.escape(part)
    return re.compile("".join(parts))
