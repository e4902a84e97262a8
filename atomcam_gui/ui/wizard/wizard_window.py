"""The set-up's window: the steps at the left, the page, the buttons, the log below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from atomcam_gui.camera.hub import Hub
from atomcam_gui.provisioning.flow.setup_flow import SetupFlow
from atomcam_gui.provisioning.flow.setup_state import Page, PictureState, SetupState
from atomcam_gui.provisioning.troubles import SetupError
from atomcam_gui.ui import icons
from atomcam_gui.ui.key_names import with_keys
from atomcam_gui.ui.notices import Choice, Notice, NoticeArea, NoticeKind
from atomcam_gui.ui.wizard import texts
from atomcam_gui.ui.wizard.announce import announce
from atomcam_gui.ui.wizard.computer_page import ComputerPage
from atomcam_gui.ui.wizard.firmware_page import FirmwarePage
from atomcam_gui.ui.wizard.flash_page import FlashPage
from atomcam_gui.ui.wizard.fold import FoldButton
from atomcam_gui.ui.wizard.log_panel import LogPanel
from atomcam_gui.ui.wizard.page import Buttons, WizardPage, set_shown
from atomcam_gui.ui.wizard.picture_page import PicturePage
from atomcam_gui.ui.wizard.plug_page import PlugPage
from atomcam_gui.ui.wizard.steps_list import StepsList
from atomcam_gui.ui.wizard.wifi_page import WifiPage
from atomcam_gui.video.pool import DecodePool

_FIRST_SIZE = QSize(780, 540)
_LEAST_SIZE = QSize(640, 480)
_STEPS_WIDTH = 176
_STOP = "stop"


class WizardWindow(QDialog):
    """Draws a flow's state from its first change on. It ends with ``finished``, as every dialog; the flow goes on."""

    camera_ready = Signal(str)
    """The camera of this id has sent its first picture."""

    def __init__(self, flow: SetupFlow, hub: Hub, pool: DecodePool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Set up a camera"))
        self.setWindowIcon(icons.application_icon())
        self.setMinimumSize(_LEAST_SIZE)
        self.flow = flow
        self._state = flow.state
        self._page: Page | None = None
        self._drawing = False
        self._told_status = ""
        self._told_trouble: SetupError | None = None
        self._came: str | None = None
        # Where Tab goes is the order in which they are made: what is asked, the buttons, then what is beside it.
        self.notices = NoticeArea(self)
        self.pages = self._make_pages(hub, pool)
        self._make_buttons()
        self.steps = StepsList(self)
        self.steps.wanted.connect(flow.go)
        self.log_button = FoldButton(self.tr("Log"), self.tr("What the installation says, line by line"), self)
        self.log = LogPanel(self)
        self.log.hide()
        self.log_button.toggled.connect(self._show_log)
        self._lay_out()
        self.resize(_FIRST_SIZE)
        self._unsubscribe = flow.subscribe(self.draw)
        self.draw(flow.state)

    # -- building ------------------------------------------------------------------------------------------------

    def _make_pages(self, hub: Hub, pool: DecodePool) -> dict[Page, WizardPage]:
        self._stack = QStackedWidget(self)
        pages: dict[Page, WizardPage] = {
            Page.PLUG: PlugPage(self.flow, self._stack),
            Page.FIRMWARE: FirmwarePage(self.flow, self._stack),
            Page.FLASH: FlashPage(self.flow, self._stack),
            Page.WIFI: WifiPage(self.flow, self._stack),
            Page.COMPUTER: ComputerPage(self.flow, self._stack),
            Page.PICTURE: PicturePage(self.flow, hub, pool, self._stack),
        }
        for page in pages.values():
            self._stack.addWidget(page)
        return pages

    def _make_buttons(self) -> None:
        self.second_button = self._button("", lambda: self.page.second(self._state))
        self.cancel_button = self._button(self.tr("&Cancel"), lambda: self.page.cancel(self._state))
        self.back_button = self._button(self.tr("&Back"), self.flow.back)
        self.back_button.setToolTip(with_keys(self.tr("Back to the step before"), "Alt+Left"))
        # Beside the letter that is underlined.
        QShortcut(QKeySequence("Alt+Left"), self, self.back_button.click)
        self.primary_button = self._button("", self._primary)
        self.primary_button.setProperty("plain", None)
        self.primary_button.setProperty("primary", "true")
        self.primary_button.setDefault(True)

    def _button(self, text: str, action: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("plain", "true")
        button.clicked.connect(lambda: action())
        return button

    def _lay_out(self) -> None:
        side = QFrame(self)
        side.setObjectName("wizardSteps")
        side.setFixedWidth(max(_STEPS_WIDTH, self.fontMetrics().averageCharWidth() * 24))
        left = QVBoxLayout(side)
        left.setContentsMargins(8, 20, 8, 8)
        left.addWidget(self.steps)
        left.addStretch(1)
        left.addWidget(self.log_button)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.setSpacing(8)
        foot.addWidget(self.second_button)
        foot.addStretch(1)
        for button in (self.cancel_button, self.back_button, self.primary_button):
            foot.addWidget(button)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.notices)
        right.addWidget(self._stack, 1)
        right.addLayout(foot)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row, 1)
        whole.addWidget(self.log)

    # -- drawing -------------------------------------------------------------------------------------------------

    @property
    def page(self) -> WizardPage:
        """The page that is shown."""
        return self.pages[self._state.page]

    def draw(self, state: SetupState) -> None:
        """Show a state. Only what is another than before is touched, and the focus stays where it can.

        Drawing may change the state itself, as where a half-typed number counts once its field loses the focus.
        """
        self._state = state
        if self._drawing:
            return
        self._drawing = True
        try:
            drawn = None
            while drawn is not self._state:
                drawn = self._state
                self._draw(drawn)
        finally:
            self._drawing = False

    def _draw(self, state: SetupState) -> None:
        focused = self.focusWidget()
        turned = state.page is not self._page
        if turned:
            self._turn_to(state.page)
        self.page.draw(state)
        self._draw_buttons(self.page.buttons(state))
        self.steps.draw(state, frozenset(page for page in Page if self.flow.may_go(page)))
        if not self.log.isHidden():
            self.log.draw(state.flash.log)
        if not state.flash.running:
            self.notices.dismiss(_STOP)
        self._keep_focus(None if turned else focused)
        self._tell(state, turned=turned)
        self._tell_camera(state.picture)

    def _turn_to(self, page: Page) -> None:
        if self._page is not None:
            self.pages[self._page].leave()
        self._page = page
        self._told_status, self._told_trouble = "", None
        self._stack.setCurrentWidget(self.pages[page])

    def _draw_buttons(self, buttons: Buttons) -> None:
        primary = self.primary_button
        primary.setText(buttons.primary)
        primary.setToolTip(buttons.help)
        primary.setAccessibleDescription(buttons.help)
        primary.setEnabled(buttons.enabled)
        self.second_button.setText(buttons.second)
        self.second_button.setToolTip(buttons.second_help)
        set_shown(self.second_button, bool(buttons.second))
        self.cancel_button.setToolTip(buttons.cancel)
        set_shown(self.cancel_button, bool(buttons.cancel))
        can_go_back = any(self.flow.may_go(page) for page in tuple(Page)[: tuple(Page).index(self._state.page)])
        set_shown(self.back_button, can_go_back and not buttons.cancel)

    def _keep_focus(self, focused: QWidget | None) -> None:
        """Leave the focus where it is; where that went away, put it where the user goes on.

        While there is nothing to go on with it is at the heading, where a key pressed once too often does no harm.
        """
        page = self.page
        if focused is not None and focused is not page.heading and self._is_usable(focused):
            return
        wanted = next(
            (w for w in (page.focus_widget(self._state), self.primary_button) if w is not None and self._is_usable(w)),
            page.heading,
        )
        if self.focusWidget() is not wanted:
            # As if by Tab: what is in a field is selected, to be typed over.
            wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def _is_usable(self, widget: QWidget) -> bool:
        return widget.isEnabled() and widget.isVisibleTo(self)

    def _tell(self, state: SetupState, *, turned: bool) -> None:
        """Say what changed to those who do not see it."""
        page = self.page
        status = page.status(state)
        trouble = page.trouble_of(state)
        if turned:
            announce(self, " ".join(part for part in (page.heading.text(), page.sentence.text(), status) if part))
        elif status and status != self._told_status and trouble is None:
            announce(self, status)
        if trouble is not None and trouble is not self._told_trouble:
            text = texts.trouble_text(trouble)
            announce(self, f"{text.happened} {text.next_step}", urgent=True)
        self._told_status, self._told_trouble = status, trouble

    def _tell_camera(self, picture: PictureState) -> None:
        came = picture.camera_id if picture.done else None
        if came != self._came:
            self._came = came
            if came is not None:
                self.camera_ready.emit(came)

    def _show_log(self, shown: bool) -> None:
        if shown:
            self.log.draw(self._state.flash.log)
        self.log.setVisible(shown)

    # -- what the user does --------------------------------------------------------------------------------------

    def _primary(self) -> None:
        if self._state.page is Page.PICTURE:
            self.accept()
        else:
            self.page.primary(self._state)

    def reject(self) -> None:
        """Escape: stop what runs; where nothing does, close."""
        if self._stop_bar_is_open:
            self.notices.dismiss(_STOP)
        elif self._state.flash.running:
            self.ask_to_stop(self.flow.cancel_flash)
        elif self.page.buttons(self._state).cancel:
            self.page.cancel(self._state)
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._state.flash.running:
            event.ignore()
            self.ask_to_stop(super().reject)
        else:
            event.accept()
            super().reject()

    @property
    def _stop_bar_is_open(self) -> bool:
        return any(bar.notice.key == _STOP for bar in self.notices.bars)

    def ask_to_stop(self, stop: Callable[[], object]) -> None:
        """Ask in the window whether to stop writing. It goes on meanwhile, and the question goes once it is done.

        Args:
            stop: called where the user wants that.
        """
        text = self.tr("Stop the installation? The camera does not work until the rest is written.")
        notice = Notice(
            _STOP,
            NoticeKind.WARNING,
            text,
            (
                Choice(self.tr("Stop"), lambda: self._stop(stop), self.tr("Stop now; the rest can be written later")),
                Choice(self.tr("Keep going"), self._keep_going, self.tr("Let the installation end")),
            ),
            closable=False,
        )
        self.notices.dismiss(_STOP)
        self.notices.show_notice(notice)
        self.notices.bars[-1].buttons[1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_going(self) -> None:
        self.notices.dismiss(_STOP)
        self._keep_focus(None)

    def _stop(self, stop: Callable[[], object]) -> None:
        self.notices.dismiss(_STOP)
        self._keep_focus(None)
        stop()

    def done(self, result: int) -> None:
        """The window closes: it no longer listens, and shows no more pictures."""
        self._unsubscribe()
        self._unsubscribe = _nothing
        self.page.leave()
        super().done(result)


def _nothing() -> None:
    """What is left to undo once it was undone."""
