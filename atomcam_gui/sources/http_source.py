"""Pictures from an HTTP address: a multipart stream, or single pictures that are asked for again and again.

All of it blocks and belongs into a thread of its own; every wait ends within 0.1 s of ``Patience.set``.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import time
from collections.abc import Callable
from urllib.parse import urljoin

from atomcam_gui import __version__, jpeg
from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.firmware.patient_sockets import PatientTlsContext, Stopped, connect
from atomcam_gui.sources.address import SourceAddress, parse_address
from atomcam_gui.sources.digest import Authorizer, parse_challenges
from atomcam_gui.sources.multipart import MultipartParser, NoMultipart, PartTooLarge
from atomcam_gui.sources.patience import Patience
from atomcam_gui.sources.troubles import SourceError, SourceTrouble

ANSWER_TIMEOUT_S = 6.0
"""From the beginning of the connection to the end of the answer's headers."""
PICTURE_TIMEOUT_S = 10.0
"""From one picture to the next."""
MAX_REDIRECTS = 5
SNAPSHOT_INTERVAL_S = 0.2
"""Single pictures are asked for at most so often."""

_CHUNK = 65536
_SINGLE = ("image/jpeg", "image/jpg", "image/pjpeg")
_REDIRECTS = (301, 302, 303, 307, 308)
_REUSABLE = 64 * 1024
"""A refusal's page up to this size is read, so that the connection can go on."""


def read(
    address: SourceAddress, patience: Patience, opened: Callable[[], None], deliver: Callable[[bytes], None]
) -> None:
    """Read pictures until something ends it; returns never but by an error.

    Args:
        opened: called once the camera has answered as one does.
        deliver: called with what should be a JPEG, unchecked.

    Raises:
        SourceError: why there are no more pictures.
        Stopped: ``patience`` was told to stop.
    """
    with contextlib.closing(_Client(address, patience)) as client:
        try:
            _read(client, patience, opened, deliver)
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            raise connection_trouble(error, client.address.host, client.has_answered) from error
        except PartTooLarge as error:
            raise SourceError(SourceTrouble.TOO_LARGE, client.address.host) from error


def _read(client: _Client, patience: Patience, opened: Callable[[], None], deliver: Callable[[bytes], None]) -> None:
    answer = client.get()
    kind = answer.headers.get_content_type() if "Content-Type" in answer.headers else ""
    first = b""
    if kind.startswith("multipart/"):
        boundary = answer.headers.get_boundary() or ""
    elif kind in _SINGLE:
        return _poll(client, answer, b"", patience, opened, deliver)
    else:
        first = _begin(answer, kind, client.address.host)
        if first.startswith(jpeg.SOI):
            return _poll(client, answer, first, patience, opened, deliver)
        boundary = ""
    if not boundary:
        first = first or _begin(answer, kind, client.address.host)
        line = first.lstrip().partition(b"\n")[0].strip()
        if not line.startswith(b"--"):
            raise SourceError(SourceTrouble.NOT_PICTURES, client.address.host, _plain(kind))
        boundary = line.decode("latin-1")
    opened()
    return _read_parts(client, answer, MultipartParser(boundary), first, patience, deliver)


