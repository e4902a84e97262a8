"""A camera: sends the JPEGs of a folder. Usage: python camera.py ws://192.168.1.5:8080/ws/camera pictures"""

import itertools
import pathlib
import struct
import sys
import time
import uuid

from websockets.sync.client import connect  # pip install websockets

address, folder = sys.argv[1:]
pictures = sorted(pathlib.Path(folder).glob("*.jpg"))
who = {"X-AtomCam-Id": f"{uuid.getnode():012x}"}  # 12 hex digits: the same camera when it comes back
with connect(address, compression=None, additional_headers=who) as camera:
    for number, picture in enumerate(itertools.cycle(pictures)):
        jpeg = picture.read_bytes()
        after = 2 + (2 + int.from_bytes(jpeg[4:6]) if jpeg[2:4] == b"\xff\xe0" else 0)  # SOI, and JFIF's segment
        stamp = struct.pack(">HH8sIQ", 0xFFFE, 22, b"atomcam\x01", number, time.monotonic_ns() // 1000)
        camera.send(jpeg[:after] + stamp + jpeg[after:])  # one message is one JPEG
        time.sleep(0.1)
