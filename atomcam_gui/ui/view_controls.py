"""The buttons over the picture: turn, zoom, full screen. They show while the pointer moves over the picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from atomcam_gui.ui import icons

_SHOWN_MS = 2500
_MARGIN = 16


class ViewControls(QFrame):
    """A small bar at the foot of ``view`` that shows actions as buttons."""

    def __init__(self, view: QWidget, actions: list[QAction]) -> None:
        super().__init__(view)
        self.setObjectName("viewControls")
        self.setAccessibleName(self.tr("Picture controls"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._view = view
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(2)
        for action in actions:
            layout.addWidget(self._button(action))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self._fade)
        view.installEventFilter(self)
        self.hide()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(QSize(22, 22))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text().replace("&", ""))
        # On the dark bar the icons are light in both appearances.
        name = str(action.property("iconName"))
        light = QIcon(icons.tinted_pixmap(name, "#ffffff", 22, self.devicePixelRatioF()))
        button.setIcon(light)
        # A change of the action gives the button the action's own icon again.
        action.changed.connect(lambda: button.setIcon(light))
        return button

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

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._view.width() - self.width()) // 2, self._view.height() - self.height() - _MARGIN)
