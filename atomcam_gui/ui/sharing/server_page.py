"""Passing cameras on to servers: what goes where, and how that is going."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from atomcam_gui.push.push_order import PushForm, PushOrder, PushState
from atomcam_gui.push.push_url import PushUrl
from atomcam_gui.ui import icons
from atomcam_gui.ui.sharing.push_editor import PushEditor
from atomcam_gui.ui.sharing.push_row import PushRow


class ServerPage(QScrollArea):
    """Draws what it is told, and says what the user wants.

    Args:
        name_of: a camera's name by its id.
    """

    add_wanted = Signal(object, object, str)
    """PushUrl, PushForm, camera id."""
    change_wanted = Signal(object)
    """PushOrder."""
    switched = Signal(str, bool)
    """The order's id."""
    remove_wanted = Signal(str)
    """The order's id."""
    test_wanted = Signal(object, object)
    """PushUrl, PushForm."""

    def __init__(self, name_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._name_of = name_of
        self._cameras: list[tuple[str, str]] = []
        self._orders: tuple[PushOrder, ...] = ()
        self._edited: PushOrder | None = None
        self.rows: dict[str, PushRow] = {}
        content = QWidget(self)
        self._content = content
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        intro = QLabel(
            self.tr(
                "A server such as MediaMTX or go2rtc takes one stream from here and shows it to hundreds of viewers, "
                "also outside your network."
            ),
            content,
        )
        intro.setWordWrap(True)
        column.addWidget(intro)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        self.editor = PushEditor(content)
        self.editor.accepted.connect(self._take)
        self.editor.cancelled.connect(self._close_editor)
        self.editor.test_wanted.connect(self.test_wanted)
        self.editor.hide()
        column.addWidget(self.editor)
        self.add = QPushButton(icons.icon("network"), self.tr("&Pass a camera on…"), content)
        self.add.setProperty("plain", "true")
        self.add.setToolTip(self.tr("Send a camera's pictures to an RTSP server"))
        self.add.clicked.connect(lambda: self._open_editor(None))
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(content)

    def show_state(self, orders: tuple[PushOrder, ...], states: Sequence[PushState]) -> None:
        """Show what goes where, and how that is going."""
        self._orders = orders
        for order_id in [order_id for order_id in self.rows if order_id not in {order.id for order in orders}]:
            row = self.rows.pop(order_id)
            row.hide()
            row.deleteLater()
        for order in orders:
            own = [state for state in states if state.order_id == order.id]
            if own:
                self._row(order).show_order(order, self._title(order, own), own)

    def _title(self, order: PushOrder, states: list[PushState]) -> str:
        if order.url.is_for_each and not order.camera:
            return self.tr("All cameras")
        camera_id = states[0].camera_id or order.camera
        return self._name_of(camera_id) if camera_id else self.tr("The first camera")

    def _row(self, order: PushOrder) -> PushRow:
        row = self.rows.get(order.id)
        if row is None:
            row = self.rows[order.id] = PushRow(order.id, self._content)
            row.switched.connect(self.switched)
            row.edit_wanted.connect(self._edit)
            row.remove_wanted.connect(self.remove_wanted)
            self._list.addWidget(row)
        return row

    def set_cameras(self, cameras: Sequence[tuple[str, str]]) -> None:
        """The cameras that can be passed on, as (id, name)."""
        self._cameras = list(cameras)

    def _edit(self, order_id: str) -> None:
        self._open_editor(next((order for order in self._orders if order.id == order_id), None))

    def _open_editor(self, order: PushOrder | None) -> None:
        self._edited = order
        self.editor.show()
        self.add.hide()
        self.editor.begin(self._cameras or [("", self.tr("The first camera that comes"))], order)
        self.ensureWidgetVisible(self.editor)

    def _close_editor(self) -> None:
        self._edited = None
        self.editor.hide()
        self.add.show()
        self.add.setFocus()

    def _take(self, url: PushUrl, form: PushForm, camera: str) -> None:
        edited = self._edited
        self._close_editor()
        if edited is None:
            self.add_wanted.emit(url, form, camera)
        else:
            self.change_wanted.emit(PushOrder(edited.id, url, form, camera, edited.on))
