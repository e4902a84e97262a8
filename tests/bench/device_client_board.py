"""MicroPython's half of ``device_client``: the client's parts around a camera that costs nothing. Prints one JSON line.

Arguments: the folders to import from (joined by colons), the port of a peer that swallows what it gets, and the
number of frames for the long run.
"""

import asyncio
import gc
import json
import socket
import sys
import time

_PATHS, _PORT, _FRAMES = sys.argv[1:4]
sys.path[:] = _PATHS.split(":") + [".frozen"]  # noqa: RUF005 - MicroPython has no star here


class _Anything:
    """Hardware modules that are only imported here."""

    IF_STA = PM_NONE = 0

    def __getattr__(self, name):
        return self

    def __call__(self, *arguments, **named):
        return self

    def __int__(self):
        return 0


class _Store:
    def __init__(self, namespace):
        pass

    def get_blob(self, key, buffer):
        raise OSError(-4354)


def heap_after_start():
    """Bytes of heap that the whole program holds once it is wired up."""
    anything = _Anything()
    for name in ("camera", "machine", "network", "jpeg"):
        sys.modules[name] = anything
    anything.unique_id = lambda: b"\xf4\x12\xfa\x9b\x3c\x5d"
    import esp32

    esp32.NVS = _Store
    gc.collect()
    before = gc.mem_alloc()
    from atomcam import app

    device = app.Device()
    gc.collect()
    used = gc.mem_alloc() - before
    assert device.identity == "f412fa9b3c5d"
    return used


class _Socket:
    """The real socket; tells when a message has gone."""

    def __init__(self, real, gone):
        self._send = real.send
        self._gone = gone
        self._left = 0

    def send(self, data):
        sent = self._send(data)
        self._left -= sent
        if self._left <= 0:
            self._left = _SIZE[0]
            self._gone.release()
        return sent


_SIZE = [0]


class _Source:
    """A camera and encoder that cost nothing: always the same picture, ready once the one before has gone."""

    camera = capture_us = encode_us = 0

    def __init__(self, size, gone):
        self.pump = None
        self.last = 0
        self.jpeg = b"\xff\xd8\xff\xe0\x00\x10" + bytes(size - 8) + b"\xff\xd9"
        self._gone = gone

    def skip(self):
        pass

    def ready(self):
        self._gone.acquire()
        if self.pump.sequence >= self.last:
            self.pump._again = True
            self._gone.release()
            return False
        return True

    def grab(self):
        return self.jpeg


class _Rig:
    """Pump and sender in step, to a real socket: no timer, so that waiting costs nothing and no frame is dropped."""

    def __init__(self, size, mask=False):
        from atomcam.clock import Clock
        from atomcam.controls import Controls
        from atomcam.port import new_lock
        from atomcam.pump import Pump
        from atomcam.sender import SEND_TIMEOUT_S, Sender

        self.socket = socket.socket()
        self.socket.connect(socket.getaddrinfo("127.0.0.1", int(_PORT))[0][-1])
        self.socket.setsockopt(6, 1, 1)
        self.socket.settimeout(SEND_TIMEOUT_S)
        self.sender = Sender()
        self.sender.start()
        gone = new_lock()
        stamped = size + 24
        _SIZE[0] = stamped + (8 if stamped < 65536 else 14)
        wrapped = _Socket(self.socket, gone)
        wrapped._left = _SIZE[0]
        self.sender.open(wrapped, mask)
        controls = Controls({})
        controls.values["fps"] = 1000000
        self.pump = Pump(_Source(size, gone), controls, self.sender, Clock(), None)
        self.pump.source.pump = self.pump

    async def run(self, frames):
        """Send this many frames."""
        self.pump._again = False
        self.pump.source.last = self.pump.sequence + frames
        await self.pump._pump(0)
        while not self.sender.empty:
            await asyncio.sleep_ms(1)

    def close(self):
        self.sender.stop()
        time.sleep_ms(50)
        self.socket.close()


async def overhead_us(mask, frames=5000):
    """CPU microseconds a frame of 15 KB, system calls of both threads included, least of five runs."""
    rig = _Rig(15000, mask)
    await rig.run(200)
    results = []
    for _ in range(5):
        sent, began = rig.sender.sent, time.clock()
        await rig.run(frames)
        results.append((time.clock() - began) * 1e6 / (rig.sender.sent - sent))
    rig.close()
    return min(results)


def bare_us(frames=5000):
    """CPU microseconds a frame of a thread that writes the same bytes and does nothing else, least of five runs.

    Each frame is handed over and reported back as in the measured client: what the system takes for it.
    """
    from atomcam.port import new_lock, start_thread

    peer = socket.socket()
    peer.connect(socket.getaddrinfo("127.0.0.1", int(_PORT))[0][-1])
    peer.setsockopt(6, 1, 1)
    frame = memoryview(bytes(15000 + 24 + 8))
    ready, gone = new_lock(), new_lock()
    ready.acquire()
    gone.acquire()
    total = 5 * frames

    def write():
        for _ in range(total):
            ready.acquire()
            sent = 0
            while sent < len(frame):
                sent += peer.send(frame[sent:])
            gone.release()

    start_thread(write)
    results = []
    for _ in range(5):
        began = time.clock()
        for _ in range(frames):
            ready.release()
            gone.acquire()
        results.append((time.clock() - began) * 1e6 / frames)
    peer.close()
    return min(results)


async def allocated(size, frames=500):
    """Bytes of heap that a frame takes beside the encoder's own."""
    rig = _Rig(size)
    await rig.run(50)
    gc.collect()
    gc.disable()
    before, count = gc.mem_alloc(), rig.pump.sequence
    await rig.run(frames)
    used = (gc.mem_alloc() - before) / (rig.pump.sequence - count)
    gc.enable()
    rig.close()
    return used


async def growth(frames):
    """Bytes by which the heap is larger after so many frames."""
    rig = _Rig(15000)
    await rig.run(1000)
    gc.collect()
    before = gc.mem_alloc()
    began = time.ticks_ms()
    await rig.run(frames)
    elapsed = time.ticks_diff(time.ticks_ms(), began)
    gc.collect()
    grown = gc.mem_alloc() - before
    rig.close()
    return grown, rig.pump.sequence, rig.sender.sent, elapsed


async def _main():
    result = {"heap_after_start": heap_after_start()}
    from atomcam.app import GC_THRESHOLD

    gc.threshold(GC_THRESHOLD)
    result["bare_us"] = bare_us()
    result["overhead_us"] = await overhead_us(False)
    result["overhead_masked_us"] = await overhead_us(True)
    for size in (5000, 15000, 60000):
        result["allocated_%d" % size] = await allocated(size)
    grown, made, sent, elapsed = await growth(int(_FRAMES))
    result.update({"growth": grown, "frames": made, "sent": sent, "seconds": elapsed / 1000})
    print(json.dumps(result))


asyncio.run(_main())
