"""First picture: the picture itself, and the five things that lead to it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from atomcam_gui.camera.hub import Hub
from atomcam_gui.provisioning.flow.setup_flow import SetupFlow
from atomcam_gui.provisioning.flow.setup_state import SetupState, TickState
from atomcam_gui.settings import ViewSettings
from atomcam_gui.ui.live_view import LiveView
from atomcam_gui.ui.wizard import texts
from atomcam_gui.ui.wizard.page import Buttons, WizardPage
from atomcam_gui.ui.wizard.tick_list import TickList
from atomcam_gui.video.pool import DecodePool


class PicturePage(WizardPage):
    """Shows the new camera live as soon as it sends. Only its picture ends the set-up."""

    def __init__(self, flow: SetupFlow, hub: Hub, pool: DecodePool, parent: QWidget) -> None:
        super().__init__(flow, parent)
        self._hub = hub
        self._camera_id: str | None = None
        self.view = LiveView(pool, self.body)
        # It takes what room there is; its own wish is for the main window.
        self.view.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.view.setMinimumSize(160, 160)
        self.view.setAccessibleName(self.tr("Picture of the new camera"))
        self.ticks = TickList(self.body)
        self.ticks.setMaximumWidth(self.ticks.fontMetrics().averageCharWidth() * 36)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.view, 5)
        row.addWidget(self.ticks, 4)
        self.column.addLayout(row, 1)

    def draw(self, state: SetupState) -> None:
        picture = state.picture
        self._watch(picture.camera_id)
        self.ticks.draw(picture)
        name = state.computer.name
        if picture.done:
            self.heading.setText(
                self.tr("%1 is ready").replace("%1", name) if name else self.tr("Your camera is ready")
            )
            self.sentence.setText(self.tr("This is its live picture. You can unplug the cable; it needs power only."))
        else:
            self.heading.setText(self.tr("Waiting for the first picture"))
            self.sentence.setText(self.tr("This usually takes a few seconds."))
        self.view.set_caption("" if picture.done else self.tr("No picture yet"))

    def _watch(self, camera_id: str | None) -> None:
        if camera_id == self._camera_id:
            return
        if self._camera_id is not None:
            self._hub.detach(self.view, self._camera_id)
        self._camera_id = camera_id
        self.view.show_camera(camera_id, ViewSettings())
        if camera_id is not None:
            self._hub.attach(self.view, camera_id)

    # -- for the window ------------------------------------------------------------------------------------------

    def buttons(self, state: SetupState) -> Buttons:
        if state.picture.done:
            return Buttons(
                self.tr("Finish"),
                self.tr("Close this window; the camera's picture is in the main one"),
                second=self.tr("Set up another camera"),
                second_help=self.tr("Unplug this one, plug the next one in, and start again"),
            )
        stuck = any(tick in (TickState.SLOW, TickState.FAILED) for tick in state.picture.ticks.values())
        return Buttons(
            self.tr("Finish"),
            self.tr("Possible once the picture is here"),
            enabled=False,
            second=self.tr("Try again") if stuck else "",
            second_help=self.tr("Wait for the picture once more"),
        )

    def second(self, state: SetupState) -> None:
        if state.picture.done:
            self.flow.set_up_another()
        else:
            self.flow.watch_again()

    def status(self, state: SetupState) -> str:
        if state.picture.done:
            return f"{self.heading.text()}. {self.sentence.text()}"
        said = [
            f"{texts.tick_name(tick)}: {texts.tick_meaning(tick, how)}"
            for tick, how in state.picture.ticks.items()
            if how is not TickState.WAITING
        ]
        return said[-1] if said else self.heading.text()

    def leave(self) -> None:
        self._watch(None)
