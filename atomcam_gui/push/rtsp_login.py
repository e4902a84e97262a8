"""Who we are, told an RTSP server in the ways of HTTP: Digest (RFC 7616, RFC 2617) where it knows it, else Basic."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_PAIR = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_HASHES: dict[str, Callable[[bytes], str]] = {
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
}


@dataclass(frozen=True, slots=True)
class _Challenge:
    scheme: str
    fields: dict[str, str]

    @property
    def algorithm(self) -> str:
        return self.fields.get("algorithm", "MD5").upper()

    @property
    def rank(self) -> int:
        """The higher, the better it keeps the password; 0 for one that we do not know."""
        if self.scheme == "digest":
            return {"SHA-256": 3, "MD5": 2}.get(self.algorithm, 0)
        return int(self.scheme == "basic")


@dataclass(slots=True)
class Login:
    """Answers a server's challenges. Of one connection."""

    user: str
    password: str = field(repr=False)
    _challenge: _Challenge | None = field(default=None, repr=False)
    _count: int = 0

    def take(self, challenges: Sequence[str]) -> bool:
        """Look at the ``WWW-Authenticate`` headers of a 401; whether one can be answered."""
        known = sorted((_parse(text) for text in challenges), key=lambda challenge: challenge.rank)
        self._challenge = known[-1] if known and known[-1].rank else None
        self._count = 0
        return self._challenge is not None

    def header(self, method: str, url: str) -> str | None:
        """The ``Authorization`` of a request; None as long as nobody has asked."""
        if self._challenge is None:
            return None
        if self._challenge.scheme == "basic":
            return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return self._digest(self._challenge, method, url)

    def _digest(self, challenge: _Challenge, method: str, url: str) -> str:
        digest = _HASHES[challenge.algorithm]
        realm, nonce = challenge.fields.get("realm", ""), challenge.fields.get("nonce", "")
        who = digest(f"{self.user}:{realm}:{self.password}".encode())
        what = digest(f"{method}:{url}".encode())
        fields = {"username": self.user, "realm": realm, "nonce": nonce, "uri": url}
        plain = {"algorithm": challenge.algorithm} if "algorithm" in challenge.fields else {}
        if "auth" in re.split(r"[\s,]+", challenge.fields.get("qop", "")):
            self._count += 1
            count, own = f"{self._count:08x}", secrets.token_hex(8)
            fields |= {"cnonce": own}
            plain |= {"qop": "auth", "nc": count}
            response = digest(f"{who}:{nonce}:{count}:{own}:auth:{what}".encode())
        else:
            response = digest(f"{who}:{nonce}:{what}".encode())
        fields |= {"response": response}
        if "opaque" in challenge.fields:
            fields |= {"opaque": challenge.fields["opaque"]}
        quoted = [f'{name}="{_escaped(value)}"' for name, value in fields.items()]
        return "Digest " + ", ".join([*quoted, *(f"{name}={value}" for name, value in plain.items())])


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _parse(text: str) -> _Challenge:
    scheme, _, rest = text.strip().partition(" ")
    fields = {}
    for match in _PAIR.finditer(rest):
        value = match[3] if match[2] is None else re.sub(r"\\(.)", r"\1", match[2])
        fields[match[1].lower()] = value
    return _Challenge(scheme.lower(), fields)
