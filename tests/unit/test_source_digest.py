"""Answers to challenges, by the examples of the standards and the quirks of cameras."""

from __future__ import annotations

import re

import pytest

from atomcam_gui.sources.digest import Authorizer, Challenge, parse_challenges

RFC7616 = {
    "realm": "http-auth@example.org",
    "qop": "auth, auth-int",
    "nonce": "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
    "opaque": "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS",
}
CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_examples_of_rfc_7616(algorithm: str, response: str) -> None:
    authorizer = Authorizer(Challenge("digest", RFC7616 | {"algorithm": algorithm}), "Mufasa", "Circle of Life", CNONCE)
    header = authorizer.header("GET", "/dir/index.html")
    assert f'response="{response}"' in header
    assert "nc=00000001" in header
    assert "qop=auth," in header
    assert f'opaque="{RFC7616["opaque"]}"' in header
    assert "nc=00000002" in authorizer.header("GET", "/dir/index.html")


def test_the_form_without_qop_that_old_cameras_use() -> None:
    parameters = {"realm": "testrealm@host.com", "nonce": "dcd98b7102dd2f0e8b11d0f600bfb0c093"}
    header = Authorizer(Challenge("digest", parameters), "Mufasa", "CircleOfLife").header("GET", "/dir/index.html")
    assert re.search('response="([0-9a-f]{32})"', header)
    # RFC 2069's own example, with the erratum's response.
    assert 'response="1949323746fe6a43ef61f9606e7febea"' in header
    assert "qop" not in header


def test_basic() -> None:
    (challenge,) = parse_challenges(['Basic realm="x"'])
    assert Authorizer(challenge, "Aladdin", "open sesame").header("GET", "/") == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="


def test_several_challenges_in_one_header_or_in_many() -> None:
    one = 'Digest realm="a, \\"b\\"", nonce=n1, qop="auth,auth-int", stale=TRUE, Basic realm="c"'
    found = parse_challenges([one, "Negotiate", 'DIGEST realm = "d",nonce="n2",algorithm=SHA-256'])
    assert [challenge.scheme for challenge in found] == ["digest", "basic", "negotiate", "digest"]
    assert found[0].parameters == {"realm": 'a, "b"', "nonce": "n1", "qop": "auth,auth-int", "stale": "TRUE"}
    assert found[0].is_stale
    assert not found[3].is_stale
    assert found[3].parameters["nonce"] == "n2"


def test_the_strongest_challenge_that_can_be_answered_is() -> None:
    def chosen(*headers: str) -> str | None:
        authorizer = Authorizer.choose(parse_challenges(headers), "u", "p")
        return authorizer and f"{authorizer.challenge.scheme} {authorizer.challenge.parameters.get('algorithm')}"

    md5, sha = "Digest nonce=a, algorithm=MD5", "Digest nonce=a, algorithm=SHA-256"
    assert chosen("Basic realm=x", md5, sha) == "digest SHA-256"
    assert chosen("Basic realm=x", md5) == "digest MD5"
    assert chosen("Digest nonce=a, algorithm=SHA-512-256", "Basic realm=x") == "basic None"
    assert chosen("Digest nonce=a, qop=auth-int", "Negotiate") is None
    assert chosen() is None
