"""The virtual board itself: it starts, resets and forgets as a board does, and refuses what the hardware refuses."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import simplejpeg

from tests.fakes.board_console import REPL_PROMPT, Console, ProgramFailed
from tests.fakes.virtual_board import (
    OPEN,
    WPA,
    WPA2_ENTERPRISE,
    WPA3,
    AccessPoint,
    VirtualBoard,
)

POINTS = (
    AccessPoint("Workshop", "correct horse"),
    AccessPoint("Cafe", auth=OPEN, rssi=-70),
    AccessPoint("Old", "correct horse", auth=WPA),
    AccessPoint("Office", "correct horse", auth=WPA2_ENTERPRISE),
    AccessPoint("New", "correct horse", auth=WPA3),
    AccessPoint("Far", "correct horse", fail=212),
    AccessPoint("Deaf", "correct horse", fail=204),
)

POWER = "import machine, time; machine.Pin(18, machine.Pin.OUT, value=0); time.sleep_ms(310)\n"
CAMERA = POWER + "from camera import Camera, PixelFormat, FrameSize, GrabMode\n"
ENCODE = (
    CAMERA + "import jpeg\n"
    "c = Camera(pixel_format=PixelFormat.YUV422, fb_count=2, grab_mode=GrabMode.LATEST)\n"
    "e = jpeg.Encoder(height=240, width=320, pixel_format='YCbYCr', quality=80)\n"
)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder for a board without any program: it starts into its REPL."""
    folder = tmp_path / "device"
    folder.mkdir()
    return folder


@pytest.fixture
def board(empty: Path) -> Iterator[VirtualBoard]:
    """A board at its REPL."""
    with VirtualBoard(empty, access_points=POINTS, sensor_fps=100) as board:
        yield board
        assert not board.crashes


@pytest.fixture
def repl(board: VirtualBoard) -> Console:
    console = board.console()
    console.read_until(REPL_PROMPT)
    return console


# -- power, resets, serial port ------------------------------------------------------------


def test_boot_then_main_then_repl_and_ctrl_d_starts_again(empty: Path) -> None:
    (empty / "boot.py").write_text("print('boot')")
    (empty / "main.py").write_text("import time\nprint('main')\nwhile True:\n    time.sleep(1)")
    with VirtualBoard(empty) as board, board.console() as console:
        console.read_until(b"boot\r\nmain\r\n")
        console.send(b"\x03")
        assert b"KeyboardInterrupt" in console.read_until(REPL_PROMPT)
        console.send(b"6 * 7\r")
        console.read_until(b"42\r\n>>> ")
        path = board.serial_path
        console.send(b"\x04")
        console.read_until(b"MPY: soft reboot\r\nboot\r\nmain\r\n")
        assert board.serial_path == path
        board.reset()
        console.read_until(b"boot\r\nmain\r\n")
        board.power_cut()
        console.read_until(b"boot\r\nmain\r\n")
        pid = board.pid
        assert board.starts == 4
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_reset_forgets_ram_and_keeps_files_and_nvs(board: VirtualBoard, repl: Console) -> None:
    repl.run(
        "x = 1\nopen('/note', 'w').write('kept')\nimport esp32\nn = esp32.NVS('s')\nn.set_i32('a', -7)\nn.commit()"
    )
    repl.send(b"import machine\rmachine.reset()\r")
    repl.read_until(b"Type")
    repl.read_until(REPL_PROMPT)
    said = repl.run(
        "import esp32, machine, time\n"
        "print('x' in globals(), open('/note').read(), esp32.NVS('s').get_i32('a'), machine.reset_cause(),"
        " time.ticks_ms() < 3000)"
    )
    assert said == "False kept -7 2 True\n"


def test_soft_reset_keeps_the_clock_wifi_and_pins(board: VirtualBoard, repl: Console) -> None:
    repl.run(
        "import network, time, machine\nmachine.Pin(18, machine.Pin.OUT, value=0)\n"
        "w = network.WLAN(); w.active(True); w.connect('Workshop', 'correct horse')\n"
        "while not w.isconnected(): time.sleep_ms(5)"
    )
    assert board.camera_powered
    repl.send(b"\x04")
    repl.read_until(b"soft reboot")
    repl.read_until(REPL_PROMPT)
    said = repl.run(
        "import network, machine, time\n"
        "print(network.WLAN().isconnected(), machine.reset_cause(), time.ticks_ms() > 100)"
    )
    assert said == "True 5 True\n"
    assert board.camera_powered
    board.reset()
    repl.read_until(REPL_PROMPT)
    assert not board.camera_powered


