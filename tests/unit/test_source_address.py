"""Addresses of network cameras: what people type, and what of it is never shown."""

from __future__ import annotations

import copy

import pytest

from atomcam_gui.sources.address import camera_id_of, parse_address
from atomcam_gui.sources.troubles import SourceError, SourceTrouble


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("192.168.4.1", "http://192.168.4.1/"),
        ("  cam.local:81/stream ", "http://cam.local:81/stream"),
        ("HTTP://Cam.Local/Stream?x=1#part", "http://cam.local/Stream?x=1"),
        ("http://cam:80/", "http://cam/"),
        ("https://cam:443/a", "https://cam/a"),
        ("rtsp://cam:554/h264?channel=1&subtype=0", "rtsp://cam/h264?channel=1&subtype=0"),
        ("rtsp://[fe80::1]:8554/live", "rtsp://[fe80::1]:8554/live"),
        ("http://cam/küche und bad", "http://cam/k%C3%BCche%20und%20bad"),
        ("http://cam/a%20b", "http://cam/a%20b"),
        ("http://cam./x", "http://cam/x"),
    ],
)
def test_what_people_type_is_understood(typed: str, url: str) -> None:
    assert parse_address(typed).url == url
    assert parse_address(url).url == url


def test_user_and_password_are_taken_out_and_kept_whatever_is_in_them() -> None:
    address = parse_address("rtsp://admin:p%40ss%3A%2F%23%20%C3%BC@10.0.0.9/Streaming/Channels/102")
    assert (address.user, address.password) == ("admin", "p@ss:/# ü")
    assert address.url == "rtsp://10.0.0.9/Streaming/Channels/102"
    assert parse_address(address.full_url) == address
    assert parse_address("http://user@cam/").has_password
    assert parse_address("http://cam/").with_password("a", "b:c@d").full_url == "http://a:b%3Ac%40d@cam/"
    # As people type it, with the sign that ends it in it.
    assert parse_address("http://admin:p@ss@cam/").password == "p@ss"


@pytest.mark.parametrize(
    "secret", ["rtsp://admin:hunter2@cam/x", "http://cam/snapshot.cgi?user=admin&pwd=hunter2&x=1",
               "rtsp://cam/user=admin&password=hunter2&channel=1", "http://cam/?token=hunter2"]
)  # fmt: skip
def test_no_form_that_is_shown_holds_a_password(secret: str) -> None:
    address = parse_address(secret)
    for shown in (str(address), repr(address), f"{address}", address.shown, repr([copy.copy(address)])):
        assert "hunter2" not in shown
        assert "cam" in shown
    assert "hunter2" in address.full_url


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "ftp://cam/x", "rtsp://", "http://:80/", "http://cam:0/", "http://cam:99999/", "http://cam:x/",
     "http://a b/", "http://cam/\r\nX-Evil: 1", "http://cam/\0", "x" * 3000, "http://ad\\min@cam\\x/", "http://[::1", "://"],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_words(typed: str) -> None:
    with pytest.raises(SourceError) as raised:
        parse_address(typed)
    assert raised.value.trouble is SourceTrouble.BAD_ADDRESS


def test_a_refusal_does_not_repeat_what_may_be_a_password() -> None:
    with pytest.raises(SourceError) as raised:
        parse_address("http://admin:hunter2/#x@cam/")
    assert "hunter2" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_an_id_is_nobodys_mac_and_the_same_whatever_the_password() -> None:
    first = camera_id_of(parse_address("http://cam/stream"))
    assert len(first) == 12
    assert int(first[:2], 16) & 3 == 2
    assert camera_id_of(parse_address("http://u:p@CAM:80/stream")) == first
    assert camera_id_of(parse_address("http://cam/stream2")) != first
    other = camera_id_of(parse_address("http://cam/stream"), {first})
    assert other != first
    assert int(other[:2], 16) & 3 == 2
