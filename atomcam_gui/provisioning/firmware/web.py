"""HTTP and HTTPS for what is downloaded: with the system's proxies, endable at any moment, failures in words.

Everything here blocks and belongs into a thread (``in_thread.py``), or into a command that may wait.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
import urllib.error
import urllib.request
from typing import Any, cast
from urllib.parse import urlsplit

from atomcam_gui import __version__
from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.firmware.patient_sockets import SLICE_S, PatientTlsContext, Stop, connect
from atomcam_gui.provisioning.troubles import SetupError, Trouble

_MAX_DOCUMENT = 4 * 1024 * 1024
"""Bytes of a JSON document; that of a release with a hundred assets has about 200,000."""


class HttpRefusal(SetupError):
    """The server answered, but not with what was asked for. ``status`` is HTTP's."""

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        super().__init__(Trouble.DOWNLOAD_REFUSED, reason=reason)


def is_safe(url: str) -> bool:
    """An https URL, or an http one that does not leave this computer."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host or "")))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def open_url(url: str, stop: Stop, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
    """Ask for a URL, follow redirects, and return the answer with its body to be read. The caller closes it.

    Raises:
        HttpRefusal: an answer that is none of 2xx.
        SetupError: ``NO_NETWORK``, ``SERVER_NOT_TRUSTED`` or ``DOWNLOAD_REFUSED``.
        Stopped: ``stop`` was set.
    """
    _check(url)
    request = urllib.request.Request(url, headers={"User-Agent": f"AtomCam/{__version__}", **(headers or {})})
    try:
        return cast(http.client.HTTPResponse, _opener(stop).open(request, timeout=SLICE_S))
    except urllib.error.HTTPError as error:
        with error:
            raise HttpRefusal(error.code, _refusal(error)) from error
    except urllib.error.URLError as error:
        reason = error.reason if isinstance(error.reason, OSError) else error
        raise _trouble(url, reason) from error
    except (OSError, http.client.HTTPException) as error:
        raise _trouble(url, error) from error


def read_json(url: str, stop: Stop) -> Any:
    """A URL's JSON document.

    Raises:
        SetupError: as ``open_url``; also ``WEB_PAGE``, and ``DOWNLOAD_REFUSED`` where it is no JSON.
        Stopped: ``stop`` was set.
    """
    host = urlsplit(url).hostname
    with open_url(url, stop, {"Accept": "application/vnd.github+json, application/json"}) as answer:
        check_no_page(answer, Phrase("The answer of {host}", host=host))
        try:
            body = answer.read(_MAX_DOCUMENT + 1)
        except (OSError, http.client.HTTPException) as error:
            raise _trouble(url, error) from error
    try:
        if len(body) > _MAX_DOCUMENT:
            raise ValueError("too long")
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SetupError(
            Trouble.DOWNLOAD_REFUSED, reason=Phrase("{host} answered something else than JSON", host=host)
        ) from error


def check_no_page(answer: http.client.HTTPResponse, name: str) -> None:
    """Refuse a page for people, such as the login page of a hotel's network.

    Raises:
        SetupError: ``WEB_PAGE``.
    """
    if answer.headers.get_content_type() in ("text/html", "application/xhtml+xml"):
        raise SetupError(Trouble.WEB_PAGE, file=name)


def _check(url: str) -> None:
    if not is_safe(url):
        raise SetupError(Trouble.DOWNLOAD_REFUSED, reason=Phrase("{url} is not a secure (https) address", url=url))


class _Http(http.client.HTTPConnection):
    """Makes its connection by ``connect``; urllib hands the arguments over."""

    def __init__(self, *arguments: Any, stop: Stop, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._create_connection = _connector(stop)


class _Https(http.client.HTTPSConnection):
    """The same, which goes through a proxy's tunnel too."""

    def __init__(self, *arguments: Any, stop: Stop, **named: Any) -> None:
        super().__init__(*arguments, context=PatientTlsContext.make(stop), **named)
        self._create_connection = _connector(stop)


