"""The main window: toolbar, camera list, picture, status bar. It shows what it is told and says what the user wants."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.actions import Actions
from atomcam_gui.ui.address_label import AddressLabel
from atomcam_gui.ui.bar_buttons import BarButton, HoldButton
from atomcam_gui.ui.camera_list import CameraList, CameraModel
from atomcam_gui.ui.empty_page import EmptyPage
from atomcam_gui.ui.flash import Flash
from atomcam_gui.ui.live_view import LiveView
from atomcam_gui.ui.notices import NoticeArea
from atomcam_gui.ui.record_overlay import RecordOverlay
from atomcam_gui.ui.toast import Toast
from atomcam_gui.ui.view_controls import ViewControls
from atomcam_gui.video.pool import DecodePool

# Leaves room for a VGA picture at 1:1 beside the list.
_FIRST_SIZE = QSize(872, 626)


class MainWindow(QMainWindow):
    """The window."""

    close_wanted = Signal()

    def __init__(self, model: CameraModel, pool: DecodePool) -> None:
        super().__init__()
        self.setWindowTitle("AtomCam")
        self.setWindowIcon(icons.application_icon())
        self.setMinimumSize(480, 360)
        self.actions_ = Actions(self)
        self.notices = NoticeArea(self)
        self.empty_page = EmptyPage(self)
        self.view = LiveView(pool, self)
        self.cameras = CameraList(model, self)
        self.address = AddressLabel(self)
        self.free_space = QLabel(self)
        self._library: QWidget | None = None
        self._has_picture = False
        self._model = model
        self._camera_name = ""
        self._build_toolbar()
        self._build_menus()
        self._build_centre()
        self._build_status_bar()
        actions = self.actions_
        self.controls = ViewControls(
            self.view,
            [
                actions.rotate_left,
                actions.rotate_right,
                actions.mirror,
                actions.zoom_fit,
                actions.zoom_actual,
                actions.fullscreen,
            ],
            [
                snapshot_button := HoldButton(actions.snapshot, labelled=True),
                BarButton(actions.record, labelled=True),
            ],
        )
        self.snapshot_button = snapshot_button
        self.flash = Flash(self.view)
        self.record_overlay = RecordOverlay(self.view)
        self.toast = Toast(self.view)
        actions.library.toggled.connect(lambda _: self._show_page())
        actions.fullscreen.toggled.connect(self._set_fullscreen)
        actions.sidebar.toggled.connect(lambda _: self._arrange())
        self.view.double_clicked.connect(actions.fullscreen.toggle)
        self.resize(_FIRST_SIZE)
        self._arrange()

    # -- building ------------------------------------------------------------------------------------------------

    def _build_toolbar(self) -> None:
        actions = self.actions_
        self.toolbar = QToolBar(self.tr("Toolbar"), self)
        self.toolbar.setObjectName("toolbar")
        self.toolbar.setMovable(False)
        self.toolbar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.toolbar.setIconSize(QSize(20, 20))
        self.toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toolbar.addAction(actions.set_up)
        self.toolbar.addSeparator()
        self.toolbar.addWidget(self._page_switch())
        space = QWidget(self.toolbar)
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.toolbar.addWidget(space)
        for action in (actions.statistics, actions.cameras, actions.settings):
            self.toolbar.addAction(action)
        for action in self.toolbar.actions():
            button = self.toolbar.widgetForAction(action)
            if isinstance(button, QToolButton):
                _name_button(button, action)
        self.addToolBar(self.toolbar)

    def _page_switch(self) -> QWidget:
        """( Live | Library )"""
        switch = QWidget(self.toolbar)
        row = QHBoxLayout(switch)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(0)
        for action, place in ((self.actions_.live, "first"), (self.actions_.library, "last")):
            button = QToolButton(switch)
            button.setDefaultAction(action)
            button.setProperty("segment", place)
            button.setIconSize(self.toolbar.iconSize())
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            _name_button(button, action)
            row.addWidget(button)
        return switch

    def _build_menus(self) -> None:
        actions, bar = self.actions_, self.menuBar()
        camera = bar.addMenu(self.tr("&Camera"))
        camera.addActions([actions.set_up, actions.own_camera, actions.demo])
        camera.addSeparator()
        camera.addActions([actions.next_camera, actions.previous_camera, actions.cameras])
        camera.addSeparator()
        camera.addActions([actions.settings])
        camera.addSeparator()
        camera.addAction(actions.quit)
        recording = bar.addMenu(self.tr("&Recording"))
        recording.addActions([actions.snapshot, actions.burst, actions.timelapse])
        recording.addSeparator()
        recording.addActions([actions.record, actions.record_all, actions.stop_all])
        recording.addSeparator()
        recording.addActions([actions.motion])
        view = bar.addMenu(self.tr("&View"))
        view.addActions([actions.live, actions.library])
        view.addSeparator()
        view.addActions([actions.fullscreen, actions.sidebar, actions.statistics])
        view.addSeparator()
        view.addActions([actions.zoom_in, actions.zoom_out, actions.zoom_fit, actions.zoom_actual])
        view.addSeparator()
        view.addActions([actions.rotate_left, actions.rotate_right, actions.mirror])
        help_menu = bar.addMenu(self.tr("&Help"))
        help_menu.addActions([actions.own_camera, actions.log, actions.about])
        for menu in (camera, recording, view, help_menu):
            menu.setToolTipsVisible(True)
            # In full screen the menus are hidden, but their shortcuts must go on working.
            self.addActions(menu.actions())

    def _build_centre(self) -> None:
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.empty_page)
        self.pages.addWidget(self.view)
        self._sidebar = QFrame(self)
        self._sidebar.setObjectName("sidebar")
        column = QVBoxLayout(self._sidebar)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        caption = QLabel(self.tr("CAMERAS"), self._sidebar)
        caption.setProperty("caption", "true")
        caption.setContentsMargins(16, 0, 0, 0)
        column.addWidget(caption)
        column.addWidget(self.cameras)
        main = QVBoxLayout()
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(0)
        main.addWidget(self.notices)
        main.addWidget(self.pages, 1)
        centre = QWidget(self)
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sidebar)
        row.addLayout(main, 1)
        self.setCentralWidget(centre)

    def _build_status_bar(self) -> None:
        self._rate = QLabel(self)
        self._rate.setToolTip(self.tr("What all cameras together send at the moment"))
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.address, 1)
        bar.addPermanentWidget(self._rate)
        bar.addPermanentWidget(self.free_space)

    # -- showing -------------------------------------------------------------------------------------------------

    def show_picture_page(self, shown: bool) -> None:
        """The picture, or the page that explains itself."""
        self._has_picture = shown
        self._show_page()

    def set_library_page(self, page: QWidget) -> None:
        """What ``Library`` in the toolbar turns to."""
        self._library = page
        self.pages.addWidget(page)

    def show_live(self) -> None:
        """Turn to what the cameras show."""
        self.actions_.live.setChecked(True)

    def show_library(self) -> None:
        """Turn to what was saved."""
        self.actions_.library.setChecked(True)

    @property
    def _library_is_shown(self) -> bool:
        return self._library is not None and self.actions_.library.isChecked()

    def _show_page(self) -> None:
        live = self.view if self._has_picture else self.empty_page
        page = self._library if self._library is not None and self._library_is_shown else live
        if self.pages.currentWidget() is not page:
            self.pages.setCurrentWidget(page)
        for action in self.actions_.of_picture:
            action.setEnabled(page is self.view)
        # One letter is a shortcut over a picture, and the beginning of a search in the library.
        for action in (self.actions_.statistics, self.actions_.sidebar, self.actions_.fullscreen):
            action.setEnabled(not self._library_is_shown)
        self._arrange()

    def set_rate(self, text: str) -> None:
        """The rate of all cameras together, or an empty text."""
        self._rate.setText(text)

    def set_camera_name(self, name: str) -> None:
        """The name of the camera that is shown; empty for none."""
        if name == self._camera_name:
            return
        self._camera_name = name
        # Where it is the custom, Qt adds the program's name.
        self.setWindowTitle(name or "AtomCam")
        self.view.setAccessibleName(self.tr("Live picture of %1").replace("%1", name) if name else self.tr("Picture"))

    def _arrange(self) -> None:
        """What is visible: in full screen only the picture, the list only where it has anything in it."""
        full = self.actions_.fullscreen.isChecked()
        self.menuBar().setVisible(not full)
        self.toolbar.setVisible(not full)
        self.statusBar().setVisible(not full)
        listed = (
            self.actions_.sidebar.isChecked() and self._model.rowCount() > 0 and not full and not self._library_is_shown
        )
        self._sidebar.setVisible(listed)
        self._model.set_watching(listed and not self.isMinimized())
        self.view.set_minimised(self.isMinimized())

    def _set_fullscreen(self, full: bool) -> None:
        if full:
            self.showFullScreen()
            self.view.setFocus()
        else:
            self.showNormal()
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.actions_.fullscreen.isChecked():
            self.actions_.fullscreen.setChecked(False)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.WindowStateChange:
            # Also when the window manager changed it.
            self.actions_.fullscreen.setChecked(self.isFullScreen())
            self._arrange()
        elif event.type() == QEvent.Type.PaletteChange:
            app = QApplication.instance()
            if isinstance(app, QApplication):
                theme.refresh(app)
        super().changeEvent(event)

    # -- state ---------------------------------------------------------------------------------------------------

    def saved_geometry(self) -> str:
        """Size and place, as text."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore_geometry(self, saved: str) -> None:
        """Bring back ``saved_geometry``; anything else changes nothing. Never starts in full screen."""
        if saved and self.restoreGeometry(QByteArray.fromBase64(saved.encode("ascii", "ignore"))):
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    def closeEvent(self, event: QCloseEvent) -> None:
        # The program ends in its own order; it hides this window first of all.
        event.ignore()
        self.close_wanted.emit()


def _name_button(button: QToolButton, action: QAction) -> None:
    """Words beside the icon, without the dots and the underlined letter of the menu."""

    def name() -> None:
        # The blank keeps the icon at a distance. A change of the action takes it away again.
        button.setText(f" {button.accessibleName()}")

    button.setAccessibleName(action.text().replace("&", "").rstrip("…"))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    action.changed.connect(name)
    name()
