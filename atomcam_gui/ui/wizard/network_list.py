"""The WiFi networks that the camera sees, with their strength in bars and a lock where they ask for a password."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from atomcam_gui.provisioning.console.board_console import Network
from atomcam_gui.provisioning.flow.setup_state import WifiPageState
from atomcam_gui.ui import theme
from atomcam_gui.ui.wizard import texts
from atomcam_gui.ui.wizard.rows import ChoiceList, Index, begin_row, paint_icon, paint_text

_NETWORK_ROLE = Qt.ItemDataRole.UserRole + 1
_HERE_ROLE = Qt.ItemDataRole.UserRole + 2


class NetworkModel(QAbstractListModel):
    """The networks with a name, and at the end a row for one that hides it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._networks: tuple[Network, ...] = ()
        self._here: str | None = None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._networks) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        network = self.network_at(index)
        if network is None:
            return self._hidden(role)
        here = network.ssid == self._here
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return network.ssid
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return texts.network_text(network, here=here)
            case _ if role == _NETWORK_ROLE:
                return network
            case _ if role == _HERE_ROLE:
                return here
        return None

    def _hidden(self, role: int) -> str | None:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.tr("Another network…")
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self.tr("Another network, whose name does not show itself")
        return None

    def network_at(self, index: Index) -> Network | None:
        """The network of a row; None for the row of the hidden one."""
        return self._networks[index.row()] if index.isValid() and index.row() < len(self._networks) else None

    def row_of(self, ssid: str, *, hidden: bool) -> int:
        """The row of a network; -1 where it is not listed."""
        if hidden:
            return len(self._networks)
        return next((row for row, network in enumerate(self._networks) if network.ssid == ssid), -1)

    def show_networks(self, networks: tuple[Network, ...], here: str | None) -> bool:
        """Show these; returns whether anything is another than before."""
        named = tuple(network for network in networks if network.ssid)
        if (named, here) == (self._networks, self._here):
            return False
        self.beginResetModel()
        self._networks, self._here = named, here
        self.endResetModel()
        return True


class _NetworkDelegate(QStyledItemDelegate):
    """Bars, name, lock or a word, and whether this computer is in it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, max(option.fontMetrics.height() + 18, 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        network: Network | None = index.data(_NETWORK_ROLE)
        colours = theme.colours()
        painter.save()
        area = begin_row(painter, option)
        left = QRect(area.left(), area.top(), 22, area.height())
        middle = area.adjusted(34, 0, 0, 0)
        if network is None:
            paint_icon(painter, left, "edit", colours.muted)
            paint_text(painter, option, middle, index.data(), colours.text)
        else:
            paint_icon(painter, left, f"signal-{max(0, min(network.bars, 4))}", colours.text)
            self._paint_network(painter, option, middle, network, here=bool(index.data(_HERE_ROLE)))
        painter.restore()

    def _paint_network(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, network: Network, *, here: bool
    ) -> None:
        colours = theme.colours()
        end = area.right()
        if here:
            words = self.tr("this computer's network")
            end -= paint_text(painter, option, area, words, colours.muted, right=True) + 16
        if network.is_open:
            words = self.tr("open")
            open_area = QRect(area.left(), area.top(), end - area.left(), area.height())
            end -= paint_text(painter, option, open_area, words, colours.warning, right=True) + 12
        else:
            paint_icon(painter, QRect(end - 18, area.top(), 18, area.height()), "lock", colours.muted)
            end -= 30
        name = QRect(area.left(), area.top(), end - area.left(), area.height())
        paint_text(painter, option, name, network.ssid, colours.text, strong=here)


class NetworkList(ChoiceList):
    """The list. ``chosen`` tells the name of the network that the user chose, ``hidden_chosen`` the last row."""

    chosen = Signal(str)
    hidden_chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        self._model = NetworkModel()
        super().__init__(self._model, _NetworkDelegate, self.tr("WiFi networks that the camera sees"), parent)
        self._model.setParent(self)

    def draw(self, state: WifiPageState) -> None:
        """Show a state. Where the networks change, the choice and the place stay."""
        place = self.verticalScrollBar().value()
        with self.drawing():
            changed = self._model.show_networks(state.networks, state.here)
            self.choose_row(self._model.row_of(state.ssid, hidden=state.hidden))
        self.fit_rows(3, 12)
        if changed:
            self.verticalScrollBar().setValue(place)

    def user_chose(self, index: QModelIndex) -> None:
        network = self._model.network_at(index)
        if network is not None:
            self.chosen.emit(network.ssid)
        elif index.isValid():
            self.hidden_chosen.emit()
