"""Tokens in requests, wrong ones, and what is never shown of them."""

from __future__ import annotations

import pytest
from websockets.datastructures import Headers

from atomcam_gui.sharing.credentials import (
    Ambiguous,
    check_headers,
    forget_cookie,
    set_cookie,
    split_target,
    token_in,
    without_secrets,
)
from atomcam_gui.sharing.guesses import ALLOWED, MAX_ADDRESSES, WINDOW_S, Guesses

PORT = 8080


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


# -- where a token is ----------------------------------------------------------------------------------------------


def test_the_address_goes_before_the_header_and_that_before_the_cookie() -> None:
    headers = Headers(Authorization="Bearer FROMHEADER", Cookie="a=b; atomcam-8080=FROMCOOKIE; c=d")
    assert token_in({"token": "FROMQUERY"}, headers, PORT) == "FROMQUERY"
    assert token_in({}, headers, PORT) == "FROMHEADER"
    assert token_in({}, Headers(Cookie=headers["Cookie"]), PORT) == "FROMCOOKIE"
    assert token_in({}, Headers(), PORT) is None


@pytest.mark.parametrize("value", ["Basic FROMHEADER", "FROMHEADER", "", "Digest x=y"])
def test_other_ways_to_authorise_are_none(value: str) -> None:
    assert token_in({}, Headers(Authorization=value), PORT) is None


def test_a_cookie_is_this_ports_own() -> None:
    cookie = set_cookie("T", PORT).partition(";")[0]
    assert token_in({}, Headers(Cookie=cookie), PORT) == "T"
    assert token_in({}, Headers(Cookie=cookie), 8081) is None
    for text in (set_cookie("T", PORT), forget_cookie(PORT)):
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(text.split("; "))
    assert "Max-Age=0" in forget_cookie(PORT)


def test_an_empty_token_is_a_wrong_one_not_none() -> None:
    assert token_in(split_target("/?token=")[1], Headers(), PORT) == ""


@pytest.mark.parametrize(
    "target", ["/?token=a&token=b", "/?camera=a&camera=a", "/?" + "&".join(f"f{n}=1" for n in range(50)), "/?token=%ff"]
)
def test_what_has_two_meanings_is_refused(target: str) -> None:
    with pytest.raises(Ambiguous):
        split_target(target)


@pytest.mark.parametrize("name", ["Authorization", "Cookie", "Referer", "Sec-Fetch-Site"])
def test_headers_that_decide_may_come_once(name: str) -> None:
    headers = Headers([(name, "a"), (name, "a")])
    with pytest.raises(Ambiguous):
        check_headers(headers)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/status", "/status"),
        ("/ws/jpeg", "/ws/jpeg"),
        ("/%3Ftoken=SECRET", "/…"),
        ("/token=SECRET", "/token…"),
        ("/;token=SECRET", "/…"),
        ("/a&token%3DSECRET", "/a…"),
    ],
)
def test_a_path_in_the_log_has_no_token(path: str, shown: str) -> None:
    assert without_secrets(path) == shown


# -- wrong ones ----------------------------------------------------------------------------------------------------


def test_after_some_wrong_tokens_an_address_waits_a_minute() -> None:
    clock = Clock()
    tried = Guesses(clock)
    for number in range(ALLOWED):
        assert tried.wait_s("192.168.1.9") == 0
        tried.note("192.168.1.9", f"guess {number}")
    assert 0 < tried.wait_s("192.168.1.9") <= WINDOW_S
    assert tried.wait_s("192.168.1.10") == 0
    clock.now += WINDOW_S + 1
    assert tried.wait_s("192.168.1.9") == 0


def test_a_page_whose_link_was_revoked_locks_nobody_out() -> None:
    tried = Guesses(Clock())
    for _ in range(500):
        tried.note("192.168.1.9", "the revoked one")
    assert tried.wait_s("192.168.1.9") == 0


def test_all_addresses_of_an_ipv6_network_are_one_guesser() -> None:
    tried = Guesses(Clock())
    for number in range(ALLOWED):
        tried.note(f"2001:db8::{number:x}", f"guess {number}")
    assert tried.wait_s("2001:db8::ffff")
    assert tried.wait_s("2001:db8:0:1::1") == 0
    assert tried.wait_s("unknown") == 0


def test_a_crowd_of_addresses_takes_little_memory() -> None:
    tried = Guesses(Clock())
    for number in range(3 * MAX_ADDRESSES):
        tried.note(f"10.0.{number // 256}.{number % 256}", "guess")
    assert len(tried._wrong) == MAX_ADDRESSES
