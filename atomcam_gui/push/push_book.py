"""Which camera is passed on where and how. The file is private: addresses may hold passwords."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from atomcam_gui import wire
from atomcam_gui.errors import PushError, SettingsError
from atomcam_gui.push.push_order import PushForm, PushOrder
from atomcam_gui.push.push_url import PushUrl, parse_push_url
from atomcam_gui.shared_json import SharedJson

logger = logging.getLogger(__name__)

MAX_ORDERS = 64
FILE_NAME = "pushes.json"
_ID = re.compile(r"[0-9a-f]{4,32}")


class PushBook:
    """All orders. Belongs to the event loop's thread. ``path`` None keeps them in memory only.

    Several programs may use the file; what one of them changes does not undo what another did.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._file = SharedJson(path) if path is not None else None
        self._orders: dict[str, PushOrder] = {}
        self._unsaved: list[Callable[[], object]] = []
        self._broken = False

    @property
    def orders(self) -> tuple[PushOrder, ...]:
        """Oldest first."""
        return tuple(self._orders.values())

    def get(self, order_id: str) -> PushOrder | None:
        """The order of this id, if there is one."""
        return self._orders.get(order_id)

    def add(self, url: PushUrl, form: PushForm = PushForm.H264, camera: str = "", *, on: bool = True) -> PushOrder:
        """A new order.

        Raises:
            SettingsError: it holds until the program ends, but could not be written; or there are too many already.
        """
        if len(self._orders) >= MAX_ORDERS:
            raise SettingsError(
                "cameras are passed on to {count} addresses already: remove one first", count=MAX_ORDERS
            )
        order = PushOrder(secrets.token_hex(4), url, form, camera, on)
        self._change(lambda: self._orders.update({order.id: order}))
        return order

    def put(self, order: PushOrder) -> None:
        """Replace the order of this id. Does nothing where it was removed.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """

        def edit() -> None:
            if order.id in self._orders:
                self._orders[order.id] = order

        self._change(edit)

    def set_on(self, order_id: str, on: bool) -> None:
        """Switch an order on or off.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        order = self._orders.get(order_id)
        if order is not None and order.on is not on:
            self.put(replace(order, on=on))

    def remove(self, order_id: str) -> None:
        """Drop an order.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        self._change(lambda: self._orders.pop(order_id, None))

    def load(self) -> Path | None:
        """Read the file, if there is one. A file that is broken is set aside, never overwritten.

        Returns:
            Where a broken file was set aside, or None.

        Raises:
            SettingsError: the file exists but cannot be opened.
        """
        if self._file is None:
            return None
        self._merge(self._file)
        return self._set_aside(self._file) if self._broken else None

    def _change(self, edit: Callable[[], object]) -> None:
        """Change what is in force, then the file. What cannot be written is tried again with the next change."""
        edit()
        if self._file is not None:
            self._unsaved.append(edit)
            self._save(self._file)

    def _save(self, file: SharedJson) -> None:
        with file.locked():
            if file.changed():
                self._merge(file)
            if self._broken:
                self._set_aside(file)
            file.write({"version": 1, "pushes": [_entry(order) for order in self._orders.values()]})
        self._unsaved.clear()

    def _set_aside(self, file: SharedJson) -> Path:
        kept = file.set_aside()
        self._broken = False
        return kept

    def _merge(self, file: SharedJson) -> None:
        """Take what the file says, then what could not be written yet. A broken file changes nothing here."""
        document = file.read()
        if document is None:
            return
        try:
            self._orders = _read(document)
        except (LookupError, TypeError, AttributeError, ValueError, PushError) as error:
            logger.warning("the push book %s cannot be understood: %s", file.path, type(error).__name__)
            self._broken = True
            return
        self._broken = False
        for edit in self._unsaved:
            edit()


def _entry(order: PushOrder) -> dict[str, Any]:
    return {
        "id": order.id,
        "url": order.url.secret,
        "form": order.form.value,
        "camera": order.camera,
        "on": order.on,
    }


def _read(document: Any) -> dict[str, PushOrder]:
    """The file's content; raises all sorts of errors where it is not what is written here."""
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    orders: dict[str, PushOrder] = {}
    for item in document.get("pushes", [])[:MAX_ORDERS]:
        order_id = str(item["id"])
        if not _ID.fullmatch(order_id):
            raise ValueError("an id that is none")
        camera = wire.clean_text(item.get("camera")) or ""
        url = parse_push_url(str(item["url"]))
        orders[order_id] = PushOrder(order_id, url, PushForm(item["form"]), camera, item.get("on") is True)
    return orders
