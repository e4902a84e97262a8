"""Joins sharing, passing on and the window: what the user wants goes in, how things stand comes out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox

from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import Trust
from atomcam_gui.errors import PushError, SettingsError
from atomcam_gui.push.push_order import PushForm, PushOrder, PushPhase
from atomcam_gui.push.push_service import PushService
from atomcam_gui.push.push_url import PushUrl
from atomcam_gui.server.addresses import reachable_addresses
from atomcam_gui.server.camera_server import CameraServer
from atomcam_gui.server.sharing import Sharing
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import error_texts
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.notices import NoticeKind
from atomcam_gui.ui.sharing import share_texts
from atomcam_gui.ui.sharing.sharing_badge import SharingBadge
from atomcam_gui.ui.wizard.announce import announce

if TYPE_CHECKING:
    from atomcam_gui.ui.sharing.share_dialog import ShareDialog

logger = logging.getLogger(__name__)

Notify = Callable[[str, NoticeKind, str], None]


class SharingControl(QObject):
    """For the window's thread, on a running loop. Opens its dialog from the window's action; ``badge`` is to be placed.

    Args:
        sharing: neither read nor started yet.
        pushes: likewise.
        notify: tells the user something in the window: key, kind, text.
    """

    def __init__(
        self,
        window: MainWindow,
        tasks: TaskSet,
        sharing: Sharing,
        pushes: PushService,
        registry: CameraRegistry,
        server: CameraServer,
        notify: Notify,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._sharing = sharing
        self._pushes = pushes
        self._registry = registry
        self._server = server
        self._notify = notify
        self._ends: list[Callable[[], None]] = []
        self.dialog: ShareDialog | None = None
        self.badge = SharingBadge(window)
        self.badge.clicked.connect(self.open)
        window.actions_.share.triggered.connect(self.open)
        # Many events in a moment are one look.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)

    # -- from beginning to end -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Read what is remembered, and do it from now on."""
        self._load("share book", self._sharing.book.load, self.tr("The list of share links"))
        self._load("push book", self._pushes.load, self.tr("The list of servers that cameras are passed on to"))
        self._ends = [
            self._sharing.subscribe(self._soon.start),
            self._pushes.subscribe(lambda _: self._soon.start()),
            self._registry.subscribe(lambda _: self._soon.start()),
        ]
        self._sharing.start()
        self._pushes.begin()
        self.refresh()

    def _load(self, key: str, load: Callable[[], Path | None], what: str) -> None:
        try:
            kept = load()
        except SettingsError as error:
            self._notify(key, NoticeKind.WARNING, error_texts.sentence(error))
        else:
            if kept is not None:
                text = self.tr("%1 was damaged. It was kept as %2.").replace("%1", what).replace("%2", kept.name)
                self._notify(key, NoticeKind.WARNING, text)

    def finish(self) -> None:
        """Heed nothing any more, and close the dialog."""
        self._soon.stop()
        while self._ends:
            self._ends.pop()()
        if self.dialog is not None:
            self.dialog.close()

    async def close(self) -> None:
        """End all viewers, pushes and encoders, within two seconds."""
        await self._pushes.close()
        await self._sharing.close()
        await self._sharing.encoders.close()

    # -- the window ----------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the dialog."""
        if self.dialog is None:
            self.dialog = self._make_dialog()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _make_dialog(self) -> ShareDialog:
        # Not at the top, as all that is opened now and then: the window is there sooner.
        from atomcam_gui.ui.sharing.share_dialog import ShareDialog

        dialog = ShareDialog(self._sharing.url, self._name_of, self._window)
        dialog.refresh_wanted.connect(self.refresh)
        browser, server = dialog.browser, dialog.server
        browser.switched.connect(self._switch)
        browser.links.new_wanted.connect(self._new_link)
        browser.links.rename_wanted.connect(self._rename)
        browser.links.revoke_wanted.connect(self._ask_to_revoke)
        server.add_wanted.connect(self._add_push)
        server.change_wanted.connect(self._change_push)
        server.switched.connect(self._switch_push)
        server.remove_wanted.connect(self._remove_push)
        server.test_wanted.connect(self._test_push)
        return dialog

    def refresh(self) -> None:
        """Show how things stand at this moment."""
        phases = [state.phase for state in self._pushes.states]
        self.badge.show_numbers(
            is_shared=self._sharing.on,
            watching=len(self._sharing.viewers),
            live=phases.count(PushPhase.LIVE),
            waiting=phases.count(PushPhase.WAITING),
        )
        dialog = self.dialog
        if dialog is None or not dialog.isVisible():
            return
        cameras = [(camera.id, camera.label) for camera in self._registry if camera.trust is Trust.ALLOWED]
        dialog.browser.set_cameras(cameras)
        dialog.server.set_cameras(cameras)
        dialog.browser.show_state(
            is_on=self._sharing.on,
            links=self._sharing.book.links,
            viewers=self._sharing.viewers,
            addresses=reachable_addresses(self._server.bind) if self._server.listening else (),
        )
        dialog.server.show_state(self._pushes.orders, self._pushes.states)

    def _name_of(self, camera_id: str) -> str:
        camera = self._registry.get(camera_id)
        return camera.label if camera is not None else camera_id

    # -- in a browser --------------------------------------------------------------------------------------------

    def _switch(self, on: bool) -> None:
        if on and not self._sharing.book.links:
            self._keep(lambda: self._sharing.book.add(self.tr("Everybody")))
        self._keep(lambda: self._sharing.set_on(on))
        announce(self.badge, self.tr("Others can watch now") if on else self.tr("Nobody else can watch any more"))

    def _new_link(self) -> None:
        number = len(self._sharing.book.links) + 1
        before = {link.id for link in self._sharing.book.links}
        self._keep(lambda: self._sharing.book.add(self.tr("Link %1").replace("%1", str(number))))
        new = [link.id for link in self._sharing.book.links if link.id not in before]
        if self.dialog is not None and new:
            self.refresh()
            self.dialog.browser.links.choose(new[0])
            self.dialog.browser.links.edit_chosen()

    def _rename(self, link_id: str, name: str) -> None:
        self._keep(lambda: self._sharing.book.rename(link_id, name))

    def _ask_to_revoke(self, link_id: str) -> None:
        link = self._sharing.book.get(link_id)
        if link is None or self.dialog is None:
            return
        count = sum(viewer.link_id == link_id for viewer in self._sharing.viewers)
        text = self.tr("Whoever has this link can watch no more, for good.")
        if count:
            text += " " + self.tr("%n watching by it now: that ends at once.", "", count)
        name = share_texts.link_name(link.name)
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("Revoke a link"),
            self.tr("Revoke the link “%1”?").replace("%1", name),
            QMessageBox.StandardButton.Cancel,
            self.dialog,
        )
        box.setInformativeText(text)
        revoke = box.addButton(self.tr("&Revoke"), QMessageBox.ButtonRole.DestructiveRole)
        revoke.clicked.connect(lambda: self._keep(lambda: self._sharing.book.revoke(link_id)))
        box.finished.connect(box.deleteLater)
        box.open()

    # -- to a server ---------------------------------------------------------------------------------------------

    def _add_push(self, url: PushUrl, form: PushForm, camera: str) -> None:
        self._keep(lambda: self._pushes.add(url, form, camera))

    def _change_push(self, order: PushOrder) -> None:
        self._keep(lambda: self._pushes.change(order))

    def _switch_push(self, order_id: str, on: bool) -> None:
        self._keep(lambda: self._pushes.start(order_id) if on else self._pushes.stop(order_id))

    def _remove_push(self, order_id: str) -> None:
        self._keep(lambda: self._pushes.remove(order_id))

    def _test_push(self, url: PushUrl, form: PushForm) -> None:
        self._tasks.start(self._test(url, form), "test a push")

    async def _test(self, url: PushUrl, form: PushForm) -> None:
        try:
            await self._pushes.test(url, form)
        except PushError as error:
            text = error_texts.sentence(error)
        else:
            text = self.tr("The server takes it.")
        if self.dialog is not None:
            self.dialog.server.editor.show_result(text)

    def _keep(self, change: Callable[[], object]) -> None:
        """Change a book. What holds but could not be written is told."""
        try:
            change()
        except SettingsError as error:
            logger.warning("%s", error)
            self._notify("sharing", NoticeKind.WARNING, error_texts.sentence(error))
        self.refresh()
