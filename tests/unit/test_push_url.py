"""Addresses of servers, and the passwords in them."""

from __future__ import annotations

import io

import pytest

from atomcam_gui.errors import UsageError
from atomcam_gui.push.push_url import parse_push_url
from atomcam_gui.push.troubles import PushUrlWrong
from atomcam_gui.serve_push import PASSWORD_VARIABLE, read_wishes

SECRET = "rtsp://cook:p%40ss%2Fw%3Ard@nas.local:8554/house/kitchen?token=t0ken"


def test_an_address_is_shown_without_what_is_secret_in_it() -> None:
    url = parse_push_url(SECRET)
    assert (url.user, url.password, url.host, url.port) == ("cook", "p@ss/w:rd", "nas.local", 8554)
    assert str(url) == url.shown == "rtsp://cook:•••@nas.local:8554/house/kitchen?•••"
    assert url.request == "rtsp://nas.local:8554/house/kitchen?token=t0ken"
    assert url.secret == SECRET
    for text in (str(url), repr(url), f"{url}", repr([url]), url.place):
        assert "p@ss" not in text
        assert "p%40ss" not in text
        assert "t0ken" not in text


@pytest.mark.parametrize(
    ("text", "place", "request_url"),
    [
        ("rtsp://10.0.0.5/x", "10.0.0.5 port 554", "rtsp://10.0.0.5:554/x"),
        ("RTSPS://10.0.0.5/x", "10.0.0.5 port 322", "rtsps://10.0.0.5:322/x"),
        ("rtsp://[fe80::1]:8554/x/", "fe80::1 port 8554", "rtsp://[fe80::1]:8554/x/"),
        ("  rtsp://nas:8554  ", "nas port 8554", "rtsp://nas:8554"),
    ],
)
def test_addresses_as_people_write_them(text: str, place: str, request_url: str) -> None:
    url = parse_push_url(text)
    assert (url.place, url.request) == (place, request_url)


@pytest.mark.parametrize(
    "text",
    [
        "", "nas", "http://nas/x", "rtsp://", "rtsp:///x", "rtsp://u:s3cret@", "rtsp://u:s3#cret@nas/x",
        "rtsp://u:s3/cret@nas/x", "rtsp://nas:99999/x", "rtsp://nas:0/x", "rtsp://nas:s3cret/x", "rtsp://na s/x",
        "rtsp://nas/x#s3cret", "rtsp://nas\r\nX: s3cret/", "rtsp://[::1/x", "rtsp://n<a>s/",
        "rtsp://a%0d%0aX:s3cret@nas/", "rtsp://nas/" + "x" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_address_is_said_without_repeating_it(text: str) -> None:
    with pytest.raises(PushUrlWrong) as caught:
        parse_push_url(text)
    assert "s3cret" not in str(caught.value)
    assert "rtsp://192.168.1.5:8554/kitchen" in str(caught.value)


def test_each_camera_gets_its_place() -> None:
    url = parse_push_url("rtsp://nas/house/{id}?camera={id}")
    assert url.is_for_each
    assert url.of_camera("10.0.0.7#2").request == "rtsp://nas:554/house/10.0.0.7%232?camera=10.0.0.7%232"
    assert not url.of_camera("0a0000000001").is_for_each


# -- the command line ----------------------------------------------------------------------------------------------


def test_cameras_are_named_before_the_address() -> None:
    wishes = read_wishes(["rtsp://nas/a=rtsp", "Back door=rtsp://nas/b", "0a0000000001=RTSPS://nas/c"], io.StringIO())
    assert [wish.camera for wish in wishes] == ["", "Back door", "0a0000000001"]
    assert [wish.url.path for wish in wishes] == ["/a=rtsp", "/b", "/c"]


def test_a_password_in_the_command_line_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as caught:
        read_wishes([SECRET], io.StringIO())
    assert PASSWORD_VARIABLE in str(caught.value)
    assert "p@ss" not in str(caught.value)
    assert "p%40ss" not in str(caught.value)


def test_the_password_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "s3cret")
    wishes = read_wishes(["rtsp://cook@nas/a", "rtsp://nas/b"], io.StringIO())
    assert [wish.url.password for wish in wishes] == ["s3cret", ""]


def test_whole_addresses_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "another")
    lines = io.StringIO("rtsp://cook:own@nas/a\n\nKitchen=rtsp://nas/b\n")
    wishes = read_wishes(["-"], lines)
    assert [(wish.camera, wish.url.password) for wish in wishes] == [("", "own"), ("Kitchen", "")]
    with pytest.raises(UsageError, match="line 2 of standard input"):
        read_wishes(["-"], io.StringIO("rtsp://nas/a\nhttp://cook:own@nas/b\n"))
