"""Who may show pictures: the bars for those who ask, and the dialog with everybody."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.last_pictures import LastPictures
from atomcam_gui.camera.registry import CameraRegistry, ImpostorRefused
from atomcam_gui.camera.trust import Trust, decision_now
from atomcam_gui.ui.camera_hooks import CameraHooks
from atomcam_gui.ui.cameras_dialog import CamerasDialog, Row, Verdict
from atomcam_gui.ui.forgetting import Forgotten, forget, known_of
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.notices import Choice, Notice, NoticeKind

_MAX_DOOR_NOTICES = 3
_UNDO_MS = 30_000


class Door(QObject):
    """Asks the user about strangers and carries the answers out. For the window's thread.

    Args:
        keep: does something that writes a file, and tells the user where it fails.
        rename: gives a camera another name.
        hooks: what other parts do for cameras.
        pictures: the last ones, which go with a camera that is forgotten.
    """

    def __init__(
        self,
        window: MainWindow,
        registry: CameraRegistry,
        keep: Callable[[Callable[[], object]], None],
        rename: Callable[[str, str], None],
        hooks: CameraHooks,
        pictures: LastPictures,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._registry = registry
        self._keep = keep
        self._rename = rename
        self._hooks = hooks
        self._pictures = pictures
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
        text = self.tr("%1 (“%2”) wants to show a picture") if camera.name else self.tr("%1 wants to show a picture")
        text = text.replace("%1", camera.address).replace("%2", camera.name)

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
            dialog = self._dialog = CamerasDialog(self._registry, self._hooks.sources, self._window)
            dialog.decided.connect(self._decide_row)
            dialog.forgotten.connect(self._forget_row)
            dialog.renamed.connect(self._rename_row)
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

    def _rename_row(self, row: Row, name: str) -> None:
        camera_id = row.listed_id or row.camera_id
        if camera_id is not None:
            self._rename(camera_id, name)
        self.refresh()

    # -- one of them ---------------------------------------------------------------------------------------------

    def decide(self, camera_id: str, trust: Trust) -> None:
        """Carry out the user's word on a camera, for good."""
        self._keep(lambda: self._registry.decide(camera_id, trust))
        self.refresh()

    def forget_tip(self, camera: Camera) -> str:
        """What forgetting this camera means."""
        if self._hooks.is_source(camera.id):
            return self.tr("Ask it for pictures no more")
        if camera.has_key or self._has_key(camera.claimed_id):
            return self.tr("Its key goes: to show pictures here again, it must be set up again")
        return self.tr("Take it off the list; it is asked about anew when it comes again")

    def forget(self, camera_id: str) -> None:
        """Forget a camera that is listed; the user may undo it."""
        camera = self._registry.get(camera_id)
        if camera is not None:
            self._forget(camera.address, camera.claimed_id, camera.id)

    def _forget_row(self, row: Row) -> None:
        self._forget(row.address, row.camera_id, row.listed_id)

    def _forget(self, address: str, claimed_id: str | None, listed_id: str | None) -> None:
        known = known_of(self._registry, address, claimed_id, listed_id)
        picture = self._pictures.frame(known.camera_id)
        sources = self._hooks.sources
        if sources is not None and sources.is_source(known.camera_id):
            back = sources.forget(known.camera_id)
        else:
            self._keep(lambda: forget(self._registry, known))
            back = partial(self._keep, lambda: known.restore(self._registry))
        self._pictures.forget(known.camera_id)
        self._tell_forgotten(known, partial(self._undo, known.camera_id, back, picture))
        self.refresh()

    def _undo(self, camera_id: str, back: Callable[[], None], picture: Frame | None) -> None:
        self._window.notices.dismiss(_forgotten(camera_id))
        if picture is not None and self._pictures.frame(camera_id) is None:
            self._pictures.submit(picture)
        back()
        self.refresh()

    def _tell_forgotten(self, known: Forgotten, undo: Callable[[], None]) -> None:
        if self._hooks.is_source(known.camera_id) or known.key is None or not known.key.permanent:
            text = self.tr("“%1” was forgotten.")
        else:
            text = self.tr("“%1” was forgotten, and its key with it: to come back, it must be set up again.")
        notice = Notice(
            _forgotten(known.camera_id),
            NoticeKind.INFO,
            text.replace("%1", known.name or known.address or known.camera_id),
            (Choice(self.tr("Undo"), undo, self.tr("Know this camera again as before")),),
        )
        self._window.notices.show_notice(notice)
        QTimer.singleShot(_UNDO_MS, self, lambda: self._window.notices.dismiss(notice.key))

    def _has_key(self, camera_id: str | None) -> bool:
        return camera_id is not None and any(entry.camera_id == camera_id for entry in self._registry.book.keys)


def _forgotten(camera_id: str) -> str:
    """The key of the notice that a camera was forgotten."""
    return f"forgotten {camera_id}"