def test_files_are_the_board_s_own_and_renaming_works(board: VirtualBoard, repl: Console) -> None:
    said = repl.run(
        "import os\nos.mkdir('/lib')\nopen('/lib/a', 'w').write('1')\nopen('b', 'w').write('2')\n"
        "os.rename('b', '/lib/a')\n"
        "os.rename('/lib', '/lab')\nprint(os.listdir('/'), os.getcwd(), open('/lab/a').read(), hasattr(os, 'system'))"
    )
    assert said == "['lab'] / 2 False\n"
    assert (board.files / "lab" / "a").read_text() == "2"


def test_freeze_and_thaw(board: VirtualBoard, repl: Console) -> None:
    board.freeze()
    repl.send(b"1+1\r")
    with pytest.raises(AssertionError):
        repl.read_until(b"2\r\n", 0.3)
    board.thaw()
    repl.read_until(b"2\r\n")


def test_ticks_wrap_as_on_the_board(empty: Path) -> None:
    almost = ((1 << 30) - 1_500_000) / 1e6
    with VirtualBoard(empty, uptime_s=almost) as board, board.console() as repl:
        repl.read_until(REPL_PROMPT)
        said = repl.run(
            "import time\nlast = time.ticks_us()\nwraps = 0\ntotal = 0\n"
            "while not wraps and total < 9000000:\n"
            "    time.sleep_ms(20)\n    now = time.ticks_us()\n    wraps += now < last\n"
            "    total += time.ticks_diff(now, last)\n    last = now\n"
            "print(wraps, time.ticks_add((1 << 30) - 1, 2))"
        )
        assert said == "1 1\n"


def test_standard_input_waits_for_every_byte(board: VirtualBoard, repl: Console) -> None:
    repl.send(b"import sys; print(sys.stdin.buffer.read(3))\rab")
    with pytest.raises(AssertionError):
        repl.read_until(b"b'ab", 0.3)
    repl.send(b"\xff")
    repl.read_until(rb"b'ab\xff'")


def test_watchdog_resets_a_board_that_does_not_feed_it(board: VirtualBoard, repl: Console) -> None:
    repl.send(b"import machine; w = machine.WDT(timeout=300)\r")
    repl.read_until(b"Type")
    repl.read_until(REPL_PROMPT)
    assert repl.run("import machine; print(machine.reset_cause())") == "3\n"


# -- NVS ------------------------------------------------------------


def test_nvs_is_as_strict_as_the_real_one(board: VirtualBoard, repl: Console) -> None:
    said = repl.run("""
import esp32
n = esp32.NVS("wifi")
def tell(f, *a):
    try:
        print(f(*a))
    except Exception as e:
        print(type(e).__name__, e.args[0])
tell(n.get_i32, "none")
n.set_blob("b", b"hello")
tell(n.get_i32, "b")
tell(n.get_blob, "b", bytearray(4))
buffer = bytearray(9)
tell(n.get_blob, "b", buffer)
print(buffer)
tell(n.get_blob, "b", b"123456789")
tell(n.set_i32, "a" * 15, 1)
tell(n.set_i32, "a" * 16, 1)
tell(esp32.NVS, "n" * 16)
tell(n.erase_key, "none")
tell(n.set_blob, "big", bytes(20000))
print(esp32.NVS("wifi").get_i32("a" * 15))
print(hasattr(n, "set_str"))
""")
    assert said.split("\n")[:-1] == [
        "OSError -4354", "OSError -4354", "OSError -4364", "5", "bytearray(b'hello\\x00\\x00\\x00\\x00')",
        "TypeError object with buffer protocol required", "None", "OSError -4361", "OSError -4361", "OSError -4354",
        "OSError -4357", "1", "False",
    ]  # fmt: skip
    board.fault("nvs_full")
    with pytest.raises(ProgramFailed, match="ESP_ERR_NVS_NOT_ENOUGH_SPACE"):
        repl.run("n.set_i32('x', 1)")


