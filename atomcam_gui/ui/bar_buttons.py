"""Buttons of the dark bar over a picture: an action each, with light icons in both appearances."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolButton, QWidget

from atomcam_gui.ui import icons

ICON_NAME = "iconName"
"""The property of an action that has the icon's name."""

ICON_COLOUR = "iconColour"
"""The property of an action that has the icon's colour over a picture, where it is not white."""

_ICON = 22
_HOLD_MS = 450
"""Longer than a click, shorter than a doubt."""


class BarButton(QToolButton):
    """Shows an action: its icon alone, or beside its text.

    Args:
        labelled: with the text, as far as ``set_terse`` lets it.
    """

    def __init__(self, action: QAction, parent: QWidget | None = None, *, labelled: bool = False) -> None:
        super().__init__(parent)
        self._labelled = labelled
        self._widest = 0
        self.setDefaultAction(action)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # A change of the action gives the button the action's own icon and text again.
        action.changed.connect(self._draw)
        self._draw()
        self.set_terse(False)

    def set_terse(self, terse: bool) -> None:
        """Whether the text is left out, since there is no room for it."""
        beside = self._labelled and not terse
        self.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if beside else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        self._keep_width()

    def _keep_width(self) -> None:
        """A shorter text takes as much room as the longest: the button must not move from below the pointer."""
        beside = self.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self._widest = max(self._widest, self.sizeHint().width()) if beside else self._widest
        self.setMinimumWidth(self._widest if beside else 0)

    def _draw(self) -> None:
        action = self.defaultAction()
        self.setAccessibleName(action.text().replace("&", "").rstrip("…"))
        if self._labelled:
            # The blank keeps the icon at a distance.
            self.setText(f" {action.iconText()}")
        name, colour = str(action.property(ICON_NAME)), str(action.property(ICON_COLOUR) or "#ffffff")
        icon = QIcon(icons.tinted_pixmap(name, colour, _ICON, self.devicePixelRatioF()))
        icon.addPixmap(icons.tinted_pixmap(name, "#8a8a8a", _ICON, self.devicePixelRatioF()), QIcon.Mode.Disabled)
        self.setIcon(icon)
        self._keep_width()


class HoldButton(BarButton):
    """A button that can also be held down, with the pointer or the space bar; then it does not click."""

    held = Signal()
    let_go = Signal()
    """After ``held``, whatever ends it."""

    def __init__(self, action: QAction, parent: QWidget | None = None, *, labelled: bool = False) -> None:
        super().__init__(action, parent, labelled=labelled)
        self._is_held = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_HOLD_MS)
        self._timer.timeout.connect(self._hold)

    def _hold(self) -> None:
        if self.isDown() and self.isEnabled():
            self._is_held = True
            self.held.emit()

    def _let_go(self) -> bool:
        self._timer.stop()
        was_held, self._is_held = self._is_held, False
        if was_held:
            self.setDown(False)
            self.let_go.emit()
        return was_held

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._timer.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._let_go():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if self.isDown() and not event.isAutoRepeat():
            self._timer.start()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() or not self._let_go():
            super().keyReleaseEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._let_go()
        super().hideEvent(event)
