"""The main window's toolbar: set up a camera, live or library, controls, share, settings."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolBar, QToolButton, QWidget

from atomcam_gui.ui import theme
from atomcam_gui.ui.actions import Actions

_GAP = 4


class MainToolbar(QToolBar):
    """Icons with words; where there is no room for all words, the right half goes without."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Toolbar"))
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(20, 20))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addAction(actions.set_up)
        self.addSeparator()
        self.addWidget(self._page_switch(actions))
        space = QWidget(self)
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self._right = (actions.inspector, actions.share, actions.settings)
        for action in self._right:
            self.addAction(action)
        for action in self.actions():
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                name_button(button, action)

    def _page_switch(self, actions: Actions) -> QWidget:
        """( Live | Library )"""
        switch = QWidget(self)
        row = QHBoxLayout(switch)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(0)
        for action, place in ((actions.live, "first"), (actions.library, "last")):
            button = QToolButton(switch)
            button.setDefaultAction(action)
            button.setProperty("segment", place)
            button.setIconSize(self.iconSize())
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            name_button(button, action)
            row.addWidget(button)
        return switch

    def fit(self, width: int) -> None:
        """Show as many words as ``width`` has room for."""
        style = Qt.ToolButtonStyle
        for beside in (style.ToolButtonTextBesideIcon, style.ToolButtonIconOnly):
            for action in self._right:
                button = self.widgetForAction(action)
                if isinstance(button, QToolButton):
                    button.setToolButtonStyle(beside)
            if self._wanted_width() <= width:
                return

    def _wanted_width(self) -> int:
        """What it needs to show everything in it."""
        widgets = [self.widgetForAction(action) for action in self.actions()]
        return sum(widget.sizeHint().width() + _GAP for widget in widgets) + 2 * theme.SPACE


def name_button(button: QToolButton, action: QAction) -> None:
    """Words beside the icon, without the dots and the underlined letter of the menu."""

    def name() -> None:
        # The blank keeps the icon at a distance. A change of the action takes it away again.
        button.setText(f" {button.accessibleName()}")

    button.setAccessibleName(action.iconText().replace("&", "").rstrip("…"))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    action.changed.connect(name)
    name()