@pytest.mark.parametrize("immediate", [False, True])
def test_power_cut_loses_what_was_not_committed(empty: Path, immediate: bool) -> None:
    with VirtualBoard(empty, nvs_immediate=immediate) as board, board.console() as repl:
        repl.read_until(REPL_PROMPT)
        repl.run("import esp32\nn = esp32.NVS('s')\nn.set_i32('a', 1)\nn.commit()\nn.set_i32('a', 2)")
        board.fault("nvs_cut", 1)
        repl.send(b"n.set_i32('b', 3)\r")
        repl.read_until(b"Type")
        repl.read_until(REPL_PROMPT)
        assert board.starts == 2
        assert board.nvs.get("s", "a") == ["i32", 2 if immediate else 1]
        assert board.nvs.get("s", "b") == (["i32", 3] if immediate else None)


# -- camera and encoder ------------------------------------------------------------


def test_camera_wants_gpio18_low_and_time_to_settle(board: VirtualBoard, repl: Console) -> None:
    with pytest.raises(ProgramFailed, match="OSError"):
        repl.run("import camera\ncamera.Camera(pixel_format=camera.PixelFormat.YUV422)")
    with pytest.raises(ProgramFailed, match="OSError"):
        repl.run("import camera, machine\nmachine.Pin(18, machine.Pin.OUT, value=0)\ncamera.Camera(pixel_format=1)")
    assert repl.run(CAMERA + "print(Camera(pixel_format=PixelFormat.YUV422).sensor_name)") == "GC0308\n"


def test_gc0308_refuses_what_it_cannot(board: VirtualBoard, repl: Console) -> None:
    said = repl.run(
        CAMERA
        + """
def tell(f):
    try:
        f()
        print("done")
    except Exception as e:
        print(type(e).__name__)
tell(lambda: Camera(pixel_format=PixelFormat.JPEG))
c = Camera(pixel_format=PixelFormat.YUV422, frame_size=FrameSize.SVGA)
print(c.pixel_width, c.get_pixel_height(), c.frame_size == FrameSize.VGA)
for name in ("brightness", "saturation", "quality", "whitebal", "contrast", "hmirror"):
    tell(lambda: setattr(c, name, 1))
tell(lambda: c.reconfigure(pixel_format=PixelFormat.JPEG))
tell(c.capture)
tell(c.init)
tell(lambda: Camera(pixel_format=9))
tell(lambda: Camera(PixelFormat.YUV422))
"""
    )
    assert said.split("\n")[:-1] == [
        "OSError", "640 480 True", "ValueError", "ValueError", "ValueError", "ValueError", "done", "done", "OSError",
        "OSError", "OSError", "ValueError", "TypeError",
    ]  # fmt: skip


def test_ov3660_makes_jpegs_in_signed_bytes_that_spoil_when_freed(board: VirtualBoard, empty: Path) -> None:
    with VirtualBoard(empty, sensor="OV3660") as board, board.console() as repl:
        repl.read_until(REPL_PROMPT)
        said = repl.run(
            CAMERA
            + "c = Camera(pixel_format=PixelFormat.JPEG, frame_size=FrameSize.SVGA)\nf = c.capture()\n"
            + "print(f[0], f[1], bytes(f[-2:]), c.max_frame_size == FrameSize.QXGA)\nc.brightness = 2\n"
            + "c.free_buffer()\nprint(f[0], bytes(f[-2:]))"
        )
        assert said == "-1 -40 b'\\xff\\xd9' True\n90 b'ZZ'\n"
        assert board.made >= 2
        board.fault("jpeg_broken")
        with pytest.raises(ProgramFailed, match="Failed to capture initial frame"):
            repl.run("Camera(pixel_format=PixelFormat.JPEG)")


def test_encoder_takes_real_formats_and_the_frame_only_while_it_is_there(board: VirtualBoard, repl: Console) -> None:
    said = repl.run(
        ENCODE
        + """
for name in ("RGB565", "YUV422", "yCbYCr"):
    try:
        jpeg.Encoder(height=240, width=320, pixel_format=name)
    except ValueError as wrong:
        print(wrong)
f = c.capture()
a = e.encode(f)
print(type(a).__name__, 12000 < len(a) < 18000)
open("/picture", "wb").write(a)
try:
    e.encode(f[:100])
except RuntimeError as wrong:
    print(wrong)
"""
    )
    assert said.split("\n")[:-1] == [
        "Format RGB565 not supported", "Format YUV422 not supported", "Format yCbYCr not supported", "bytes True",
        "JPEG encoding failed",
    ]  # fmt: skip
    assert simplejpeg.decode_jpeg((board.files / "picture").read_bytes()).shape == (240, 320, 3)
    assert not board.violations
    repl.run("c.free_buffer()\ne.encode(f)")
    assert board.violations == ["a frame was encoded after free_buffer()"]
    board.violations.clear()
    repl.run("f = c.capture(); jpeg.Encoder(height=240, width=320, pixel_format='RGB565_BE').encode(f)")
    assert len(board.violations) == 1
    board.fault("encoder_memory")
    with pytest.raises(ProgramFailed, match="MemoryError"):
        repl.run("e.encode(c.capture())")


