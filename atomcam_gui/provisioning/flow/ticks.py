"""What is known on the way to the first picture, and what it means for each tick. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from atomcam_gui.camera.board_words import heard
from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.console import wifi_reasons
from atomcam_gui.provisioning.console.board_console import StreamStatus, WifiState, WifiStatus
from atomcam_gui.provisioning.flow.setup_state import PictureState, Tick, TickState
from atomcam_gui.provisioning.troubles import SetupError, Trouble

_UNREACHABLE = re.compile(
    r"is it running\?|nobody answers|timed out|no way there|no computer of this name|reset the connection"
    r"|connection broke|network error|server is silent"
)
_NOT_YET = re.compile(r"^(?:|connecting|waiting for the network|stopped: .*|no computer is set: .*)$")
_PASSING = re.compile(r"^the server closed the connection")
"""A server that ends does so, and one that wants a new proof: no word against what is tried now."""
_BELONGING = {
    Tick.CONNECTION: (Trouble.HOST_UNREACHABLE, Trouble.SERVER_REFUSED),
    Tick.KEY: (Trouble.KEY_REFUSED,),
    Tick.PICTURE: (Trouble.NO_PICTURE,),
}
"""What the board says of its stream is about one tick only."""
_PROOF = re.compile(r"proof of its key|prove your key")


@dataclass(frozen=True, slots=True)
class Facts:
    """What board and server have told so far. None where nothing was told yet."""

    host: str
    port: int
    """The address that the board was given."""
    has_key: bool
    """False for firmware that knows no keys, and is let in by its address."""
    wifi: WifiStatus | None = None
    stream: StreamStatus | None = None
    connected: bool = False
    """The server sees this camera at this moment."""
    admitted: bool = False
    """It has proved its key, or is let in by its address."""
    refused: bool = False
    """It tried to prove its key, and failed."""
    camera_id: str | None = None
    pictured: bool = False
    """A picture of this camera was let through."""
    console: SetupError | None = None
    """Why the board cannot be asked."""


def trouble_of_wifi(status: WifiStatus) -> SetupError | None:
    """Why the board is not in its network, where it says so."""
    if status.state is WifiState.CONNECTED or status.reason == wifi_reasons.NONE:
        return None
    trouble = wifi_reasons.trouble_of(status.reason)
    return SetupError(trouble, ssid=status.ssid, reason=status.reason_text or wifi_reasons.words(status.reason))


def trouble_of_stream(status: StreamStatus, host: str, port: int) -> SetupError | None:
    """Why no pictures go out, where the board says so."""
    if _NOT_YET.match(status.error):
        return None
    if _PROOF.search(status.error):
        return SetupError(Trouble.KEY_REFUSED)
    if status.up:
        return SetupError(Trouble.NO_PICTURE, reason=heard(status.error))
    if _UNREACHABLE.search(status.error):
        return SetupError(Trouble.HOST_UNREACHABLE, host=host, port=port)
    return SetupError(Trouble.SERVER_REFUSED, host=host, port=port, reason=heard(status.error))


@dataclass(slots=True)
class Ticks:
    """Turns facts into ticks; remembers since when each has been the one that is waited for.

    Attributes:
        patience: seconds after which a tick that is still grey gets its help.
        doubt: seconds for which what the board says against a tick may still be about what was before.
    """

    patience: float
    doubt: float
    _waiting_for: Tick | None = None
    _since: float = 0.0
    _told: dict[Tick, SetupError] = field(default_factory=dict)

    def judge(self, facts: Facts, now: float) -> PictureState:
        """The page's state.

        Args:
            now: monotonic seconds.
        """
        done = _done(facts)
        first = next((tick for tick in Tick if tick not in done), None)
        if first is not self._waiting_for:
            self._waiting_for, self._since = first, now
        states = {tick: TickState.OK if tick in done else TickState.WAITING for tick in Tick}
        state = PictureState(states, camera_id=facts.camera_id, done=facts.pictured)
        if first is None:
            return state
        trouble = _failure(first, facts)
        if trouble is not None and (facts.refused or now - self._since >= self.doubt):
            states[first] = TickState.FAILED
        elif now - self._since >= self.patience:
            states[first] = TickState.SLOW
            trouble = trouble or _help(first, facts)
        else:
            trouble = None
        return replace(state, troubles=self._troubles(first, trouble))

    def _troubles(self, tick: Tick, trouble: SetupError | None) -> Mapping[Tick, SetupError]:
        """One trouble that stays the same is one object, so that a page that shows it need not be drawn anew."""
        before = self._told.get(tick)
        if trouble is None:
            self._told = {}
        elif before is None or (before.trouble, before.facts) != (trouble.trouble, trouble.facts):
            self._told = {tick: trouble}
        return dict(self._told)


def _done(facts: Facts) -> set[Tick]:
    """What has come true. Each implies those before it, whoever told."""
    stream = facts.stream
    at_address = stream is not None and (stream.host, stream.port) == (facts.host, facts.port)
    answered = stream is not None and at_address and (stream.up or _PROOF.search(stream.error) is not None)
    reached = {
        Tick.WIFI: facts.wifi is not None and facts.wifi.state is WifiState.CONNECTED,
        Tick.ADDRESS: at_address,
        Tick.CONNECTION: facts.connected or facts.refused or answered,
        Tick.KEY: facts.connected and facts.admitted,
        Tick.PICTURE: facts.pictured,
    }
    furthest = max((index for index, tick in enumerate(Tick) if index >= 2 and reached[tick]), default=-1)
    return {tick for index, tick in enumerate(Tick) if reached[tick] or index < furthest}


def _failure(tick: Tick, facts: Facts) -> SetupError | None:
    """Why this tick will not come true as things are."""
    wifi, stream = facts.wifi, facts.stream
    told = None
    if stream is not None and not (_PASSING.search(stream.error) and not _PROOF.search(stream.error)):
        told = trouble_of_stream(stream, facts.host, facts.port)
    if tick is Tick.KEY and facts.refused:
        return SetupError(Trouble.KEY_REFUSED)
    if facts.console is not None and not facts.connected:
        return facts.console
    match tick:
        case Tick.WIFI:
            return trouble_of_wifi(wifi) if wifi is not None else None
        case Tick.ADDRESS if stream is not None:
            set_to = Phrase("it is set to {host}:{port}", host=stream.host or Phrase("none"), port=stream.port)
            return SetupError(Trouble.CONSOLE_REFUSED, reason=set_to)
    return told if told is not None and told.trouble in _BELONGING.get(tick, ()) else None


def _help(tick: Tick, facts: Facts) -> SetupError:
    """What is most likely behind a tick that stays grey."""
    match tick:
        case Tick.WIFI:
            return SetupError(Trouble.WIFI_TIMEOUT, ssid=facts.wifi.ssid if facts.wifi else "")
        case Tick.ADDRESS:
            return SetupError(Trouble.CONSOLE_FAILED, doing=Phrase("it was asked for its state"))
        case Tick.CONNECTION:
            told = trouble_of_stream(facts.stream, facts.host, facts.port) if facts.stream else None
            return told or SetupError(Trouble.HOST_UNREACHABLE, host=facts.host, port=facts.port)
        case Tick.KEY if not facts.connected:
            reason = Phrase("it may be another program, or another AtomCam")
            return SetupError(Trouble.SERVER_REFUSED, host=facts.host, port=facts.port, reason=reason)
        case Tick.KEY:
            return SetupError(Trouble.KEY_REFUSED)
        case Tick.PICTURE:
            return SetupError(Trouble.NO_PICTURE, reason=Phrase("it sends none"))
