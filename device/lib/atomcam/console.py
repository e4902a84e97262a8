"""The serial console without I/O: line editing and quoting. Takes bytes, gives lines and what to echo."""

from atomcam.text import from_utf8

PROMPT = "cam> "
MAX_LINE = 512

_BACKSPACE, _DELETE, _CANCEL, _ESCAPE = 0x08, 0x7F, 0x15, 0x1B


class BadLine(Exception):
    """A line that cannot be read; ``code`` is for programs, the text for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class LineEditor:
    """Makes lines of keystrokes. CR, LF or both end one, Backspace and Ctrl-U edit, escape sequences do nothing."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._echo = bytearray()
        self._too_long = False
        self._after_cr = False
        self._escape = 0

    def echo(self) -> bytes:
        """What to show of the keystrokes since the last call."""
        shown = bytes(self._echo)
        self._echo = bytearray()
        return shown

    def feed(self, byte: int):
        """Take one byte. Gives the line that it ends, as a str, or None.

        Raises:
            BadLine: it ends a line that is too long or no UTF-8.
        """
        after_cr, self._after_cr = self._after_cr, byte == 0x0D
        if byte in (0x0D, 0x0A):
            self._escape = 0
            if byte == 0x0D or not after_cr:
                return self._finish()
        elif self._escape:
            self._skip_escape(byte)
        elif byte in (_BACKSPACE, _DELETE):
            self._erase()
        elif byte == _CANCEL:
            self._too_long = False
            while self._line:
                self._erase()
        elif byte == _ESCAPE:
            self._escape = 1
        elif byte >= 0x20:
            self._take(byte)
        return None

    def _take(self, byte: int) -> None:
        if len(self._line) >= MAX_LINE:
            self._too_long = True
            return
        self._line.append(byte)
        self._echo.append(byte)

    def _erase(self) -> None:
        line = self._line
        if not line:
            return
        end = len(line) - 1
        while end > 0 and line[end] & 0xC0 == 0x80:  # the rest of a UTF-8 character
            end -= 1
        self._line = line[:end]
        self._echo.extend(b"\x08 \x08")

    def _skip_escape(self, byte: int) -> None:
        # ESC x, or ESC [ parameters letter
        if self._escape == 1 and byte in (0x5B, 0x4F):
            self._escape = 2
        elif self._escape == 1 or 0x40 <= byte <= 0x7E:
            self._escape = 0

    def _finish(self):
        self._echo.extend(b"\r\n")
        line, self._line = bytes(self._line), bytearray()
        too_long, self._too_long = self._too_long, False
        if too_long:
            raise BadLine("line_too_long", "the line is longer than %d bytes" % MAX_LINE)
        text = from_utf8(line)
        if text is None:
            raise BadLine("not_utf8", "the line is not UTF-8")
        return text


class Word:
    """One word of a line; ``plain`` where it had no quotes, so that it may be an option."""

    def __init__(self, text: str, plain: bool) -> None:
        self.text = text
        self.plain = plain


def split(line: str) -> list:
    """A line's words. Double quotes keep spaces; ``\\"`` and ``\\\\`` stand for themselves.

    Raises:
        BadLine: a quote is not closed.
    """
    words: list = []
    text: list = []
    inside = quoted = escaped = False
    for c in line:
        if escaped:
            text.append(c if c in ' "\\' else "\\" + c)
            escaped = False
        elif c == "\\":
            escaped = True
        elif c == '"':
            inside = not inside
            quoted = True
        elif c == " " and not inside:
            if text or quoted:
                words.append(Word("".join(text), not quoted))
            text, quoted = [], False
        else:
            text.append(c)
    if escaped:
        text.append("\\")
    if inside:
        raise BadLine("open_quote", "a double quote is not closed")
    if text or quoted:
        words.append(Word("".join(text), not quoted))
    return words
