"""All cameras and what was decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import Trust
from atomcam_gui.ui import icons, texts


class Verdict(StrEnum):
    """What the user can decide here."""

    ALLOW = "allow"
    ASK = "ask"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Row:
    """One camera, connected or only decided about."""

    address: str
    camera_id: str | None
    listed_id: str | None
    """The id under which it is listed at the moment, or None."""
    name: str
    state: str
    verdict: Verdict
    has_key: bool = False


def rows(registry: CameraRegistry) -> list[Row]:
    """Everybody who is here or was decided about."""
    found = [
        Row(
            camera.address,
            camera.claimed_id,
            camera.id,
            camera.label,
            texts.state_word(camera),
            {Trust.ALLOWED: Verdict.ALLOW, Trust.WAITING: Verdict.ASK, Trust.BLOCKED: Verdict.BLOCK}[camera.trust],
            camera.has_key or (camera.claimed_id is not None and registry.book.key_of(camera.claimed_id) is not None),
        )
        for camera in registry
    ]
    seen = {(row.address, row.camera_id) for row in found}
    seen_ids = {row.camera_id for row in found}
    for decision in registry.book.decisions:
        if (decision.address, decision.camera_id) not in seen:
            verdict = Verdict.BLOCK if decision.trust is Trust.BLOCKED else Verdict.ALLOW
            name = decision.name or decision.address
            found.append(Row(decision.address, decision.camera_id, None, name, "", verdict))
    for entry in registry.book.keys:
        if entry.camera_id not in seen_ids and entry.permanent:
            verdict = Verdict.BLOCK if entry.blocked else Verdict.ALLOW
            found.append(Row("", entry.camera_id, None, entry.name or entry.camera_id, "", verdict, has_key=True))
    return found


class CamerasDialog(QDialog):
    """A table with a choice for each camera. ``decided`` and ``forgotten`` carry a ``Row``."""

    decided = Signal(object, object)
    """Row, Verdict."""
    forgotten = Signal(object)
    """Row."""

    def __init__(self, registry: CameraRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Cameras"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._registry = registry
        self._rows: list[Row] = []
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        intro = QLabel(self.tr("Only cameras that you allow can show pictures here."), self)
        intro.setWordWrap(True)
        layout.addWidget(intro)
        self._empty = QLabel(self.tr("No camera has connected yet."), self)
        self._empty.setProperty("muted", "true")
        layout.addWidget(self._empty)
        self.table = self._make_table()
        layout.addWidget(self.table, 1)
        self._forget = QPushButton(icons.icon("trash"), self.tr("&Forget this camera"), self)
        self._forget.setToolTip(self.tr("Take it off the list; it is asked about anew when it comes again"))
        self._forget.clicked.connect(self._forget_chosen)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.addButton(self._forget, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(720, 380)
        self.refresh()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 4, self)
        table.setHorizontalHeaderLabels([self.tr("Camera"), self.tr("Address"), self.tr("State"), self.tr("Decision")])
        table.setAccessibleName(self.tr("Cameras and decisions"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(38)
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        # As wide as the choices in it, which the header does not look at.
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.itemSelectionChanged.connect(self._show_forget)
        return table

    def refresh(self) -> None:
        """Show the registry's state of this moment."""
        current = rows(self._registry)
        if current == self._rows:
            return
        chosen = self.table.currentRow()
        self._rows = current
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(current))
            for number, row in enumerate(current):
                self._fill(number, row)
            if 0 <= chosen < len(current):
                self.table.selectRow(chosen)
        self.table.setVisible(bool(current))
        self._empty.setVisible(not current)
        self._show_forget()

    def _fill(self, number: int, row: Row) -> None:
        detail = row.camera_id or self.tr("no id")
        for column, text in enumerate((row.name, row.address or "–", row.state or self.tr("not here"))):
            item = QTableWidgetItem(text)
            item.setToolTip(detail)
            self.table.setItem(number, column, item)
        choice = QComboBox(self.table)
        choice.addItem(self.tr("Allowed"), Verdict.ALLOW)
        if not row.has_key:
            choice.addItem(self.tr("Ask me"), Verdict.ASK)
        choice.addItem(self.tr("Blocked"), Verdict.BLOCK)
        choice.setCurrentIndex(choice.findData(row.verdict))
        choice.setToolTip(self.tr("Whether this camera may show pictures here"))
        choice.setAccessibleName(f"{row.name}: {self.tr('Decision')}")
        choice.activated.connect(lambda: self.decided.emit(row, Verdict(choice.currentData())))
        self.table.setCellWidget(number, 3, choice)
        header = self.table.horizontalHeader()
        header.resizeSection(3, max(header.sectionSize(3), choice.sizeHint().width() + 24))

    def _show_forget(self) -> None:
        self._forget.setEnabled(bool(self.table.selectedItems()))

    def _forget_chosen(self) -> None:
        number = self.table.currentRow()
        if 0 <= number < len(self._rows):
            self.forgotten.emit(self._rows[number])
