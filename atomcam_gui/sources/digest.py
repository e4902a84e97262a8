"""HTTP's Basic and Digest authentication (RFC 7617, RFC 7616), as far as cameras ask for it. Pure."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:^|,)[\s,]*(?:(?P<scheme>[A-Za-z][\w-]*)(?:\s+(?![\s=])|(?=,|$)))?"
    r'(?:(?P<name>[\w-]+)\s*=\s*(?P<value>"(?:[^"\\]|\\.)*"|[^\s,]*))?'
)
_ALGORITHMS = {"SHA-256": hashlib.sha256, "MD5": hashlib.md5}
"""Strongest first."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """One way in which a server wants to be told who asks."""

    scheme: str
    """In lower case."""
    parameters: Mapping[str, str]

    @property
    def is_stale(self) -> bool:
        """The nonce was too old; the password was not found wrong."""
        return self.parameters.get("stale", "").lower() == "true"


def parse_challenges(headers: Iterable[str]) -> list[Challenge]:
    """The challenges in the ``WWW-Authenticate`` headers of an answer; each header may hold several."""
    found: list[Challenge] = []
    for header in headers:
        parameters: dict[str, str] = {}
        for match in _TOKEN.finditer(header):
            if match["scheme"]:
                parameters = {}
                found.append(Challenge(match["scheme"].lower(), parameters))
            if match["name"]:
                value = match["value"]
                if value.startswith('"'):
                    value = re.sub(r"\\(.)", r"\1", value[1:-1])
                parameters[match["name"].lower()] = value
    return found


class Authorizer:
    """Answers one challenge for request after request.

    Args:
        cnonce: the client's random part; given in tests only.
    """

    def __init__(self, challenge: Challenge, user: str, password: str, cnonce: str | None = None) -> None:
        self.challenge = challenge
        self._user = user
        self._password = password
        self._cnonce = cnonce or secrets.token_hex(8)
        self._count = 0

    @classmethod
    def choose(cls, challenges: Iterable[Challenge], user: str, password: str) -> Authorizer | None:
        """For the strongest challenge that can be answered, or None. Basic, which tells the password, comes last."""
        usable = [(rank, number, c) for number, c in enumerate(challenges) if (rank := _rank(c)) is not None]
        return cls(min(usable)[2], user, password) if usable else None

    def header(self, method: str, target: str) -> str:
        """The ``Authorization`` header for a request."""
        if self.challenge.scheme == "basic":
            return "Basic " + base64.b64encode(f"{self._user}:{self._password}".encode()).decode()
        return self._digest(method, target)

    def _digest(self, method: str, target: str) -> str:
        given = self.challenge.parameters
        algorithm = given.get("algorithm", "MD5")
        function = _ALGORITHMS[algorithm.upper().removesuffix("-SESS")]

        def digest(*words: str) -> str:
            return function(":".join(words).encode()).hexdigest()

        realm, nonce = given.get("realm", ""), given.get("nonce", "")
        secret = digest(self._user, realm, self._password)
        if algorithm.upper().endswith("-SESS"):
            secret = digest(secret, nonce, self._cnonce)
        request = digest(method, target)
        fields = {"username": self._user, "realm": realm, "nonce": nonce, "uri": target}
        if "qop" in given:
            self._count += 1
            count = f"{self._count:08x}"
            response = digest(secret, nonce, count, self._cnonce, "auth", request)
        else:
            response = digest(secret, nonce, request)
        text = ", ".join(f"{name}={_quoted(value)}" for name, value in (fields | {"response": response}).items())
        if "algorithm" in given:
            text += f", algorithm={algorithm}"
        if "opaque" in given:
            text += f", opaque={_quoted(given['opaque'])}"
        if "qop" in given:
            text += f", qop=auth, nc={count}, cnonce={_quoted(self._cnonce)}"
        return f"Digest {text}"


def _rank(challenge: Challenge) -> int | None:
    """The lower, the better; None for what cannot be answered."""
    if challenge.scheme == "basic":
        return len(_ALGORITHMS)
    algorithm = challenge.parameters.get("algorithm", "MD5").upper().removesuffix("-SESS")
    methods = {method.strip().lower() for method in challenge.parameters.get("qop", "auth").split(",")}
    if challenge.scheme != "digest" or algorithm not in _ALGORITHMS or "auth" not in methods:
        return None
    return list(_ALGORITHMS).index(algorithm)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
