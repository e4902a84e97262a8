import asyncio
import time
from errno import EAGAIN

from atomcam.sender import Sender
from atomcam.websocket import PING

JPEG = b"\xff\xd8\xff\xe0\x00\x04JF" + bytes(range(256)) * 20 + b"\xff\xd9"


class Socket:
    """Takes what it may, in the pieces that it likes."""

    def __init__(self, piece=1 << 20):
        self.piece = piece
        self.data = bytearray()
        self.stuck = False
        self.broken = False

    def send(self, data):
        while self.stuck:
            time.sleep(0.01)
            if self.broken:
                break
        if self.broken:
            raise OSError(104)
        self.data.extend(bytes(data[: self.piece]))
        return min(len(data), self.piece)


async def done(sender):
    for _ in range(300):
        if sender.empty:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the sender is not done")


def unmasked(message):
    """Opcode and payload of one client frame, and what follows."""
    size, at = message[1] & 0x7F, 2
    if size == 126:
        size, at = message[2] << 8 | message[3], 4
    key = message[at : at + 4]
    payload = bytes(b ^ key[i & 3] for i, b in enumerate(message[at + 4 : at + 4 + size]))
    return message[0] & 15, payload, message[at + 4 + size :]


async def sent(piece=1 << 20, mask=False):
    sender, socket = Sender(), Socket(piece)
    sender.start()
    sender.open(socket, mask)
    sender.text("hello")
    sender.put(JPEG, 5, 6)
    await done(sender)
    sender.stop()
    opcode, payload, rest = unmasked(bytes(socket.data))
    assert (opcode, payload) == (1, b"hello")
    opcode, payload, rest = unmasked(rest)
    assert opcode == 2
    assert payload[:8] + payload[32:] == JPEG
    assert payload[8:32] == b"\xff\xfe\x00\x16atomcam\x01\0\0\0\5\0\0\0\0\0\0\0\6"
    assert rest == b""
    assert (sender.sent, sender.dropped, sender.error) == (1, 0, None)
    return bytes(socket.data)


async def test_text_and_picture_go_out_whole():
    assert JPEG[100:4000] in await sent()


async def test_socket_that_takes_little_gets_it_in_pieces():
    await sent(piece=700)


async def test_random_mask_hides_the_picture_and_is_right():
    data = await sent(mask=True)
    assert JPEG[100:200] not in data
    await sent(piece=700, mask=True)


async def test_newest_picture_wins_and_drops_are_counted():
    sender, socket = Sender(), Socket()
    socket.stuck = True
    sender.start()
    sender.open(socket, False)
    sender.put(JPEG, 1, 0)
    for _ in range(300):
        if sender.busy:
            break
        await asyncio.sleep(0.01)
    for number in (2, 3, 4):
        sender.put(JPEG, number, 0)
    socket.stuck = False
    await done(sender)
    sender.stop()
    _, first, rest = unmasked(bytes(socket.data))
    _, second, rest = unmasked(rest)
    assert (first[23], second[23], rest) == (1, 4, b"")
    assert (sender.sent, sender.dropped) == (2, 2)


async def test_broken_socket_is_told_and_the_next_one_works():
    sender, socket = Sender(), Socket()
    socket.broken = True
    sender.start()
    sender.open(socket, False)
    sender.put(JPEG, 1, 0)
    for _ in range(100):
        if sender.error:
            break
        await asyncio.sleep(0.01)
    assert "104" in sender.error
    sender.close()
    good = Socket()
    sender.open(good, False)
    assert sender.error is None
    sender.control(PING, b"")
    await done(sender)
    sender.stop()
    assert unmasked(bytes(good.data))[:2] == (PING, b"")


async def test_server_that_takes_nothing_is_given_up():
    class Full:
        def send(self, data):
            raise OSError(EAGAIN)

    sender = Sender(stalled_ms=100)
    sender.start()
    sender.open(Full(), False)
    sender.put(JPEG, 1, 0)
    for _ in range(100):
        if sender.error:
            break
        await asyncio.sleep(0.01)
    assert "failed" in sender.error
    sender.stop()


def test_nothing_is_kept_for_a_connection_that_is_gone():
    sender = Sender()
    sender.put(JPEG, 1, 0)
    sender.text("x")
    assert sender.empty


async def test_texts_that_nobody_takes_end_the_connection():
    sender, socket = Sender(), Socket()
    socket.stuck = True
    sender.start()
    sender.open(socket, False)
    for _ in range(40):
        sender.text("x")
    assert "does not read" in sender.error
    socket.broken = True
    sender.stop()
