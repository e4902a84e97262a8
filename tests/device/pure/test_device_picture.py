from atomcam.picture import STAMP_SIZE, Envelope, is_whole, stamp_position
from checks import raises

APP0 = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
EOI = b"\xff\xd9"


def picture(size, app0=APP0):
    head = b"\xff\xd8" + app0 + b"\xff\xdb\x00\x43"
    return head + bytes(i & 0x7F for i in range(size - len(head) - 2)) + EOI


def unpacked(envelope):
    """The message's header and payload."""
    whole = bytes(envelope.first) + bytes(envelope.rest)
    return whole[: envelope.payload_at], whole[envelope.payload_at :]


def test_stamp_goes_behind_app0():
    assert stamp_position(picture(100)) == 20
    assert stamp_position(picture(100, b"")) == 2


def test_message_is_the_picture_with_the_stamp_in_it():
    envelope = Envelope()
    for size in (60, 1390, 1402, 1403, 2000, 15000, 70000):
        for app0 in (APP0, b""):
            jpeg = picture(size, app0)
            head = 2 + len(app0)
            envelope.pack(jpeg, 0x01020304, 0x1122334455667788)
            header, payload = unpacked(envelope)
            stamp = b"\xff\xfe\x00\x16atomcam\x01" + b"\x01\x02\x03\x04" + b"\x11\x22\x33\x44\x55\x66\x77\x88"
            assert len(stamp) == STAMP_SIZE
            assert payload == jpeg[:head] + stamp + jpeg[head:], size
            assert header[0] == 0x82
            assert len(header) == (6 if len(payload) < 126 else 8 if len(payload) < 65536 else 14)


def test_first_piece_fills_one_packet():
    envelope = Envelope()
    envelope.pack(picture(15000), 1, 1)
    assert 1400 <= len(envelope.first) <= 1460


def test_sequence_number_wraps():
    envelope = Envelope()
    envelope.pack(picture(100), (1 << 32) + 5, 0)
    assert unpacked(envelope)[1][32:36] == b"\0\0\0\5"


def test_key_is_in_the_header():
    envelope = Envelope()
    envelope.pack(picture(100), 1, 1, b"abcd")
    assert unpacked(envelope)[0][-4:] == b"abcd"
    envelope.pack(picture(100), 1, 1)
    assert unpacked(envelope)[0][-4:] == bytes(4)


def test_damaged_pictures_are_seen():
    good = picture(100)
    assert is_whole(good)
    for bad in (b"", good[:-1], good[:-2] + b"\xff\xd8", b"\x00" + good[1:], good[:20], good + b"\0"):
        assert not is_whole(bad)


def test_head_that_lies_about_its_length_is_refused():
    envelope = Envelope()
    for length in (b"\xff\xff", b"\x03\x00"):
        with raises(ValueError):
            envelope.pack(picture(500, b"\xff\xe0" + length), 1, 1)
