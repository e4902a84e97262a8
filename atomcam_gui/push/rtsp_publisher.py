"""Announces a stream to an RTSP server and sends it: ANNOUNCE, SETUP, RECORD, packets, TEARDOWN (RFC 2326)."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import NoReturn

from atomcam_gui import __version__
from atomcam_gui.errors import PushError
from atomcam_gui.push import rtsp_wire, troubles
from atomcam_gui.push.push_url import PushUrl
from atomcam_gui.push.rtsp_login import Login
from atomcam_gui.push.rtsp_messages import Answer, request
from atomcam_gui.push.rtsp_wire import RtspWire
from atomcam_gui.push.sdp import TRACK, MediaDescription, session_description

ANSWER_WAIT_S = 5.0
_GOODBYE_WAIT_S = 0.2
_LEAST_SESSION_S, _USUAL_SESSION_S = 2.0, 60.0


class RtspPublisher:
    """One session with a server. For the event loop's thread."""

    def __init__(self, url: PushUrl, wire: RtspWire, answer_wait_s: float) -> None:
        self.wire = wire
        self._url = url
        self._login = Login(url.user, url.password) if url.user or url.password else None
        self._wait_s = answer_wait_s
        self._number = 0
        self._session = ""
        self.session_s = _USUAL_SESSION_S
        """A server may end a session that it has heard nothing of for so long."""

    @classmethod
    async def open(cls, url: PushUrl, answer_wait_s: float = ANSWER_WAIT_S) -> RtspPublisher:
        """Connect, and see that somebody speaks RTSP there.

        Args:
            answer_wait_s: for each of the server's answers.

        Raises:
            PushError: nobody does.
        """
        publisher = cls(url, await rtsp_wire.connect(url), answer_wait_s)
        try:
            await publisher._ask("OPTIONS", url.request)
        except BaseException:
            publisher.wire.close()
            raise
        return publisher

    async def announce(self, media: MediaDescription, title: str) -> None:
        """Say what is to come, and agree on how.

        Args:
            title: what players may show.

        Raises:
            PushError: the server does not want it.
        """
        body = session_description(media, title).encode("utf-8", "replace")
        await self._ask("ANNOUNCE", self._url.request, {"Content-Type": "application/sdp"}, body)
        transport = {"Transport": "RTP/AVP/TCP;unicast;interleaved=0-1;mode=record"}
        answer = await self._ask("SETUP", f"{self._url.request}/{TRACK}", transport)
        self._session, _, options = answer.header("session").partition(";")
        name, _, seconds = options.strip().partition("=")
        if name == "timeout" and seconds.strip().isdecimal():
            self.session_s = max(_LEAST_SESSION_S, float(seconds))

    async def record(self) -> None:
        """Begin: after this, packets may be sent.

        Raises:
            PushError: the server has changed its mind.
        """
        await self._ask("RECORD", self._url.request, {"Range": "npt=0.000-"})

    def say_alive(self) -> None:
        """Tell the server that we are still there. What it answers does not matter."""
        self._number += 1
        headers = {"Session": self._session}
        self.wire.send(request("OPTIONS", self._url.request, self._number, headers))

    async def close(self) -> None:
        """Say goodbye, without waiting for long."""
        if self._session and not self.wire.lost.done() and not self.wire.blocked_s:
            self._wait_s = _GOODBYE_WAIT_S
            with contextlib.suppress(PushError):
                await self._ask("TEARDOWN", self._url.request)
        self.wire.close()

    async def _ask(self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Answer:
        answer = await self._ask_once(method, url, headers or {}, body)
        if answer.status == 401 and self._login is not None:
            if not self._login.take(answer.headers.get("www-authenticate", ())):
                raise troubles.LoginRefused(self._url.place)
            answer = await self._ask_once(method, url, headers or {}, body)
        if answer.status != 200:
            self._refused(answer)
        return answer

    async def _ask_once(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        self._number += 1
        own = {"User-Agent": f"AtomCam/{__version__}"}
        if self._session:
            own["Session"] = self._session
        login = self._login.header(method, url) if self._login is not None else None
        if login is not None:
            own["Authorization"] = login
        return await self.wire.ask(
            self._number, request(method, url, self._number, {**own, **headers}, body), self._wait_s
        )

    def _refused(self, answer: Answer) -> NoReturn:
        place = self._url.place
        if answer.status == 401:
            raise troubles.LoginWanted(place) if self._login is None else troubles.LoginRefused(place)
        if answer.status == 403:
            raise troubles.LoginRefused(place)
        raise troubles.NotTaken(place, answer.status, answer.reason)
