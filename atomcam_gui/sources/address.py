"""The address of a network camera, with its user name and password, which never show."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote, urlsplit

from atomcam_gui.phrase import Phrase
from atomcam_gui.sources.troubles import SourceError, SourceTrouble

DEFAULT_PORTS = {"http": 80, "https": 443, "rtsp": 554}
HIDDEN = "•••"
_MAX_LENGTH = 2000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_HOST = re.compile(r"[^\s/?#@\\%<>\"]{1,253}")
# Many cameras take their password in the path or query: /user=admin&password=…, ?usr=admin&pwd=…
_SECRET = re.compile(r"(?i)((?:pass(?:word|wd)?|pwd|pw|token|auth|key|secret|sid)=)[^&;/?#]*")


@dataclass(frozen=True, slots=True)
class SourceAddress:
    """Where a camera's pictures are. ``str`` and ``repr`` hide what is secret."""

    scheme: str
    """``http``, ``https`` or ``rtsp``."""
    host: str
    """Name or number, without brackets."""
    port: int
    target: str
    """Path and query; begins with a slash."""
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """Without user name and password; the path or query may still hold a secret."""
        return f"{self.scheme}://{self._place()}{self.target}"

    @property
    def full_url(self) -> str:
        """With everything: for the book, and for whoever makes the connection."""
        if not self.user and not self.password:
            return self.url
        credentials = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}"
        return f"{self.scheme}://{credentials}@{self._place()}{self.target}"

    @property
    def shown(self) -> str:
        """For people and logs."""
        return _SECRET.sub(rf"\1{HIDDEN}", self.url)

    def __str__(self) -> str:
        return self.shown

    def __repr__(self) -> str:
        return f"SourceAddress({self.shown!r})"

    def _place(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def has_password(self) -> bool:
        """Whether it comes with a user name or password."""
        return bool(self.user or self.password)

    def with_password(self, user: str, password: str) -> SourceAddress:
        """The same with other credentials; two empty texts for none."""
        return replace(self, user=user, password=password)

    def is_same_server(self, other: SourceAddress) -> bool:
        """Whether credentials for the one may be shown to the other."""
        return (self.scheme, self.host, self.port) == (other.scheme, other.host, other.port)


def parse_address(text: str) -> SourceAddress:
    """The address that somebody typed; ``192.168.4.1`` alone stands for ``http://192.168.4.1/``.

    Raises:
        SourceError: ``BAD_ADDRESS``. The message does not repeat the text, which may hold a password.
    """
    stripped = text.strip()
    if not stripped:
        raise _bad(Phrase("it is empty"))
    if len(stripped) > _MAX_LENGTH or any(not c.isprintable() for c in stripped):
        raise _bad(Phrase("it has characters that no address has, or too many"))
    if not _SCHEME.match(stripped):
        stripped = f"http://{stripped}"
    try:
        parts = urlsplit(stripped)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        # From a password with "/", "#" or "?" too, which must not be repeated.
        raise _bad(Phrase("its host or port is not written as it should be")) from None
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise _bad(Phrase("it begins with something else than http, https or rtsp"))
    if not _HOST.fullmatch(host):
        raise _bad(Phrase("it names no host"))
    if port == 0:
        raise _bad(Phrase("a port is a number from 1 to 65535"))
    target = parts.path or "/"
    if parts.query:
        target += f"?{parts.query}"
    return SourceAddress(
        scheme,
        host,
        port or DEFAULT_PORTS[scheme],
        quote(target, safe="/%:=&?~+!$,;'@()*[]|-._"),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def _bad(why: str) -> SourceError:
    return SourceError(SourceTrouble.BAD_ADDRESS, detail=why)


def camera_id_of(address: SourceAddress, taken: Container[str] = ()) -> str:
    """An id for the camera at an address: 12 hex digits that are no manufacturer's, the same at every call.

    Args:
        taken: ids that are others'. An address that was moved away from leaves its id with the camera that had it.
    """
    number = 0
    while True:
        place = f"{address.scheme}://{address.host}:{address.port}{address.target}"
        digest = hashlib.sha256(f"{place}#{number}".encode()).digest()[:6]
        # Bit 1 of the first byte: locally administered. Bit 0: not a group.
        camera_id = bytes((digest[0] & 0xFC | 0x02, *digest[1:])).hex()
        if camera_id not in taken:
            return camera_id
        number += 1
