"""One figure of a camera: what it is called, its value now, what it means, and how it was in the last hour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from atomcam_gui.ui import theme
from atomcam_gui.ui.inspector.plot import Plot
from atomcam_gui.ui.inspector.plot_paint import series_colours

_SWATCH = 10


class Reading(QWidget):
    """A figure, with a plot where there is one.

    Args:
        meaning: a line that explains it to people who have never seen it.
    """

    def __init__(self, title: str, meaning: str, parent: QWidget, plot: Plot | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        name = QLabel(title, self)
        name.setProperty("strong", "true")
        name.setWordWrap(True)
        self._value = QLabel(self)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._value.setAccessibleDescription(meaning)
        row.addWidget(name, 1)
        row.addWidget(self._value)
        column.addLayout(row)
        explained = QLabel(meaning, self)
        explained.setProperty("muted", "true")
        explained.setWordWrap(True)
        column.addWidget(explained)
        self._title = title
        self.plot = plot
        self.legend: Legend | None = None
        if plot is not None:
            plot.setParent(self)
            column.addSpacing(2)
            column.addWidget(plot)

    @property
    def value(self) -> str:
        """What it says now."""
        return self._value.text()

    def set_value(self, text: str) -> None:
        """Say the value of this moment, with its unit."""
        if text != self._value.text():
            self._value.setText(text)
            self._value.setAccessibleName(f"{self._title}: {text}")

    def add_legend(self, names: Sequence[str]) -> Legend:
        """Explain the colours of a plot with several series below it."""
        self.legend = Legend(names, self)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.legend)
        return self.legend


class Legend(QWidget):
    """A line for each series: its colour, its name and its value now."""

    def __init__(self, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        self._swatches: list[QLabel] = []
        self._values: list[QLabel] = []
        for number, name in enumerate(self._names):
            swatch, words, value = QLabel(self), QLabel(name, self), QLabel(self)
            words.setProperty("muted", "true")
            for column, label in enumerate((swatch, words, value)):
                grid.addWidget(label, number, column)
            self._swatches.append(swatch)
            self._values.append(value)
        self._draw()

    @property
    def values(self) -> tuple[str, ...]:
        """What it says now, in the order of the series."""
        return tuple(label.text() for label in self._values)

    def set_values(self, values: Sequence[str]) -> None:
        """Say the values of this moment, in the order of the series."""
        for name, label, value in zip(self._names, self._values, values, strict=True):
            label.setText(value)
            label.setAccessibleName(f"{name}: {value}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        for swatch, colour in zip(self._swatches, series_colours(theme.colours(), len(self._swatches)), strict=True):
            pixmap = QPixmap(_SWATCH, _SWATCH)
            pixmap.fill(QColor(colour))
            swatch.setPixmap(pixmap)
