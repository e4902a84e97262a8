"""``atomcam.port`` for CPython: the same names by CPython's own means."""

import asyncio
import threading
import time

Any = object
new_lock = threading.Lock


def ticks_us():
    return time.monotonic_ns() // 1000


def ticks_ms():
    return time.monotonic_ns() // 1000000


def ticks_diff(a, b):
    return a - b


def ticks_add(a, b):
    return a + b


async def sleep_ms(ms):
    await asyncio.sleep(ms / 1000)


async def in_thread(function, *arguments):
    return await asyncio.to_thread(function, *arguments)


def start_thread(function, *arguments):
    threading.Thread(target=function, args=arguments, daemon=True).start()
