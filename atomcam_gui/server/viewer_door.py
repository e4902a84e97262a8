"""Who of those that want to watch is let in, and to what. ``sharing`` has the rules in words; here is no socket."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from http import HTTPStatus

from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.server import addresses
from atomcam_gui.server.grant import Grant, Route
from atomcam_gui.server.http import STATUS_PATH, respond
from atomcam_gui.server.shared_cameras import default_camera, find_camera
from atomcam_gui.sharing import credentials
from atomcam_gui.sharing.credentials import Ambiguous
from atomcam_gui.sharing.guesses import Guesses
from atomcam_gui.sharing.share_book import ShareBook, ShareLink

PAGES = ("/", "/mjpeg")

ROUTES = {
    STATUS_PATH: Route.STATUS,
    "/snapshot.jpg": Route.SNAPSHOT,
    "/stream.mjpg": Route.STREAM,
    "/ws/jpeg": Route.JPEG_SOCKET,
    "/ws/viewer": Route.TS_SOCKET,
    "/ws/mse": Route.MSE_SOCKET,
}

_OF_A_CAMERA = frozenset(ROUTES.values()) - {Route.STATUS}
_AUTHORITY = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_FILE = re.compile(r"/[A-Za-z0-9_-]+\.[a-z0-9.]+")

_RETRY_S = 5

_NO_TOKEN = "This address needs a share link. Open the link that you were given, or ask for a new one."
_WRONG_NAME = "This computer is not known here by that name. Use its IP address, as in the link that you were given."
_WRONG_TOKEN = "This share link is no longer valid. Ask whoever gave it to you for a new one."

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>AtomCam</title>
<body style="font: 1.1em/1.5 system-ui, sans-serif; max-width: 26em; margin: 20vh auto; padding: 0 1.5em">
<h1 style="font-size: 1.3em">AtomCam</h1><p>{}</p></body></html>
"""


