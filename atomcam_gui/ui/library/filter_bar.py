"""What of the library is shown: kind, camera, marked, and what is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from atomcam_gui.library.items import Kind
from atomcam_gui.library.search import DateWords, Query
from atomcam_gui.ui import icons

_KINDS = (None, Kind.SNAPSHOT, Kind.RECORDING)


class SearchBox(QLineEdit):
    """Escape empties it; the arrow down leaves it for the cards."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """The row above the cards. ``changed`` tells of another ``query``."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("libraryFilter")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addLayout(self._kind_buttons())
        self.camera = QComboBox(self)
        self.camera.setProperty("field", "true")
        self.camera.setToolTip(self.tr("Whose snapshots and recordings are shown"))
        self.camera.setAccessibleName(self.tr("Camera"))
        self.camera.addItem(self.tr("All cameras"), None)
        self.camera.setMaximumWidth(180)
        self.camera.setMinimumHeight(self.kinds.button(0).sizeHint().height())
        self.camera.currentIndexChanged.connect(lambda _: self.changed.emit())
        row.addWidget(self.camera)
        self.marked = self._button(self.tr("Marked"), self.tr("Show only what you marked to be kept"))
        self.marked.setIcon(icons.icon("star"))
        self.marked.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.marked.setProperty("segment", "single")
        self.marked.toggled.connect(lambda _: self.changed.emit())
        row.addWidget(self.marked)
        row.addStretch(1)
        row.addWidget(self._search_box(), 3)

    def _kind_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        self.kinds = QButtonGroup(self)
        labels = (self.tr("All"), self.tr("Snapshots"), self.tr("Recordings"))
        tips = (self.tr("Show everything"), self.tr("Show only snapshots"), self.tr("Show only recordings"))
        for number, (label, tip) in enumerate(zip(labels, tips, strict=True)):
            button = self._button(label, tip)
            button.setProperty("segment", ("first", "middle", "last")[number])
            self.kinds.addButton(button, number)
            row.addWidget(button)
        self.kinds.button(0).setChecked(True)
        self.kinds.idToggled.connect(lambda _, on: self.changed.emit() if on else None)
        return row

    def _button(self, label: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(label)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setCheckable(True)
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _search_box(self) -> QLineEdit:
        self.search = SearchBox(self)
        self.search.setProperty("field", "true")
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setToolTip(self.tr("Names, cameras, days and times: garden november, 22.11., 2026-11, yesterday"))
        self.search.setAccessibleName(self.tr("Search by name or day"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(320)
        self.search.addAction(QAction(icons.icon("search"), "", self.search), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _: self.changed.emit())
        return self.search

    def query(self, words: DateWords) -> Query:
        """What is chosen."""
        return Query(
            self.search.text(),
            _KINDS[self.kinds.checkedId()],
            self.camera.currentData(),
            self.marked.isChecked(),
            words,
        )

    def clear(self) -> None:
        """Show everything."""
        self.blockSignals(True)
        self.search.clear()
        self.kinds.button(0).setChecked(True)
        self.camera.setCurrentIndex(0)
        self.marked.setChecked(False)
        self.blockSignals(False)
        self.changed.emit()

    def show_cameras(self, names: Sequence[str]) -> None:
        """Offer these. A camera that is chosen stays so, even if nothing of it is left."""
        chosen: str | None = self.camera.currentData()
        wanted = [*names, *([chosen] if chosen is not None and chosen not in names else [])]
        if wanted == [self.camera.itemData(number) for number in range(1, self.camera.count())]:
            return
        self.camera.blockSignals(True)
        while self.camera.count() > 1:
            self.camera.removeItem(1)
        for name in wanted:
            self.camera.addItem(name, name)
        self.camera.setCurrentIndex(wanted.index(chosen) + 1 if chosen is not None else 0)
        self.camera.blockSignals(False)
