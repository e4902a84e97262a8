from binascii import hexlify, unhexlify

from atomcam.trust import hmac_sha256, is_nonce, new_nonce, parse_key, proof_mac, same, update_mac


def test_hmac_is_rfc_4231s():
    for key, message, mac in (
        (20 * b"\x0b", b"Hi There", b"b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (b"Jefe", b"what do ya want for nothing?", b"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        (
            131 * b"\xaa",
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            b"60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
    ):
        assert hexlify(hmac_sha256(key, message)) == mac


def test_proof_is_the_one_that_the_computer_expects():
    # From atomcam_gui.wire.proof_mac.
    mac = proof_mac(bytes(range(32)), "f412fa9b3c5d", 16 * "ab", 16 * "cd")
    assert mac == "ca093a5ed8b317de527dedd4f1043cdc98320cc4c9752588c5db83a5ba3dbcf0"


def test_update_mac_covers_nonce_and_content():
    key = bytes(32)
    macs = {update_mac(key, n, h) for n in ("aa", "ab") for h in ("00", "01")}
    assert len(macs) == 4
    assert update_mac(key, "aa", "00") != proof_mac(key, "", "aa", "00")


def test_comparison_sees_every_difference():
    for text in ("", "abc"):
        assert same(text, text)
    for left, right in (("abc", "abd"), ("abc", "ab"), ("", "a")):
        assert not same(left, right)


def test_key_is_64_hex_digits():
    assert parse_key("0aF" + 61 * "0") == unhexlify("0af" + 61 * "0")
    for bad in ("", 63 * "0", 65 * "0", 63 * "0" + "g", 64 * "ü"):
        assert parse_key(bad) is None


def test_nonces_differ_and_have_their_form():
    first, second = new_nonce(), new_nonce()
    assert first != second
    assert len(first) == 32
    assert is_nonce(first)
    for bad in (None, 5, "", 15 * "a", 129 * "a", 16 * "x", ["a"]):
        assert not is_nonce(bad)
