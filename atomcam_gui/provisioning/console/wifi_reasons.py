"""Why WiFi does not connect: ESP-IDF's reasons, which both firmwares report, as troubles and in words.

MicroPython's port adds 1001, still connecting, for "no answer in time". Sources: ESP-IDF's ``wifi_err_reason_t``;
MicroPython's ports/esp32/network_wlan.c, which gives 205 as 202.
"""

from __future__ import annotations

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.troubles import Trouble

NONE = -1
"""It never failed, or is connected."""

_TIMED_OUT = 1001

_WORDS = {
    2: Phrase("the access point ended the login"),
    4: Phrase("the access point ended the connection"),
    5: Phrase("the access point takes no more devices"),
    8: Phrase("the camera left the network"),
    15: Phrase("probably the wrong password"),
    200: Phrase("the access point is gone or too far away"),
    201: Phrase("no such network in reach"),
    202: Phrase("wrong password"),
    203: Phrase("the access point refused: it may be full, or admit only known devices"),
    204: Phrase("probably the wrong password: no answer to the login"),
    205: Phrase("probably the wrong password"),
    210: Phrase("its security is none that the camera can use"),
    211: Phrase("its security is not what the password is for"),
    212: Phrase("its signal is too weak"),
    _TIMED_OUT: Phrase("no answer, or no address from the network"),
}

_TROUBLES = {
    15: Trouble.WIFI_PASSWORD,
    201: Trouble.WIFI_NOT_FOUND,
    202: Trouble.WIFI_PASSWORD,
    204: Trouble.WIFI_PASSWORD,
    205: Trouble.WIFI_PASSWORD,
    210: Trouble.WIFI_SECURITY,
    211: Trouble.WIFI_SECURITY,
    212: Trouble.WIFI_WEAK,
    _TIMED_OUT: Trouble.WIFI_TIMEOUT,
}


def words(reason: int) -> str:
    """A reason in words; empty for none."""
    return "" if reason == NONE else _WORDS.get(reason, Phrase("ESP-IDF's reason {number}", number=reason))


def trouble_of(reason: int, *, with_password: bool = True) -> Trouble:
    """What a reason means for whoever wants to connect.

    Args:
        with_password: whether one was given. Without it, "no security that fits" means that the network has one.
    """
    if reason == 210 and not with_password:
        return Trouble.WIFI_PASSWORD
    return _TROUBLES.get(reason, Trouble.WIFI_FAILED)
