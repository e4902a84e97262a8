"""Who may show pictures: the bars for those who ask, and the dialog with everybody."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QObject

from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.registry import CameraRegistry, ImpostorRefused
from atomcam_gui.camera.trust import Trust, decision_now
from atomcam_gui.ui.cameras_dialog import CamerasDialog, Row, Verdict
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.notices import Choice, Notice, NoticeKind

_MAX_DOOR_NOTICES = 3


class Door(QObject):
    """Asks the user about strangers and carries the answers out. For the window's thread.

    Args:
        keep: does something that writes a file, and tells the user where it fails.
        forget_view: drops what is remembered of how a camera's picture is turned.
    """

    def __init__(
        self,
        window: MainWindow,
        registry: CameraRegistry,
        keep: Callable[[Callable[[], object]], None],
        forget_view: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._registry = registry
        self._keep = keep
        self._forget_view = forget_view
        self._dialog: CamerasDialog | None = None
        self._shown: tuple[str, ...] = ()

    def refresh(self) -> None:
        """Show who is at the door now, and the dialog's rows."""
        self._show_bars()
        if self._dialog is not None:
            self._dialog.refresh()

    def _show_bars(self) -> None:
        waiting = self._registry.waiting
        shown = waiting[:_MAX_DOOR_NOTICES]
        for key in self._shown:
            if key not in {f"door {camera.id}" for camera in shown}:
                self._window.notices.dismiss(key)
        for camera in shown:
            self._window.notices.show_notice(self._notice(camera))
        self._shown = tuple(f"door {camera.id}" for camera in shown)
        rest = len(waiting) - len(shown)
        if rest:
            text = self.tr("%n more cameras ask to be let in", "", rest)
            choice = Choice(self.tr("Cameras…"), self.show_cameras, self.tr("Decide about each of them"))
            self._window.notices.show_notice(Notice("door", NoticeKind.QUESTION, text, (choice,)))
        else:
            self._window.notices.dismiss("door")

    def _notice(self, camera: Camera) -> Notice:
        who = f"{camera.address} (“{camera.name}”)" if camera.name else camera.address
        text = self.tr("%1 wants to show a picture").replace("%1", who)

        def decide(trust: Trust, permanent: bool) -> Callable[[], None]:
            return lambda: self._keep(lambda: self._registry.decide(camera.id, trust, permanent=permanent))

        return Notice(
            f"door {camera.id}",
            NoticeKind.QUESTION,
            text,
            (
                Choice(
                    self.tr("Allow once"),
                    decide(Trust.ALLOWED, False),
                    self.tr("Show its picture until AtomCam is closed"),
                ),
                Choice(
                    self.tr("Always allow"),
                    decide(Trust.ALLOWED, True),
                    self.tr("Show its picture now and whenever it comes from this address"),
                ),
                Choice(
                    self.tr("Block"), decide(Trust.BLOCKED, True), self.tr("Turn it away, now and whenever it comes")
                ),
            ),
            closable=False,
        )

    def tell_impostor(self, event: ImpostorRefused) -> None:
        """Somebody claimed to be a camera of ours and could not prove it."""
        name = event.name or event.camera_id
        text = (
            self.tr(
                "Somebody at %1 says it is the camera “%2” but does not have its key, so it was refused. "
                "If it really is your camera, set it up again."
            )
            .replace("%1", event.address)
            .replace("%2", name)
        )
        choice = Choice(self.tr("Cameras…"), self.show_cameras, self.tr("All cameras and decisions"))
        notice = Notice(f"impostor {event.camera_id}", NoticeKind.WARNING, text, (choice,))
        self._window.notices.show_notice(notice)

    # -- all of them ---------------------------------------------------------------------------------------------

    def show_cameras(self) -> None:
        """Open the cameras dialog."""
        if self._dialog is None:
            dialog = self._dialog = CamerasDialog(self._registry, self._window)
            dialog.decided.connect(self._decide_row)
            dialog.forgotten.connect(self._forget_row)
            dialog.finished.connect(self._closed)
            dialog.open()

    def _closed(self) -> None:
        self._dialog = None

    def _decide_row(self, row: Row, verdict: Verdict) -> None:
        trust = {Verdict.ALLOW: Trust.ALLOWED, Verdict.BLOCK: Trust.BLOCKED, Verdict.ASK: Trust.WAITING}[verdict]
        if row.listed_id is not None:
            listed = row.listed_id
            self._keep(lambda: self._registry.decide(listed, trust))
        else:
            self._keep(lambda: self._decide_absent(row, trust))
        self.refresh()

    def _decide_absent(self, row: Row, trust: Trust) -> None:
        book = self._registry.book
        for entry in book.keys:
            if entry.camera_id == row.camera_id:
                book.add_key(dataclasses.replace(entry, blocked=trust is Trust.BLOCKED))
                return
        if trust is Trust.WAITING:
            book.forget(row.address, row.camera_id)
        else:
            book.decide(decision_now(row.address, row.camera_id, trust, row.name, permanent=True))

    def _forget_row(self, row: Row) -> None:
        book = self._registry.book

        def forget() -> None:
            book.forget(row.address, row.camera_id)
            if row.camera_id is not None and row.has_key:
                book.forget_key(row.camera_id)

        self._keep(forget)
        if row.listed_id is not None:
            self._registry.remove(row.listed_id)
        if row.camera_id is not None:
            self._forget_view(row.camera_id)
        self.refresh()
