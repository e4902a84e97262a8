"""Why WiFi does not connect, in words. Source: the port's status codes, which are ESP-IDF's reasons."""

from micropython import const

IDLE = const(1000)
CONNECTING = const(1001)
GOT_IP = const(1010)

NONE = const(-1)
"""No reason: it never failed, or it is connected."""

TIMED_OUT = CONNECTING
"""Still connecting when our patience ended: the port knows nothing better."""

_WORDS = {
    2: "the access point ended the login",
    15: "probably the wrong password",
    200: "connection lost: the access point is gone or too far away",
    201: "no such network in reach (2.4 GHz only)",
    202: "wrong password",
    203: "the access point refused: it may be full, or admit only known devices",
    204: "probably the wrong password: no answer to the login",
    210: "security not supported: no such network with security that this board can use",
    211: "security not supported: the network's security is not what the password is for",
    212: "too weak: the network is in reach, but its signal is too weak",
    TIMED_OUT: "timed out: no answer, or no address from the network",
}

_AUTH = ("OPEN", "WEP", "WPA", "WPA2", "WPA/WPA2", "WPA2-ENT", "WPA3", "WPA2/WPA3", "WAPI", "OWE", "WPA3-ENT")


def words(reason: int):
    """The reason in words, or None for no reason."""
    if reason == NONE:
        return None
    return _WORDS.get(reason, "disconnected (ESP-IDF's reason %d)" % reason)


def auth_name(auth: int) -> str:
    """A network's security, in a word."""
    return _AUTH[auth] if 0 <= auth < len(_AUTH) else "AUTH%d" % auth
