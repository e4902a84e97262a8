"""The panel at the right: whose it is, an update where there is one, and two sections, Picture and Health."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.elided_label import ElidedLabel
from atomcam_gui.ui.inspector.health_page import HealthPage
from atomcam_gui.ui.inspector.picture_page import PicturePage
from atomcam_gui.ui.inspector.remark import Remark, RemarkKind

_MARGIN = 16
_LEAST_HEIGHT = 200


class Section(Enum):
    """What the panel shows."""

    PICTURE = auto()
    HEALTH = auto()


class Inspector(QWidget):
    """The panel. It draws what it is told; ``InspectorControl`` knows the cameras."""

    watched_changed = Signal()
    """It was shown or hidden, or another section was chosen."""
    update_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Camera's controls"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        self._name = ElidedLabel(self)
        self._name.setProperty("strong", "true")
        column.addWidget(_indented(self._name))
        self.update_bar = UpdateBar(self)
        self.update_bar.button.clicked.connect(self.update_wanted)
        self._bar_place = _indented(self.update_bar)
        self._bar_place.hide()
        column.addWidget(self._bar_place)
        column.addWidget(_indented(self._make_switch()))
        self.picture = PicturePage(self)
        self.health = HealthPage(self)
        column.addWidget(self._make_scroll(), 1)
        self._show_section()

    def _make_switch(self) -> QWidget:
        """( Picture | Health )"""
        switch = QWidget(self)
        row = QHBoxLayout(switch)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(switch)
        self.to_picture = self._segment(
            "first", "controls", self.tr("Picture"), self.tr("What the camera can be set to")
        )
        self.to_health = self._segment("last", "statistics", self.tr("Health"), self.tr("How the camera fares"))
        for button in (self.to_picture, self.to_health):
            self._group.addButton(button)
            row.addWidget(button, 1)
        self.to_picture.setChecked(True)
        self._group.buttonToggled.connect(lambda _, checked: self._show_section() if checked else None)
        return switch

    def _segment(self, place: str, icon: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("segment", place)
        button.setIcon(icons.icon(icon))
        button.setText(f" {text}")
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return button

    def _make_scroll(self) -> QScrollArea:
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setMinimumHeight(_LEAST_HEIGHT)
        content = QWidget(self._scroll)
        column = QVBoxLayout(content)
        column.setContentsMargins(_MARGIN, 4, _MARGIN, _MARGIN)
        column.setSpacing(0)
        column.addWidget(self.picture)
        column.addWidget(self.health)
        column.addStretch(1)
        self._scroll.setWidget(content)
        return self._scroll

    # -- showing -------------------------------------------------------------------------------------------------

    @property
    def section(self) -> Section:
        """What is shown."""
        return Section.HEALTH if self.to_health.isChecked() else Section.PICTURE

    @property
    def is_watched(self) -> bool:
        """Whether anybody can see it."""
        return self.isVisible() and not self.window().isMinimized()

    def show_section(self, section: Section) -> None:
        """Turn to a section."""
        (self.to_health if section is Section.HEALTH else self.to_picture).setChecked(True)

    def show_name(self, name: str) -> None:
        """Whose controls these are."""
        self._name.say(name)

    def show_update(self, text: str, button: str) -> None:
        """Offer an update, or say how far it is; without text there is none."""
        self._bar_place.setVisible(bool(text))
        if text:
            self.update_bar.say(text, button)

    def show_is_ill(self, ill: bool) -> None:
        """Whether the health page has something to tell that is seen from the other page as well."""
        self.to_health.setIcon(icons.icon("warning" if ill else "statistics"))
        self.to_health.setAccessibleDescription(self.tr("Something is wrong") if ill else "")

    def _show_section(self) -> None:
        is_health = self.section is Section.HEALTH
        self.picture.setVisible(not is_health)
        self.health.setVisible(is_health)
        self._scroll.verticalScrollBar().setValue(0)
        self.watched_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.watched_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.watched_changed.emit()


class UpdateBar(QFrame):
    """One sentence about the camera's software, and a button that opens more."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("notice", "info")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(theme.SPACE)
        self.remark = Remark(self)
        column.addWidget(self.remark)
        self.button = QPushButton(self)
        self.button.setAutoDefault(False)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def say(self, text: str, button: str) -> None:
        """Show a sentence and what the button does."""
        self.remark.say(RemarkKind.UPDATE, text)
        self.button.setText(button)
        self.button.setAccessibleDescription(text)


def _indented(widget: QWidget) -> QWidget:
    """A place with the panel's margins at both sides."""
    place = QWidget(widget.parentWidget())
    row = QHBoxLayout(place)
    row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
    row.addWidget(widget)
    return place
