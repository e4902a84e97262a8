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
from atomcam_gui.ui.camera_hooks import Sources
from atomcam_gui.ui.key_names import with_keys
from atomcam_gui.ui.name_editor import MAX_NAME


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
    renamed = Signal(object, str)
    """Row, the new name."""

    def __init__(self, registry: CameraRegistry, sources: Sources | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources = sources
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
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._empty, 1)
        self.table = self._make_table()
        layout.addWidget(self.table, 1)
        layout.addWidget(self._make_buttons())
        self.resize(720, 380)
        self._show_rows(rows(registry))
        if self._rows:
            self.table.selectRow(0)

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self._rename = self._button(
            "edit", self.tr("&Rename"), with_keys(self.tr("Give this camera another name"), "F2")
        )
        self._rename.clicked.connect(self._edit_chosen_name)
        self._edit = self._button("network", self.tr("&Edit address…"), self.tr("Where this network camera is asked"))
        self._edit.clicked.connect(self._edit_chosen_address)
        tip = self.tr("Take it off the list; it is asked about anew when it comes again")
        self._forget = self._button("trash", self.tr("&Forget this camera"), tip)
        self._forget.clicked.connect(self._forget_chosen)
        for button in (self._rename, self._edit, self._forget):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return buttons

    def _button(self, icon: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(icons.icon(icon), text, self)
        button.setToolTip(tip)
        return button

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 4, self)
        table.setHorizontalHeaderLabels([self.tr("Camera"), self.tr("Address"), self.tr("State"), self.tr("Decision")])
        table.setAccessibleName(self.tr("Cameras and decisions"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(38)
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        # As wide as the choices in it, which the header does not look at.
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.itemSelectionChanged.connect(self._show_buttons)
        table.itemChanged.connect(self._take_name)
        return table

    def refresh(self) -> None:
        """Show the registry's state of this moment."""
        current = rows(self._registry)
        if current == self._rows or self.table.state() is QAbstractItemView.State.EditingState:
            return
        self._show_rows(current)

    def _show_rows(self, current: list[Row]) -> None:
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
        self._show_buttons()

    def _fill(self, number: int, row: Row) -> None:
        detail = row.camera_id or self.tr("no id")
        for column, text in enumerate((row.name, row.address or "–", row.state or self.tr("not here"))):
            item = QTableWidgetItem(text)
            item.setToolTip(detail)
            if column > 0 or not _can_be_renamed(row):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
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

    def _show_buttons(self) -> None:
        row = self._chosen_row()
        self._forget.setEnabled(row is not None)
        self._rename.setEnabled(row is not None and _can_be_renamed(row))
        self._edit.setVisible(self._source_of(row) is not None)

    def _chosen_row(self) -> Row | None:
        number = self.table.currentRow()
        chosen = bool(self.table.selectedItems()) and 0 <= number < len(self._rows)
        return self._rows[number] if chosen else None

    def _forget_chosen(self) -> None:
        row = self._chosen_row()
        if row is not None:
            self.forgotten.emit(row)

    def _source_of(self, row: Row | None) -> str | None:
        """The row's id, where it is a network camera."""
        camera_id = row.listed_id if row is not None else None
        is_source = camera_id is not None and self._sources is not None and self._sources.is_source(camera_id)
        return camera_id if is_source else None

    def _edit_chosen_address(self) -> None:
        camera_id = self._source_of(self._chosen_row())
        if camera_id is not None and self._sources is not None:
            # Its own dialog belongs to the window, not on top of this one.
            self.accept()
            self._sources.edit(camera_id)

    def _edit_chosen_name(self) -> None:
        item = self.table.item(self.table.currentRow(), 0)
        if item is not None:
            self.table.setFocus()
            self.table.editItem(item)

    def _take_name(self, item: QTableWidgetItem) -> None:
        row = self._rows[item.row()]
        name = item.text().strip()[:MAX_NAME]
        if name != row.name:
            self.renamed.emit(row, name)


def _can_be_renamed(row: Row) -> bool:
    return row.listed_id is not None or row.has_key
