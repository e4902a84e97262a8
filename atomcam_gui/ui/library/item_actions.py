"""What can be done to the selected items: one set of actions for keyboard, menu and buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from atomcam_gui.library.items import Item, Kind
from atomcam_gui.ui import icons
from atomcam_gui.ui.key_names import with_keys


def _tr(text: str) -> str:
    return QCoreApplication.translate("ItemActions", text)


class ItemActions:
    """The actions. ``refresh`` fits them to a selection; whoever owns them connects ``triggered``.

    Args:
        owner: they act while it, or something in it, has the focus.
    """

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self.open = self._action("play", _tr("&Open"), _tr("Show it here"), QKeySequence("Ctrl+O"))
        self.mark = self._action("star", _tr("&Mark"), _tr("Never delete it to make room"), QKeySequence("Ctrl+D"))
        self.mark.setCheckable(True)
        self.rename = self._action("edit", _tr("&Rename"), _tr("Give the file another name"), QKeySequence("F2"))
        self.copy = self._action("copy", _tr("&Copy"), _tr("Copy the files, to paste them elsewhere"))
        self.copy.setShortcuts(QKeySequence.StandardKey.Copy)
        self.show_in_folder = self._action(
            "folder", _tr("Show in &folder"), _tr("Show the file in its folder"), QKeySequence("Ctrl+Shift+O")
        )
        self.convert = self._action(
            "film", _tr("Convert to MP&4…"), _tr("Make a file that browsers and phones can play")
        )
        self.export = self._action("picture", _tr("&Export pictures…"), _tr("Save the recording's pictures as files"))
        self.delete = self._action("trash", _tr("Move to &trash"), _tr("Move the files to the trash"))
        self.delete.setShortcuts([QKeySequence(Qt.Key.Key_Delete), QKeySequence("Ctrl+Backspace")])
        self.select_all = self._action("check", _tr("Select &all"), "")
        self.select_all.setShortcuts(QKeySequence.StandardKey.SelectAll)

    def _action(self, icon: str, text: str, tip: str, shortcut: QKeySequence | None = None) -> QAction:
        action = QAction(icons.icon(icon), text, self._owner)
        if shortcut is not None:
            action.setShortcut(shortcut)
        action.setToolTip(with_keys(tip, shortcut or ""))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._owner.addAction(action)
        return action

    def refresh(self, items: Sequence[Item]) -> None:
        """Offer what can be done to these."""
        one = items[0] if len(items) == 1 else None
        is_recording = one is not None and one.kind is Kind.RECORDING and not one.is_open and not one.is_damaged
        none_open = bool(items) and not any(item.is_open for item in items)
        self.open.setEnabled(one is not None and not one.is_damaged and not one.is_open)
        self.open.setText(_tr("&Play") if is_recording else _tr("&Open"))
        self.rename.setEnabled(one is not None and none_open)
        self.mark.setEnabled(bool(items))
        self.mark.setChecked(bool(items) and all(item.marked for item in items))
        self.copy.setEnabled(none_open)
        self.show_in_folder.setEnabled(bool(items))
        self.delete.setEnabled(none_open)
        for action in (self.convert, self.export):
            action.setEnabled(is_recording)
            action.setVisible(is_recording)

    def menu(self) -> QMenu:
        """All of them, for the selection. Deletes itself when it is closed."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(False)
        menu.addActions([self.open])
        menu.addSeparator()
        menu.addActions([self.mark, self.rename, self.copy, self.show_in_folder])
        menu.addSeparator()
        menu.addActions([self.convert, self.export])
        menu.addSeparator()
        menu.addActions([self.delete])
        menu.setDefaultAction(self.open)
        return menu
