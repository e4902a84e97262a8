"""What can be done to the selected items: one set of actions for keyboard, menu and buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from atomcam_gui.library.items import Item, Kind
from atomcam_gui.ui import icons


class ItemActions:
    """The actions. ``refresh`` fits them to a selection; whoever owns them connects ``triggered``.

    Args:
        owner: they act while it, or something in it, has the focus.
    """

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        tr = owner.tr
        self.open = self._action("play", tr("&Open"), tr("Show it here"), QKeySequence("Ctrl+O"))
        self.mark = self._action("star", tr("&Mark"), tr("Never delete it to make room"), QKeySequence("Ctrl+D"))
        self.mark.setCheckable(True)
        self.rename = self._action("edit", tr("&Rename"), tr("Give the file another name"), QKeySequence("F2"))
        self.copy = self._action("copy", tr("&Copy"), tr("Copy the files, to paste them elsewhere"))
        self.copy.setShortcuts(QKeySequence.StandardKey.Copy)
        self.show_in_folder = self._action(
            "folder", tr("Show in &folder"), tr("Show the file in its folder"), QKeySequence("Ctrl+Shift+O")
        )
        self.convert = self._action("film", tr("Convert to &MP4…"), tr("Make a file that browsers and phones can play"))
        self.export = self._action("picture", tr("&Export pictures…"), tr("Save the recording's pictures as files"))
        self.delete = self._action("trash", tr("Move to &trash"), tr("Move the files to the trash"))
        self.delete.setShortcuts([QKeySequence(Qt.Key.Key_Delete), QKeySequence("Ctrl+Backspace")])
        self.select_all = self._action("check", tr("Select &all"), "")
        self.select_all.setShortcuts(QKeySequence.StandardKey.SelectAll)

    def _action(self, icon: str, text: str, tip: str, shortcut: QKeySequence | None = None) -> QAction:
        action = QAction(icons.icon(icon), text, self._owner)
        if shortcut is not None:
            action.setShortcut(shortcut)
        action.setToolTip(f"{tip} ({shortcut.toString(QKeySequence.SequenceFormat.NativeText)})" if shortcut else tip)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._owner.addAction(action)
        return action

    def refresh(self, items: Sequence[Item]) -> None:
        """Offer what can be done to these."""
        one = items[0] if len(items) == 1 else None
        is_recording = one is not None and one.kind is Kind.RECORDING and not one.is_open and not one.is_damaged
        none_open = bool(items) and not any(item.is_open for item in items)
        self.open.setEnabled(one is not None and not one.is_damaged and not one.is_open)
        self.open.setText(self._owner.tr("&Play") if is_recording else self._owner.tr("&Open"))
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
