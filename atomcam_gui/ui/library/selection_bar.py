"""The line below the cards: how much there is, or what can be done to what is selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from atomcam_gui.library.items import Item
from atomcam_gui.ui.elided_label import ElidedLabel
from atomcam_gui.ui.library import words
from atomcam_gui.ui.library.item_actions import ItemActions

_LEAST_LABEL = 160
"""Pixels that the words at the left keep; the buttons' own words stand in the rest, or not at all."""


class SelectionBar(QFrame):
    """Words at the left, buttons at the right."""

    def __init__(self, actions: ItemActions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("librarySelection")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(2)
        self.label = ElidedLabel(self, Qt.TextElideMode.ElideMiddle)
        row.addWidget(self.label, 1)
        wanted = (actions.open, actions.mark, actions.rename, actions.show_in_folder, actions.delete)
        self.buttons = [self._button() for _ in wanted]
        for button, action in zip(self.buttons, wanted, strict=True):
            button.setDefaultAction(action)
            row.addWidget(button)
        self._totals = ""
        self._items: Sequence[Item] = ()
        self._height = 0
        self._refresh()

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(18, 18))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def sizeHint(self) -> QSize:
        # As high without buttons as with them: the cards above must not jump.
        hint = super().sizeHint()
        self._height = max(self._height, hint.height(), self.buttons[0].sizeHint().height() + 9)
        return QSize(hint.width(), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def show_totals(self, text: str) -> None:
        """How much there is."""
        self._totals = text
        self._refresh()

    def show_selection(self, items: Sequence[Item]) -> None:
        """What is selected."""
        self._items = items
        self._refresh()

    def _refresh(self) -> None:
        items = self._items
        for button in self.buttons:
            button.setVisible(bool(items))
        if not items:
            self.label.say(self._totals)
        elif len(items) == 1:
            self.label.say(items[0].file_name)
        else:
            self.label.say(words.selection_text(items))
        self._fit()

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        """Words beside the icons where there is room for all of them."""
        self._set_style(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if self.minimumSizeHint().width() + _LEAST_LABEL > self.width():
            self._set_style(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _set_style(self, style: Qt.ToolButtonStyle) -> None:
        for button in self.buttons:
            button.setToolButtonStyle(style)
