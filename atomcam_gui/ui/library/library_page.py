"""The library: all that was saved, as a page of the main window.

The page draws and asks; what there is, and what becomes of it, is ``atomcam_gui.library``'s matter. It never waits for
a disk: news comes by signals without payload from the library's threads, and the newest is taken then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QItemSelection, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from atomcam_gui.library.items import Item
from atomcam_gui.library.library import Library, Outcome, Shown
from atomcam_gui.ui import error_texts
from atomcam_gui.ui.library import words
from atomcam_gui.ui.library.empty_library import EmptyLibrary
from atomcam_gui.ui.library.filter_bar import FilterBar
from atomcam_gui.ui.library.item_actions import ItemActions
from atomcam_gui.ui.library.library_model import LibraryModel, files_data
from atomcam_gui.ui.library.library_view import LibraryView
from atomcam_gui.ui.library.selection_bar import SelectionBar
from atomcam_gui.ui.notices import Choice, Notice, NoticeArea, NoticeKind
from atomcam_gui.ui.show_in_folder import show_in_folder

_TRASH = "trash"
_TROUBLE = "trouble"
_LOST = "lost"


class LibraryPage(QWidget):
    """Cards of all items, with search, filters and what can be done to them.

    Args:
        library: started here when the page is first shown. Whoever made it closes it, before this page goes.
    """

    open_wanted = Signal(object)
    """An ``Item`` is to be shown: a recording to be played."""
    convert_wanted = Signal(object)
    """An ``Item``, a recording, is to become an MP4 file."""
    export_wanted = Signal(object)
    """An ``Item``'s pictures are to be saved, a recording's."""
    live_wanted = Signal()
    """The user wants to go where pictures come from."""
    _news = Signal()
    _pictures = Signal()
    _finished = Signal(object)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._shown: Shown | None = None
        self._thrown: tuple[int, tuple[str, ...]] | None = None
        self._renamed: str | None = None
        self.model = LibraryModel(library.thumbnails, self)
        self.filter = FilterBar(self)
        self.notices = NoticeArea(self)
        self.view = LibraryView(self.model, self)
        self.empty = EmptyLibrary(self)
        self.actions_ = ItemActions(self.view)
        self.selection = SelectionBar(self.actions_, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part, stretch in ((self.filter, 0), (self.notices, 0), (self._stack, 1), (self.selection, 0)):
            layout.addWidget(part, stretch)
        self._connect()
        self._refresh_actions()
        self._draw()

    def _connect(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self._news.connect(self._take_news, queued)
        self._pictures.connect(self._take_pictures, queued)
        self._finished.connect(self._finish, queued)
        self._library.listen(self._news.emit, self._pictures.emit)
        self.filter.changed.connect(self._ask)
        self.filter.search.left.connect(self._go_to_cards)
        self.model.rename_wanted.connect(self._rename)
        self.view.activated.connect(lambda _: self._open())
        self.view.menu_wanted.connect(self._show_menu)
        self.view.typed.connect(self._search_for)
        self.view.selectionModel().selectionChanged.connect(self._heed_selection)
        self.empty.button_clicked.connect(self._leave_empty)
        actions = self.actions_
        actions.open.triggered.connect(self._open)
        actions.mark.triggered.connect(self._mark)
        actions.rename.triggered.connect(lambda: self.view.edit(self.view.currentIndex()))
        actions.copy.triggered.connect(self._copy)
        actions.show_in_folder.triggered.connect(self._show_in_folder)
        actions.convert.triggered.connect(lambda: self._with_one(self.convert_wanted.emit))
        actions.export.triggered.connect(lambda: self._with_one(self.export_wanted.emit))
        actions.delete.triggered.connect(self._delete)
        actions.select_all.triggered.connect(self.view.selectAll)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(lambda: self._search_for(""))

    # -- news ------------------------------------------------------------------------------------------------------

    def _take_news(self) -> None:
        shown = self._library.take()
        if shown is None:
            return
        self._shown = shown
        self.filter.show_cameras(shown.cameras)
        self.model.show_arrangement(shown.arrangement)
        self._choose_after_orders()
        self._refresh_actions()
        self._draw()

    def _take_pictures(self) -> None:
        self.model.show_pictures(self._library.thumbnails.take_ready())

    def _draw(self) -> None:
        """Cards, or why there are none."""
        shown = self._shown
        self._stack.setCurrentWidget(self.view if shown and shown.arrangement.rows else self.empty)
        has_items = shown is not None and shown.snapshots + shown.recordings > 0
        for bar in (self.filter, self.selection):
            bar.setVisible(has_items or not self.filter_is_empty)
        self.selection.show_totals(words.totals(shown) if shown is not None and has_items else "")
        if shown is None or not (shown.is_complete or has_items):
            self.empty.say("search", self.tr("Looking for snapshots and recordings…"), "")
        elif not has_items:
            self.empty.say(
                "picture",
                self.tr("No snapshots or recordings yet"),
                self.tr("Press Snapshot or Record below a camera's live picture, and what you save appears here."),
                self.tr("Show the live picture"),
            )
        elif not shown.arrangement.rows:
            self.empty.say(
                "search",
                self.tr("Nothing found"),
                self.tr("No snapshot or recording fits what you search for and what you chose above."),
                self.tr("Show everything"),
            )
        if shown is not None:
            self._tell_lost(shown)

    @property
    def filter_is_empty(self) -> bool:
        """Whether everything is asked for."""
        return self.filter.query(words.date_words(date.today())).is_everything

    def _tell_lost(self, shown: Shown) -> None:
        if not shown.lost:
            self.notices.dismiss(_LOST)
            return
        text = self.tr("The folder %1 is not there now, nor is what you saved in it. Is its disk plugged in?")
        folder = self.locale().createSeparatedList([str(each) for each in shown.lost])
        self.notices.show_notice(Notice(_LOST, NoticeKind.WARNING, text.replace("%1", folder)))

    def _ask(self) -> None:
        self._library.ask(self.filter.query(words.date_words(date.today())))

    def _leave_empty(self) -> None:
        if self.filter_is_empty:
            self.live_wanted.emit()
        else:
            self.filter.clear()
            self.view.setFocus()

    # -- selection and keyboard ------------------------------------------------------------------------------------

    def _heed_selection(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        self._refresh_actions()

    def _refresh_actions(self) -> None:
        items = self.view.selected()
        self.actions_.refresh(items)
        self.selection.show_selection(items)

    def _go_to_cards(self) -> None:
        self.view.setFocus()
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.choose(0)

    def _search_for(self, text: str) -> None:
        self.filter.search.setFocus()
        if text:
            self.filter.search.insert(text)
        else:
            self.filter.search.selectAll()

    def _show_menu(self, place: QPoint) -> None:
        self.actions_.menu().popup(place)

    def _with_one(self, act: Callable[[Item], None]) -> None:
        items = self.view.selected()
        if len(items) == 1:
            act(items[0])

    # -- orders ----------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._with_one(lambda item: None if item.is_open or item.is_damaged else self.open_wanted.emit(item))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setMimeData(files_data(self.view.selected()))

    def _show_in_folder(self) -> None:
        show_in_folder([item.path for item in self.view.selected()], self)

    def _mark(self, marked: bool) -> None:
        self._library.mark(self.view.selected(), marked, self._finished.emit)

    def _rename(self, item: Item, text: str) -> None:
        self._library.rename(item, text, self._finished.emit)

    def _delete(self) -> None:
        items = self.view.selected()
        marked = sum(item.marked for item in items)
        if len(items) == 1 and not marked:
            self._throw_away(items)
            return
        text = words.delete_question(items)
        back = (
            self.tr("From there you can get it back")
            if len(items) == 1
            else self.tr("From there you can get them back")
        )
        move = Choice(self.tr("Move to trash"), lambda: self._throw_away(items), back)
        keep = Choice(self.tr("Keep"), self._keep, self.tr("Change nothing"))
        self.notices.dismiss(_TRASH)
        self.notices.show_notice(Notice(_TRASH, NoticeKind.QUESTION, text, (move, keep), closable=False))
        self.notices.bars[-1].buttons[0].setFocus()

    def _keep(self) -> None:
        self.notices.dismiss(_TRASH)
        self.view.setFocus()

    def _throw_away(self, items: Sequence[Item]) -> None:
        self.notices.dismiss(_TRASH)
        self.view.setFocus()
        row = self.model.row_of(items[0].file)
        self._thrown = None if row is None else (row, tuple(item.file for item in items))
        self._library.throw_away(items, self._finished.emit)

    def _choose_after_orders(self) -> None:
        """With the keyboard one goes on from what was renamed, or took the place of what was thrown away."""
        if self._renamed is not None:
            row = self.model.row_of(self._renamed)
            self._renamed = None
            if row is not None:
                self.view.choose(row)
        if self._thrown is not None and all(self.model.row_of(file) is None for file in self._thrown[1]):
            row = self._thrown[0]
            self._thrown = None
            if self.model.rowCount() and not self.view.selectionModel().hasSelection():
                self.view.choose(min(row, self.model.rowCount() - 1))

    def _finish(self, outcome: Outcome) -> None:
        """An order was carried out, or not."""
        if len(outcome.done) == 1 and self.model.row_of(str(outcome.done[0])) is None:
            self._renamed = str(outcome.done[0])
        self._take_news()
        if outcome.troubles:
            self._thrown = None
            text = error_texts.sentence(outcome.troubles[0])
            others = len(outcome.troubles) - 1
            if others:
                text += " " + self.tr("It was the same with %n more.", "", others)
            self.notices.show_notice(Notice(_TROUBLE, NoticeKind.ERROR, text))
        else:
            self.notices.dismiss(_TROUBLE)

    # -- coming and going ------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.today = date.today()
        self._fit_pictures()
        self._library.start()
        self._library.set_watched(True)

    def hideEvent(self, event: QHideEvent) -> None:
        self._library.set_watched(False)
        super().hideEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fit_pictures()
        return super().event(event)

    def _fit_pictures(self) -> None:
        box = self.view.picture_box()
        self._library.thumbnails.want_size((box.width(), box.height()))
