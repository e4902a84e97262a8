"""Where a camera is passed on to: an address that may hold a password, which is shown to nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote, urlsplit

from atomcam_gui.push.troubles import PushUrlWrong

HIDDEN = "•••"
ID_PLACE = "{id}"
"""Stands in a path for the camera's id."""

_PORTS = {"rtsp": 554, "rtsps": 322}
_MAX_LENGTH = 2048
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?")


@dataclass(frozen=True, slots=True)
class PushUrl:
    """The address of a stream on an RTSP server."""

    scheme: str
    host: str
    """A name or an IP address, without brackets."""
    port: int
    path: str
    """With its slash, as it is written in the address."""
    query: str = ""
    user: str = ""
    password: str = ""

    @property
    def is_encrypted(self) -> bool:
        """Whether it goes by TLS."""
        return self.scheme == "rtsps"

    @property
    def place(self) -> str:
        """The server, for sentences: nothing in it is secret."""
        return f"{self.host} port {self.port}"

    @property
    def request(self) -> str:
        """What travels in RTSP's request lines: without name and password."""
        return self._text("", f"?{self.query}" if self.query else "")

    @property
    def secret(self) -> str:
        """The whole address, with all that is secret in it: for the private file only."""
        login = quote(self.user, safe="")
        if self.password:
            login += ":" + quote(self.password, safe="")
        return self._text(f"{login}@" if login else "", f"?{self.query}" if self.query else "")

    @property
    def shown(self) -> str:
        """The address for people and logs. What follows a question mark is often a token: hidden like a password."""
        login = quote(self.user, safe="") + (f":{HIDDEN}" if self.password else "")
        return self._text(f"{login}@" if login else "", f"?{HIDDEN}" if self.query else "")

    def __repr__(self) -> str:
        return f"PushUrl({self.shown!r})"

    def __str__(self) -> str:
        return self.shown

    @property
    def is_for_each(self) -> bool:
        """Whether each camera has a place of its own there."""
        return ID_PLACE in self.path or ID_PLACE in self.query

    def of_camera(self, camera_id: str) -> PushUrl:
        """With the camera's id where its place is."""
        name = quote(camera_id, safe="")
        return replace(self, path=self.path.replace(ID_PLACE, name), query=self.query.replace(ID_PLACE, name))

    def with_password(self, password: str) -> PushUrl:
        """With another password."""
        return replace(self, password=password)

    def _text(self, login: str, query: str) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{login}{host}:{self.port}{self.path}{query}"


def parse_push_url(text: str) -> PushUrl:
    """An address as people write it.

    Raises:
        PushUrlWrong: it is none.
    """
    text = text.strip()
    if len(text) > _MAX_LENGTH or not text.isprintable() or " " in text:
        raise PushUrlWrong("this is too long, or has characters in it that no address has")
    scheme, separator, _ = text.partition("://")
    if not separator or scheme.lower() not in _PORTS:
        raise PushUrlWrong("an address of an RTSP server begins with rtsp:// or rtsps://")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise PushUrlWrong(
            "the part before the path is none (in a name or password, / is written %2F, # %23, ? %3F, @ %40)"
        ) from None
    host = parts.hostname or ""
    if not _HOST.fullmatch(host) or port == 0 or parts.fragment:
        raise PushUrlWrong("the address names no server (in a name or password, / is written %2F, # %23, ? %3F, @ %40)")
    user = unquote(parts.username or "")
    if not user.isprintable():
        raise PushUrlWrong("the name has characters in it that no name has")
    return PushUrl(
        scheme=scheme.lower(),
        host=host,
        port=port or _PORTS[scheme.lower()],
        path=parts.path if parts.path not in ("", "/") else "",
        query=parts.query,
        user=user,
        password=unquote(parts.password or ""),
    )