def _connector(stop: Stop) -> Any:
    def create_connection(address: tuple[str, int], *_: object) -> socket.socket:
        try:
            return connect(*address, stop)
        except (OSError, UnicodeError) as error:
            # Told here, where it is known whether the server or a proxy could not be reached.
            raise SetupError(Trouble.NO_NETWORK, reason=_unreachable(address[0], error)) from error

    return create_connection


class _HttpHandler(urllib.request.HTTPHandler):
    def __init__(self, stop: Stop) -> None:
        super().__init__()
        self._stop = stop

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(cast(Any, _Http), req, stop=self._stop)


class _HttpsHandler(urllib.request.HTTPSHandler):
    def __init__(self, stop: Stop) -> None:
        super().__init__()
        self._stop = stop

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(cast(Any, _Https), req, stop=self._stop)


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Never from a secure address to an open one."""

    def redirect_request(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: str) -> Any:
        try:
            _check(newurl)
        except SetupError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(stop: Stop) -> urllib.request.OpenerDirector:
    """What ``build_opener`` makes, but without its ``file:``, ``ftp:`` and ``data:``."""
    opener = urllib.request.OpenerDirector()
    opener.addheaders = []
    for handler in (
        urllib.request.ProxyHandler(),
        _HttpHandler(stop),
        _HttpsHandler(stop),
        _SafeRedirects(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _trouble(url: str, error: Exception) -> SetupError:
    """What went wrong once there was a connection."""
    host = urlsplit(url).hostname or url
    if isinstance(error, ssl.SSLCertVerificationError):
        return SetupError(Trouble.SERVER_NOT_TRUSTED, host=host, reason=error.verify_message)
    if isinstance(error, ssl.SSLError):
        return SetupError(Trouble.SERVER_NOT_TRUSTED, host=host, reason=error.reason or Phrase("its answer is not TLS"))
    if str(error).startswith("Tunnel connection failed: "):
        answer = str(error).partition(": ")[2]
        return SetupError(
            Trouble.DOWNLOAD_REFUSED,
            reason=Phrase("the proxy does not let this through to {host} ({answer})", host=host, answer=answer),
        )
    if isinstance(error, TimeoutError):
        return SetupError(Trouble.NO_NETWORK, reason=Phrase("{host} did not answer in time", host=host))
    if isinstance(error, ConnectionError):
        return SetupError(
            Trouble.NO_NETWORK, reason=Phrase("{host} closed the connection without an answer", host=host)
        )
    if isinstance(error, http.client.HTTPException):
        return SetupError(Trouble.NO_NETWORK, reason=Phrase("{host} does not answer like a web server", host=host))
    return SetupError(Trouble.NO_NETWORK, reason=Phrase("{host}: {error}", host=host, error=error))


def _unreachable(host: str, error: Exception) -> str:
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return Phrase("{host} was not found; this computer seems to have no internet connection", host=host)
    if isinstance(error, TimeoutError):
        return Phrase("{host} did not answer in time", host=host)
    if isinstance(error, ConnectionRefusedError):
        return Phrase("{host} refused the connection", host=host)
    return Phrase("{host} cannot be reached ({reason})", host=host, reason=getattr(error, "strerror", None) or error)


def _refusal(error: urllib.error.HTTPError) -> str:
    host = urlsplit(error.url or "").hostname or Phrase("the server")
    usual = Phrase("it is out of order") if error.code >= 500 else Phrase("it gives no other reason")
    words = {
        403: Phrase("it does not give it to this computer now; perhaps it was asked too often"),
        404: Phrase("it does not have it any more"),
        407: Phrase("the proxy wants a user name and a password"),
        429: Phrase("it was asked too often"),
    }.get(error.code, usual)
    return Phrase("{host} answered {status}, {words}", host=host, status=error.code, words=words)
