"""The board's wires to the test process: a shared block of memory and a line to the supervisor.

Runs under MicroPython, before the board's own program. ``ctl`` is the first page of memory that both processes map:
fault switches are single bytes that cost an index to read. ``ask`` sends a JSON line and waits for the answer.
"""

import _thread
import json
import time

import uctypes
from micropython import const

# Offsets in the control page; the same list stands in tests/fakes/board_memory.py.
RADIO_OFF = const(0)  # the access points cannot be heard
WIFI_GENERATION = const(1)  # changes when the list of access points does
CAMERA_ABSENT = const(2)  # no sensor answers
CAMERA_LOST = const(3)  # the sensor stopped: no frame ever comes
ENCODER_MEMORY = const(4)  # encoder construction and encode raise MemoryError
NVS_FULL = const(5)
CAPTURE_MS = const(6)  # u16: a capture takes this much longer
JPEG_BROKEN = const(8)  # hardware JPEG never delivers a first frame (camera API issue 55)
SENSOR_FPS = const(10)  # u16
ENCODE_MS = const(12)  # u16: an encode takes this long
WDT_FEED = const(14)  # counts up when the watchdog is fed
CAMERA_POWERED = const(15)  # set by machine.Pin: GPIO18 is an output and low
MADE = const(16)  # u32: pictures made since the power came
LOG = const(4096)  # ring of LOG_SIZE u16: which picture of the bank each of them was
LOG_SIZE = const(65536)
BANK = const(262144)

_line = None
_lock = _thread.allocate_lock()
ctl = None
log = None
bank = None
options = {}


def connect(line, address, size):
    """Open the wires. ``line`` is a stream, ``address`` and ``size`` those of the shared memory."""
    global _line, ctl, log, bank, options
    _line = line
    memory = memoryview(uctypes.bytearray_at(address, size))
    ctl = memory[:LOG]
    log = memory[LOG : LOG + 2 * LOG_SIZE]
    bank = memory[BANK:]
    options = ask("options")


def ask(operation, **fields):
    """Ask the supervisor; returns its answer. It may kill this process instead, as a reset does."""
    fields["op"] = operation
    with _lock:
        _line.write(json.dumps(fields) + "\n")
        while True:
            try:
                answer = _line.readline()
                break
            except OSError as error:
                if error.errno != 4:
                    raise
    return json.loads(answer)


def never():
    """Wait for the end that the supervisor was asked for."""
    while True:
        time.sleep(1)


def word(offset):
    """An u16 of the control page."""
    return ctl[offset] | ctl[offset + 1] << 8


def violation(what):
    """Something that real hardware punishes in ways that a test could not see."""
    ask("violation", what=what)


def made(index):
    """A picture of the bank left the encoder: write it down."""
    count = ctl[MADE] | ctl[MADE + 1] << 8 | ctl[MADE + 2] << 16 | ctl[MADE + 3] << 24
    place = 2 * (count % LOG_SIZE)
    log[place] = index & 255
    log[place + 1] = index >> 8
    count += 1
    ctl[MADE] = count & 255
    ctl[MADE + 1] = count >> 8 & 255
    ctl[MADE + 2] = count >> 16 & 255
    ctl[MADE + 3] = count >> 24 & 255
