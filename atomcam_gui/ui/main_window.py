"""The main window: toolbar, camera list, picture, status bar. It shows what it is told and says what the user wants."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
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
from atomcam_gui.ui.main_toolbar import MainToolbar, name_button
from atomcam_gui.ui.notices import NoticeArea
from atomcam_gui.ui.record_overlay import RecordOverlay
from atomcam_gui.ui.toast import Toast
from atomcam_gui.ui.view_controls import ViewControls
from atomcam_gui.ui.wall.wall_view import WallView
from atomcam_gui.video.pool import DecodePool

# Leaves room for a VGA picture at 1:1 beside the list.
_FIRST_SIZE = QSize(872, 626)
_INSPECTOR_WIDTH = 288
_LEAST_PICTURE_WIDTH = 240


class MainWindow(QMainWindow):
    """The window."""

    close_wanted = Signal()
    back_wanted = Signal()
    """Escape, where nothing nearer took it."""

    def __init__(self, model: CameraModel, pool: DecodePool) -> None:
        super().__init__()
        self.setWindowTitle("AtomCam")
        self.setWindowIcon(icons.application_icon())
        self.setMinimumSize(480, 360)
        self.actions_ = Actions(self)
        self.notices = NoticeArea(self)
        self.empty_page = EmptyPage(self)
        self.empty_page.set_up.setToolTip(self.actions_.set_up.toolTip())
        self.view = LiveView(pool, self)
        self.wall = WallView(model.hub, pool, self)
        self.cameras = CameraList(model, self)
        self.address = AddressLabel(self)
        self.free_space = QLabel(self)
        self._library: QWidget | None = None
        self._make_library: Callable[[], QWidget] | None = None
        self._welcome: QWidget | None = None
        self._has_inspector = False
        self._has_picture = False
        self._has_several = False
        self._model = model
        self._camera_name = ""
        self.toolbar = MainToolbar(self.actions_, self)
        self.addToolBar(self.toolbar)
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
        self.flash = Flash(self.pages)
        self.record_overlay = RecordOverlay(self.view)
        self.toast = Toast(self.pages)
        actions.library.toggled.connect(lambda _: self._show_page())
        actions.wall.toggled.connect(lambda _: self._show_page())
        actions.fullscreen.toggled.connect(self._set_fullscreen)
        actions.sidebar.toggled.connect(lambda _: self._arrange())
        actions.inspector.toggled.connect(lambda _: self._arrange())
        self.resize(_FIRST_SIZE)
        self._arrange()

    # -- building ------------------------------------------------------------------------------------------------

    def _build_menus(self) -> None:
        actions, bar = self.actions_, self.menuBar()
        camera = bar.addMenu(self.tr("&Camera"))
        camera.addActions([actions.set_up, actions.add_source, actions.own_camera, actions.demo])
        camera.addSeparator()
        camera.addActions([actions.next_camera, actions.previous_camera, actions.cameras])
        camera.addSeparator()
        camera.addActions([actions.rename, actions.identify, actions.update_camera])
        camera.addSeparator()
        camera.addActions([actions.share, actions.settings])
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
        view.addActions([actions.wall, actions.fullscreen, actions.sidebar, actions.inspector, actions.statistics])
        view.addSeparator()
        view.addActions([actions.zoom_in, actions.zoom_out, actions.zoom_fit, actions.zoom_actual])
        view.addSeparator()
        view.addActions([actions.rotate_left, actions.rotate_right, actions.mirror])
        help_menu = bar.addMenu(self.tr("&Help"))
        help_menu.addActions([actions.help, actions.own_camera, actions.log, actions.report, actions.about])
        for menu in (camera, recording, view, help_menu):
            menu.setToolTipsVisible(True)
            # In full screen the menus are hidden, but their shortcuts must go on working.
            self.addActions(menu.actions())

    def _build_centre(self) -> None:
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.empty_page)
        self.pages.addWidget(self.view)
        self.pages.addWidget(self.wall)
        self._sidebar = QFrame(self)
        self._sidebar.setObjectName("sidebar")
        column = QVBoxLayout(self._sidebar)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        caption = QLabel(self.tr("CAMERAS"), self._sidebar)
        caption.setProperty("caption", "true")
        caption.setContentsMargins(16, 0, 0, 0)
        column.addWidget(caption)
        column.addWidget(self._make_all_entry())
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
        row.addWidget(self._make_inspector_place())
        self.setCentralWidget(centre)

    def _make_all_entry(self) -> QToolButton:
        """“All” above the list, where there are several."""
        entry = self._all_entry = QToolButton(self)
        entry.setObjectName("allCameras")
        entry.setDefaultAction(self.actions_.wall)
        entry.setIconSize(QSize(20, 20))
        entry.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        entry.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        name_button(entry, self.actions_.wall)
        return entry

    def _make_inspector_place(self) -> QScrollArea:
        place = self._inspector = QScrollArea(self)
        place.setObjectName("inspector")
        place.setAccessibleName(self.tr("Camera's controls"))
        place.setFrameShape(QFrame.Shape.NoFrame)
        place.setWidgetResizable(True)
        place.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        place.setFixedWidth(_INSPECTOR_WIDTH)
        return place

    def _build_status_bar(self) -> None:
        self._rate = QLabel(self)
        self._rate.setToolTip(self.tr("What all cameras together send at the moment"))
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.address, 1)
        bar.addPermanentWidget(self._rate)
        bar.addPermanentWidget(self.free_space)

    def add_status_widget(self, widget: QWidget) -> None:
        """Put something small into the status bar, left of the rate of all cameras."""
        self.statusBar().insertPermanentWidget(1, widget)

    # -- showing -------------------------------------------------------------------------------------------------

    def set_inspector(self, widget: QWidget) -> None:
        """What stands at the right of the pictures while ``actions_.inspector`` is on; it scrolls where it is tall."""
        self._has_inspector = True
        self._inspector.setWidget(widget)
        self._arrange()

    def show_picture_page(self, shown: bool) -> None:
        """The picture, or the page that explains itself."""
        self._has_picture = shown
        self._show_page()

    def set_several(self, several: bool) -> None:
        """Whether there are several cameras, and with them a wall."""
        if several != self._has_several:
            self._has_several = several
            self._show_page()

    @property
    def wall_is_shown(self) -> bool:
        """Whether the pictures of all cameras are shown."""
        return self.pages.currentWidget() is self.wall

    @property
    def picture_is_shown(self) -> bool:
        """Whether the picture of one camera is shown."""
        return self.pages.currentWidget() is self.view

    @property
    def picture(self) -> LiveView | WallView:
        """What shows the picture that is looked at: ``frame``, ``picture_area`` and ``small_picture`` are its."""
        return self.wall if self.wall_is_shown else self.view

    def set_library_page(self, make: Callable[[], QWidget]) -> None:
        """What ``Library`` in the toolbar turns to; made when it first does."""
        self._make_library = make

    def set_welcome(self, page: QWidget | None) -> None:
        """What stands in place of the empty page at the first start, and (None) no longer does."""
        if self._welcome is not None:
            self.pages.removeWidget(self._welcome)
        self._welcome = page
        if page is not None:
            self.pages.addWidget(page)
        self._show_page()
        if page is not None and not self._has_picture:
            page.setFocus()

    def come_to_front(self) -> None:
        """Show the window before all others, as far as the system lets it."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_live(self) -> None:
        """Turn to what the cameras show."""
        self.actions_.live.setChecked(True)

    def show_library(self) -> None:
        """Turn to what was saved."""
        self.actions_.library.setChecked(True)

    @property
    def _library_is_shown(self) -> bool:
        return self._make_library is not None and self.actions_.library.isChecked()

    def _page(self) -> QWidget:
        if self._make_library is not None and self._library_is_shown:
            if self._library is None:
                self._library = self._make_library()
                self.pages.addWidget(self._library)
            return self._library
        if not self._has_picture:
            return self._welcome or self.empty_page
        return self.wall if self._has_several and self.actions_.wall.isChecked() else self.view

    def _show_page(self) -> None:
        page, actions = self._page(), self.actions_
        if self.pages.currentWidget() is not page:
            self.pages.setCurrentWidget(page)
            if self.toast.isVisible():
                self.toast.raise_()
        shows_pictures = page in (self.view, self.wall)
        for action in actions.of_picture:
            action.setEnabled(shows_pictures)
        for action in (actions.zoom_in, actions.zoom_out, actions.zoom_fit, actions.zoom_actual):
            action.setEnabled(page is self.view)
        actions.wall.setEnabled(self._has_several and not self._library_is_shown)
        # One letter is a shortcut over a picture, and the beginning of a search in the library.
        for action in (actions.statistics, actions.sidebar, actions.fullscreen):
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
        beside = self.actions_.inspector.isChecked() and self._has_picture and not self._library_is_shown
        inspected = self._has_inspector and beside and not full
        taken = self.cameras.width() + _INSPECTOR_WIDTH
        listed = listed and not (inspected and self.width() < taken + _LEAST_PICTURE_WIDTH)
        self._sidebar.setVisible(listed)
        self._all_entry.setVisible(self._has_several)
        self._inspector.setVisible(inspected)
        self._model.set_watching(listed and not self.isMinimized())
        self.view.set_minimised(self.isMinimized())
        self.wall.set_minimised(self.isMinimized())

    def _set_fullscreen(self, full: bool) -> None:
        if full:
            self.showFullScreen()
            self.picture.setFocus()
        else:
            self.showNormal()
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.toolbar.fit(self.width())
        self._arrange()
        super().resizeEvent(event)

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