class ViewerDoor:
    """Decides about requests while sharing is on. Belongs to the event loop's thread.

    Args:
        port: the port that is listened on now.
    """

    def __init__(self, book: ShareBook, registry: CameraRegistry, port: Callable[[], int]) -> None:
        self._book = book
        self._registry = registry
        self._port = port
        self._guesses = Guesses(registry.clock)
        self._names = addresses.own_names()

    def decide(self, request: Request, address: str) -> Response | Grant | None:
        """The answer to a request from ``address``, or what it is let in for; None where it is none of the viewers'."""
        headers = request.headers
        try:
            credentials.check_headers(headers)
            path, query = credentials.split_target(request.path)
        except Ambiguous as error:
            return self._refuse(request, HTTPStatus.BAD_REQUEST, f"The request is not clear: {error}.")
        token = credentials.token_in(query, headers, self._port())
        if path == STATUS_PATH and token is None and addresses.is_loopback(address):
            return None
        if not self._is_own(headers.get("Host")):
            return self._refuse(request, HTTPStatus.FORBIDDEN, _WRONG_NAME)
        if not self._browser_may(headers, path, by_cookie="token" not in query and "Authorization" not in headers):
            return self._refuse(request, HTTPStatus.FORBIDDEN, "Pages of other sites have no access.")
        link = self._link(request, address, token)
        if isinstance(link, Response):
            return link
        # The oldest version of the library that we take lets nothing but GET through, and has no such attribute.
        method = getattr(request, "method", "GET")
        if method not in ("GET", "HEAD"):
            text = "This can only be read."
            return self._refuse(request, HTTPStatus.METHOD_NOT_ALLOWED, text, ("Allow", "GET, HEAD"))
        route = Route.PAGE if path in PAGES or (_FILE.fullmatch(path) and path not in ROUTES) else ROUTES.get(path)
        if route is None:
            return self.nothing_here(request)
        camera_id = ""
        if route in _OF_A_CAMERA:
            found = self._camera(request, query)
            if isinstance(found, Response):
                return found
            camera_id = found
        return Grant(
            route,
            link,
            address,
            camera_id,
            path,
            headers.get("Host", "").strip(),
            method == "HEAD",
            "token" in query,
        )

    # -- browsers ------------------------------------------------------------------------------------------------

    def _is_own(self, host: str | None) -> bool:
        """Whether ``Host`` names this computer. Another site's name may have been pointed at it (DNS rebinding)."""
        if host is None:
            return True
        authority = host.strip()
        return bool(_AUTHORITY.fullmatch(authority)) and addresses.is_own_host(
            addresses.host_of(authority), self._names
        )

    def _browser_may(self, headers: Headers, path: str, *, by_cookie: bool) -> bool:
        """Whether a browser sends this on behalf of nobody but its user and our own page."""
        host = headers.get("Host")
        origin = headers.get("Origin")
        if origin is not None and not _is_at(origin, host):
            return False
        # Cookies know no ports: to the browser, another program's page on this computer is of the same site as ours.
        referer = headers.get("Referer")
        if by_cookie and referer is not None and not _is_at(referer, host):
            return False
        if headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
            return True
        # A link in a letter or on another page is opened by the user.
        return path in PAGES and (headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest")) == (
            "navigate",
            "document",
        )

    # -- tokens --------------------------------------------------------------------------------------------------

    def _link(self, request: Request, address: str, token: str | None) -> ShareLink | Response:
        if token is None:
            return self._unauthorised(request, _NO_TOKEN)
        wait_s = self._guesses.wait_s(address)
        if wait_s:
            text = "Too many wrong links were tried from here. Try again in a minute."
            return self._refuse(request, HTTPStatus.TOO_MANY_REQUESTS, text, ("Retry-After", str(wait_s)))
        link = self._book.link_of(token)
        if link is None:
            self._guesses.note(address, token)
            return self._unauthorised(request, _WRONG_TOKEN, ("Set-Cookie", credentials.forget_cookie(self._port())))
        return link

    def _unauthorised(self, request: Request, text: str, *headers: tuple[str, str]) -> Response:
        return self._refuse(request, HTTPStatus.UNAUTHORIZED, text, ("WWW-Authenticate", "Bearer"), *headers)

    # -- cameras -------------------------------------------------------------------------------------------------

    def _camera(self, request: Request, query: dict[str, str]) -> str | Response:
        """The id of the camera that is meant."""
        wanted = query.get("camera")
        if wanted is not None:
            camera = find_camera(self._registry, wanted)
            if camera is None:
                return self._refuse(request, HTTPStatus.NOT_FOUND, "There is no such camera.")
        else:
            camera = default_camera(self._registry)
            if camera is None:
                return self.try_later(request, "There is no camera yet.")
        return camera.id

    def still_holds(self, grant: Grant) -> bool:
        """Whether a grant would be given again, as far as its link is concerned."""
        self._book.refresh()
        return self._book.get(grant.link.id) is not None

    # -- refusals ------------------------------------------------------------------------------------------------

    def nothing_here(self, request: Request) -> Response:
        """There is no such address."""
        return self._refuse(request, HTTPStatus.NOT_FOUND, "There is nothing at this address.")

    def try_later(self, request: Request, text: str) -> Response:
        """Not now, but perhaps soon."""
        return self._refuse(request, HTTPStatus.SERVICE_UNAVAILABLE, text, ("Retry-After", str(_RETRY_S)))

    @staticmethod
    def _refuse(request: Request, status: HTTPStatus, text: str, *headers: tuple[str, str]) -> Response:
        """An answer that a person can read: a page for a browser, else a line."""
        if any("text/html" in kinds for kinds in request.headers.get_all("Accept")):
            policy = ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
            body = _PAGE.format(html.escape(text))
            return respond(status, body, "text/html; charset=utf-8", extra=(policy, *headers))
        return respond(status, f"{text}\n", extra=headers)


def _is_at(url: str, host: str | None) -> bool:
    """Whether an origin, or an address, is of the very server that ``Host`` names."""
    scheme, separator, rest = url.partition("://")
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return bool(separator) and scheme in ("http", "https") and authority.lower() == (host or "").strip().lower()
