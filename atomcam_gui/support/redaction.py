"""Takes secrets out of texts that a user may hand to others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

HIDDEN = "•••"

# Keys and macs in hex; what stands for a password or a token in an address, a command or JSON.
_PATTERNS = (
    (re.compile(r"\b[0-9a-fA-F]{64}\b"), HIDDEN),
    (re.compile(r"(?i)([?&;](?:token|key|password|pass|pwd|auth)=)[^\s&\"'#]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^\s/@\"']+@"), rf"\1{HIDDEN}@"),
    (
        re.compile(r"(?i)(\"?(?:password|passphrase|token|key|mac|secret|word)\"?\s*[:=]\s*)(\"[^\"]*\"|[^\s,}]+)"),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(?i)(authorization|cookie|set-cookie)(\s*[:=]\s*)[^\r\n]+"), rf"\1\2{HIDDEN}"),
)


def redacted(text: str, secrets: Sequence[str] = (), home: Path | None = None) -> str:
    """The text without what looks like a secret, without ``secrets``, and with ``home`` written as ``~``."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    if home is not None and len(home.parts) > 1:
        text = text.replace(str(home), "~")
    return text
