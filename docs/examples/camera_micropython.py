"""A camera in MicroPython, with nothing but sockets.

On a board whose sensor makes JPEGs, at the end of main.py, once it is in the WiFi:

    from camera import Camera, FrameSize, PixelFormat
    camera = Camera(pixel_format=PixelFormat.JPEG, frame_size=FrameSize.VGA)
    stream("192.168.1.5", 8080, "f412fa9b3c5d", camera.capture)
"""

import os
import select
import socket
import struct
import time
from binascii import b2a_base64

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def stream(host, port, camera_id, take_picture, pause_ms=100):
    """Send pictures for ever, and connect again whenever the connection ends.

    ``take_picture()`` gives one complete JPEG; ``camera_id`` is 12 hex digits, usually the board's MAC.
    """
    while True:
        try:
            connection = connect(host, port, camera_id)
            try:
                send_pictures(connection, take_picture, pause_ms)
            finally:
                connection.close()
        except OSError as error:
            print("not connected:", error)
        time.sleep_ms(2000)


def connect(host, port, camera_id):
    """A WebSocket to AtomCam."""
    connection = socket.socket()
    connection.connect(socket.getaddrinfo(host, port)[0][-1])
    key = b2a_base64(os.urandom(16)).decode().strip()
    lines = (
        "GET /ws/camera HTTP/1.1",
        f"Host: {host}:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
        f"X-AtomCam-Id: {camera_id}",
    )
    connection.write("\r\n".join(lines) + "\r\n\r\n")
    if b" 101 " not in connection.readline():
        raise OSError("the computer refused")
    while connection.readline() not in (b"\r\n", b""):
        pass
    return connection


def send_pictures(connection, take_picture, pause_ms):
    """Pictures out, pings answered, until the computer closes."""
    waiting = select.poll()
    waiting.register(connection, select.POLLIN)
    number = 0
    while True:
        send(connection, BINARY, *stamped(memoryview(take_picture()), number))
        number += 1
        while waiting.poll(pause_ms):
            opcode, payload = receive(connection)
            if opcode == PING:
                send(connection, PONG, payload)
            elif opcode == CLOSE:
                raise OSError("the computer closed")


def stamped(jpeg, number):
    """The picture in two parts. Behind SOI and JFIF's segment comes a comment: its number, and when it was taken."""
    after = 2
    if jpeg[2] == 0xFF and jpeg[3] == 0xE0:
        after = 4 + struct.unpack(">H", jpeg[4:6])[0]
    stamp = struct.pack(">HH8sIQ", 0xFFFE, 22, b"atomcam\x01", number, time.time_ns() // 1000)
    return bytes(jpeg[:after]) + stamp, jpeg[after:]


def send(connection, opcode, *parts):
    """One frame. Clients must mask; a mask of zeros changes nothing and costs nothing."""
    size = sum(len(part) for part in parts)
    if size < 126:
        head = struct.pack(">BB", 0x80 | opcode, 0x80 | size)
    elif size < 65536:
        head = struct.pack(">BBH", 0x80 | opcode, 0x80 | 126, size)
    else:
        head = struct.pack(">BBQ", 0x80 | opcode, 0x80 | 127, size)
    connection.write(head + bytes(4))
    for part in parts:
        connection.write(part)


def receive(connection):
    """One frame of AtomCam's: its opcode and its payload."""
    head = connection.read(2)
    if not head:
        raise OSError("the connection ended")
    size = head[1]
    if size >= 126:
        long = connection.read(2 if size == 126 else 8)
        size = 0
        for byte in long:
            size = size << 8 | byte
    return head[0] & 15, connection.read(size)
