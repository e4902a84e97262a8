"""Settings that survive power loss: one JSON blob in each NVS namespace.

NVS replaces a blob in one step, so that a power cut leaves the old settings or the new. Written only on change.
"""

import json

from esp32 import NVS

_KEY = "config"
_MAX_BYTES = 1024


class NotSaved(Exception):
    """The settings are in force, but could not be stored; the text says why."""


class Settings:
    """One namespace: ``saved`` is what is stored, ``values`` what is in force.

    Args:
        namespace: at most 15 characters.
        open_namespace: makes the store; a test gives its own.
    """

    def __init__(self, namespace: str, open_namespace=NVS) -> None:
        self._store = open_namespace(namespace)
        self.saved = self._load()
        self.values = dict(self.saved)

    def save(self) -> None:
        """Store what is in force.

        Raises:
            NotSaved: the store is full or broken; what was stored before is still there.
        """
        if self.values == self.saved:
            return
        data = json.dumps(self.values).encode()
        if len(data) > _MAX_BYTES:
            raise NotSaved("too long")
        try:
            self._store.set_blob(_KEY, data)
            self._store.commit()
        except OSError as error:
            raise NotSaved("the settings' memory refused (%s)" % error.args[0]) from None
        self.saved = dict(self.values)

    def clear(self) -> None:
        """Forget what is stored and what is in force.

        Raises:
            NotSaved: the store is broken.
        """
        self.values = {}
        if not self.saved:
            return
        try:
            self._store.erase_key(_KEY)
            self._store.commit()
        except OSError as error:
            raise NotSaved("the settings' memory refused (%s)" % error.args[0]) from None
        self.saved = {}

    def _load(self) -> dict:
        buffer = bytearray(_MAX_BYTES)
        try:
            size = self._store.get_blob(_KEY, buffer)
            values = json.loads(bytes(buffer[:size]))
        except (OSError, ValueError):  # none yet (-4354), or not ours
            return {}
        return values if isinstance(values, dict) else {}
