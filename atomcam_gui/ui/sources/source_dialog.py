"""Adding a network camera, or changing one: its address, a look at its picture, its name."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import BadJpeg
from atomcam_gui.phrase import Phrase
from atomcam_gui.sources.address import SourceAddress, parse_address
from atomcam_gui.sources.finder import Found
from atomcam_gui.sources.source_book import Source
from atomcam_gui.sources.troubles import SourceError, SourceTrouble
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.picture_painting import image_of
from atomcam_gui.ui.sources import texts
from atomcam_gui.ui.sources.picture_box import PictureBox
from atomcam_gui.ui.sources.presets import Preset, presets
from atomcam_gui.ui.wizard.announce import announce
from atomcam_gui.ui.wizard.fold import FoldButton
from atomcam_gui.ui.wizard.page import paragraph, set_shown
from atomcam_gui.ui.wizard.trouble_box import MessageBox
from atomcam_gui.video.decode import decode, decoded_size
from atomcam_gui.wire import MAX_NAME, clean_text

_SIZE = QSize(560, 600)
_PREVIEW = (1280, 720)

Find = Callable[[SourceAddress], Awaitable[Found]]


class SourceDialog(QDialog):
    """Not modal. It decides nothing: ``accepted_source`` carries what the user wants.

    Args:
        find: looks for the picture; may be cancelled.
        source: the camera that is changed; None for a new one.
    """

    accepted_source = Signal(object, str)
    """A ``SourceAddress`` and a name. Whoever takes it closes the dialog, or shows why not by ``show_trouble``."""

    def __init__(self, find: Find, tasks: TaskSet, source: Source | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Change a network camera") if source else self.tr("Add a network camera"))
        self.source = source
        self._find = find
        self._tasks = tasks
        self._search: asyncio.Task[None] | None = None
        self._found: Found | None = None
        self._build()
        self._connect()
        if source is None:
            self._choose_preset()
        else:
            self._fill(source)
        self._draw()
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * 0.9))
        self.address.setFocus()

    # -- widgets -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 8)
        column.setSpacing(10)
        self._add_kind(body, column)
        self._add_address(body, column)
        self._add_password(body, column)
        self.trouble = MessageBox("error", body)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.picture = PictureBox(body)
        self.picture.setAccessibleName(self.tr("Picture of the camera"))
        column.addWidget(self.picture, 1)
        self._add_name(body, column)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        self._scroll = scroll
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 16)
        outer.setSpacing(8)
        outer.addWidget(scroll, 1)
        row = QHBoxLayout()
        row.setContentsMargins(20, 0, 20, 0)
        row.addWidget(self._make_buttons())
        outer.addLayout(row)

    def _add_kind(self, body: QWidget, column: QVBoxLayout) -> None:
        self._presets = presets()
        self.kind = QComboBox(body)
        for preset in self._presets:
            self.kind.addItem(preset.title)
        self.kind.setAccessibleName(self.tr("Kind of camera"))
        label = QLabel(self.tr("&Kind of camera"), body)
        label.setBuddy(self.kind)
        self.hint = paragraph("", body)
        self.hint.setProperty("muted", "true")
        for widget in (label, self.kind, self.hint):
            widget.setVisible(self.source is None)
            column.addWidget(widget)

    def _add_address(self, body: QWidget, column: QVBoxLayout) -> None:
        self.address = _line(body, self.tr("Address"))
        self.address.setMaxLength(2000)
        label = QLabel(self.tr("&Address"), body)
        label.setBuddy(self.address)
        self.search = QPushButton(icons.icon("search"), "", body)
        self.search.setProperty("plain", "true")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.address, 1)
        row.addWidget(self.search)
        column.addWidget(label)
        column.addLayout(row)

    def _add_password(self, body: QWidget, column: QVBoxLayout) -> None:
        self.wants_password = FoldButton(
            self.tr("User name and password"), self.tr("For a camera that asks who wants to watch"), body
        )
        self.wants_password.setProperty("inline", "true")
        self._password_part = QWidget(body)
        grid = QGridLayout(self._password_part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(theme.SPACE)
        self.user = _line(self._password_part, self.tr("User name"))
        self.password = _line(self._password_part, self.tr("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for number, (text, field) in enumerate(
            ((self.tr("&User name"), self.user), (self.tr("&Password"), self.password))
        ):
            label = QLabel(text, self._password_part)
            label.setBuddy(field)
            grid.addWidget(label, number, 0)
            grid.addWidget(field, number, 1)
        self._password_part.hide()
        column.addWidget(self.wants_password)
        column.addWidget(self._password_part)

    def _add_name(self, body: QWidget, column: QVBoxLayout) -> None:
        self.name = _line(body, self.tr("Name"))
        self.name.setMaxLength(MAX_NAME)
        self.name.setPlaceholderText(self.tr("Kitchen"))
        label = QLabel(self.tr("&Name"), body)
        label.setBuddy(self.name)
        column.addWidget(label)
        column.addWidget(self.name)

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        self.add = QPushButton(self.tr("Save") if self.source else self.tr("Add this camera"), self)
        self.add.setProperty("primary", "true")
        self.anyway = QPushButton(self)
        self.anyway.setText(self.tr("Save it anyway") if self.source else self.tr("Add it anyway"))
        self.anyway.setToolTip(self.tr("Without a picture now: AtomCam goes on asking the camera"))
        self.anyway.setProperty("plain", "true")
        self.anyway.setAutoDefault(False)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setProperty("plain", "true")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons.addButton(self.anyway, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.add, QDialogButtonBox.ButtonRole.AcceptRole)
        return buttons

    def _connect(self) -> None:
        self.kind.activated.connect(self._choose_preset)
        for field in (self.address, self.user, self.password):
            field.textEdited.connect(self._forget_found)
        self.wants_password.toggled.connect(lambda shown: set_shown(self._password_part, shown))
        self.search.clicked.connect(self._search_or_stop)
        self.add.clicked.connect(lambda: self._accept(self._known()))
        self.anyway.clicked.connect(lambda: self._accept(self._wanted()))
        self.finished.connect(self._stop)

    # -- what is typed -------------------------------------------------------------------------------------------

    @property
    def preset(self) -> Preset:
        """The kind that is chosen."""
        return self._presets[self.kind.currentIndex()]

    def _choose_preset(self) -> None:
        preset = self.preset
        self.hint.setText(preset.hint)
        self.address.setPlaceholderText(preset.example)
        if self.address.text() in {"", *(each.address for each in self._presets)}:
            self.address.setText(preset.address)
            self._forget_found()
        self.wants_password.setChecked(preset.wants_password or bool(self.user.text()))

    def _fill(self, source: Source) -> None:
        self.address.setText(source.address.url)
        self._show_password(source.address)
        self.name.setText(source.name)

    def _show_password(self, address: SourceAddress) -> None:
        if address.has_password:
            self.user.setText(address.user)
            self.password.setText(address.password)
            self.wants_password.setChecked(True)

    def _wanted(self) -> SourceAddress | None:
        """The address as it is typed; None, and the trouble shown, where it is none."""
        try:
            address = parse_address(self.address.text())
        except SourceError as error:
            self.show_trouble(error)
            self.address.setFocus()
            return None
        if address.has_password:
            # It is not to stand in the open.
            self._show_password(address)
            self.address.setText(address.url)
        return address.with_password(self.user.text(), self.password.text())

    def _known(self) -> SourceAddress | None:
        """The address whose picture was seen, or that was there before; None where it is another."""
        if self._found is not None:
            return self._found.address
        if self.source is None:
            return None
        old = self.source.address
        same = (self.address.text(), self.user.text(), self.password.text()) == (old.url, old.user, old.password)
        return old if same else None

    def _forget_found(self) -> None:
        """What was found is not what stands there now."""
        self._stop()
        self._found = None
        self.trouble.hide()
        self._draw()

    # -- the search ----------------------------------------------------------------------------------------------

    def _search_or_stop(self) -> None:
        if self._search is not None:
            self._stop()
            self._draw()
            return
        wanted = self._wanted()
        if wanted is not None:
            self._found = None
            self.trouble.hide()
            self._search = self._tasks.start(self._look_for(wanted), "look for a network camera")
            self._draw()

    async def _look_for(self, wanted: SourceAddress) -> None:
        mine = asyncio.current_task()
        try:
            found = await self._find(wanted)
            image = await in_daemon_thread(lambda: _decoded(found), "source preview")
        except SourceError as error:
            if self._search is mine:
                self._search = None
                self._fail(error)
            return
        if self._search is mine:
            self._search = None
            self._show_found(found, image)

    def _show_found(self, found: Found, image: QImage) -> None:
        self._found = found
        self.address.setText(found.address.url)
        self._draw()
        self.picture.show_image(image)
        announce(self.picture, self.tr("The camera's picture is here"))
        self.add.setDefault(True)
        (self.name if not self.name.text() else self.add).setFocus()
        self._scroll.ensureWidgetVisible(self.picture, 0, 8)

    def _fail(self, error: SourceError) -> None:
        self._draw()
        self.show_trouble(error)
        if error.trouble in (SourceTrouble.PASSWORD_NEEDED, SourceTrouble.WRONG_PASSWORD):
            self.wants_password.setChecked(True)
            (self.password if self.user.text() else self.user).setFocus()
            self.password.selectAll()
        else:
            self.address.setFocus()
            self.anyway.show()

    def show_trouble(self, error: SourceError) -> None:
        """Say why there is no picture, or why the camera cannot be taken."""
        self.trouble.say(*texts.trouble_text(error))
        self.trouble.show()
        announce(self.trouble, self.trouble.text, urgent=True)
        # Once it is laid out.
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.trouble, 0, 8))

    def _stop(self) -> None:
        task, self._search = self._search, None
        if task is not None:
            task.cancel()

    def _draw(self) -> None:
        """Show what can be done now."""
        busy = self._search is not None
        self.search.setText(self.tr("Stop") if busy else self.tr("&Find it"))
        self.search.setToolTip(
            self.tr("Look no longer") if busy else self.tr("Look for the picture, here and at the usual addresses")
        )
        self.search.setDefault(self._found is None)
        self.add.setEnabled(self._known() is not None)
        self.anyway.hide()
        if self._found is None:
            self.picture.show_text(self.tr("Looking for the picture…") if busy else self.tr("No picture yet"))

    # -- the end -------------------------------------------------------------------------------------------------

    def _accept(self, address: SourceAddress | None) -> None:
        if address is not None:
            self.accepted_source.emit(address, clean_text(self.name.text()) or "")


def _line(parent: QWidget, name: str) -> QLineEdit:
    line = QLineEdit(parent)
    line.setProperty("field", "true")
    line.setAccessibleName(name)
    return line


def _decoded(found: Found) -> QImage:
    """The picture's pixels, in any thread.

    Raises:
        SourceError: it is damaged.
    """
    try:
        size = decoded_size(found.picture, _PREVIEW)
        pixels = decode(found.picture, size, wanted=_PREVIEW)
    except BadJpeg as error:
        raise SourceError(SourceTrouble.NOT_PICTURES, found.address.host, Phrase(error.fault.value)) from error
    return image_of(pixels).copy()
