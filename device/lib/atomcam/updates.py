"""New software over the stream: offered, proved, received beside the old, checked, installed at the next start.

    computer: {"type": "update", "id": 1, "action": "begin"}
    board:    {"type": "reply", "id": 1, "ok": true, "nonce": HEX}
    computer: {…, "action": "offer", "files": [[NAME, SIZE, SHA256], …], "mac": HEX}
    board:    {…, "need": [NAME, …]}           the files that it does not have already
    computer: {…, "action": "data", "file": NAME, "offset": N, "data": BASE64}     each file from its beginning
    computer: {…, "action": "install"}         the board checks every hash, answers, and restarts

mac = HMAC-SHA-256(key, "update" + nonce + sha256 of the content), where the content is a line ``SHA256 SIZE NAME\\n``
for each file in the order of the offer: it names every byte. A nonce serves once.
"""

import hashlib
import os
from binascii import a2b_base64, hexlify

from rollback import exists, remove

from atomcam import trust
from atomcam.failed import UpdateError
from atomcam.port import Any

MAX_FILES = 64
MAX_BYTES = 512 * 1024
MAX_CHUNK = 4096

_NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


class Updates:
    """Receives updates.

    Args:
        rollback: the folders and what happens with them at the next start.
        key: gives the board's secret, or None.
        restart: called once the new software is ready.
    """

    def __init__(self, rollback, key, restart) -> None:
        self._rollback = rollback
        self._key = key
        self._restart = restart
        self._nonce: Any = None
        self._files: dict = {}
        self._received: dict = {}

    def handle(self, fields: dict) -> dict:
        """Act on a message; what the reply says beside ``ok``.

        Raises:
            UpdateError: why not.
        """
        action = fields.get("action")
        try:
            if action == "begin":
                return self._begin()
            if action == "offer":
                return self._offer(fields.get("files"), fields.get("mac"))
            if action == "data":
                return self._data(fields.get("file"), fields.get("offset"), fields.get("data"))
            if action == "install":
                return self._install()
        except OSError as error:
            self._files = {}
            raise UpdateError("the board's flash refused (%s)" % error.args[0]) from None
        raise UpdateError("no such action")

    def _begin(self) -> dict:
        if self._key() is None:
            raise UpdateError("the board has no key: set it up by cable first")
        if self._rollback.state() == "trial":
            raise UpdateError("an update is on trial")
        self._nonce = trust.new_nonce()
        self._files = {}
        return {"nonce": self._nonce}

    def _offer(self, files, mac) -> dict:
        nonce, self._nonce = self._nonce, None
        key = self._key()
        if nonce is None or key is None:
            raise UpdateError("begin first")
        listed = _parse_files(files)
        expected = trust.update_mac(key, nonce, content_hash(files))
        if not isinstance(mac, str) or not trust.same(expected, mac.lower()):
            raise UpdateError("wrong proof of the key")
        new = self._rollback.new
        remove(new)
        os.mkdir(new)
        need = []
        for name in listed:
            digest = listed[name][1]
            here = self._rollback.current + "/" + name
            if exists(here) and file_hash(here) == digest:
                _copy(here, new + "/" + name)
            else:
                need.append(name)
                open(new + "/" + name, "wb").close()
        self._files = listed
        self._received = dict.fromkeys(need, 0)
        return {"need": need}

    def _data(self, name, offset, data) -> dict:
        if not isinstance(name, str) or name not in self._received or name not in self._files:
            raise UpdateError("nobody offered this file")
        if offset != self._received[name]:
            raise UpdateError("%d bytes of this file are here" % self._received[name])
        try:
            content = a2b_base64(data)
        except (ValueError, TypeError):
            raise UpdateError("the data is not base64") from None
        if not content or len(content) > MAX_CHUNK or offset + len(content) > self._files[name][0]:
            raise UpdateError("too much data")
        with open(self._rollback.new + "/" + name, "ab") as file:
            file.write(content)
        self._received[name] += len(content)
        return {}

    def _install(self) -> dict:
        if not self._files:
            raise UpdateError("nothing was offered")
        for name in self._files:
            if file_hash(self._rollback.new + "/" + name) != self._files[name][1]:
                raise UpdateError(name + " is not what was offered")
        self._files = {}
        self._rollback.request_install()
        self._restart()
        return {}


def content_hash(files: list) -> str:
    """The SHA-256, in hex, of the content that a list of ``[name, size, sha256]`` describes."""
    content = hashlib.sha256(b"")
    for name, size, digest in files:
        content.update(("%s %d %s\n" % (digest, size, name)).encode())
    return hexlify(content.digest()).decode()


def file_hash(path: str) -> str:
    """A file's SHA-256 in hex."""
    content = hashlib.sha256(b"")
    buffer = bytearray(1024)
    view = memoryview(buffer)
    with open(path, "rb") as file:
        while True:
            size = file.readinto(buffer)
            if not size:
                return hexlify(content.digest()).decode()
            content.update(view[:size])


def _parse_files(files) -> dict:
    """The offer as ``{name: (size, sha256)}``."""
    if not isinstance(files, list) or not 1 <= len(files) <= MAX_FILES:
        raise UpdateError("the offer is no list of 1 to %d files" % MAX_FILES)
    listed: dict = {}
    total = 0
    for entry in files:
        if not isinstance(entry, list) or len(entry) != 3:
            raise UpdateError("the offer has an entry that is not [name, size, sha256]")
        name, size, digest = entry
        if not _is_name(name) or name in listed:
            raise UpdateError("the offer has a file name that cannot be")
        if isinstance(size, bool) or not isinstance(size, int) or not 0 <= size <= MAX_BYTES:
            raise UpdateError("the offer has a size that cannot be")
        if not isinstance(digest, str) or len(digest) != 64 or digest != digest.lower():
            raise UpdateError("the offer has a hash that cannot be")
        listed[name] = (size, digest)
        total += size
    if total > MAX_BYTES:
        raise UpdateError("the offer is larger than %d bytes" % MAX_BYTES)
    if "app.py" not in listed and "app.mpy" not in listed:
        raise UpdateError("the offer lacks what the board starts")
    return listed


def _is_name(name) -> bool:
    if not isinstance(name, str) or len(name) > 32:
        return False
    stem, dot, kind = name.rpartition(".")
    return bool(dot) and kind in ("py", "mpy") and bool(stem) and all(c in _NAME_CHARACTERS for c in stem)


def _copy(source: str, target: str) -> None:
    buffer = bytearray(1024)
    view = memoryview(buffer)
    with open(source, "rb") as reader, open(target, "wb") as writer:
        while True:
            size = reader.readinto(buffer)
            if not size:
                return
            writer.write(view[:size])
