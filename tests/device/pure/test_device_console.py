from atomcam.console import MAX_LINE, BadLine, LineEditor, split
from checks import raises


def typed(data, editor=None):
    """The lines that these keystrokes make."""
    editor = editor or LineEditor()
    lines = []
    for byte in data:
        line = editor.feed(byte)
        if line is not None:
            lines.append(line)
    return lines


def texts(line):
    return [word.text for word in split(line)]


def test_line_ends_in_cr_or_lf_or_both():
    assert typed(b"a\rb\nc\r\nd\r\n") == ["a", "b", "c", "d"]


def test_empty_lines_are_lines():
    assert typed(b"\r\r\n\n") == ["", "", ""]


def test_keystrokes_are_echoed():
    editor = LineEditor()
    typed(b"wifi\r", editor)
    assert editor.echo() == b"wifi\r\n"
    assert editor.echo() == b""


def test_backspace_takes_a_whole_character():
    editor = LineEditor()
    assert typed("aü".encode() + b"\x08b\x7f\x7f\x7f\x08c\r", editor) == ["c"]
    assert editor.echo() == "aü".encode() + b"\x08 \x08" + b"b" + 2 * b"\x08 \x08" + b"c\r\n"


def test_ctrl_u_clears_the_line():
    editor = LineEditor()
    assert typed(b"abc\x15d\r", editor) == ["d"]
    assert editor.echo() == b"abc" + 3 * b"\x08 \x08" + b"d\r\n"


def test_arrow_keys_and_other_escapes_leave_no_trace():
    assert typed(b"a\x1b[Ab\x1b[1;5Cc\x1bOPd\x1bxe\r") == ["abcde"]


def test_a_line_ends_in_the_middle_of_an_escape_sequence():
    assert typed(b"a\x1b\rb\x1b[\nc\x1b[1;\r\n") == ["a", "b", "c"]


def test_nul_and_control_characters_are_ignored():
    assert typed(b"\x00a\x00\x01\x02b\x07\t\r") == ["ab"]


def test_stray_utf8_is_an_error_and_the_next_line_works():
    editor = LineEditor()
    for bad in (b"\xff\r", b"a\x80\r", b"\xc3\r", b"\xed\xa0\x80\r", b"\xc0\xaf\r", b"\xf7\xbf\xbf\xbf\r"):
        with raises(BadLine, "UTF-8"):
            typed(bad, editor)
    assert typed(b"ok\r", editor) == ["ok"]


def test_a_line_of_the_longest_length_is_taken():
    assert typed(MAX_LINE * b"x" + b"\r") == [MAX_LINE * "x"]


def test_ten_kilobytes_without_newline_are_one_error():
    editor = LineEditor()
    assert typed(10240 * b"x", editor) == []
    assert len(editor.echo()) == MAX_LINE
    with raises(BadLine, "longer") as caught:
        typed(b"\r", editor)
    assert caught.error.code == "line_too_long"
    assert typed(b"ok\r", editor) == ["ok"]


def test_ctrl_u_forgives_a_line_too_long():
    editor = LineEditor()
    typed(2000 * b"x" + b"\x15", editor)
    assert typed(b"ok\r", editor) == ["ok"]


def test_words_are_split_at_spaces():
    assert texts("  wifi   set a ") == ["wifi", "set", "a"]


def test_quotes_keep_spaces_and_may_be_empty():
    assert texts('wifi set "my net" ""') == ["wifi", "set", "my net", ""]


def test_quote_and_backslash_are_escaped():
    assert texts(r'"a\"b\\c"') == ['a"b\\c']
    assert texts(r"a\"b\ c") == ['a"b c']


def test_other_backslashes_stay():
    assert texts(r"a\b \x") == [r"a\b", r"\x"]
    assert texts("a\\") == ["a\\"]


def test_umlauts_and_emoji_pass():
    assert texts('"Küche \U0001f600"') == ["Küche \U0001f600"]


def test_open_quote_is_an_error():
    with raises(BadLine, "quote") as caught:
        split('wifi set "abc')
    assert caught.error.code == "open_quote"


def test_a_quoted_word_is_no_option():
    assert [word.plain for word in split('save "save" sa"ve"')] == [True, False, False]
