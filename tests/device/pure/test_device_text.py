import json

from atomcam.text import clean, dump, join_surrogates, quoted, show


def test_names_are_one_printable_line():
    assert clean("  Küche \n\t im\x00 Keller\x9f ", 64) == "Küche im Keller"
    assert clean("x" * 100, 64) == "x" * 64
    for nothing in (None, 5, "", " \n", "\x00"):
        assert clean(nothing, 64) is None


def test_emoji_from_json_survive():
    assert join_surrogates(json.loads('"a\\ud83d\\ude00b"')) == "a\U0001f600b"
    assert clean(json.loads('"\\ud83d\\ude00"'), 64) == "\U0001f600"


def test_lone_surrogates_go():
    for text in ('"a\\ud83db"', '"a\\ude00b"', '"\\ude00a\\ud83d\\ud83db"'):
        cleaned = join_surrogates(json.loads(text))
        assert cleaned == "ab"
        assert cleaned.encode() == b"ab"


def test_network_names_are_shown_whatever_they_are():
    assert show(b"My net") == "My net"
    assert show("Küche".encode()) == "Küche"
    assert show(b"K\xfcche") == "K\\xfcche"
    assert show(b"a\r\nb\x1b[2J") == "a\\x0d\\x0ab\\x1b[2J"
    assert show(b"") == ""


def test_values_with_spaces_are_quoted():
    assert quoted("abc") == "abc"
    assert quoted("") == '""'
    assert quoted('a "b" \\') == '"a \\"b\\" \\\\"'


def test_json_is_one_line():
    assert "\n" not in dump({"a": "b\nc"})
    assert json.loads(dump({"a": ["ü", None, True]})) == {"a": ["ü", None, True]}