def _begin(answer: http.client.HTTPResponse, kind: str, host: str) -> bytes:
    """The first bytes of what is not declared as pictures: enough to see what it is.

    Raises:
        SourceError: it is surely none.
    """
    if kind in ("text/html", "application/xhtml+xml"):
        raise SourceError(SourceTrouble.WEB_PAGE, host)
    data = answer.read1(_CHUNK)
    if data[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise SourceError(SourceTrouble.WEB_PAGE, host)
    if not data.startswith((jpeg.SOI, b"--", b"\r\n--", b"\n--")):
        raise SourceError(SourceTrouble.NOT_PICTURES, host, _plain(kind))
    return data


def _read_parts(
    client: _Client,
    answer: http.client.HTTPResponse,
    parser: MultipartParser,
    data: bytes,
    patience: Patience,
    deliver: Callable[[bytes], None],
) -> None:
    host = client.address.host
    patience.extend(PICTURE_TIMEOUT_S)
    seen = False
    try:
        data = data or answer.read1(_CHUNK)
        while data:
            for part in parser.feed(data):
                deliver(part)
                if part.startswith(jpeg.SOI):
                    seen = True
                    patience.extend(PICTURE_TIMEOUT_S)
            patience.check()
            data = answer.read1(_CHUNK)
    except NoMultipart as error:
        raise SourceError(SourceTrouble.NOT_PICTURES, host, Phrase("a stream without pictures in it")) from error
    except TimeoutError as error:
        if not seen and parser.other_kind:
            raise SourceError(SourceTrouble.NOT_PICTURES, host, _plain(parser.other_kind)) from error
        raise
    raise SourceError(SourceTrouble.ENDED, host)


def _poll(
    client: _Client,
    answer: http.client.HTTPResponse,
    first: bytes,
    patience: Patience,
    opened: Callable[[], None],
    deliver: Callable[[bytes], None],
) -> None:
    """A server that gives one picture is asked for the next."""
    opened()
    while True:
        due = time.monotonic() + SNAPSHOT_INTERVAL_S
        patience.extend(PICTURE_TIMEOUT_S)
        deliver(_whole(answer, first))
        first = b""
        patience.rest(due - time.monotonic())
        patience.extend(ANSWER_TIMEOUT_S)
        answer = client.get()
        kind = answer.headers.get_content_type()
        if kind in ("text/html", "application/xhtml+xml"):
            raise SourceError(SourceTrouble.WEB_PAGE, client.address.host)


def _whole(answer: http.client.HTTPResponse, first: bytes) -> bytes:
    body = bytearray(first)
    while data := answer.read1(_CHUNK):
        body += data
        if len(body) > jpeg.MAX_BYTES:
            raise PartTooLarge
    answer.close()
    return bytes(body)


class _Client:
    """Asks for the address again and again; follows redirects and says who asks, where the camera wants to know."""

    def __init__(self, address: SourceAddress, patience: Patience) -> None:
        self.address = address
        """Where the last redirect led."""
        self.has_answered = False
        self._patience = patience
        self._connection: http.client.HTTPConnection | None = None
        self._answer: http.client.HTTPResponse | None = None
        self._authorizer: Authorizer | None = None

    def close(self) -> None:
        """End the connection."""
        answer, self._answer = self._answer, None
        connection, self._connection = self._connection, None
        if answer is not None:
            answer.close()
        if connection is not None:
            connection.close()

    def get(self) -> http.client.HTTPResponse:
        """The answer with what was asked for, its body still to be read.

        Raises:
            SourceError: there is none.
            OSError, HTTPException, Stopped: the connection failed or was stopped.
        """
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._get_authorized()
            if answer.status not in _REDIRECTS:
                self._check(answer)
                self.has_answered = True
                return answer
            self._follow(answer)
        raise SourceError(SourceTrouble.NOT_FOUND, self.address.host)

    def _get_authorized(self) -> http.client.HTTPResponse:
        attempts = 0
        while (answer := self._ask()).status == 401:
            host = self.address.host
            challenges = parse_challenges(answer.headers.get_all("WWW-Authenticate", []))
            if not self.address.has_password:
                raise SourceError(SourceTrouble.PASSWORD_NEEDED, host)
            # A new challenge is answered once; once more where the camera says that it was only too late.
            attempts += 1
            if attempts > 2 or (attempts == 2 and not any(challenge.is_stale for challenge in challenges)):
                raise SourceError(SourceTrouble.WRONG_PASSWORD, host)
            self._authorizer = Authorizer.choose(challenges, self.address.user, self.address.password)
            if self._authorizer is None:
                raise SourceError(
                    SourceTrouble.NOT_THIS_KIND, host, Phrase("it asks for the password in an unknown way")
                )
            self._drop(answer)
        return answer

    def _ask(self) -> http.client.HTTPResponse:
        fresh = self._connection is None
        try:
            return self._ask_once()
        except (ConnectionError, http.client.RemoteDisconnected):
            if fresh:
                raise
        # The camera had closed the connection that was kept since the last picture.
        self.close()
        return self._ask_once()

    def _ask_once(self) -> http.client.HTTPResponse:
        connection = self._connection = self._connection or self._connect()
        headers = {"User-Agent": f"AtomCam/{__version__}", "Accept": "multipart/x-mixed-replace, image/jpeg, */*;q=0.5"}
        if self._authorizer is not None:
            headers["Authorization"] = self._authorizer.header("GET", self.address.target)
        connection.request("GET", self.address.target, headers=headers)
        answer = self._answer = connection.getresponse()
        if answer.will_close:
            self._connection = None  # the socket is the answer's now
        return answer

    def _connect(self) -> http.client.HTTPConnection:
        address = self.address
        connection = http.client.HTTPConnection(address.host, address.port)
        sock: socket.socket = connect(address.host, address.port, self._patience)
        if address.scheme == "https":
            context = PatientTlsContext.make(self._patience)
            try:
                sock = context.wrap_socket(sock, server_hostname=address.host)
            except (OSError, Stopped):
                sock.close()
                raise
            connection.default_port = 443  # which the Host header leaves out
        connection.sock = sock
        return connection

    def _follow(self, answer: http.client.HTTPResponse) -> None:
        try:
            to = parse_address(urljoin(self.address.url, answer.headers.get("Location", "")))
        except (SourceError, ValueError) as error:
            raise SourceError(SourceTrouble.NOT_FOUND, self.address.host) from error
        if to.scheme == "rtsp" or (self.address.scheme == "https" and to.scheme == "http"):
            raise SourceError(
                SourceTrouble.NOT_THIS_KIND, self.address.host, Phrase("it leads to {scheme}", scheme=to.scheme)
            )
        self._drop(answer)
        if to.is_same_server(self.address):
            self.address = to.with_password(self.address.user, self.address.password)
        else:
            # The password is for the camera that the user named, and for nobody that it may point at.
            self.address, self._authorizer = to, None
            self.close()

    def _drop(self, answer: http.client.HTTPResponse) -> None:
        """Be done with an answer; keep the connection where that is cheap."""
        if self._connection is not None and (answer.length or 0) <= _REUSABLE and not answer.chunked:
            answer.read()
            answer.close()
        else:
            self.close()

    def _check(self, answer: http.client.HTTPResponse) -> None:
        host, said = self.address.host, Phrase("answer {status}", status=answer.status)
        match answer.status:
            case 200:
                return
            case 403 | 407:
                raise SourceError(SourceTrouble.NOT_ALLOWED, host, said)
            case 404 | 405 | 410:
                raise SourceError(SourceTrouble.NOT_FOUND, host)
            case 429 | 503:
                raise SourceError(SourceTrouble.BUSY, host, said)
            case _:
                raise SourceError(SourceTrouble.NOT_THIS_KIND, host, said)


def connection_trouble(error: Exception, host: str, has_answered: bool) -> SourceError:
    """What a failed connection means."""
    match error:
        case ssl.SSLCertVerificationError():
            return SourceError(SourceTrouble.NOT_TRUSTED, host, error.verify_message)
        case ssl.SSLError():
            return SourceError(SourceTrouble.NOT_THIS_KIND, host, Phrase("its answer is not that of https"))
        case socket.gaierror() | UnicodeError():
            return SourceError(SourceTrouble.NO_SUCH_HOST, host)
        case TimeoutError():
            return SourceError(SourceTrouble.NO_PICTURE if has_answered else SourceTrouble.TIMED_OUT, host)
        case ConnectionRefusedError():
            return SourceError(SourceTrouble.REFUSED, host)
        case ConnectionError() | http.client.IncompleteRead() | http.client.RemoteDisconnected():
            return SourceError(SourceTrouble.ENDED, host)
        case http.client.HTTPException():
            return SourceError(SourceTrouble.NOT_THIS_KIND, host, Phrase("its answer is not that of a web server"))
        case _:
            reason = getattr(error, "strerror", None) or type(error).__name__
            return SourceError(SourceTrouble.UNREACHABLE, host, reason)


def _plain(kind: str) -> str:
    """A type as a stranger wrote it, fit for a sentence."""
    return "".join(c for c in kind if c.isprintable())[:40] or Phrase("of no stated kind")
