"""Where a request carries its token, and the cookie that spares a page from carrying it in every address."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, unquote

from websockets.datastructures import Headers

COOKIE_AGE_S = 400 * 24 * 3600
"""The longest that browsers keep one: a bookmark opens the page until the link is revoked."""

_MAX_FIELDS = 16
_ONCE = ("Authorization", "Cookie", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest")


class Ambiguous(ValueError):
    """Something that decides about a request came twice, or cannot be read."""


def split_target(target: str) -> tuple[str, dict[str, str]]:
    """Path and query of a request's target; the path as it came.

    Raises:
        Ambiguous: a field comes twice, or there are too many.
    """
    path, _, query = target.partition("?")
    try:
        fields = parse_qs(query, keep_blank_values=True, max_num_fields=_MAX_FIELDS, errors="strict")
    except ValueError as error:
        raise Ambiguous("the query") from error
    if any(len(values) > 1 for values in fields.values()):
        raise Ambiguous("a field of the query")
    return path, {name: values[0] for name, values in fields.items()}


def check_headers(headers: Headers) -> None:
    """See that nothing that we decide by has two meanings.

    Raises:
        Ambiguous: a header comes twice.
    """
    for name in _ONCE:
        if len(headers.get_all(name)) > 1:
            raise Ambiguous(name)


def cookie_name(port: int) -> str:
    """Browsers keep cookies by host, whatever the port: two programs on one computer need two names."""
    return f"atomcam-{port}"


def token_in(query: Mapping[str, str], headers: Mapping[str, str], port: int) -> str | None:
    """The token that a request presents: what its address says goes before what the browser remembers."""
    if "token" in query:
        return query["token"]
    scheme, _, word = headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return word.strip()
    return _cookie(headers.get("Cookie", ""), cookie_name(port))


def _cookie(header: str, wanted: str) -> str | None:
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == wanted:
            return value.strip('"')
    return None


def set_cookie(token: str, port: int) -> str:
    """What makes a browser present the token from now on, to this server's own pages only."""
    return f"{cookie_name(port)}={token}; Path=/; Max-Age={COOKIE_AGE_S}; HttpOnly; SameSite=Strict"


def forget_cookie(port: int) -> str:
    """What makes a browser forget it."""
    return f"{cookie_name(port)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"


def without_secrets(path: str) -> str:
    """A path for the log. A token that a link's damage moved into the path is not shown."""
    plain = unquote(path)
    at = min((plain.find(sign) for sign in ("?", "=", "&", ";") if sign in plain), default=len(plain))
    return plain[:at] if at == len(plain) else f"{plain[:at]}…"
