"""The buttons over the picture: turn, zoom, full screen. They show while the pointer moves over the picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from atomcam_gui.ui.bar_buttons import BarButton

_SHOWN_MS = 2500
_MARGIN = 16
_GAP = 12


class ViewControls(QFrame):
    """A small bar at the foot of ``view`` that shows actions as buttons.

    Args:
        labelled: more buttons, with words where there is room for them. They are never left out.
    """

    def __init__(self, view: QWidget, actions: Sequence[QAction], labelled: Sequence[BarButton] = ()) -> None:
        super().__init__(view)
        self.setObjectName("viewControls")
        self.setAccessibleName(self.tr("Picture controls"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._view = view
        self._labelled = tuple(labelled)
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(2)
        self._plain = tuple(BarButton(action, self) for action in actions)
        for button in self._plain:
            layout.addWidget(button)
        if labelled:
            layout.addSpacing(_GAP)
        for button in labelled:
            layout.addWidget(button)
            button.defaultAction().changed.connect(self._place_soon)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self._fade)
        view.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.MouseMove, QEvent.Type.Enter):
            self._show()
        elif kind == QEvent.Type.Resize:
            self._place()
        elif kind == QEvent.Type.Leave and not self.underMouse():
            self._fade()
        return False

    def _show(self) -> None:
        if not self.isVisible():
            self._place()
            self.show()
            self.raise_()
        self._timer.start()

    def _fade(self) -> None:
        if self.underMouse() or self.isAncestorOf(self._view.window().focusWidget() or self._view):
            self._timer.start()
        else:
            self.hide()

    def _place_soon(self) -> None:
        """A button's text has changed, and with it the bar's width."""
        QTimer.singleShot(0, self, self._place)

    def _place(self) -> None:
        room = self._view.width() - 2 * _MARGIN
        for terse, left_out in ((False, 0), *((True, number) for number in range(len(self._plain) + 1))):
            self._lay_out(terse=terse, left_out=left_out)
            if self.sizeHint().width() <= room:
                break
        self.adjustSize()
        self.move((self._view.width() - self.width()) // 2, self._view.height() - self.height() - _MARGIN)

    def _lay_out(self, *, terse: bool, left_out: int) -> None:
        """In a narrow picture words go first, then buttons from the left: the menus have them, too."""
        for button in self._labelled:
            button.set_terse(terse)
        for number, plain in enumerate(self._plain):
            plain.setVisible(number >= left_out)
        self._layout.activate()
