# ruff: noqa: PTH123, SIM115 - MicroPython has not, or differs
"""What the firmware does around the board's files: boot.py, main.py, the REPL, soft resets.

Started by board_launcher.py; its arguments are the descriptor of the line to the supervisor, and address and size of
the shared memory.
"""

import gc
import io
import sys

import vfs

_LINE, _ADDRESS, _SIZE, _ROOT = sys.argv[1:5]
_BANNER = 'MicroPython v1.27.0 on 2025-12-09; M5STACK AtomS3R with ESP32S3\r\nType "help()" for more information.\r\n'


def _set_up():
    """Put the stand-ins in place and make the board's own folder the whole file system."""
    import _hw

    _hw.connect(open(int(_LINE), "r+b"), int(_ADDRESS), int(_SIZE))
    # Its C half reads the clock by itself: both halves must have the interpreter's own ticks.
    import asyncio.core  # noqa: F401

    import _time

    _time.set_uptime(_hw.options["uptime_us"])
    sys.modules["time"] = _time
    _hw.time = _time
    import _socket

    import _os
    import _stdio
    import camera  # noqa: F401
    import esp32  # noqa: F401
    import jpeg  # noqa: F401
    import machine
    import network

    saved = _hw.options["soft"]
    if saved:
        machine.restore(saved["pins"])
        network.restore(saved["wifi"])
    proxy = _stdio.Sys()
    for name, module in (("socket", _socket), ("os", _os), ("sys", proxy)):
        sys.modules[name] = module
    vfs.umount("/")
    vfs.mount(vfs.VfsPosix(_ROOT), "/")
    _os.chdir("/")
    _os.root = _ROOT
    sys.path[:] = ["", ".frozen", "/lib"]
    sys.argv[:] = []
    return _hw, proxy


def _say(text):
    _proxy.stdout.buffer.write(text.encode())


def _run_file(name):
    """Run a file as the port does. Returns True where the next one shall follow."""
    try:
        source = open(name)
    except OSError:
        return True
    try:
        with source:
            code = compile(source.read(), name, "exec")
        exec(code, _globals)
    except SystemExit:
        _soft_reset()
    except KeyboardInterrupt as stopped:
        _report(stopped)
        return False
    except BaseException as error:  # noqa: BLE001 - whatever ends the program is shown
        _report(error)
    return True


def _report(error):
    text = io.StringIO()
    sys.print_exception(error, text)
    _say(text.getvalue().replace("\n", "\r\n"))


def _soft_reset():
    import machine
    import network

    _say("MPY: soft reboot\r\n")
    _hw.ask("soft_reset", wifi=network.save(), pins={str(n): levels for n, levels in machine._OUT_LEVELS.items()})
    _hw.never()


def _read():
    """The next byte, with Ctrl-C as the byte that it is."""
    try:
        return _proxy.stdin.buffer.read(1)
    except KeyboardInterrupt:
        return b"\x03"


def _line(prompt):
    """A line of the friendly REPL, or the control character that was typed at its start."""
    _say(prompt)
    text = bytearray()
    while True:
        byte = _read()
        if byte in (b"\r", b"\n"):
            _say("\r\n")
            return text.decode()
        if byte == b"\x03":
            _say("\r\n")
            _say(prompt)
            text = bytearray()
        elif byte in (b"\x01", b"\x02", b"\x04", b"\x05") and not text:
            return byte[0]
        elif byte in (b"\x08", b"\x7f"):
            if text:
                text = text[:-1]
                _say("\x08 \x08")
        elif byte >= b" " or byte == b"\t":
            text.extend(byte)
            _proxy.stdout.buffer.write(byte)


def _execute(source, kind):
    """Run what was typed. Returns what its failure looks like, or None."""
    try:
        exec(compile(source, "<stdin>", kind), _globals)
    except SystemExit:
        _soft_reset()
    except BaseException as error:  # noqa: BLE001 - everything is shown to whoever typed it
        return error
    return None


def _friendly():
    """Until Ctrl-D (soft reset) or Ctrl-A (returns)."""
    _say(_BANNER)
    while True:
        text = _line(">>> ")
        if text == 1:
            return
        if text == 2:
            _say("\r\n" + _BANNER)
            continue
        if text == 4:
            _say("\r\n")
            _soft_reset()
        if text == 5:
            _paste()
            continue
        if not text.strip():
            continue
        if text.rstrip().endswith(":"):
            more = " "
            while more:
                more = _line("... ")
                more = more if isinstance(more, str) else ""
                text += "\n" + more
        error = _execute(text, "single")
        if error is not None:
            _report(error)


def _paste():
    """Paste mode, until Ctrl-C (forgets what was pasted) or Ctrl-D (runs it)."""
    _say("\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== ")
    source = bytearray()
    while True:
        byte = _read()
        if byte in (b"\x03", b"\x04"):
            _say("\r\n")
            break
        source.extend(byte)
        if byte == b"\r":
            _say("\r\n=== ")
        else:
            _proxy.stdout.buffer.write(byte)
    if byte == b"\x04":
        error = _execute(source.decode().replace("\r", "\n"), "exec")
        if error is not None:
            _report(error)


def _raw():
    """The raw REPL that programs talk to, until Ctrl-B (returns) or Ctrl-D on nothing (soft reset)."""
    _say("raw REPL; CTRL-B to exit\r\n>")
    source = bytearray()
    while True:
        byte = _read()
        if byte == b"\x01":
            _say("raw REPL; CTRL-B to exit\r\n>")
            source = bytearray()
        elif byte == b"\x02":
            _say("\r\n")
            return
        elif byte == b"\x03":
            source = bytearray()
        elif byte == b"\x04":
            _say("OK")
            if not source:
                _say("\r\n")
                _soft_reset()
            error = _execute(source.decode(), "exec")
            _say("\x04")
            if error is not None:
                _report(error)
            _say("\x04>")
            source = bytearray()
        else:
            source.extend(byte)


_hw, _proxy = _set_up()
_globals = {"__name__": "__main__"}
gc.collect()
if _run_file("boot.py"):
    _run_file("main.py")
while True:
    _friendly()
    _raw()
