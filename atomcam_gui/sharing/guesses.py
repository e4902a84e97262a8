"""Who tries tokens: after a few wrong ones an address is not listened to for a while."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections import OrderedDict
from collections.abc import Callable

ALLOWED = 10
"""Different wrong tokens an address may try in ``WINDOW_S``. The same one again is a page that does not know yet that
its link was revoked, and tells a guesser nothing: it is not counted."""
WINDOW_S = 60.0
MAX_ADDRESSES = 1024
"""The address that tried longest ago is forgotten for a new one beyond these."""


class Guesses:
    """Wrong tokens of the last minute, by address. They themselves are not kept, only a keyed digest of each.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._salt = secrets.token_bytes(16)
        self._wrong: OrderedDict[str, dict[bytes, float]] = OrderedDict()

    def wait_s(self, address: str) -> int:
        """Seconds until tokens from this address are looked at again; 0 where they are now."""
        tried = self._recent(_network(address))
        if len(tried) < ALLOWED:
            return 0
        # Until enough of them are old; the oldest comes first.
        return max(1, round(list(tried.values())[len(tried) - ALLOWED] + WINDOW_S - self._clock()))

    def note(self, address: str, token: str) -> None:
        """A token from this address was wrong."""
        network = _network(address)
        tried = self._recent(network)
        digest = hashlib.blake2b(token.encode("utf-8", "surrogatepass"), key=self._salt, digest_size=16).digest()
        tried.setdefault(digest, self._clock())
        self._wrong[network] = tried
        self._wrong.move_to_end(network)
        while len(self._wrong) > MAX_ADDRESSES:
            self._wrong.popitem(last=False)

    def _recent(self, network: str) -> dict[bytes, float]:
        tried = self._wrong.get(network, {})
        oldest = self._clock() - WINDOW_S
        recent = {digest: at for digest, at in tried.items() if at > oldest}
        if network in self._wrong:
            if recent:
                self._wrong[network] = recent
            else:
                del self._wrong[network]
        return recent


def _network(address: str) -> str:
    """What one guesser has: an IPv4 address, or the 64 bits of an IPv6 network."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False))