def test_pictures_move_and_newest_wins(board: VirtualBoard, repl: Console) -> None:
    repl.run(
        ENCODE
        + "import time\nfor i in range(8):\n    time.sleep_ms(25)\n    e.encode(c.capture())\n    c.free_buffer()"
    )
    log = board.encoder_log()
    assert len(log) == 8
    assert len(set(log)) > 3


def test_lost_camera_blocks_and_gives_none(board: VirtualBoard, repl: Console) -> None:
    repl.run(ENCODE)
    board.fault("camera_lost")
    started = time.monotonic()
    assert repl.run("print(c.frame_available(), c.capture())") == "False None\n"
    assert time.monotonic() - started > 3.9
    board.fault("camera_lost", 0)
    assert repl.run("print(c.capture() is None)") == "False\n"


# -- WiFi ------------------------------------------------------------

CONNECT = """
import network, time
w = network.WLAN(network.WLAN.IF_STA)
w.active(True)
def attempt(ssid, password, limit=None, ms=420):
    w.disconnect()
    if limit is not None:
        w.config(reconnects=limit)
    w.connect(ssid, password)
    seen = []
    until = time.ticks_add(time.ticks_ms(), ms)
    while time.ticks_diff(until, time.ticks_ms()) > 0 and seen[-1:] != [1010]:
        s = w.status()
        if seen[-1:] != [s]:
            seen.append(s)
        time.sleep_ms(5)
    return seen[-1]
"""


def test_status_codes_hide_where_the_port_hides_them(board: VirtualBoard, repl: Console) -> None:
    said = repl.run(
        CONNECT
        + """
print(w.status())
print(attempt("Workshop", "correct horse"), w.isconnected(), w.ifconfig()[0], w.status("rssi"))
print(attempt("Workshop", "wrong horse"), attempt("Nowhere", "correct horse"), attempt("Cafe", ""))
print(attempt("Cafe", "a password"), attempt("Old", "correct horse"), attempt("Office", "correct horse"))
print(attempt("New", "correct horse"), attempt("New", "wrong horse"), attempt("Far", "correct horse"))
print(attempt("Deaf", "correct horse"), attempt("Deaf", "correct horse", 2), attempt("Workshop", "wrong horse", 0))
""",
        30,
    )
    assert said == "1000\n1010 True 127.0.0.1 -50\n202 201 1010\n211 211 210\n1010 202 212\n1001 204 15\n"


def test_connect_while_connecting_and_scan_while_connecting(board: VirtualBoard, repl: Console) -> None:
    said = repl.run(
        CONNECT
        + """
print(sorted(p[0] for p in w.scan())[:2], w.scan()[-1][0], len(w.scan()))
w.connect("Deaf", "correct horse")
print(w.scan())
try:
    w.connect("Workshop", "correct horse")
except OSError as e:
    print(e)
w.disconnect()
print(len(w.scan()))
"""
    )
    assert said == "[b'Cafe', b'Deaf'] b'Cafe' 7\n[]\nWifi Internal State Error\n7\n"


def test_lost_wifi_cuts_connections_and_comes_back(board: VirtualBoard, repl: Console) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        repl.run(
            CONNECT + "attempt('Workshop', 'correct horse')\nimport socket\ns = socket.socket()\n"
            f"s.connect(socket.getaddrinfo('127.0.0.1', {listener.getsockname()[1]})[0][-1])"
        )
        peer, _ = listener.accept()
        with peer:
            board.fault("wifi_off")
            assert peer.recv(1) == b""
    assert repl.run("time.sleep_ms(20); print(w.status()); time.sleep_ms(500); print(w.status())") == "1010\n201\n"
    with pytest.raises(ProgramFailed, match="OSError"):
        repl.run("import socket\ns = socket.socket()\ns.connect(socket.getaddrinfo('127.0.0.1', 80)[0][-1])")
    board.fault("wifi_off", 0)
    assert repl.run("time.sleep_ms(400); print(w.status())") == "1010\n"
